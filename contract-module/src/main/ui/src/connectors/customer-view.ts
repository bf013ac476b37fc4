import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import { ApiProblem } from '../shell/api.js';
import { handOn } from '../shell/hand-on.js';
import type { Me } from '../shell/model.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import type { CustomerDetail, Link, Merge, Person } from './model.js';
import { connectorStyle } from './part.js';
import { providerName } from './providers.js';
import { sourceNote, sourceStyle, sourceText } from './source-note.js';
import '../tenants/texts.js';
import './customer-history.js';
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
  static override styles = [style, adminStyle, connectorStyle, sourceStyle];

  @property({ attribute: 'customer-id' }) customerId = '';
  @state() private customer?: CustomerDetail;
  @state() private draft?: Draft;
  /** Whether the history is shown. */
  @state() private past = false;
  /** The customer that another one led to, as it was merged into it. */
  @state() private followed = '';

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    this.customer = await this.found();
    this.draft = undefined;
    this.loaded = true;
  }

  /** A customer that was merged is found where it went. */
  private async found(): Promise<CustomerDetail> {
    try {
      return await this.client.get<CustomerDetail>(`/customers/${this.customerId}`);
    } catch (error) {
      const into = error instanceof ApiProblem && error.code === 'CUSTOMER_MERGED' && error.members.mergedInto;
      if (!into) throw error;
      const customer = await this.client.get<CustomerDetail>(`/customers/${into}`);
      this.followed = customer.id;
      this.customerId = customer.id;
      this.say('customer-selected', { id: customer.id });
      return customer;
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.loaded && changed.get('customerId')) void this.refresh();
  }

  private get mayEdit(): boolean {
    return this.me.roles.some((role) => role === 'sales' || role === 'business');
  }

  private get mayMerge(): boolean {
    return this.me.roles.some((role) => role === 'admin' || role === 'legal');
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
      ${this.followed === c.id ? html`<p class="warn" data-test="followed">${t('customer.followed')}</p>` : nothing}
      ${this.draft?.contact === '' ? this.form(this.draft, CUSTOMER, t('customer.edit')) : this.main(c)}
      ${this.contacts(c)}${this.links(c)}${this.contracts(c)}${this.history(c)}`;
  }

  private main(c: CustomerDetail) {
    const t = this.t;
    const values = c as unknown as Record<string, string | undefined>;
    return html`<section class="card" data-test="customer">
      <div class="head">
        <div class="named">
          <h2><bdi>${c.name}</bdi></h2>
          ${sourceNote(t, this.locale, t('crm.field.name'), c.sources.name)}
        </div>
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
              <dd>
                ${values[name] ? html`<bdi>${values[name]}</bdi>` : '–'}
                ${sourceNote(t, this.locale, t(`crm.field.${name}`), c.sources[name])}
              </dd>`,
        )}
      </dl>
      ${this.gone(c)}
    </section>`;
  }

  private gone(c: CustomerDetail) {
    return c.links
      .filter((link) => link.deletedAt && !link.alias)
      .map(
        (link) =>
          html`<p class="warn" style="margin-top:12px">
            ${this.t('customer.deleted', { crm: link.connection, at: moment(this.locale, link.deletedAt) })}
          </p>`,
      );
  }

  /** Every record of the customer in a CRM. */
  private links(c: CustomerDetail) {
    const t = this.t;
    return html`<section class="card" data-test="links">
      <h2>${t('customer.links')}</h2>
      ${
        c.links.length === 0
          ? html`<p class="muted" style="margin-bottom:0">${t('customer.local')}</p>`
          : this.table(
              t('customer.links'),
              [
                t('customer.links.crm'),
                t('customer.links.id'),
                t('customer.links.owner'),
                t('customer.synced'),
                t('customer.remoteModified'),
                t('customer.links.state'),
              ],
              c.links.map(
                (link) =>
                  html`<tr data-test="link">
                    <td>
                      <bdi>${link.connection}</bdi>
                      <div class="muted">${providerName(link.provider)}</div>
                    </td>
                    <td>
                      ${
                        link.page
                          ? html`<a href=${link.page} target="_blank" rel="noopener noreferrer"
                              >${link.externalId}<span aria-hidden="true"> ↗</span></a
                            >`
                          : html`<code>${link.externalId}</code>`
                      }
                    </td>
                    <td>${this.owner(link)}</td>
                    <td class="short">${moment(this.locale, link.seenAt)}</td>
                    <td class="short">${moment(this.locale, link.changedAt)}</td>
                    <td>
                      ${
                        link.deletedAt
                          ? html`<span class="badge bad">${t('customer.links.deleted')}</span>
                              <div class="muted">${moment(this.locale, link.deletedAt)}</div>`
                          : html`<span class="badge ok">${t('customer.links.alive')}</span>`
                      }
                      ${link.alias ? html`<div class="muted">${t('customer.links.alias')}</div>` : nothing}
                    </td>
                  </tr>`,
              ),
              'links-table',
            )
      }
      ${c.merges.map(
        (merge) =>
          html`<p class="merged" data-test="merged">
            ${t('merge.from', { name: merge.mergedName, at: moment(this.locale, merge.mergedAt) })}
            ${
              this.mayMerge
                ? html`<button data-test="undo-merge" ?disabled=${this.busy} @click=${() => this.divide(c, merge)}>
                    ${t('merge.undo')}
                  </button>`
                : nothing
            }
          </p>`,
      )}
    </section>`;
  }

  /** By name, or by the CRM's id while its users are not known. */
  private owner({ owner }: Link) {
    if (!owner) return '–';
    return html`${owner.name ? html`<bdi data-test="owner-name">${owner.name}</bdi>` : html`<code>${owner.id}</code>`}
    ${owner.active ? nothing : html`<div class="muted">${this.t('customer.links.owner.left')}</div>`}`;
  }

  /** Makes two of one again. */
  private async divide(c: CustomerDetail, merge: Merge): Promise<void> {
    const t = this.t;
    if (!(await this.ask(t('merge.undo.ask'), t('merge.undo.text', { name: merge.mergedName }), t('merge.undo'))))
      return;
    await this.change(
      async () => {
        await this.client.post(`/customer-merges/${merge.id}/undo`, {}, c.version);
        await this.load();
      },
      t('merge.undone', { name: merge.mergedName }),
    );
  }

  private history(c: CustomerDetail) {
    const t = this.t;
    return html`<section class="card">
      <div class="head">
        <h2>${t('customer.history')}</h2>
        <button
          data-test="show-history"
          aria-expanded=${this.past ? 'true' : 'false'}
          @click=${() => (this.past = !this.past)}
        >
          ${t(this.past ? 'customer.history.hide' : 'customer.history.show')}
        </button>
      </div>
      ${this.past ? html`<customer-history ${handOn(this)} customer-id=${c.id}></customer-history>` : nothing}
    </section>`;
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
        ${this.customer?.links.length ? html`<p class="hint">${t('customer.owned.hint')}</p>` : nothing}
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

  private contacts(c: CustomerDetail) {
    const t = this.t;
    const contacts = c.contacts;
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
                      return html`<td>
                        ${value ? html`<bdi>${value}</bdi>` : '–'} ${name === 'name' ? this.sources(one) : nothing}
                      </td>`;
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

  /** One sign for all fields of a contact: one beside each would be clutter. */
  private sources(one: Person) {
    const t = this.t;
    const known = CONTACT.filter((name) => one.sources[name]);
    if (known.length === 0) return nothing;
    const about = t('customer.from', { field: one.name });
    return html`<details class="source" data-test="source">
      <summary aria-label=${about} title=${about}>ⓘ</summary>
      <ul>
        ${known.map((name) => html`<li>${t(`crm.field.${name}`)}: ${sourceText(t, this.locale, one.sources[name])}</li>`)}
      </ul>
    </details>`;
  }

  private contracts(c: CustomerDetail) {
    if (this.me.roles.every((role) => role === 'admin')) return nothing;
    return html`<section class="card">
      <h2>${this.t('contracts')}</h2>
      <contract-list ${handOn(this)} customer-id=${c.id}></contract-list>
    </section>`;
  }
}
