import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { Customer, Me } from '../shell/model.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import { connectorStyle } from './part.js';
import { providerName } from './providers.js';
import '../tenants/texts.js';
import './texts.js';

type Values = Record<string, string>;
interface Draft {
  /** Of a contact; empty for the customer itself, `new` for a contact that is to be. */
  contact: string;
  version: number;
  before: Values;
  values: Values;
}

const CUSTOMER = ['name', 'registrationNumber', 'phone', 'website', 'industry', 'address'];
const CONTACT = ['name', 'title', 'phone', 'email'];
const LONGEST: Values = { name: '500' };

/** A customer with its contacts, where it comes from and its contracts; says `closed` when the reader goes back. */
@customElement('customer-view')
export class CustomerView extends AdminPage {
  static override styles = [style, adminStyle, connectorStyle];

  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private customer?: Customer;
  @state() private draft?: Draft;

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    this.customer = await this.client.get<Customer>(`/customers/${this.customerId}`);
    this.draft = undefined;
    this.loaded = true;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.loaded && changed.get('customerId')) void this.refresh();
  }

  private get mayEdit(): boolean {
    return this.me.roles.some((role) => role === 'sales' || role === 'business');
  }

  private edit(names: string[], of: object, contact: string, version: number): void {
    this.quiet();
    const all = of as Record<string, string | undefined>;
    const values = Object.fromEntries(names.map((name) => [name, all[name] ?? '']));
    this.draft = { contact, version, before: values, values };
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { contact, version, before, values } = this.draft!;
    const path = `/customers/${this.customerId}`;
    const changed = (from: Values, to: Values) =>
      Object.fromEntries(Object.entries(to).filter(([name, value]) => value !== from[name]));
    await this.change(async () => {
      if (contact === 'new') await this.client.post(`${path}/contacts`, changed({}, values));
      else await this.client.patch(contact ? `${path}/contacts/${contact}` : path, changed(before, values), version);
      this.draft = undefined;
      await this.load();
    }, this.t('customer.saved'));
  }

  protected body() {
    const t = this.t;
    const c = this.customer;
    if (!c) return nothing;
    return html`<p class="crumbs">
        <button class="link" data-test="back" @click=${() => this.say('closed', {})}>← ${t('back')}</button>
      </p>
      ${this.draft?.contact === '' ? this.form(this.draft, CUSTOMER, t('customer.edit')) : this.main(c)}
      ${this.contacts(c)}${this.contracts(c)}`;
  }

  private main(c: Customer) {
    const t = this.t;
    const values = c as unknown as Record<string, string | undefined>;
    return html`<section class="card" data-test="customer">
      <div class="head">
        <h2><bdi>${c.name}</bdi></h2>
        ${
          this.mayEdit
            ? html`<button data-test="edit-customer" @click=${() => this.edit(CUSTOMER, c, '', c.version)}>
                ${t('edit')}
              </button>`
            : nothing
        }
      </div>
      <dl>
        ${[...CUSTOMER.slice(1), 'ownerName'].map(
          (name) =>
            html`<dt>${t(`crm.field.${name}`)}</dt>
              <dd>${values[name] ? html`<bdi>${values[name]}</bdi>` : '–'}</dd>`,
        )}
      </dl>
      ${this.source(c)}
    </section>`;
  }

  private source(c: Customer) {
    const t = this.t;
    const s = c.source;
    if (!s) return html`<p class="muted" style="margin-bottom:0">${t('customer.local')}</p>`;
    return html`<h3 style="margin-top:16px">${t('source')}</h3>
      ${s.deletedAt ? html`<p class="warn">${t('customer.deleted', { crm: providerName(s.provider), at: moment(this.locale, s.deletedAt) })}</p>` : nothing}
      <dl>
        <dt>${providerName(s.provider)}</dt>
        <dd><code>${s.externalId}</code></dd>
        <dt>${t('customer.synced')}</dt>
        <dd>${moment(this.locale, s.syncedAt)}</dd>
        ${
          s.remoteModifiedAt
            ? html`<dt>${t('customer.remoteModified')}</dt>
                <dd>${moment(this.locale, s.remoteModifiedAt)}</dd>`
            : nothing
        }
      </dl>`;
  }

  private form(draft: Draft, names: string[], title: string) {
    const t = this.t;
    return html`<section class="card">
      <h2>${title}</h2>
      <form @submit=${this.save}>
        <div class="form">
          ${names.map((name) =>
            this.field({
              label: t(`crm.field.${name}`),
              value: draft.values[name],
              pointer: `/${name}`,
              required: name === 'name',
              maxlength: Number(LONGEST[name] ?? 2000),
              wide: name === 'address',
              test: `edit-${name}`,
              change: (value) => (this.draft = { ...this.draft!, values: { ...this.draft!.values, [name]: value } }),
            }),
          )}
        </div>
        ${this.customer?.source ? html`<p class="hint">${t('customer.owned.hint')}</p>` : nothing}
        <div class="actions">
          <button class="primary" data-test="save-customer" ?disabled=${this.busy}>${t('save')}</button>
          <button
            type="button"
            @click=${() => {
              this.quiet();
              this.draft = undefined;
            }}
          >
            ${t('cancel')}
          </button>
        </div>
      </form>
    </section>`;
  }

  private contacts(c: Customer) {
    const t = this.t;
    const contacts = c.contacts ?? [];
    if (this.draft?.contact) {
      return this.form(this.draft, CONTACT, t(this.draft.contact === 'new' ? 'contact.new' : 'contact.edit'));
    }
    return html`<section class="card">
      <div class="head">
        <h2>${t('contacts')}</h2>
        ${
          this.mayEdit
            ? html`<button data-test="new-contact" @click=${() => this.edit(CONTACT, {}, 'new', 0)}>
                ${t('contact.new')}
              </button>`
            : nothing
        }
      </div>
      ${
        contacts.length === 0
          ? this.empty(t('contacts.empty'), t('contacts.empty.hint'))
          : this.table(
              t('contacts'),
              [...CONTACT.map((name) => t(`crm.field.${name}`)), ...(this.mayEdit ? [''] : [])],
              contacts.map(
                (one) =>
                  html`<tr data-test="contact">
                    ${CONTACT.map((name) => {
                      const value = (one as unknown as Record<string, string | undefined>)[name];
                      return html`<td>${value ? html`<bdi>${value}</bdi>` : '–'}</td>`;
                    })}
                    ${
                      this.mayEdit
                        ? html`<td class="acts">
                            <button
                              data-test="edit-contact"
                              aria-label="${t('edit')}: ${one.name}"
                              @click=${() => this.edit(CONTACT, one, one.id, one.version)}
                            >
                              ${t('edit')}
                            </button>
                          </td>`
                        : nothing
                    }
                  </tr>`,
              ),
              'contacts',
            )
      }
    </section>`;
  }

  private contracts(c: Customer) {
    if (this.me.roles.every((role) => role === 'admin')) return nothing;
    return html`<section class="card">
      <h2>${this.t('contracts')}</h2>
      <contract-list
        .locale=${this.locale}
        .api=${this.api}
        .token=${this.token}
        .getToken=${this.getToken}
        customer-id=${c.id}
      ></contract-list>
    </section>`;
  }
}
