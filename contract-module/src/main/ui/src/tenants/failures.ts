import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';

interface Failure {
  id: string;
  kind: string;
  ref: Record<string, string>;
  attempts: number;
  recurring: boolean;
  failedAt: string;
  code: string;
  message: string;
}

/** What failed in the background and waits for somebody to decide. */
@customElement('admin-failures')
export class AdminFailures extends AdminPage {
  @state() private failures: Failure[] = [];
  @state() private next?: string;

  protected async load(): Promise<void> {
    await this.page();
    this.loaded = true;
  }

  private async page(cursor?: string): Promise<void> {
    const query = new URLSearchParams({ limit: '50', ...(cursor ? { cursor } : {}) });
    const page = await this.client.get<List<Failure>>(`/job-failures?${query}`);
    this.failures = cursor ? [...this.failures, ...page.items] : page.items;
    this.next = page.next;
  }

  private retry(failure: Failure): void {
    void this.change(async () => {
      await this.client.post(`/job-failures/${failure.id}/retries`, {});
      await this.page();
    }, this.t('failures.retried'));
  }

  private async discard(failure: Failure): Promise<void> {
    const text = this.t(failure.recurring ? 'failures.discard.recurring' : 'failures.discard.text');
    if (!(await this.ask(this.t('failures.discard.ask'), text, this.t('failures.discard')))) return;
    await this.change(async () => {
      await this.client.delete(`/job-failures/${failure.id}`);
      await this.page();
    }, this.t('failures.discarded'));
  }

  protected body() {
    const t = this.t;
    return html`<section class="card">
      <div class="head">
        <h2>${t('failures.title')}</h2>
        <button data-test="reload" ?disabled=${this.busy} @click=${() => this.refresh()}>${t('admin.refresh')}</button>
      </div>
      <p>${t('failures.lead')}</p>
      ${
        this.failures.length === 0
          ? this.empty(`✓ ${t('failures.empty')}`, t('failures.empty.hint'))
          : this.table(
              t('failures.title'),
              [t('failures.what'), t('failures.why'), t('failures.when'), ''],
              this.failures.map((f) => this.row(f)),
              'failures',
            )
      }
      ${
        this.next
          ? html`<p>
              <button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(this.next))}>
                ${t('more')}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private row(f: Failure) {
    const t = this.t;
    return html`<tr>
      <td>
        <strong>${this.word('job.', f.kind)}</strong>
        ${Object.entries(f.ref).map(([name, value]) => html`<div class="hint">${name}: ${value}</div>`)}
      </td>
      <td>
        ${f.message}
        <div><code>${f.code}</code></div>
      </td>
      <td>
        ${moment(this.locale, f.failedAt)}
        <div class="hint">${t('failures.attempts', { n: f.attempts })}</div>
      </td>
      <td class="acts">
        <button data-test="retry" ?disabled=${this.busy} @click=${() => this.retry(f)}>${t('failures.retry')}</button>
        <button class="danger" data-test="discard" ?disabled=${this.busy} @click=${() => this.discard(f)}>
          ${t('failures.discard')}
        </button>
      </td>
    </tr>`;
  }
}
