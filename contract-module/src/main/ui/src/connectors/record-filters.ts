import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { faultAt } from '../shell/field.js';
import type { List } from '../shell/model.js';
import { conditionValue, shown } from './condition-value.js';
import type { Condition, FilterPreview, Kind, Mappable, Operator, RemoteField } from './model.js';
import { ConnectionPart } from './part.js';

const KINDS: Kind[] = ['ACCOUNT', 'CONTACT'];
/** Those that ask for no value. */
const PRESENCE: Operator[] = ['IS_EMPTY', 'IS_NOT_EMPTY'];
const MOST = 20;

/** Which of the CRM's records come over: conditions that must all hold, tried on a few records before they are saved. */
@customElement('record-filters')
export class RecordFilters extends ConnectionPart {
  static override styles = [
    ...ConnectionPart.styles,
    css`
      .condition {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 3fr) minmax(0, 5fr) auto;
        gap: 6px 12px;
        align-items: start;
        padding: 10px 0;
        border-bottom: 1px solid var(--line);
      }
      .condition .told {
        grid-column: 1 / -2;
        overflow-wrap: anywhere;
      }
      .condition .off {
        margin-top: 22px;
      }
      h4 {
        margin: 14px 0 0;
      }
      @media (max-width: 700px) {
        .condition {
          grid-template-columns: minmax(0, 1fr);
        }
        .condition .told {
          grid-column: auto;
        }
        .condition .off {
          margin-top: 0;
          justify-self: start;
        }
      }
    `,
  ];

  /** What the CRM has to ask for; none while it is asked, or where it could not be. */
  @property({ attribute: false }) mappable?: Mappable;
  /** Of the mapping, with which the filter is kept; others change it too. */
  @property({ type: Number }) version = 0;
  @state() private saved: Condition[] = [];
  @state() private draft: Condition[] = [];
  @state() private previews?: FilterPreview[];
  @state() private trying = false;

  protected async load(): Promise<void> {
    const { body, version } = await this.client.versioned<List<Condition>>(`${this.base}/filters`);
    this.version = version;
    this.take(body.items);
    this.loaded = true;
  }

  private take(conditions: Condition[]): void {
    this.saved = conditions;
    this.draft = conditions.map((one) => ({ ...one }));
    this.previews = undefined;
  }

  private get differs(): boolean {
    return JSON.stringify(this.saved) !== JSON.stringify(this.draft);
  }

  private fieldOf(condition: Condition): RemoteField | undefined {
    return this.mappable?.fields.find((field) => field.kind === condition.kind && field.name === condition.field);
  }

  private set(condition: Condition, change: Partial<Condition>): void {
    this.draft = this.draft.map((one) => (one === condition ? { ...one, problemCode: undefined, ...change } : one));
    this.previews = undefined;
  }

  private choose(condition: Condition, field: string): void {
    const operator = this.fieldOf({ ...condition, field })?.operators[0] ?? condition.operator;
    this.set(condition, { field, operator, values: [] });
  }

  private asks(condition: Condition, operator: Operator): void {
    const many = condition.operator === 'IS_ONE_OF' || operator === 'IS_ONE_OF';
    this.set(condition, { operator, values: PRESENCE.includes(operator) || many ? [] : condition.values });
  }

