import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';

interface Finding {
  attempt: string;
  statement: string;
  refused: boolean;
  sqlState?: string;
}
interface Report {
  apart: boolean;
  findings: Finding[];
}
interface Notice {
  id: string;
  kind: string;
  text: string;
  at: string;
  readAt?: string;
}

/** Who the tenant is, what its admins should know, and the proof that it is kept apart. */
@customElement('admin-overview')
export class AdminOverview extends AdminPage {
  @state() private report?: Report;
  @state() private checkedAt = '';
  @state() private notices: Notice[] = [];

  protected async load(): Promise<void> {
    if (this.isAdmin) this.notices = (await this.client.get<List<Notice>>('/notices?limit=20')).items;
    this.loaded = true;
  }

  private async check(): Promise<void> {
    await this.attempt(async () => {
      this.report = await this.client.post<Report>('/isolation-checks', {});
      this.checkedAt = new Date().toISOString();
    });
  }

  private async read(notice: Notice): Promise<void> {
    await this.attempt(async () => {
      await this.client.post(`/notices/${notice.id}/reads`, {});
      await this.load();
    });
  }

  protected body() {
    return html`${this.tenant()}${this.isAdmin ? this.told() : nothing}${this.isolation()}`;
  }

  private tenant() {
    const t = this.t;
    const { tenant, roles, name, allowedOrigins } = this.me;
    return html`<section class="card">
      <h2>${tenant.name}</h2>
      <dl>
        <dt>${t('tenant.key')}</dt>
        <dd><code>${tenant.key}</code></dd>
        <dt>${t('language')}</dt>
        <dd>${tenant.locale.startsWith('zh') ? '中文' : 'English'}</dd>
        <dt>${t('timeZone')}</dt>
        <dd>${tenant.timeZone}</dd>
        <dt>${t('currency')}</dt>
        <dd>${tenant.currency}</dd>
        <dt>${t('you')}</dt>
        <dd>${name} · ${roles.map((role) => t(`role.${role}`)).join(t('comma'))}</dd>
        <dt>${t('origins')}</dt>
        <dd>${allowedOrigins.map((origin) => html`<div>${origin}</div>`)}</dd>
      </dl>
    </section>`;
  }

  private told() {
    const t = this.t;
    return html`<section class="card" data-test="notices">
      <h2>${t('notices')}</h2>
      ${
        this.notices.length === 0
          ? this.empty(t('notices.empty'), t('notices.empty.hint'))
          : html`<ul class="steps">
              ${this.notices.map(
                (n) =>
                  html`<li>
                    <span class=${n.readAt ? '' : 'unread'}
                      >${n.text} <span class="hint">${moment(this.locale, n.at)}</span></span
                    >
                    ${
                      n.readAt
                        ? nothing
                        : html`<button
                            style="margin-inline-start:auto"
                            data-test="read"
                            ?disabled=${this.busy}
                            @click=${() => this.read(n)}
                          >
                            ${t('notices.read')}
                          </button>`
                    }
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  private isolation() {
    const t = this.t;
    const report = this.report;
    return html`<section class="card" data-test="isolation">
      <h2>${t('isolation')}</h2>
      <p>${t('isolation.lead')}</p>
      <button class="primary" data-test="check-isolation" ?disabled=${this.busy} @click=${() => this.check()}>
        ${t('isolation.check')}
      </button>
      <div role="status">
        ${
          report
            ? html`<p data-test="apart">
                <span class="badge ${report.apart ? 'ok' : 'bad'}">${report.apart ? '✓' : '✕'}</span>
                <strong
                  >${t(report.apart ? 'isolation.apart' : 'isolation.open', {
                    refused: report.findings.filter((f) => f.refused).length,
                    all: report.findings.length,
                  })}</strong
                >
                <span class="hint">${t('isolation.filed', { at: moment(this.locale, this.checkedAt) })}</span>
              </p>`
            : nothing
        }
      </div>
      ${
        report
          ? this.table(
              t('isolation'),
              [t('isolation.attempt'), t('isolation.answer')],
              report.findings.map(
                (f) =>
                  html`<tr>
                    <td>
                      ${t(`isolation.${f.attempt}`)}
                      <div><code>${f.statement}</code></div>
                    </td>
                    <td>
                      <span class="badge ${f.refused ? 'ok' : 'bad'}"
                        >${f.refused ? `✓ ${t('isolation.refused')}` : `✕ ${t('isolation.allowed')}`}</span
                      >
                      <div class="hint">
                        ${f.refused ? t('isolation.denied', { code: f.sqlState ?? '' }) : t('isolation.tell')}
                      </div>
                    </td>
                  </tr>`,
              ),
              'findings',
            )
          : nothing
      }
    </section>`;
  }
}
