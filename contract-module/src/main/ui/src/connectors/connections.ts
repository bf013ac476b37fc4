import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handedOn, handOn } from '../shell/hand-on.js';
import type { List } from '../shell/model.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import type { Connection } from './model.js';
import { providerName } from './providers.js';
import { ago, connectorStyle, look, type ConnectionPart } from './part.js';
import './connection-dashboard.js';
import './conflict-inbox.js';
import './connect-guide.js';
import './connection-settings.js';
import './held-records.js';
import './mapping-editor.js';
import './run-detail.js';

const TABS = ['overview', 'conflicts', 'held', 'mapping', 'settings'];

/** The elements behind the tabs, and behind a run that is opened from the first of them. */
const PARTS: Record<string, string> = {
  overview: 'connection-dashboard',
  conflicts: 'conflict-inbox',
  held: 'held-records',
  mapping: 'mapping-editor',
  settings: 'connection-settings',
  runs: 'run-detail',
};

/** The CRMs that the tenant is connected to; behind each its own pages, by the place in the address. */
@customElement('admin-connections')
export class AdminConnections extends AdminPage {
  static override styles = [style, adminStyle, connectorStyle];

  @state() private connections: Connection[] = [];
  private shown?: ConnectionPart;
  private shownKey = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('connection-changed', () => void this.refresh());
  }

  protected async load(): Promise<void> {
    this.connections = (await this.client.get<List<Connection>>('/connections')).items;
    this.loaded = true;
  }

  /** The keyboard goes on where the page has changed. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.get('place') !== undefined && !(this.renderRoot as ShadowRoot).activeElement) {
      this.renderRoot.querySelector<HTMLElement>('[data-top]')?.focus();
    }
    if (changed.get('place') !== undefined && this.place === '') void this.refresh();
  }

  private go(place: string): void {
    this.quiet();
    this.say('admin-page', { page: ['connections', place].filter(Boolean).join('/') });
  }

  protected body() {
    const [id, tab, run] = this.place.split('/');
    if (id === 'new' && this.isAdmin) return this.guide();
    const connection = this.connections.find((c) => c.id === id);
    return connection ? this.one(connection, tab || 'overview', run) : this.list();
  }

  private guide() {
    return html`<p class="crumbs"><button class="link" @click=${() => this.go('')}>← ${this.t('crm.all')}</button></p>
      <connect-guide
        ${handOn(this, 'me')}
        @connected=${(e: CustomEvent) => {
          void this.refresh();
          this.go(e.detail.id);
        }}
      ></connect-guide>`;
  }

  private one(connection: Connection, tab: string, run?: string) {
    const t = this.t;
    return html`<p class="crumbs">
        <button class="link" data-test="all" @click=${() => this.go('')}>← ${t('crm.all')}</button>
      </p>
      <div class="head">
        <h2 tabindex="-1" data-top>${connection.name}</h2>
        <span
          >${
            connection.name === providerName(connection.provider)
              ? nothing
              : html`<span class="muted">${providerName(connection.provider)}</span> `
          }${look(connection.state, t(`connection.${connection.state}`))}</span
        >
      </div>
      <div style="margin-top:10px">
        ${this.tabs(TABS, tab === 'runs' ? 'overview' : tab, 'crm.tab.', (name) =>
          this.go(name === 'overview' ? connection.id : `${connection.id}/${name}`),
        )}
      </div>
      ${this.tab(connection, tab, run)}`;
  }

  /** The element of a tab, the same one as long as the tab is; it reads anew what concerns it. */
  private tab(connection: Connection, tab: string, run = '') {
    const name = PARTS[tab] ?? PARTS.overview;
    const key = `${name} ${connection.id} ${run}`;
    if (key !== this.shownKey) {
      this.shownKey = key;
      this.shown = document.createElement(name) as ConnectionPart;
    }
    return Object.assign(this.shown!, handedOn(this, 'me'), { connection, place: run });
  }

  private list() {
    const t = this.t;
    const connect = this.isAdmin
      ? html`<button class="primary" data-test="connect" @click=${() => this.go('new')}>${t('crm.connect')}</button>`
      : nothing;
    return html`<div class="head">
        <div>
          <h2 tabindex="-1" data-top>${t('admin.connections')}</h2>
          <p class="lead">${t('crm.lead')}</p>
        </div>
        ${this.connections.length ? connect : nothing}
      </div>
      ${
        this.connections.length === 0
          ? html`<div class="card empty" data-test="no-connections">
              <p><strong>${t('crm.empty')}</strong></p>
              <p>${t('crm.empty.hint')}</p>
              ${connect}
            </div>`
          : nothing
      }
      ${this.connections.map((c) => this.card(c))}`;
  }

  private card(c: Connection) {
    const t = this.t;
    const run = c.lastRun;
    return html`<section class="card" data-test="connection" aria-label=${c.name}>
      <div class="head">
        <h3>
          <button class="link" data-test="open-connection" @click=${() => this.go(c.id)}>${c.name}</button>
          ${c.name === providerName(c.provider) ? nothing : html`<span class="muted">${providerName(c.provider)}</span>`}
        </h3>
        ${look(c.state, t(`connection.${c.state}`))}
      </div>
      <p>
        ${t('connection.counts', { customers: c.customers, contacts: c.contacts, quarantined: c.quarantined })}
        <span class="hint"
          >${
            run
              ? html`${look(run.outcome, t(`run.${run.outcome}`))} ${t(`crm.run.${run.kind}`)} ·
                ${ago(this.locale, run.endedAt ?? run.startedAt)}`
              : t('crm.never')
          }</span
        >
      </p>
      ${c.state === 'ACTIVE' ? nothing : html`<p class="warn">${t(`crm.then.${c.state}`)}</p>`}
    </section>`;
  }
}
