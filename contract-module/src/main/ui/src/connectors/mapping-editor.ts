import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handOn } from '../shell/hand-on.js';
import type { List } from '../shell/model.js';
import type { Kind, Mappable, Owner, RemoteField, Rule } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart } from './part.js';
import './record-filters.js';

const KINDS: Kind[] = ['ACCOUNT', 'CONTACT', 'USER'];
const OWNERS: Owner[] = ['NEWEST', 'LOCAL', 'REMOTE', 'MANUAL'];
const OURS: Record<Kind, string[]> = {
  ACCOUNT: [
    'name',
    'registrationNumber',
    'phone',
    'website',
    'industry',
    'address',
    'ownerName',
    'contracts.status',
    'contracts.inForce',
    'contracts.amount',
    'contracts.amounts',
    'contracts.link',
  ],
  CONTACT: ['account', 'name', 'email', 'phone', 'title'],
  USER: ['name', 'email', 'active'],
};

/** What contracts tell is ours only: it is written there and never taken. */
const ownersOf = (ours: string): Owner[] => (ours.startsWith('contracts.') ? ['LOCAL'] : OWNERS);

/** Whether a field of the CRM can be this one of ours; the server refuses others. */
function holds(rule: Rule, field: RemoteField): boolean {
  if (rule.ours === 'account') return field.type === 'REFERENCE';
  if (rule.ours === 'active') return field.type === 'BOOLEAN';
  return field.type !== 'REFERENCE' && field.type !== 'OTHER';
}

/** Which field of ours is which of the CRM's, and who decides where both have changed. */
@customElement('mapping-editor')
export class MappingEditor extends ConnectionPart {
  static override styles = [
    ...ConnectionPart.styles,
    css`
      td {
        vertical-align: middle;
      }
      /* Long names of fields must not squeeze the choice beside them. */
      [data-test='owner'] {
        min-width: 11em;
      }
    `,
  ];

  @state() private saved: Rule[] = [];
  @state() private draft: Rule[] = [];
  /** What the CRM has to map; asked for now, so that it comes later than the mapping. */
  @state() private mappable?: Mappable;
  @state() private asking = false;
  /** Of mapping and filter together. */
  @state() private version = 0;

  protected async load(): Promise<void> {
    const { body, version } = await this.client.versioned<List<Rule>>(`${this.base}/mapping`);
    this.version = version;
    this.take(body.items);
    this.loaded = true;
    if (this.isAdmin) void this.askFields();
  }

  /** Without an answer the names of fields are written by hand, as before. */
  private async askFields(): Promise<void> {
    this.asking = true;
    try {
      this.mappable = await this.client.get<Mappable>(`${this.base}/mapping/fields`);
    } catch {
      this.mappable = undefined;
    } finally {
      this.asking = false;
    }
  }

  private fieldsOf(kind: Kind): RemoteField[] {
    return this.mappable?.fields.filter((field) => field.kind === kind) ?? [];
  }

  private suggestionsOf(kind: Kind) {
    return (
      this.mappable?.suggestions.filter(
        (one) =>
          one.kind === kind &&
          !this.draft.some((rule) => rule.kind === kind && (rule.ours === one.ours || rule.theirs === one.theirs)),
      ) ?? []
    );
  }

  private add(kind: Kind, ours: string, theirs = ''): void {
    const writable = this.fieldsOf(kind).find((field) => field.name === theirs)?.writable !== false;
    const owner: Owner = writable ? ownersOf(ours)[0] : 'REMOTE';
    this.draft = [...this.draft, { kind, ours, theirs, owner, blankWins: false }];
  }

  private take(rules: Rule[]): void {
    this.saved = rules;
    this.draft = rules.map((rule) => ({ ...rule }));
  }

  private get differs(): boolean {
    return JSON.stringify(this.saved) !== JSON.stringify(this.draft);
  }

  private set(rule: Rule, change: Partial<Rule>): void {
    this.draft = this.draft.map((one) => (one === rule ? { ...one, ...change } : one));
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const t = this.t;
    if (!(await this.ask(t('crm.map.ask'), t('crm.map.text'), t('save'), false))) return;
    const put = async (rules: Rule[]) => {
      const fields = rules.map(({ kind, ours, theirs, owner, blankWins }) => ({
        kind,
        ours,
        theirs,
        owner,
        blankWins,
      }));
      const answer = await this.client.replace<List<Rule>>(`${this.base}/mapping`, { fields }, this.version);
      this.version = answer.version;
      this.take(answer.body.items);
    };
    const former = this.saved;
    await this.change(
      () => put(this.draft),
      t('crm.map.saved'),
      () => put(former),
    );
  }

