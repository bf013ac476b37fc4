import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { moment } from '../shell/i18n.js';
import type { Customer, List, Me } from '../shell/model.js';
import type { Connection } from './model.js';
import { providerName } from './providers.js';
import '../overview/contract-list.js';

/** The tenant's customers with where they come from and when they were last read. */
@customElement('customer-list')
export class CustomerList extends ModuleElement {
  /** Whose page is shown; empty for the list. */
  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private customers: Customer[] = [];
  @state() private connections: Connection[] = [];
  @state() private next?: string;
  @state() private me?: Me;
  @state() private viewer = false;
  @state() private loaded = false;
  private query = '';

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    this.connections = (await this.client.get<List<Connection>>('/connections')).items;
    await this.page(false);
  }

  private async page(more: boolean): Promise<void> {
    const query = new URLSearchParams({ limit: '50' });
    if (this.query) query.set('query', this.query);
    if (more && this.next) query.set('cursor', this.next);
    const page = await this.client.get<List<Customer>>(`/customers?${query}`);
    this.customers = more ? [...this.customers, ...page.items] : page.items;
    this.next = page.next;
    this.loaded = true;
  }

  private async sync(connection: Connection): Promise<void> {
    await this.attempt(async () => {
      await this.client.post(`/connections/${connection.id}/runs`, {});
      do {
        await new Promise((resolve) => setTimeout(resolve, 700));
        this.connections = (await this.client.get<List<Connection>>('/connections')).items;
      } while (
        this.isConnected &&
        this.connections.find((c) => c.id === connection.id)?.lastRun?.outcome === 'RUNNING'
      );
      await this.page(false);
    });
  }

  /** The page of one customer comes when it is first asked for. */
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('customerId') && this.customerId && !this.viewer) {
      void this.attempt(async () => {
        await import('./customer-view.js');
        this.viewer = true;
      });
    }
  }

  private show(id: string): void {
    this.customerId = id;
    this.say('customer-selected', { id });
  }

  override render() {
    if (!this.customerId) return this.list();
    if (!this.viewer) return this.problemBox();
    return html`<customer-view
      .locale=${this.locale}
      .api=${this.api}
      .token=${this.token}
      .getToken=${this.getToken}
      .customerId=${this.customerId}
      @closed=${() => {
        this.show('');
        void this.refresh();
      }}
    ></customer-view>`;
  }

  private list() {
    const t = this.t;
    return html`${this.problemBox()}
      ${this.connections.map(
        (c) =>
          html`<section class="card" data-test="connection">
            <h2>
              ${c.name}
              <span class="badge ${c.state === 'ACTIVE' ? 'active' : 'failed'}">${t(`connection.${c.state}`)}</span>
            </h2>
            <p>
              ${t('connection.counts', { customers: c.customers, contacts: c.contacts, quarantined: c.quarantined })}
            </p>
            ${
              c.lastRun
                ? html`<p role="status">
                    <span class="badge ${c.lastRun.outcome.toLowerCase()}">${t(`run.${c.lastRun.outcome}`)}</span>
                    ${moment(this.locale, c.lastRun.endedAt ?? c.lastRun.startedAt)} ·
                    ${t('run.counts', { created: c.lastRun.created, updated: c.lastRun.updated, unchanged: c.lastRun.unchanged })}
                  </p>`
                : nothing
            }
            ${
              this.me?.roles.includes('admin')
                ? html`<button data-test="sync" ?disabled=${this.busy} @click=${() => this.sync(c)}>
                    ${t('sync')}
                  </button>`
                : nothing
            }
          </section>`,
      )}
      <div class="bar" role="search">
        <label class="grow"
          >${t('search')}<input
            type="search"
            @change=${(e: Event) => {
              this.query = (e.target as HTMLInputElement).value;
              void this.attempt(() => this.page(false));
            }}
        /></label>
      </div>
      ${
        this.loaded && this.customers.length === 0
          ? html`<div class="empty">
              <h2>${t('empty.customers')}</h2>
              <p>${t('empty.customers.hint')}</p>
            </div>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${t('customers')}>
              <table data-test="customers">
                <thead>
                  <tr>
                    <th scope="col">${t('customer')}</th>
                    <th scope="col">${t('address')}</th>
                    <th scope="col">${t('phone')}</th>
                    <th scope="col" class="num">${t('contacts')}</th>
                    <th scope="col">${t('source')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${this.customers.map(
                    (c) =>
                      html`<tr>
                        <td>
                          <button class="link" data-test="open-customer" @click=${() => this.show(c.id)}>
                            ${c.name}
                          </button>
                          <div class="muted">${c.registrationNumber ?? ''}</div>
                        </td>
                        <td>${c.address ?? '–'}</td>
                        <td>${c.phone ?? '–'}</td>
                        <td class="num">${c.contactCount}</td>
                        <td>${this.source(c)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${this.next ? html`<p><button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(true))}>${t('more')}</button></p>` : nothing}`;
  }

  private source(customer: Customer) {
    const source = customer.source;
    if (!source) return html`<span class="badge">${this.t('source.local')}</span>`;
    return html`<span class="badge ${source.deletedAt ? 'failed' : 'active'}"
        >${source.deletedAt ? this.t('source.deleted') : providerName(source.provider)}</span
      >
      <div class="muted">${moment(this.locale, source.syncedAt)}</div>`;
  }
}