  /** The page's keyboard goes on in the new condition. */
  private async add(kind: Kind): Promise<void> {
    this.draft = [...this.draft, { kind, field: '', operator: 'IS', values: [] }];
    this.previews = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-test="only-field-${this.draft.length - 1}"]`)?.focus();
  }

  private async takeAway(condition: Condition): Promise<void> {
    this.draft = this.draft.filter((one) => one !== condition);
    this.previews = undefined;
    this.problem = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-test="only-add-${condition.kind}"]`)?.focus();
  }

  private request(conditions: Condition[]) {
    // A line that is left empty is no value.
    const written = (values: string[]) => values.filter((value) => value.trim());
    return {
      conditions: conditions.map(({ kind, field, operator, values }) => ({
        kind,
        field,
        operator,
        values: written(values),
      })),
    };
  }

  private async try(): Promise<void> {
    this.quiet();
    this.trying = true;
    this.previews = undefined;
    await this.attempt(async () => {
      const path = `${this.base}/filters/previews`;
      this.previews = (await this.client.post<List<FilterPreview>>(path, this.request(this.draft))).items;
    });
    this.trying = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const t = this.t;
    if (!(await this.ask(t('crm.only.ask'), t('crm.only.text'), t('save'), false))) return;
    const put = async (conditions: Condition[]) => {
      const answer = await this.client.replace<List<Condition>>(
        `${this.base}/filters`,
        this.request(conditions),
        this.version,
      );
      this.version = answer.version;
      this.take(answer.body.items);
      this.say('mapping-version', { version: answer.version });
    };
    const former = this.saved;
    await this.change(
      () => put(this.draft),
      t('crm.only.saved'),
      () => put(former),
    );
  }

  protected body() {
    const t = this.t;
    return html`<section class="card" data-test="record-filters">
      <h3>${t('crm.only')}</h3>
      ${
        this.draft.length
          ? html`<p class="hint">${t('crm.only.lead')}</p>`
          : this.empty(t('crm.only.empty'), t('crm.only.empty.hint'))
      }
      <form @submit=${this.save}>
        ${KINDS.map((kind) => this.kind(kind))} ${this.isAdmin ? this.buttons() : nothing}
      </form>
    </section>`;
  }

  private kind(kind: Kind) {
    const own = this.draft.filter((one) => one.kind === kind);
    if (!own.length) return nothing;
    const t = this.t;
    return html`<div role="group" aria-label=${t(`crm.only.${kind}`)} data-test="only-${kind}">
      <h4>${t(`crm.only.${kind}`)}</h4>
      ${kind === 'ACCOUNT' ? html`<span class="hint">${t('crm.only.contactsToo')}</span>` : nothing}
      ${own.map((one) => this.condition(one, this.draft.indexOf(one)))}
    </div>`;
  }

  private condition(condition: Condition, index: number) {
    const t = this.t;
    const known = this.fieldOf(condition);
    const name = known?.label ?? condition.field;
    const fresh = this.mappable !== undefined && !condition.field;
    return html`<div class="condition" data-test="condition">
      ${
        this.isAdmin && (known || fresh)
          ? html`${this.fieldChoice(condition, index)}${this.operatorChoice(condition, index, known)}
            ${
              known && !PRESENCE.includes(condition.operator)
                ? conditionValue({
                    t: this.t,
                    locale: this.locale,
                    problem: this.problem,
                    condition,
                    index,
                    field: known,
                    change: (values) => this.set(condition, { values }),
                  })
                : html`<span></span>`
            }`
          : html`<div class="told">${this.sentence(condition)}${this.fault(condition, index)}</div>`
      }
      ${
        this.isAdmin
          ? html`<button
              type="button"
              class="off"
              aria-label="${t('delete')}: ${name || t('crm.only.new')}"
              @click=${() => this.takeAway(condition)}
            >
              ${t('delete')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** For those who only read, and where the field is gone or the CRM could not be asked. */
  private sentence(condition: Condition) {
    const t = this.t;
    const field = this.fieldOf(condition);
    const gone = condition.problemCode || (this.mappable && !field);
    const name = field?.label ?? condition.field;
    const values = condition.values.map((value) => field?.options[value] ?? shown(value)).join(', ');
    return html`<bdi>${gone && !field ? t('crm.map.gone', { name }) : name}</bdi> ${t(`crm.op.${condition.operator}`)}
      <strong><bdi>${values}</bdi></strong>`;
  }

  private fault(condition: Condition, index: number) {
    const told =
      faultAt(this.problem, `/conditions/${index}`) ??
      (condition.problemCode ? this.word('crm.cause.', condition.problemCode) : undefined);
    return told ? html`<span class="error">${told}</span>` : nothing;
  }

  private fieldChoice(condition: Condition, index: number) {
    const fields = (this.mappable?.fields ?? [])
      .filter((field) => field.kind === condition.kind)
      .sort((a, b) => a.label.localeCompare(b.label, this.locale));
    const named = fields.map((field): [string, string] => [
      field.name,
      field.label === field.name ? field.name : `${field.label} (${field.name})`,
    ]);
    const known = this.fieldOf(condition);
    return html`<div>
      ${this.field({
        label: this.t('crm.only.field'),
        value: condition.field,
        pointer: `/conditions/${index}/field`,
        options: condition.field ? named : [['', this.t('crm.map.choose')], ...named],
        test: `only-field-${index}`,
        change: (field) => this.choose(condition, field),
      })}
      ${
        known
          ? html`<span class="hint"
              >${this.t(`crm.type.${known.type}`)}${
                known.samples.length
                  ? html` · ${this.t('crm.map.samples')}
                    ${known.samples.map((one, at) => html`${at ? ' · ' : nothing}<bdi>${one}</bdi>`)}`
                  : nothing
              }</span
            >`
          : nothing
      }
    </div>`;
  }

  private operatorChoice(condition: Condition, index: number, field?: RemoteField) {
    if (!field) return html`<span></span>`;
    return this.field({
      label: this.t('crm.only.operator'),
      value: condition.operator,
      pointer: `/conditions/${index}/operator`,
      options: field.operators.map((operator) => [operator, this.t(`crm.op.${operator}`)]),
      test: `only-operator-${index}`,
      change: (operator) => this.asks(condition, operator as Operator),
    });
  }

  private buttons() {
    const t = this.t;
    const full = this.draft.length >= MOST || !this.mappable;
    const incomplete = this.draft.some((one) => !one.field);
    return html`<div class="actions">
        ${KINDS.map(
          (kind) =>
            html`<button
              type="button"
              data-test="only-add-${kind}"
              ?disabled=${full || this.busy}
              @click=${() => this.add(kind)}
            >
              + ${t(`crm.only.add.${kind}`)}
            </button>`,
        )}
      </div>
      ${this.draft.length || this.differs ? this.ending(incomplete) : nothing}`;
  }

  private ending(incomplete: boolean) {
    const t = this.t;
    return html`<div role="status" data-test="only-tried">
        ${this.trying ? html`<p class="muted">${t('crm.only.trying')}</p>` : nothing}
        ${this.previews?.map((one) => this.preview(one))}
      </div>
      <div class="actions">
        <button class="primary" data-test="save-filters" ?disabled=${this.busy || !this.differs || incomplete}>
          ${t('save')}
        </button>
        <button
          type="button"
          data-test="try-filters"
          ?disabled=${this.busy || incomplete || !this.draft.length}
          @click=${() => this.try()}
        >
          ${t('crm.only.try')}
        </button>
        <button type="button" ?disabled=${this.busy || !this.differs} @click=${() => this.take(this.saved)}>
          ${t('cancel')}
        </button>
      </div>`;
  }

  private preview(one: FilterPreview) {
    const t = this.t;
    const { sampled, matching } = one;
    return html`<div class="bars" data-test="preview">
      ${
        sampled
          ? html`<progress aria-label=${t(`crm.only.${one.kind}`)} max=${sampled} value=${matching}></progress>`
          : nothing
      }
      <strong
        >${this.kindName(one.kind)}:
        ${t(sampled ? 'crm.only.tried' : 'crm.only.tried.none', { sampled, matching })}</strong
      >
      ${
        one.leftOut.length
          ? html`<span class="hint"
              >${t('crm.only.out')}
              ${one.leftOut.map((name, at) => html`${at ? ' · ' : nothing}<bdi>${name}</bdi>`)}</span
            >`
          : nothing
      }
    </div>`;
  }
}