  protected body() {
    const t = this.t;
    if (this.saved.length === 0) {
      return html`${this.filters()}
        <div class="card">${this.empty(t('crm.map.empty'), t('crm.map.empty.hint'))}</div>`;
    }
    return html`${this.filters()}
      <h3>${t('crm.tab.mapping')}</h3>
      <p class="lead">${t('crm.map.lead')}</p>
      <details class="card">
        <summary>${t('crm.map.owners')}</summary>
        <dl style="margin-top:10px">
          ${OWNERS.map(
            (owner) =>
              html`<dt>${this.ownerName(owner)}</dt>
                <dd>${t(`crm.owner.${owner}.hint`)}</dd>`,
          )}
        </dl>
      </details>
      <div role="status">
        ${
          this.asking
            ? html`<p class="muted">${t('crm.map.asking', { crm: providerName(this.connection.provider) })}</p>`
            : this.isAdmin && !this.mappable
              ? html`<p class="warn" data-test="no-fields">${t('crm.map.noFields')}</p>`
              : nothing
        }
      </div>
      <form @submit=${this.save}>
        ${KINDS.map((kind) => this.kind(kind))}
        ${
          this.isAdmin
            ? html`<div class="actions">
                <button class="primary" data-test="save-mapping" ?disabled=${this.busy || !this.differs}>
                  ${t('save')}
                </button>
                <button type="button" ?disabled=${this.busy || !this.differs} @click=${() => this.take(this.saved)}>
                  ${t('cancel')}
                </button>
              </div>`
            : nothing
        }
      </form>`;
  }

  /** Which records come over at all is said before what becomes of their fields. */
  private filters() {
    const { mappable, version } = this;
    return html`<record-filters
      ${handOn(this, 'me', 'connection')}
      .mappable=${mappable}
      .version=${version}
      @mapping-version=${(e: CustomEvent<{ version: number }>) => (this.version = e.detail.version)}
    ></record-filters>`;
  }

  private ownerName(owner: Owner): string {
    return this.t(`crm.owner.${owner}`, { crm: providerName(this.connection.provider) });
  }

  private kind(kind: Kind) {
    const t = this.t;
    const place = (rule: Rule) => OURS[kind].indexOf(rule.ours);
    const rules = this.draft.filter((rule) => rule.kind === kind).sort((a, b) => place(a) - place(b));
    const free = OURS[kind].filter((ours) => !rules.some((rule) => rule.ours === ours));
    if (!rules.length && !free.length) return nothing;
    return html`<section class="card" data-test="map-${kind}">
      <h3>${this.kindName(kind)}</h3>
      ${this.table(
        this.kindName(kind),
        [
          t('crm.ours'),
          providerName(this.connection.provider),
          t('crm.owner'),
          t('crm.blank'),
          ...(this.isAdmin ? [''] : []),
        ],
        rules.map((rule) => this.row(rule)),
        `rules-${kind}`,
      )}
      ${
        this.isAdmin && free.length
          ? html`<div class="actions">
              ${free.map(
                (ours) =>
                  html`<button type="button" @click=${() => this.add(kind, ours)}>+ ${this.fieldName(ours)}</button>`,
              )}
            </div>`
          : nothing
      }
      ${this.isAdmin ? this.suggested(kind) : nothing}
    </section>`;
  }

  private suggested(kind: Kind) {
    const t = this.t;
    const suggestions = this.suggestionsOf(kind);
    if (suggestions.length === 0) return nothing;
    return html`<h4 style="margin:14px 0 6px">${t('crm.map.suggested')}</h4>
      <ul class="causes" data-test="suggestions">
        ${suggestions.map((one) => {
          const field = this.fieldsOf(kind).find((other) => other.name === one.theirs);
          return html`<li style="margin-bottom:6px">
            ${this.fieldName(one.ours)} → <bdi>${field?.label ?? one.theirs}</bdi>
            <button
              type="button"
              class="link"
              data-test="use-suggestion"
              aria-label="${t('crm.map.use')}: ${this.fieldName(one.ours)}"
              @click=${() => this.add(kind, one.ours, one.theirs)}
            >
              ${t('crm.map.use')}
            </button>
            ${field ? this.samples(field) : nothing}
          </li>`;
        })}
      </ul>`;
  }

