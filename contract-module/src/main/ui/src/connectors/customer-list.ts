import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { moment } from '../shell/i18n.js';
import type { Connection, Customer, List, Me } from '../shell/model.js';
import '../overview/contract-list.js';

/** The tenant's customers with where they come from and when they were last read. */
@customElement('customer-list')
export class CustomerList extends ModuleElement {
  @state() private customers: Customer[] = [];
  @state() private connections: Connection[] = [];
  @state() private next?: string;
  @state() private me?: Me;
  @state() private chosen?: Customer;
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

  private show(id: string): void {
    void this.attempt(async () => (this.chosen = await this.client.get<Customer>(`/customers/${id}`)));
  }

  override render() {
    return this.chosen ? this.detail(this.chosen) : this.list();
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
                          <button class="link" @click=${() => this.show(c.id)}>${c.name}</button>
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
        >${
          source.deletedAt ? this.t('source.deleted') : source.provider === 'zoho' ? 'Zoho CRM' : source.provider
        }</span
      >
      <div class="muted">${moment(this.locale, source.syncedAt)}</div>`;
  }

  private detail(customer: Customer) {
    const t = this.t;
    return html`${this.problemBox()}
      <p><button class="link" @click=${() => (this.chosen = undefined)}>← ${t('back')}</button></p>
      <section class="card">
        <h1>${customer.name}</h1>
        <dl>
          <dt>${t('registrationNumber')}</dt>
          <dd>${customer.registrationNumber ?? '–'}</dd>
          <dt>${t('address')}</dt>
          <dd>${customer.address ?? '–'}</dd>
          <dt>${t('phone')}</dt>
          <dd>${customer.phone ?? '–'}</dd>
          <dt>${t('website')}</dt>
          <dd>${customer.website ?? '–'}</dd>
          <dt>${t('owner')}</dt>
          <dd>${customer.ownerName ?? '–'}</dd>
          <dt>${t('source')}</dt>
          <dd>${this.source(customer)}</dd>
        </dl>
        <h2 style="margin-top:18px">${t('contacts')}</h2>
        <ul>
          ${(customer.contacts ?? []).map(
            (c) =>
              html`<li>${c.name} <span class="muted">${c.title ?? ''} ${c.email ?? ''} ${c.phone ?? ''}</span></li>`,
          )}
        </ul>
      </section>
      ${
        this.me?.roles.every((role) => role === 'admin')
          ? nothing
          : html`<section class="card">
              <h2>${t('contracts')}</h2>
              <contract-list
                .locale=${this.locale}
                .api=${this.api}
                .token=${this.token}
                .getToken=${this.getToken}
                customer-id=${customer.id}
              ></contract-list>
            </section>`
      }`;
  }
}
