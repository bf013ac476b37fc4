import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import type { Held, Run } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart } from './part.js';

const LOOK_EVERY = 500;
const PAGE = 50;
/** The server lists no more at once. */
const MOST = 200;

/** Records that are held back, by what holds them, with the way out. */
@customElement('held-records')
export class HeldRecords extends ConnectionPart {
  @state() private held: Held[] = [];
  /** Behind the records that are shown; none where these are all. */
  @state() private next?: string;
  /** How many of a cause's records were tried again so far. */
  @state() private trying?: { done: number; all: number };

  protected async load(): Promise<void> {
    const limit = Math.min(MOST, Math.max(PAGE, this.held.length));
    const page = await this.client.get<List<Held>>(`${this.base}/quarantine?limit=${limit}`);
    this.held = page.items;
    this.next = page.next;
    this.loaded = true;
  }

  private async more(): Promise<void> {
    const page = await this.client.get<List<Held>>(`${this.base}/quarantine?limit=${PAGE}&cursor=${this.next}`);
    this.held = [...this.held, ...page.items];
    this.next = page.next;
  }

  /** Each record is a run of its own, and a connection has one run at a time. */
  private async replay(records: Held[]): Promise<void> {
    this.quiet();
    this.trying = { done: 0, all: records.length };
    await this.attempt(async () => {
      for (const { kind, id } of records) {
        let run = await this.client.post<Run>(`${this.base}/quarantine/replays`, { kind, recordId: id });
        while (run.outcome === 'RUNNING' && this.isConnected) {
          await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
          run = await this.client.get<Run>(`${this.base}/runs/${run.id}`);
        }
        if (!this.isConnected) return;
        this.trying = { done: this.trying!.done + 1, all: records.length };
      }
    });
    const problem = this.problem;
    this.trying = undefined;
    await this.load();
    if (problem) this.problem = problem;
    else {
      const left = (r: Held) => this.held.some((h) => h.kind === r.kind && h.id === r.id);
      const values = { taken: records.filter((r) => !left(r)).length, all: records.length };
      await this.change(async () => undefined, this.t('crm.replayed', values));
    }
    this.changed();
  }

  protected body() {
    const t = this.t;
    if (this.held.length === 0) {
      return html`<div class="card" data-test="none-held">
        ${this.empty(t('crm.held.empty'), t('crm.held.empty.hint'))}
      </div>`;
    }
    const causes = [...new Set(this.held.map((h) => h.code))];
    return html`<p class="lead">${t('crm.held.lead')}</p>
      ${causes.map((code) =>
        this.cause(
          code,
          this.held.filter((h) => h.code === code),
        ),
      )}
      ${
        this.next
          ? html`<p class="more">
              <button data-test="more-held" ?disabled=${this.busy} @click=${() => this.attempt(() => this.more())}>
                ${t('more')}
              </button>
              <span class="hint">${t('crm.held.shown', { n: this.held.length })}</span>
            </p>`
          : nothing
      }`;
  }

  private cause(code: string, records: Held[]) {
    const t = this.t;
    return html`<section class="card" data-test="cause" aria-label=${this.word('crm.cause.', code)}>
      <div class="head">
        <h3>${this.word('crm.cause.', code)}</h3>
        <span class="badge wait"><span aria-hidden="true">❚❚</span> ${t('crm.held.count', { n: records.length })}</span>
      </div>
      <p>${this.way(code)}</p>
      ${
        this.isAdmin
          ? html`<div class="actions" style="margin:0 0 12px">
              <button data-test="replay-all" ?disabled=${this.busy} @click=${() => this.replay(records)}>
                ${t('crm.replay.all', { n: records.length })}
              </button>
              ${
                this.trying
                  ? html`<span role="status"
                      >${t('crm.replaying', { done: this.trying.done, all: this.trying.all })}</span
                    >`
                  : nothing
              }
            </div>`
          : nothing
      }
      ${this.table(
        `${t('crm.tab.held')}: ${this.word('crm.cause.', code)}`,
        [t('crm.record'), t('crm.field'), t('crm.held.said'), t('crm.held.tried'), ''],
        records.map((h) => this.row(h)),
        'held',
      )}
    </section>`;
  }

  private row(h: Held) {
    const t = this.t;
    const where = h.direction === 'IN' ? providerName(this.connection.provider) : t('crm.ours');
    return html`<tr data-test="held-record">
      <td>
        ${h.name ? html`<bdi>${h.name}</bdi>` : html`<code>${h.id}</code>`}
        <span class="hint"
          >${this.kindName(h.kind)} ·
          ${t(`crm.held.${h.direction}`, { crm: providerName(this.connection.provider) })}</span
        >
      </td>
      <td class="short">${h.field ? this.fieldName(h.field) : '–'}</td>
      <td>${h.message?.endsWith(h.code) ? '–' : this.value(h.message)}</td>
      <td>
        ${h.tries}
        <span class="hint"
          >${h.nextTry ? t('crm.held.next', { at: moment(this.locale, h.nextTry) }) : t('crm.held.waits')}</span
        >
      </td>
      <td class="acts">
        ${
          this.isAdmin
            ? html`<button
                data-test="replay"
                aria-label="${t('crm.replay')}: ${where} ${h.name ?? h.id}"
                ?disabled=${this.busy}
                @click=${() => this.replay([h])}
              >
                ${t('crm.replay')}
              </button>`
            : nothing
        }
      </td>
    </tr>`;
  }
}