  /** A few values of the CRM's, so that nobody has to guess what a field holds. */
  private samples(field: RemoteField) {
    const t = this.t;
    return html`<span class="hint" data-test="samples"
      >${
        field.samples.length
          ? html`${t('crm.map.samples')}
            ${field.samples.map((sample, index) => html`${index ? ' · ' : nothing}<bdi>${sample}</bdi>`)}`
          : t('crm.map.noSamples')
      }</span
    >`;
  }

  /** What is done to values on their way, and what the CRM allows. */
  private about(field: RemoteField, rule: Rule) {
    const t = this.t;
    const told = [
      t(`crm.type.${field.type}`),
      ...(field.required ? [t('crm.map.required')] : []),
      ...(field.writable ? [] : [t('crm.map.readOnly')]),
      ...(field.type === 'CHOICE' ? [t('crm.map.choice', { n: Object.keys(field.options).length })] : []),
      ...(rule.ours === 'account' ? [t('crm.map.account')] : []),
      ...(field.maxLength ? [t('crm.map.longest', { n: field.maxLength })] : []),
    ];
    return html`<span class="hint">${told.join(' · ')}</span>${this.samples(field)}`;
  }

  /** The CRM's fields to choose from, or a name to write where it could not be asked. */
  private theirs(rule: Rule, name: string) {
    const label = `${providerName(this.connection.provider)}: ${name}`;
    const fields = this.fieldsOf(rule.kind);
    if (!fields.length || !this.isAdmin) {
      return html`<input
        data-test="theirs"
        aria-label=${label}
        required
        maxlength="200"
        spellcheck="false"
        ?readonly=${!this.isAdmin}
        .value=${rule.theirs}
        @change=${(e: Event) => this.set(rule, { theirs: (e.target as HTMLInputElement).value })}
      />`;
    }
    const known = fields.find((field) => field.name === rule.theirs);
    const sorted = fields
      .filter((field) => field === known || holds(rule, field))
      .sort((a, b) => a.label.localeCompare(b.label, this.locale));
    return html`<select
        data-test="theirs"
        aria-label=${label}
        required
        @change=${(e: Event) => this.set(rule, { theirs: (e.target as HTMLSelectElement).value })}
      >
        ${
          known
            ? nothing
            : html`<option value=${rule.theirs} selected .selected=${true}>
                ${rule.theirs ? this.t('crm.map.gone', { name: rule.theirs }) : this.t('crm.map.choose')}
              </option>`
        }
        ${sorted.map(
          (field) =>
            html`<option value=${field.name} ?selected=${field === known} .selected=${field === known}>
              ${field.label === field.name ? field.name : `${field.label} (${field.name})`}
            </option>`,
        )}
      </select>
      ${known ? this.about(known, rule) : nothing}`;
  }

  private row(rule: Rule) {
    const t = this.t;
    const name = `${this.kindName(rule.kind)} · ${this.fieldName(rule.ours)}`;
    return html`<tr data-test="rule">
      <td class="short">
        ${this.fieldName(rule.ours)}
        ${rule.pausedReason ? html`<span class="error">${this.word('crm.cause.', rule.pausedReason)}</span>` : nothing}
      </td>
      <td>${this.theirs(rule, name)}</td>
      <td>
        <select
          data-test="owner"
          aria-label="${t('crm.owner')}: ${name}"
          ?disabled=${!this.isAdmin}
          @change=${(e: Event) => this.set(rule, { owner: (e.target as HTMLSelectElement).value as Owner })}
        >
          ${ownersOf(rule.ours).map(
            (owner) =>
              html`<option value=${owner} ?selected=${owner === rule.owner} .selected=${owner === rule.owner}>
                ${this.ownerName(owner)}
              </option>`,
          )}
        </select>
      </td>
      <td>
        <span class="check"
          ><input
            type="checkbox"
            aria-label="${t('crm.blank')}: ${name}"
            ?disabled=${!this.isAdmin}
            .checked=${rule.blankWins}
            @change=${(e: Event) => this.set(rule, { blankWins: (e.target as HTMLInputElement).checked })}
        /></span>
      </td>
      ${
        this.isAdmin
          ? html`<td class="acts">
              ${
                rule.ours === 'name' || rule.ours === 'account'
                  ? nothing
                  : html`<button
                      type="button"
                      aria-label="${t('delete')}: ${name}"
                      @click=${() => (this.draft = this.draft.filter((one) => one !== rule))}
                    >
                      ${t('delete')}
                    </button>`
              }
            </td>`
          : nothing
      }
    </tr>`;
  }
}
