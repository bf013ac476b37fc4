import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { handOn } from '../shell/hand-on.js';
import { date } from '../shell/i18n.js';
import type { List, Me, Row } from '../shell/model.js';
import '../drafting/contract-form.js';

export const STATES = 'DRAFT IN_REVIEW APPROVED SIGNING SIGNED ACTIVE COMPLETED CLOSED ARCHIVED CANCELLED'.split(' ');
export const TYPES = ['sales', 'purchase', 'service', 'nda'];

/** The tenant's contracts, to search and filter; says `contract-selected` with the id. */
@customElement('contract-list')
export class ContractList extends ModuleElement {
  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private rows: Row[] = [];
  @state() private next?: string;
  @state() private loaded = false;
  @state() private me?: Me;
  @state() private creating = false;
  private filter = { query: '', state: '', type: '' };

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    await this.page(false);
  }

  private async page(more: boolean): Promise<void> {
    const query = new URLSearchParams({ limit: '50' });
    for (const [name, value] of Object.entries({ ...this.filter, customerId: this.customerId })) {
      if (value) query.set(name, value);
    }
    if (more && this.next) query.set('cursor', this.next);
    const page = await this.client.get<List<Row>>(`/contracts?${query}`);
    this.rows = more ? [...this.rows, ...page.items] : page.items;
    this.next = page.next;
    this.loaded = true;
  }

  private narrow(name: 'query' | 'state' | 'type', event: Event): void {
    this.filter = { ...this.filter, [name]: (event.target as HTMLInputElement).value };
    void this.attempt(() => this.page(false));
  }

  private get mayCreate(): boolean {
    return !!this.me?.roles.some((role) => ['sales', 'business', 'legal'].includes(role));
  }

  override render() {
    const t = this.t;
    if (this.creating) {
      return html`<contract-form
        ${handOn(this)}
        .me=${this.me}
        .customerId=${this.customerId}
        @cancelled=${() => (this.creating = false)}
        @saved=${(event: CustomEvent) => {
          this.creating = false;
          this.say('contract-selected', event.detail);
          void this.attempt(() => this.page(false));
        }}
      ></contract-form>`;
    }
    return html`${this.problemBox()}
      <div class="bar" role="search">
        <label class="grow"
          >${t('search')}<input
            type="search"
            placeholder=${t('search.hint')}
            @change=${(e: Event) => this.narrow('query', e)}
        /></label>
        <label
          >${t('state')}<select @change=${(e: Event) => this.narrow('state', e)}>
            <option value="">${t('all')}</option>
            ${STATES.map((s) => html`<option value=${s}>${t(`state.${s}`)}</option>`)}
          </select></label
        >
        <label
          >${t('type')}<select @change=${(e: Event) => this.narrow('type', e)}>
            <option value="">${t('all')}</option>
            ${TYPES.map((s) => html`<option value=${s}>${t(`type.${s}`)}</option>`)}
          </select></label
        >
        ${
          this.mayCreate
            ? html`<button class="primary" data-test="new-contract" @click=${() => (this.creating = true)}>
                ${t('new')}
              </button>`
            : nothing
        }
      </div>
      ${this.loaded && this.rows.length === 0 ? this.empty() : this.table()}
      ${
        this.next
          ? html`<p>
              <button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(true))}>${t('more')}</button>
            </p>`
          : nothing
      }`;
  }

  private empty() {
    const filtered = Object.values(this.filter).some(Boolean);
    return html`<div class="empty">
      <h2>${this.t(filtered ? 'empty.filtered' : 'empty.contracts')}</h2>
      <p>${this.t(filtered ? 'empty.filtered.hint' : 'empty.contracts.hint')}</p>
    </div>`;
  }

  private table() {
    const t = this.t;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('contracts')}>
      <table data-test="contracts">
        <thead>
          <tr>
            <th scope="col">${t('number')}</th>
            <th scope="col">${t('title')}</th>
            <th scope="col">${t('counterparty')}</th>
            <th scope="col" class="num">${t('amount')}</th>
            <th scope="col">${t('term')}</th>
            <th scope="col">${t('state')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map(
            (row) =>
              html`<tr>
                <td class="muted">${row.number}</td>
                <td>
                  <button class="link" data-id=${row.id} @click=${() => this.say('contract-selected', { id: row.id })}>
                    ${row.title}
                  </button>
                  <div class="muted">${t(`type.${row.type}`)} · ${row.ownerName}</div>
                </td>
                <td>${row.counterparty.name}</td>
                <td class="num">${this.sum(row)}</td>
                <td>${date(this.locale, row.startsOn)}<br />${date(this.locale, row.endsOn)}</td>
                <td>${this.stateBadge(row.state)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
