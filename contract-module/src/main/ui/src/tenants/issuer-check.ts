import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { AdminPage } from './page.js';
import type { Fault } from './trust.js';

interface Check {
  accepted: boolean;
  problem?: Fault;
  userId?: string;
  name?: string;
  hostRoles?: string[];
  hostTeams?: string[];
  roles?: string[];
  keyIds?: string[];
}

/** Says what a token or an address of keys would be taken for; keeps nothing of it. */
@customElement('issuer-check')
export class IssuerCheck extends AdminPage {
  @state() private given = '';
  @state() private check?: Check;

  protected async load(): Promise<void> {
    this.loaded = true;
  }

  private async run(event: Event): Promise<void> {
    event.preventDefault();
    this.check = undefined;
    const given = this.given.trim().replace(/^bearer\s+/i, '');
    const body = /^https?:\/\//i.test(given) ? { jwksUrl: given } : { token: given };
    await this.attempt(async () => (this.check = await this.client.post<Check>('/issuer-checks', body)));
  }

  protected body() {
    const t = this.t;
    return html`<section class="card">
      <h2>${t('check')}</h2>
      <p>${t('check.lead')}</p>
      <form @submit=${this.run}>
        ${this.field({
          label: t('check.given'),
          hint: t('check.hint'),
          value: this.given,
          pointer: '',
          rows: 3,
          required: true,
          test: 'check-given',
          change: (given) => (this.given = given),
        })}
        <div class="actions">
          <button data-test="run-check" ?disabled=${this.busy}>${t('check.do')}</button>
        </div>
      </form>
      <div role="status">${this.check ? this.verdict(this.check) : nothing}</div>
    </section>`;
  }

  private verdict(check: Check) {
    const t = this.t;
    const list = (names?: string[]) => (names?.length ? names.join(t('comma')) : t('none'));
    return html`<p data-test="check-outcome">
        <span class="badge ${check.accepted ? 'ok' : 'bad'}">${check.accepted ? '✓' : '✕'}</span>
        <strong>${t(check.accepted ? 'check.accepted' : 'check.refused')}</strong> ${check.problem?.message ?? ''}
      </p>
      ${
        check.accepted && check.userId
          ? html`<dl>
              <dt>${t('claim.user')}</dt>
              <dd><code>${check.userId}</code></dd>
              <dt>${t('claim.name')}</dt>
              <dd>${check.name}</dd>
              <dt>${t('hostRoles')}</dt>
              <dd>${list(check.hostRoles)}</dd>
              <dt>${t('hostTeams')}</dt>
              <dd>${list(check.hostTeams)}</dd>
              <dt>${t('check.roles')}</dt>
              <dd>${list(check.roles?.map((role) => t(`role.${role}`)))}</dd>
            </dl>`
          : nothing
      }
      ${check.keyIds ? html`<p>${t('check.keys', { n: check.keyIds.length, ids: list(check.keyIds) })}</p>` : nothing}`;
  }
}
