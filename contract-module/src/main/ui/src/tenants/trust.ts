import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handOn } from '../shell/hand-on.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';
import './issuer-form.js';
import './issuer-check.js';

export interface Fault {
  code: string;
  message: string;
}
export interface Issuer {
  id: string;
  version: number;
  issuer: string;
  audience: string;
  jwksUrl?: string;
  keyIds: string[];
  keysFetchedAt?: string;
  keysState: 'GOOD' | 'FAILING' | 'TOO_OLD';
  problem?: Fault;
  claims: { user: string; name: string; roles: string; teams?: string };
  allowedOrigins: string[];
}

const KEYS: Record<Issuer['keysState'], string> = { GOOD: 'ok', FAILING: 'wait', TOO_OLD: 'bad' };

/** Who may sign people in, and from which sites. */
@customElement('admin-trust')
export class AdminTrust extends AdminPage {
  @state() private issuers: Issuer[] = [];
  @state() private editing?: Issuer | 'new';

  protected async load(): Promise<void> {
    this.issuers = (await this.client.get<List<Issuer>>('/issuers')).items;
    this.loaded = true;
  }

  private fetchKeys(issuer: Issuer): void {
    let fault: Fault | undefined;
    void this.change(async () => {
      fault = (await this.client.post<{ problem?: Fault }>(`/issuers/${issuer.id}/refreshes`, {})).problem;
      await this.load();
      if (fault) this.refuse('', fault.message);
    }, this.t('trust.fetched')).then(() => {
      if (fault) this.refuse('', fault.message);
    });
  }

  private async withdraw(issuer: Issuer): Promise<void> {
    if (!(await this.ask(this.t('trust.withdraw.ask'), this.t('trust.withdraw.text'), this.t('trust.withdraw'))))
      return;
    await this.change(async () => {
      await this.client.delete(`/issuers/${issuer.id}`, issuer.version);
      await this.load();
    }, this.t('trust.withdrawn'));
  }

  protected body() {
    const t = this.t;
    if (this.editing) {
      return html`<issuer-form
        ${handOn(this, 'me')}
        .issuer=${this.editing === 'new' ? undefined : this.editing}
        @cancelled=${() => (this.editing = undefined)}
        @saved=${() => {
          this.editing = undefined;
          void this.change(() => this.load(), t('trust.saved'));
        }}
      ></issuer-form>`;
    }
    return html`<div class="head">
        <p class="lead">${t('trust.lead')}</p>
        <button class="primary" data-test="new-issuer" @click=${() => this.edit('new')}>${t('trust.new')}</button>
      </div>
      ${this.issuers.map((issuer) => this.card(issuer))}
      <issuer-check ${handOn(this, 'me')}></issuer-check>`;
  }

  private edit(issuer: Issuer | 'new'): void {
    this.quiet();
    this.editing = issuer;
  }

  private card(issuer: Issuer) {
    const t = this.t;
    const { claims } = issuer;
    return html`<section class="card" data-test="issuer" aria-label=${issuer.issuer}>
      <div class="head">
        <h2>${issuer.issuer}</h2>
        <span class="badge ${KEYS[issuer.keysState]}"
          >${issuer.keysState === 'GOOD' ? '✓' : '!'} ${t(`keys.${issuer.keysState}`)}</span
        >
      </div>
      ${issuer.problem ? html`<p class="warn">${issuer.problem.message}</p>` : nothing}
      <dl>
        <dt>${t('trust.audience')}</dt>
        <dd>${issuer.audience}</dd>
        <dt>${t('trust.keys')}</dt>
        <dd>
          ${issuer.keyIds.map((id) => html`<code>${id}</code> `)}
          <span class="hint"
            >${
              issuer.jwksUrl
                ? html`${issuer.jwksUrl} · ${t('trust.fetchedAt', { at: moment(this.locale, issuer.keysFetchedAt) })}`
                : t('trust.pasted')
            }</span
          >
        </dd>
        <dt>${t('trust.claims')}</dt>
        <dd>
          ${(['user', 'name', 'roles', 'teams'] as const).map((name) =>
            claims[name]
              ? html`<span class="check">${t(`claim.${name}`)} <code>${claims[name]}</code></span> &nbsp; `
              : nothing,
          )}
        </dd>
        <dt>${t('origins')}</dt>
        <dd>
          ${issuer.allowedOrigins.length ? issuer.allowedOrigins.map((o) => html`<div>${o}</div>`) : t('trust.noOrigins')}
        </dd>
      </dl>
      <div class="actions">
        <button data-test="edit-issuer" ?disabled=${this.busy} @click=${() => this.edit(issuer)}>${t('edit')}</button>
        ${
          issuer.jwksUrl
            ? html`<button ?disabled=${this.busy} @click=${() => this.fetchKeys(issuer)}>${t('trust.fetch')}</button>`
            : nothing
        }
        <button
          class="danger"
          ?disabled=${this.busy || this.issuers.length === 1}
          title=${this.issuers.length === 1 ? t('trust.last') : ''}
          @click=${() => this.withdraw(issuer)}
        >
          ${t('trust.withdraw')}
        </button>
        ${this.issuers.length === 1 ? html`<span class="muted">${t('trust.last')}</span>` : nothing}
      </div>
    </section>`;
  }
}
