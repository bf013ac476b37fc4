import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { dayInput } from '../shell/day-input.js';
import { ModuleElement } from '../shell/element.js';
import { date } from '../shell/i18n.js';
import type { Contract } from '../shell/model.js';
import { decimal, minor, shown } from '../shell/money.js';

interface Line {
  name: string;
  amount: string;
  dueOn: string;
  method: string;
}
const METHODS = ['BANK_TRANSFER', 'CASH', 'ACCEPTANCE_BILL', 'OTHER'];

/** The payment schedule; while drafting it is edited with the difference to the amount always in sight. */
@customElement('payment-editor')
export class PaymentEditor extends ModuleElement {
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) editable = false;
  @state() private lines: Line[] = [];

  protected async load(): Promise<void> {}

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contract')) {
      this.lines = this.contract.payments.map((p) => ({
        name: p.name,
        amount: p.amount?.amount ?? '',
        dueOn: p.dueOn ?? '',
        method: p.method,
      }));
    }
  }

  private set(index: number, name: keyof Line, event: Event): void {
    this.put(index, name, (event.target as HTMLInputElement).value);
  }

  private put(index: number, name: keyof Line, value: string): void {
    this.lines = this.lines.map((line, i) => (i === index ? { ...line, [name]: value } : line));
  }

  /** A new line takes what is still missing. */
  private add(): void {
    const rest = this.difference();
    const currency = this.contract.amount!.currency;
    this.lines = [
      ...this.lines,
      {
        name: '',
        amount: rest !== undefined && rest < 0n ? decimal(-rest, currency) : '',
        dueOn: '',
        method: METHODS[0],
      },
    ];
  }

  private difference(): bigint | undefined {
    const { amount, currency } = this.contract.amount!;
    let sum = -(minor(amount, currency) ?? 0n);
    for (const line of this.lines) {
      const value = minor(line.amount, currency);
      if (value === undefined) return undefined;
      sum += value;
    }
    return sum;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const currency = this.contract.amount!.currency;
    const done = await this.attempt(() =>
      this.client.put(
        `/contracts/${this.contract.id}/payments`,
        {
          items: this.lines.map((line) => ({
            name: line.name,
            amount: { amount: line.amount, currency },
            dueOn: line.dueOn || undefined,
            method: line.method,
          })),
        },
        this.contract.version,
      ),
    );
    if (done) this.say('changed', {});
  }

  override render() {
    if (this.contract.masked?.includes('payments')) return html`<p class="muted">${this.t('payments.masked')}</p>`;
    if (!this.contract.amount) return html`<p class="muted">${this.t('payments.noAmount')}</p>`;
    return this.editable ? this.form() : this.table();
  }

  private table() {
    const t = this.t;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('tab.payments')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('instalment')}</th>
            <th scope="col">${t('dueOn')}</th>
            <th scope="col" class="num">${t('amount')}</th>
            <th scope="col" class="num">${t('received')}</th>
            <th scope="col">${t('state')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.contract.payments.map(
            (p) =>
              html`<tr>
                <td>
                  ${p.name}
                  <div class="muted">${t(`method.${p.method}`)}</div>
                </td>
                <td>${date(this.locale, p.dueOn)}</td>
                <td class="num">${shown(this.locale, p.amount)}</td>
                <td class="num">${shown(this.locale, p.received)}</td>
                <td><span class="badge ${p.status.toLowerCase()}">${t(`payment.${p.status}`)}</span></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private form() {
    const t = this.t;
    const currency = this.contract.amount!.currency;
    const difference = this.difference();
    const even = difference === 0n;
    return html`<form @submit=${this.save}>
      ${this.problemBox()}
      ${this.lines.map(
        (line, i) =>
          html`<div class="bar">
            <label class="grow"
              >${t('instalment')}<input
                required
                .value=${line.name}
                data-test="line-name"
                @input=${(e: Event) => this.set(i, 'name', e)}
            /></label>
            <label
              >${t('amount')} (${currency})<input
                required
                inputmode="decimal"
                .value=${line.amount}
                data-test="line-amount"
                @input=${(e: Event) => this.set(i, 'amount', e)}
            /></label>
            <label
              >${t('dueOn')}${dayInput({
                value: line.dueOn,
                required: true,
                test: 'line-due',
                change: (value) => this.put(i, 'dueOn', value),
              })}</label
            >
            <label
              >${t('method')}<select @change=${(e: Event) => this.set(i, 'method', e)}>
                ${METHODS.map((m) => html`<option value=${m} ?selected=${m === line.method}>${t(`method.${m}`)}</option>`)}
              </select></label
            >
            <button
              type="button"
              aria-label=${t('remove')}
              @click=${() => (this.lines = this.lines.filter((_, at) => at !== i))}
            >
              ✕
            </button>
          </div>`,
      )}
      ${this.lines.length === 0 ? html`<p class="muted">${t('payments.none')}</p>` : nothing}
      <div class="sum" role="status">
        <span>${t('contractAmount')}: ${shown(this.locale, this.contract.amount)}</span>
        <span class=${even ? 'even' : 'off'} data-test="difference"
          >${
            difference === undefined
              ? t('amount.invalid')
              : even
                ? `✓ ${t('addsUp')}`
                : `${t('difference')}: ${decimal(difference, currency)}`
          }</span
        >
      </div>
      <div class="actions">
        <button type="button" data-test="add-line" @click=${() => this.add()}>${t('payments.add')}</button>
        <button class="primary" data-test="save-payments" ?disabled=${this.busy || !even}>${t('save')}</button>
      </div>
    </form>`;
  }
}
