import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handOn } from '../shell/hand-on.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import type { Run, Status } from './model.js';
import { ConnectionPart, ago, look, progressOf, readBy } from './part.js';
import './stopped-deletions.js';

/** The time between two looks at a run that is under way. */
const LOOK_EVERY = 1000;

const RUNS = 20;

/** How one connection is doing, and what can be done with it. */
@customElement('connection-dashboard')
export class ConnectionDashboard extends ConnectionPart {
  @state() private status?: Status;
  @state() private runs: Run[] = [];
  /** Behind the runs that are shown; none where these are all. */
  @state() private next?: string;
  /** The run that was begun here, until it has ended. */
  private begun?: string;
  /** Why it is to be paused, while somebody writes it. */
  @state() private reason?: string;
  private watching = false;

  protected async load(): Promise<void> {
    await this.read();
    this.loaded = true;
    if (this.running) void this.watch();
  }

  private async read(): Promise<void> {
    const [status, runs] = await Promise.all([
      this.client.get<Status>(`${this.base}/status`),
      this.client.get<List<Run>>(`${this.base}/runs?limit=${RUNS}`),
    ]);
    this.status = status;
    // Those that were shown beyond the first page stay.
    const newest = new Set(runs.items.map((run) => run.id));
    const older = this.runs.length > RUNS ? this.runs.filter((run) => !newest.has(run.id)) : [];
    this.runs = [...runs.items, ...older];
    if (!older.length) this.next = runs.next;
  }

  private async older(): Promise<void> {
    const page = await this.client.get<List<Run>>(`${this.base}/runs?limit=${RUNS}&cursor=${this.next}`);
    const known = new Set(this.runs.map((run) => run.id));
    this.runs = [...this.runs, ...page.items.filter((run) => !known.has(run.id))];
    this.next = page.next;
  }

  private get running(): Run | undefined {
    return this.runs.find((run) => run.outcome === 'RUNNING');
  }

