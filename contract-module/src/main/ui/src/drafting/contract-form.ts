import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { dayInput } from '../shell/day-input.js';
import { ModuleElement } from '../shell/element.js';
import type { Contract, Customer, List, Me } from '../shell/model.js';

interface TypeChoice {
  key: string;
  name: string;
}
interface TemplateChoice {
  id: string;
  name: string;
  locale: string;
}

/** The facts of a contract: begins a new one, or changes a draft. Says `saved` with the id, or `cancelled`. */
@customElement('contract-form')
export class ContractForm extends ModuleElement {
  /** The draft to change; none to begin a new contract. */
  @property({ attribute: false }) contract?: Contract;
  @property({ attribute: false }) me?: Me;
  @property({ attribute: false }) customerId = '';
  @state() private types: TypeChoice[] = [];
  @state() private templates: TemplateChoice[] = [];
  @state() private customers: Customer[] = [];
  // One key for the form's life: pressing the button again after a lost answer does not create a second contract.
  private readonly key = crypto.randomUUID();

  protected async load(): Promise<void> {
    this.types = (await this.client.get<List<TypeChoice>>('/contract-types')).items;
    await Promise.all([this.find(''), this.offer('sales')]);
  }

  /** The draft's own counterparty can always be kept, also when the search does not find it. */
  private get choices(): { id: string; name: string }[] {
    const kept = this.contract?.counterparty;
    return kept && !this.customers.some((c) => c.id === kept.id) ? [kept, ...this.customers] : this.customers;
  }

  private async find(query: string): Promise<void> {
    const search = new URLSearchParams({ limit: '50', ...(query ? { query } : {}) });
    this.customers = (await this.client.get<List<Customer>>(`/customers?${search}`)).items;
  }

  private async offer(type: string): Promise<void> {
    const all = (await this.client.get<List<TemplateChoice>>(`/templates?type=${type}`)).items;
    const language = this.locale.slice(0, 2);
    this.templates = [...all].sort(
      (a, b) => Number(b.locale.startsWith(language)) - Number(a.locale.startsWith(language)),
    );
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? '').trim() || undefined;
    const amount = text('amount');
    const facts = {
      title: text('title'),
      type: text('type'),
      customerId: text('customer'),
      ourParty: text('ourParty'),
      amount: amount ? { amount, currency: text('currency') } : undefined,
      startsOn: text('startsOn'),
      endsOn: text('endsOn'),
    };
    const draft = this.contract;
    await this.attempt(async () => {
      const saved = draft
        ? await this.client.put<Contract>(`/contracts/${draft.id}`, facts, draft.version)
        : await this.client.post<Contract>(
            '/contracts',
            { ...facts, templateId: text('template') },
            undefined,
            this.key,
          );
      this.say('saved', { id: saved.id });
    });
  }

  override render() {
    const t = this.t;
    const draft = this.contract;
    const type = draft?.type ?? 'sales';
    const customer = draft?.counterparty.id ?? this.customerId;
    const home = draft?.amount?.currency ?? this.me?.tenant.currency ?? 'CNY';
    return html`<form class=${draft ? nothing : 'card'} @submit=${this.save}>
      <h2>${t(draft ? 'action.edit' : 'new')}</h2>
      ${this.problemBox()}
      <div class="form">
        <label
          >${t('customer.find')}<input
            type="search"
            data-test="find-customer"
            @input=${(e: Event) => this.attempt(() => this.find((e.target as HTMLInputElement).value))}
        /></label>
        <label
          >${t('counterparty')}<select name="customer" required data-test="customer">
            ${this.choices.map((c) => html`<option value=${c.id} ?selected=${c.id === customer}>${c.name}</option>`)}
          </select></label
        >
        <label class="wide"
          >${t('title')}<input name="title" required maxlength="200" data-test="title" .value=${draft?.title ?? ''}
        /></label>
        <label
          >${t('type')}<select
            name="type"
            data-test="type"
            @change=${(e: Event) => this.attempt(() => this.offer((e.target as HTMLSelectElement).value))}
          >
            ${this.types.map((choice) => html`<option value=${choice.key} ?selected=${choice.key === type}>${choice.name}</option>`)}
          </select></label
        >
        ${
          draft
            ? nothing
            : html`<label
                >${t('template')}${keyed(
                  // A new select for each offer, so that the first, the language's own, is chosen.
                  this.templates,
                  html`<select name="template" data-test="template">
                    ${[...this.templates, { id: '', name: t('template.none') }].map(
                      ({ id, name }) => html`<option value=${id}>${name}</option>`,
                    )}
                  </select>`,
                )}</label
              >`
        }
        <label
          >${t('ourParty')}<input name="ourParty" required .value=${draft?.ourParty ?? this.me?.tenant.name ?? ''}
        /></label>
        <label
          >${t('amount')}<input
            name="amount"
            inputmode="decimal"
            pattern="[0-9]+([.][0-9]{1,2})?"
            data-test="amount"
            .value=${draft?.amount?.amount ?? ''}
        /></label>
        <label
          >${t('currency')}<select name="currency">
            ${[...new Set([home, 'CNY', 'USD', 'EUR'])].map((c) => html`<option>${c}</option>`)}
          </select></label
        >
        <label>${t('startsOn')}${dayInput({ name: 'startsOn', test: 'startsOn', value: draft?.startsOn ?? '' })}</label>
        <label>${t('endsOn')}${dayInput({ name: 'endsOn', test: 'endsOn', value: draft?.endsOn ?? '' })}</label>
      </div>
      ${this.choices.length === 0 ? html`<p class="muted">${t('empty.customers.hint')}</p>` : nothing}
      <div class="actions">
        <button class="primary" data-test="create" ?disabled=${this.busy}>${t(draft ? 'save' : 'create')}</button>
        <button type="button" @click=${() => this.say('cancelled', {})}>${t('cancel')}</button>
      </div>
    </form>`;
  }
}
