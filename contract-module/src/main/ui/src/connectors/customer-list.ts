import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { handOn } from '../shell/hand-on.js';
import { moment } from '../shell/i18n.js';
import type { Customer, List, Me } from '../shell/model.js';
import type { Connection } from './model.js';
import { providerName } from './providers.js';
import '../overview/contract-list.js';

/** The tenant's customers with where they come from and when they were last read. */
@customElement('customer-list')
export class CustomerList extends ModuleElement {
  /** Whose page is shown, `duplicates` for that page; empty for the list. */
  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private customers: Customer[] = [];
  @state() private connections: Connection[] = [];
  @state() private next?: string;
  @state() private me?: Me;
  @state() private viewer = false;
  @state() private loaded = false;
  @state() private query = '';
  @state() private of = '';

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    this.connections = (await this.client.get<List<Connection>>('/connections')).items;
    await this.page(false);
  }

  private async page(more: boolean): Promise<void> {
    const query = new URLSearchParams({ limit: '50' });
    if (this.query) query.set('query', this.query);
    if (this.of) query.set('connection', this.of);
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
        await Promise.all([import('./customer-view.js'), import('./customer-duplicates.js')]);
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
    if (this.customerId === 'duplicates') {
      return html`<customer-duplicates
        ${handOn(this)}
        @closed=${() => {
          this.show('');
          void this.refresh();
        }}
      ></customer-duplicates>`;
    }
    return html`<customer-view
      ${handOn(this)}
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
        <label
          >${t('customers.crm')}<select
            data-test="of"
            @change=${(e: Event) => {
              this.of = (e.target as HTMLSelectElement).value;
              void this.attempt(() => this.page(false));
            }}
          >
            <option value="">${t('customers.crm.all')}</option>
            ${this.connections.map((c) => html`<option value=${c.id}>${c.name}</option>`)}
            <option value="none">${t('customers.crm.none')}</option>
          </select></label
        >
        ${
          this.me?.roles.some((role) => ['admin', 'legal', 'auditor'].includes(role))
            ? html`<button data-test="duplicates" @click=${() => this.show('duplicates')}>
                ${t('customers.duplicates')}
              </button>`
            : nothing
        }
      </div>
      ${
        this.loaded && this.customers.length === 0
          ? this.none()
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

  /** Why there is nothing, and what to do about it. */
  private none() {
    const t = this.t;
    if (this.query || this.of) {
      return html`<div class="empty" data-test="none-found">
        <h2>${t('customers.none.found')}</h2>
        <p>${t('customers.none.found.hint')}</p>
        <button
          @click=${() => {
            this.query = '';
            this.of = '';
            const root = this.renderRoot;
            root.querySelector<HTMLInputElement>('input[type="search"]')!.value = '';
            root.querySelector<HTMLSelectElement>('[data-test="of"]')!.value = '';
            void this.attempt(() => this.page(false));
          }}
        >
          ${t('customers.all')}
        </button>
      </div>`;
    }
    const admin = this.me?.roles.includes('admin');
    return html`<div class="empty" data-test="none">
      <h2>${t('empty.customers')}</h2>
      <p>${t(admin ? 'empty.customers.admin' : 'empty.customers.hint')}</p>
      ${
        admin
          ? html`<button class="primary" @click=${() => this.say('admin-page', { page: 'connections' })}>
              ${t('empty.customers.connect')}
            </button>`
          : nothing
      }
    </div>`;
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