  private async watch(): Promise<void> {
    if (this.watching) return;
    this.watching = true;
    try {
      while (this.isConnected && this.running) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
        await this.read();
      }
      if (!this.isConnected) return;
      await this.ended();
      this.changed();
    } finally {
      this.watching = false;
    }
  }

  /** What was said when the run began is no longer so. */
  private async ended(): Promise<void> {
    const run = this.runs.find((one) => one.id === this.begun);
    this.begun = undefined;
    if (!run) return;
    this.quiet();
    if (run.outcome === 'DONE') {
      const values = { run: this.t(`crm.run.${run.kind}`), counts: countsOf(run, this.t) };
      await this.change(async () => undefined, this.t('crm.ended', values));
    }
  }

  private async start(kind: Run['kind'], done: string): Promise<void> {
    const well = await this.change(async () => {
      this.begun = (await this.client.post<Run>(`${this.base}/runs`, { kind })).id;
      await this.read();
    }, this.t(done));
    if (well) void this.watch().catch(() => undefined);
  }

  private async full(): Promise<void> {
    const t = this.t;
    if (await this.ask(t('crm.full.ask'), t('crm.full.text'), t('crm.full'), false))
      await this.start('FULL', 'crm.begun');
  }

  private async pause(event: Event): Promise<void> {
    event.preventDefault();
    const well = await this.change(
      () => this.state('pauses', { reason: this.reason }),
      this.t('crm.paused'),
      () => this.state('resumptions'),
    );
    if (well) this.reason = undefined;
  }

  private async resume(): Promise<void> {
    await this.change(() => this.state('resumptions'), this.t('crm.resumed'));
  }

  private async state(path: string, body = {}): Promise<void> {
    await this.client.post(`${this.base}/${path}`, body);
    await this.read();
    this.changed();
  }

  protected body() {
    const status = this.status;
    if (!status) return nothing;
    return html`${this.trouble(status)}${this.deletions()}${this.underWay()}${this.tiles(status)}${this.isAdmin ? this.actions() : nothing}${this.causes(status)}
    ${this.history()}`;
  }

  private trouble(status: Status) {
    const t = this.t;
    const failed = this.runs[0]?.outcome === 'FAILED' ? this.runs[0] : undefined;
    if (this.connection.state !== 'ACTIVE') {
      return html`<p class="warn" data-test="trouble">
        <strong
          >${status.pausedReason ? `${t('connection.PAUSED')}: ${status.pausedReason}.` : t(`connection.${this.connection.state}`)}</strong
        >
        ${t(`crm.then.${this.connection.state}`)}
      </p>`;
    }
    if (!failed?.problemCode) return nothing;
    return html`<p class="warn" data-test="trouble">
      <strong>${this.word('crm.cause.', failed.problemCode)}</strong> ${this.way(failed.problemCode)}
    </p>`;
  }

  /** The brake has stopped a run: what it kept from being deleted, until somebody decides. */
  private deletions() {
    const stopped = this.runs.find((run) => run.kind === 'PULL' || run.kind === 'FULL');
    if (stopped?.problemCode !== 'MASS_DELETION' || this.connection.state !== 'ACTIVE') return nothing;
    return html`<stopped-deletions
      ${handOn(this, 'me', 'connection')}
      .place=${stopped.id}
      @allowed=${() => this.start('PULL', 'crm.stopped.allowed')}
      @refused=${() => {
        void this.read();
        this.changed();
      }}
    ></stopped-deletions>`;
  }

  private underWay() {
    const run = this.running;
    if (!run) return nothing;
    const t = this.t;
    const read = readBy(run);
    return html`<section class="card" aria-label=${t('crm.running')}>
      <strong>${t(`crm.run.${run.kind}`)}</strong>
      ${progressOf(
        run,
        t('crm.running'),
        run.total ? t('crm.progress', { read, total: run.total }) : t('crm.progress.open', { read }),
      )}
    </section>`;
  }

  private tiles(status: Status) {
    const t = this.t;
    const number = (n: number) => new Intl.NumberFormat(this.locale).format(n);
    const held = status.held.reduce((sum, cause) => sum + cause.count, 0);
    const tile = (label: string, value: unknown, about: unknown = nothing, warn = false, words = false) =>
      html`<div class="tile ${warn ? 'look' : ''}">
        <span class="muted">${label}</span><span class="n ${words ? 'words' : ''}">${value}</span>
        <span class="hint">${about}</span>
      </div>`;
    const link = (place: string, text: string, test: string) =>
      html`<button class="link" data-test=${test} @click=${() => this.go(place)}>${text}</button>`;
    return html`<div class="tiles" data-test="tiles">
      ${tile(
        t('crm.lastGood'),
        status.lastGoodRunAt ? ago(this.locale, status.lastGoodRunAt) : t('crm.never'),
        status.lastGoodRunAt ? moment(this.locale, status.lastGoodRunAt) : nothing,
        !status.lastGoodRunAt,
        true,
      )}
      ${tile(t('customers'), number(this.connection.customers), t('crm.contactsToo', { n: number(this.connection.contacts) }))}
      ${tile(t('crm.queue'), number(status.queue), t('crm.queue.hint'))}
      ${tile(
        t('crm.tab.conflicts'),
        number(status.conflicts),
        status.conflicts ? link('conflicts', t('crm.decide'), 'to-conflicts') : t('crm.conflicts.none'),
        status.conflicts > 0,
      )}
      ${tile(
        t('crm.tab.held'),
        number(held),
        held ? link('held', t('crm.held.see'), 'to-held') : t('crm.held.none'),
        held > 0,
      )}
      ${this.budget(status, tile, number)} ${this.notices(status, tile)}
    </div>`;
  }

  private causes(status: Status) {
    const t = this.t;
    if (status.held.length === 0) return nothing;
    return html`<section class="card" data-test="causes">
      <div class="head">
        <h3>${t('crm.held.causes')}</h3>
        <button class="link" @click=${() => this.go('held')}>${t('crm.held.see')}</button>
      </div>
      <ul class="causes">
        ${status.held.map(
          (cause) => html`<li><strong>${cause.count}</strong> ${this.word('crm.cause.', cause.code)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private budget(
    status: Status,
    tile: (label: string, value: unknown, about: unknown, warn: boolean) => unknown,
    number: (n: number) => string,
  ) {
    const t = this.t;
    const until = status.throttledUntil ?? '';
    return tile(
      t('crm.budget'),
      number(status.callsLeft),
      until
        ? t('crm.budget.rests', { at: moment(this.locale, until) })
        : html`<progress aria-label=${t('crm.budget')} max=${status.callsPerDay} value=${status.callsLeft}></progress
            >${t('crm.budget.of', { n: number(status.callsPerDay) })}`,
      until !== '' || status.callsLeft * 5 < status.callsPerDay,
    );
  }

  private notices(
    status: Status,
    tile: (label: string, value: unknown, about: unknown, warn: boolean, words: boolean) => unknown,
  ) {
    const t = this.t;
    const { state, problemCode, lastNoticeAt } = status.channel;
    const last = lastNoticeAt
      ? t('crm.channel.last', { at: moment(this.locale, lastNoticeAt) })
      : t(`crm.channel.${state}.hint`);
    return tile(
      t('crm.channel'),
      t(`crm.channel.${state}`),
      html`${state === 'FAILED' && problemCode ? this.word('crm.cause.', problemCode) : last}
        <button class="link" data-test="to-notices" @click=${() => this.go('settings')}>
          ${t('crm.notice.see')}
        </button>`,
      state === 'FAILED',
      true,
    );
  }

  private actions() {
    const t = this.t;
    const active = this.connection.state === 'ACTIVE';
    const off = this.busy || !active || this.running !== undefined;
    const button = (test: string, text: string, call: () => unknown, main = false) =>
      html`<button class=${main ? 'primary' : ''} data-test=${test} ?disabled=${off} @click=${call}>${text}</button>`;
    return html`<section class="card" aria-label=${t('crm.actions')}>
      <div class="actions" style="margin-top:0">
        ${button('sync', t('sync'), () => this.start('PULL', 'crm.begun'), true)}
        ${button('dry-run', t('crm.run.DRY'), () => this.start('DRY', 'crm.dry.begun'))}
        ${button('reconcile', t('crm.run.RECONCILE'), () => this.start('RECONCILE', 'crm.begun'))}
        ${button('full', t('crm.full'), () => this.full())}
        ${
          this.connection.state === 'PAUSED'
            ? html`<button class="primary" data-test="resume" ?disabled=${this.busy} @click=${() => this.resume()}>
                ${t('crm.resume')}
              </button>`
            : html`<button data-test="pause" ?disabled=${this.busy || !active} @click=${() => (this.reason = '')}>
                ${t('crm.pause')}
              </button>`
        }
      </div>
      ${this.reason === undefined ? html`<p class="hint" style="margin-bottom:0">${t('crm.actions.hint')}</p>` : this.why(this.reason)}
    </section>`;
  }

  private why(reason: string) {
    const t = this.t;
    return html`<form style="margin-top:14px" @submit=${this.pause}>
      ${this.field({
        label: t('crm.pause.why'),
        hint: t('crm.pause.why.hint'),
        value: reason,
        pointer: '/reason',
        required: true,
        maxlength: 500,
        test: 'pause-reason',
        change: (text) => (this.reason = text),
      })}
      <div class="actions">
        <button class="primary" data-test="pause-now" ?disabled=${this.busy}>${t('crm.pause')}</button>
        <button type="button" @click=${() => (this.reason = undefined)}>${t('cancel')}</button>
      </div>
    </form>`;
  }

  private history() {
    const t = this.t;
    if (this.runs.length === 0) return this.empty(t('crm.runs.empty'), t('crm.runs.empty.hint'));
    return html`<section class="card">
      <h3>${t('crm.runs')}</h3>
      ${this.table(
        t('crm.runs'),
        [t('crm.when'), t('crm.what'), t('crm.result'), t('crm.counts')],
        this.runs.map(
          (run) =>
            html`<tr data-test="run" data-kind=${run.kind}>
              <td>
                <button class="link" data-test="open-run" @click=${() => this.go(`runs/${run.id}`)}>
                  ${moment(this.locale, run.startedAt)}
                </button>
              </td>
              <td>${t(`crm.run.${run.kind}`)}</td>
              <td>
                ${look(run.outcome, t(`run.${run.outcome}`))}
                ${run.problemCode ? html`<span class="hint">${this.word('crm.cause.', run.problemCode)}</span>` : nothing}
              </td>
              <td>${this.counts(run)}</td>
            </tr>`,
        ),
        'runs',
      )}
      ${
        this.next
          ? html`<p class="more">
              <button data-test="more-runs" ?disabled=${this.busy} @click=${() => this.attempt(() => this.older())}>
                ${t('more')}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private counts(run: Run): string {
    return countsOf(run, this.t);
  }
}

/** What a run counted, without what it has none of. */
export function countsOf(run: Run, t: (key: string, values?: Record<string, number>) => string): string {
  const names = [
    'created',
    'updated',
    'deleted',
    'pushed',
    'conflicts',
    'quarantined',
    'leftOut',
    'unchanged',
  ] as const;
  const told = names.filter((name) => run[name] > 0).map((name) => t(`crm.count.${name}`, { n: run[name] }));
  return told.length ? told.join(' · ') : t('crm.count.nothing');
}
