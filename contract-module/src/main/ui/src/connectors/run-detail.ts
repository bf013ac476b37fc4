import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { countsOf } from './connection-dashboard.js';
import type { Change, Kind, Run } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart, look, progressOf } from './part.js';

const PAGE = 100;
const UNDOABLE: Run['kind'][] = ['PULL', 'PUSH', 'NOTICE', 'FULL', 'REPAIR', 'UNDO'];

/** What an undo leaves as it is, and why. */
const SKIPPED = ['EDITED_SINCE', 'OWNED_BY_CRM', 'CREATED'];

/** Doubled records are merged by a person in the CRM. */
const REPAIRABLE = ['MISSING_HERE', 'MISSING_THERE', 'DIFFERENT'];

/** One run: what it changed field by field, or what a comparison found. `place` is its id. */
@customElement('run-detail')
export class RunDetail extends ConnectionPart {
  @state() private run?: Run;
  @state() private changes: Change[] = [];
  @state() private more = false;
  @state() private words = '';
  @state() private rule = '';
  @state() private chosen = new Set<number>();

  protected async load(): Promise<void> {
    this.run = await this.client.get<Run>(`${this.base}/runs/${this.place}`);
    await this.page(0);
    this.loaded = true;
    if (this.run.outcome === 'RUNNING') void this.watch();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.loaded && changed.get('place')) void this.refresh();
  }

  private async watch(): Promise<void> {
    while (this.isConnected && this.run?.outcome === 'RUNNING') {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      this.run = await this.client.get<Run>(`${this.base}/runs/${this.place}`);
    }
    if (!this.isConnected) return;
    // That it has begun is no longer news.
    this.quiet();
    await this.refresh();
  }

  private async page(after: number): Promise<void> {
    const items = (
      await this.client.get<List<Change>>(`${this.base}/runs/${this.place}/changes?limit=${PAGE}&after=${after}`)
    ).items;
    this.changes = after ? [...this.changes, ...items] : items;
    this.more = items.length === PAGE;
  }

  private get shown(): Change[] {
    const words = this.words.trim().toLocaleLowerCase(this.locale);
    return this.changes.filter(
      (c) =>
        (!this.rule || c.rule === this.rule) &&
        (!words ||
          [c.before, c.after, c.externalId, c.name, this.fieldName(c.field)].some((text) =>
            text?.toLocaleLowerCase(this.locale).includes(words),
          )),
    );
  }

  private async takeBack(): Promise<void> {
    const t = this.t;
    if (!(await this.ask(t('crm.undo.ask'), t('crm.undo.text'), t('crm.undo')))) return;
    await this.begin(`${this.base}/runs/${this.place}/undos`, {}, 'crm.undo.begun');
  }

  private async repair(): Promise<void> {
    const lines = [...this.chosen].sort((a, b) => a - b);
    await this.begin(`${this.base}/runs/${this.place}/repairs`, { lines }, 'crm.repair.begun');
  }

  /** Begins another run because of this one and goes there. */
  private async begin(path: string, body: unknown, done: string): Promise<void> {
    let next: Run | undefined;
    const well = await this.change(async () => (next = await this.client.post<Run>(path, body)), this.t(done));
    if (well && next) this.go(`runs/${next.id}`);
  }

  protected body() {
    const run = this.run;
    if (!run) return nothing;
    const t = this.t;
    const compares = run.kind === 'RECONCILE';
    return html`<p class="crumbs">
        <button class="link" data-test="all-runs" @click=${() => this.go('')}>← ${t('crm.runs')}</button>
      </p>
      <section class="card" data-test="run-detail">
        <div class="head">
          <h3>${t(`crm.run.${run.kind}`)}</h3>
          ${look(run.outcome, t(`run.${run.outcome}`))}
        </div>
        <p class="muted">${t(`crm.run.${run.kind}.hint`)}</p>
        <dl>
          <dt>${t('crm.when')}</dt>
          <dd>
            ${moment(this.locale, run.startedAt)}${run.endedAt ? html` – ${moment(this.locale, run.endedAt)}` : nothing}
          </dd>
          <dt>${t('crm.counts')}</dt>
          <dd>${countsOf(run, t)}</dd>
          ${
            run.undoOf
              ? html`<dt>${t('crm.undoOf')}</dt>
                  <dd>
                    <button class="link" @click=${() => this.go(`runs/${run.undoOf}`)}>${t('crm.undoOf.see')}</button>
                  </dd>`
              : nothing
          }
        </dl>
        ${run.outcome === 'RUNNING' ? progressOf(run, t('crm.running'), countsOf(run, t)) : nothing}
        ${
          run.problemCode
            ? html`<p class="warn" style="margin:12px 0 0">
                <strong>${this.word('crm.cause.', run.problemCode)}</strong> ${this.way(run.problemCode)}
              </p>`
            : nothing
        }
        ${
          this.isAdmin && UNDOABLE.includes(run.kind) && run.outcome !== 'RUNNING' && run.changes > 0
            ? html`<div class="actions">
                <button class="danger" data-test="undo-run" ?disabled=${this.busy} @click=${() => this.takeBack()}>
                  ${t('crm.undo')}
                </button>
                <span class="hint">${t('crm.undo.hint')}</span>
              </div>`
            : nothing
        }
      </section>
      ${compares ? this.report(run) : nothing}${this.lines(run, compares)}`;
  }

  private report(run: Run) {
    const t = this.t;
    if (run.outcome !== 'DONE' || this.changes.length || this.more) return nothing;
    return html`<div class="card" data-test="same">${this.empty(t('crm.same'), t('crm.same.hint'))}</div>`;
  }

  private lines(run: Run, compares: boolean) {
    const t = this.t;
    if (this.changes.length === 0) {
      return compares || run.outcome === 'RUNNING'
        ? nothing
        : html`<div class="card" data-test="no-changes">
            ${this.empty(t('crm.changes.empty'), t('crm.changes.empty.hint'))}
          </div>`;
    }
    const rules = [...new Set(this.changes.map((c) => c.rule))];
    const shown = this.shown;
    const skipped = run.kind === 'UNDO' ? this.changes.filter((c) => SKIPPED.includes(c.rule)).length : 0;
    return html`<section class="card">
      <h3>${t(compares ? 'crm.differences' : run.kind === 'DRY' ? 'crm.plan' : 'crm.changes')}</h3>
      ${skipped ? html`<p class="warn" data-test="skipped">${t('crm.skipped', { n: skipped })}</p>` : nothing}
      <div class="bar">
        <label class="grow"
          >${t('crm.filter')}<input
            type="search"
            data-test="filter"
            .value=${this.words}
            @input=${(e: Event) => (this.words = (e.target as HTMLInputElement).value)}
        /></label>
        <label
          >${t(compares ? 'crm.found' : 'crm.why')}<select
            data-test="filter-rule"
            @change=${(e: Event) => (this.rule = (e.target as HTMLSelectElement).value)}
          >
            <option value="">${t('all')}</option>
            ${rules.map(
              (rule) =>
                html`<option value=${rule} ?selected=${rule === this.rule}>${this.word('crm.rule.', rule)}</option>`,
            )}
          </select></label
        >
      </div>
      ${compares && this.isAdmin ? this.repairs(shown) : nothing}
      ${
        shown.length
          ? this.table(
              t('crm.changes'),
              [
                ...(compares && this.isAdmin ? [t('crm.choose')] : []),
                t('crm.record'),
                t('crm.field'),
                compares ? t('crm.ours') : t('crm.before'),
                compares ? providerName(this.connection.provider) : t('crm.after'),
                compares ? t('crm.found') : t('crm.why'),
              ],
              shown.map((c) => this.line(c, compares)),
              'changes',
            )
          : this.empty(t('crm.filter.none'), t('empty.filtered.hint'))
      }
      ${
        this.more
          ? html`<p class="more">
              <button
                data-test="more"
                ?disabled=${this.busy}
                @click=${() => this.attempt(() => this.page(this.changes.at(-1)!.seq))}
              >
                ${t('more')}
              </button>
              <span class="hint">${t('crm.changes.of', { shown: this.changes.length, all: run.changes })}</span>
            </p>`
          : nothing
      }
    </section>`;
  }

  private repairs(shown: Change[]) {
    const t = this.t;
    const able = shown.filter((c) => REPAIRABLE.includes(c.rule));
    const all = able.length > 0 && able.every((c) => this.chosen.has(c.seq));
    return html`<div class="actions" style="margin:0 0 12px">
      <label class="check"
        ><input
          type="checkbox"
          data-test="choose-all"
          .checked=${all}
          ?disabled=${able.length === 0}
          @change=${() => (this.chosen = new Set(all ? [] : able.map((c) => c.seq)))}
        />${t('crm.choose.all', { n: able.length })}</label
      >
      <button
        class="primary"
        data-test="repair"
        ?disabled=${this.busy || this.chosen.size === 0}
        @click=${() => this.repair()}
      >
        ${t('crm.repair', { n: this.chosen.size })}
      </button>
      <span class="hint">${t('crm.repair.hint')}</span>
    </div>`;
  }

  private line(c: Change, compares: boolean) {
    const t = this.t;
    const name = c.name ?? (compares && !c.field ? (c.after ?? c.before) : undefined) ?? c.externalId ?? '';
    const whole = compares && !c.field;
    return html`<tr data-test="change">
      ${
        compares && this.isAdmin
          ? html`<td>
              ${
                REPAIRABLE.includes(c.rule)
                  ? html`<span class="check"
                      ><input
                        type="checkbox"
                        data-test="choose"
                        aria-label="${t('crm.choose')}: ${name} ${this.fieldName(c.field)}"
                        .checked=${this.chosen.has(c.seq)}
                        @change=${() => this.toggle(c.seq)}
                    /></span>`
                  : nothing
              }
            </td>`
          : nothing
      }
      <td>
        <bdi>${name}</bdi>
        <span class="hint"
          >${this.kindName(c.kind as Kind)}${compares ? nothing : ` · ${t(`crm.side.${c.side}`)}`}</span
        >
      </td>
      <td class="short">${this.fieldName(c.field)}</td>
      <td>${whole ? '–' : this.value(c.before)}</td>
      <td>${whole ? '–' : this.value(c.after)}</td>
      <td class="short">${this.word('crm.rule.', c.rule)}</td>
    </tr>`;
  }

  private toggle(seq: number): void {
    const next = new Set(this.chosen);
    if (!next.delete(seq)) next.add(seq);
    this.chosen = next;
  }
}
