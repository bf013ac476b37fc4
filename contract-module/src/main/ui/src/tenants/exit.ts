import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import '../shell/copy-text.js';
import { AdminPage } from './page.js';

interface Export {
  id: string;
  state: 'RUNNING' | 'READY' | 'FAILED';
  percent: number;
  bytes?: number;
  sha256?: string;
  requestedBy: string;
  requestedAt: string;
  expiresAt: string;
}
const BADGES: Record<Export['state'], string> = { RUNNING: 'wait', READY: 'ok', FAILED: 'bad' };

/** The way out, and the way in from another installation. */
@customElement('admin-exit')
export class AdminExit extends AdminPage {
  @state() private exports: Export[] = [];
  @state() private file?: File;
  @state() private importing = false;

  protected async load(): Promise<void> {
    await this.list();
    this.loaded = true;
    void this.follow();
  }

  private async list(): Promise<void> {
    this.exports = (await this.client.get<List<Export>>('/exports')).items;
  }

  private async follow(): Promise<void> {
    while (this.isConnected && this.exports.some((e) => e.state === 'RUNNING')) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (!(await this.attempt(() => this.list()))) return;
    }
  }

  private async begin(): Promise<void> {
    const begun = await this.change(async () => {
      await this.client.post('/exports', {});
      await this.list();
    }, this.t('export.begun'));
    if (begun) await this.follow();
  }

  private async drop(e: Export): Promise<void> {
    if (!(await this.ask(this.t('export.delete.ask'), this.t('export.delete.text'), this.t('delete')))) return;
    await this.change(async () => {
      await this.client.delete(`/exports/${e.id}`);
      await this.list();
    }, this.t('export.deleted'));
  }

  private fileName(e: Export): string {
    return `${this.me.tenant.key}-${e.requestedAt.slice(0, 10)}.zip`;
  }

  private async import(event: Event): Promise<void> {
    event.preventDefault();
    const file = this.file;
    if (!file) return;
    const name = this.me.tenant.name;
    if (!(await this.ask(this.t('import.ask', { name }), this.t('import.ask.text'), this.t('import.go'), false)))
      return;
    this.importing = true;
    let done = { tables: 0, rows: 0 };
    const well = await this.attempt(async () => (done = await this.client.upload('/imports', file)));
    this.importing = false;
    if (well) {
      this.file = undefined;
      await this.change(() => this.list(), this.t('import.done', done));
    }
  }

  protected body() {
    return html`${this.leaving()}${this.checking()}${this.arriving()}`;
  }

  private leaving() {
    const t = this.t;
    const running = this.exports.some((e) => e.state === 'RUNNING');
    return html`<section class="card">
      <div class="head">
        <h2>${t('export')}</h2>
        <button class="primary" data-test="export" ?disabled=${this.busy || running} @click=${() => this.begin()}>
          ${t('export.do')}
        </button>
      </div>
      <p>${t('export.lead')}</p>
      ${
        this.exports.length === 0
          ? this.empty(t('export.empty'), t('export.empty.hint'))
          : this.exports.map((e) => this.one(e))
      }
    </section>`;
  }

  private one(e: Export) {
    const t = this.t;
    const size = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 1 }).format((e.bytes ?? 0) / 1_048_576);
    return html`<div style="border-top:1px solid var(--line);padding:12px 0" data-test="export-${e.state}">
      <div class="head">
        <strong>${moment(this.locale, e.requestedAt)}</strong>
        <span class="badge ${BADGES[e.state]}">${t(`export.${e.state}`)}</span>
      </div>
      <div class="hint">
        ${e.requestedBy} · ${t('export.until', { at: moment(this.locale, e.expiresAt) })}
        ${e.state === 'READY' ? `· ${size} MB` : nothing}
      </div>
      ${
        e.state === 'RUNNING'
          ? html`<progress aria-label=${t('export.progress')} max="100" .value=${e.percent}></progress>
              <span class="hint" role="status">${e.percent} %</span>`
          : nothing
      }
      ${e.sha256 ? html`<div class="hint">SHA-256 <code style="overflow-wrap:anywhere">${e.sha256}</code></div>` : nothing}
      ${
        e.state === 'RUNNING'
          ? nothing
          : html`<div class="actions">
              ${
                e.state === 'READY'
                  ? html`<button
                      data-test="download"
                      ?disabled=${this.busy}
                      @click=${() => this.attempt(() => this.client.save(`/exports/${e.id}/content`, this.fileName(e)))}
                    >
                      ${t('download')}
                    </button>`
                  : nothing
              }
              <button class="danger" ?disabled=${this.busy} @click=${() => this.drop(e)}>${t('delete')}</button>
            </div>`
      }
    </div>`;
  }

  private checking() {
    const t = this.t;
    const latest = this.exports.find((e) => e.state === 'READY');
    return html`<section class="card">
      <h2>${t('export.verify')}</h2>
      <p>${t('export.verify.lead')}</p>
      <copy-text
        .locale=${this.locale}
        label=${t('export.verify')}
        text="java -jar crm-contracts.jar verify-export ${latest ? this.fileName(latest) : `${this.me.tenant.key}.zip`}"
      ></copy-text>
    </section>`;
  }

  private arriving() {
    const t = this.t;
    return html`<section class="card">
      <h2>${t('import.title')}</h2>
      <p>${t('import.lead')}</p>
      <ul>
        <li>${t('import.needs.empty')}</li>
        <li>${t('import.needs.version')}</li>
        <li>${t('import.needs.secrets')}</li>
        <li>${t('import.needs.whole')}</li>
      </ul>
      <form @submit=${this.import}>
        <label
          >${t('import.archive')}<span class="file"
            ><input
              type="file"
              accept=".zip,application/zip"
              data-test="import-file"
              @change=${(event: Event) => (this.file = (event.target as HTMLInputElement).files?.[0])}
            /><span class="choose">${t('file.choose')}</span
            ><span class="muted">${this.file?.name ?? t('file.none')}</span></span
          ></label
        >
        <div class="actions">
          <button data-test="import-go" ?disabled=${this.busy || !this.file}>${t('import.go')}</button>
        </div>
        <div role="status">
          ${
            this.importing
              ? html`<p>${t('import.running')}</p>
                  <progress aria-label=${t('import.running')}></progress>`
              : nothing
          }
        </div>
      </form>
    </section>`;
  }
}
