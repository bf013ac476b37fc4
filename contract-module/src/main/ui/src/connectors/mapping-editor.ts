import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { List } from '../shell/model.js';
import type { Kind, Owner, Rule } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart } from './part.js';

const KINDS: Kind[] = ['ACCOUNT', 'CONTACT', 'USER'];
const OWNERS: Owner[] = ['NEWEST', 'LOCAL', 'REMOTE', 'MANUAL'];
const OURS: Record<Kind, string[]> = {
  ACCOUNT: ['name', 'registrationNumber', 'phone', 'website', 'industry', 'address', 'ownerName'],
  CONTACT: ['account', 'name', 'email', 'phone', 'title'],
  USER: ['name', 'email', 'active'],
};

/** Which field of ours is which of the CRM's, and who decides where both have changed. */
@customElement('mapping-editor')
export class MappingEditor extends ConnectionPart {
  static override styles = [
    ...ConnectionPart.styles,
    css`
      td {
        vertical-align: middle;
      }
    `,
  ];

  @state() private saved: Rule[] = [];
  @state() private draft: Rule[] = [];

  protected async load(): Promise<void> {
    this.take((await this.client.get<List<Rule>>(`${this.base}/mapping`)).items);
    this.loaded = true;
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
      this.take((await this.client.put<List<Rule>>(`${this.base}/mapping`, { fields })).items);
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
      return html`<div class="card">${this.empty(t('crm.map.empty'), t('crm.map.empty.hint'))}</div>`;
    }
    return html`<p class="lead">${t('crm.map.lead')}</p>
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
                  html`<button
                    type="button"
                    @click=${() =>
                      (this.draft = [...this.draft, { kind, ours, theirs: '', owner: 'NEWEST', blankWins: false }])}
                  >
                    + ${this.fieldName(ours)}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </section>`;
  }

  private row(rule: Rule) {
    const t = this.t;
    const name = `${this.kindName(rule.kind)} · ${this.fieldName(rule.ours)}`;
    return html`<tr data-test="rule">
      <td class="short">
        ${this.fieldName(rule.ours)}
        ${rule.pausedReason ? html`<span class="error">${this.word('crm.cause.', rule.pausedReason)}</span>` : nothing}
      </td>
      <td>
        <input
          data-test="theirs"
          aria-label="${providerName(this.connection.provider)}: ${name}"
          required
          maxlength="200"
          spellcheck="false"
          ?readonly=${!this.isAdmin}
          .value=${rule.theirs}
          @change=${(e: Event) => this.set(rule, { theirs: (e.target as HTMLInputElement).value })}
        />
      </td>
      <td>
        <select
          data-test="owner"
          aria-label="${t('crm.owner')}: ${name}"
          ?disabled=${!this.isAdmin}
          @change=${(e: Event) => this.set(rule, { owner: (e.target as HTMLSelectElement).value as Owner })}
        >
          ${OWNERS.map(
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
