import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { style } from '../shell/style.js';
import { adminStyle } from '../tenants/style.js';
import type { Conflict } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart, connectorStyle } from './part.js';

type Decision = 'OURS' | 'THEIRS' | 'VALUE';

const PAGE = 50;
/** The server lists no more at once. */
const MOST = 200;

/** Fields that both sides have changed, one beside the other, until a person decides; by keyboard alone, too. */
@customElement('conflict-inbox')
export class ConflictInbox extends ConnectionPart {
  static override styles = [
    style,
    adminStyle,
    connectorStyle,
    css`
      .sides {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 12px;
      }
      .side {
        border: 1px solid var(--line);
        border-radius: 6px;
        padding: 8px 12px;
      }
      .side.differs {
        border-color: #b97800;
      }
      .side h4 {
        margin: 0 0 4px;
        font-size: 13px;
        color: var(--muted);
      }
      .card:focus {
        outline: 2px solid var(--primary);
        outline-offset: 1px;
      }
      .keys {
        color: var(--muted);
        font-size: 13px;
        margin: 0 0 12px;
      }
      .another {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        align-items: end;
        margin-top: 12px;
      }
      .another label {
        flex: 1 1 240px;
      }
      @media (max-width: 600px) {
        .sides {
          grid-template-columns: minmax(0, 1fr);
        }
        .keys {
          display: none;
        }
      }
    `,
  ];

  @state() private conflicts: Conflict[] = [];
  /** Behind the conflicts that are shown; none where these are all. */
  @state() private next?: string;
  @state() private at = 0;
  @state() private remember = false;
  /** The third value while one is being written. */
  @state() private another?: string;

  protected async load(): Promise<void> {
    const limit = Math.min(MOST, Math.max(PAGE, this.conflicts.length));
    const page = await this.client.get<List<Conflict>>(`${this.base}/conflicts?limit=${limit}`);
    this.conflicts = page.items;
    this.next = page.next;
    this.at = Math.min(this.at, Math.max(0, this.conflicts.length - 1));
    this.loaded = true;
  }

  private async more(): Promise<void> {
    const page = await this.client.get<List<Conflict>>(`${this.base}/conflicts?limit=${PAGE}&cursor=${this.next}`);
    this.conflicts = [...this.conflicts, ...page.items];
    this.next = page.next;
  }

  private async select(index: number): Promise<void> {
    if (index < 0 || index >= this.conflicts.length) return;
    if (index !== this.at) {
      this.another = undefined;
      this.remember = false;
    }
    this.at = index;
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('[data-test="conflict"]')[index]?.focus();
  }

  private async decide(index: number, decision: Decision, value?: string): Promise<void> {
    const conflict = this.conflicts[index];
    const remember = this.remember && index === this.at && decision !== 'VALUE';
    const well = await this.change(
      async () => {
        await this.client.post(`${this.base}/conflicts/${conflict.id}/decisions`, { decision, value, remember });
        await this.load();
      },
      this.t(remember ? 'crm.decided.rule' : `crm.decided.${decision}`, {
        field: this.fieldName(conflict.field),
        name: this.nameOf(conflict),
      }),
      () => this.takeBack(conflict),
    );
    if (!well) return;
    this.another = undefined;
    this.remember = false;
    this.changed();
    await this.select(Math.min(index, this.conflicts.length - 1));
  }

  /** The server refuses it once the value was sent or somebody has changed it. */
  private async takeBack(conflict: Conflict): Promise<void> {
    await this.client.post(`${this.base}/conflicts/${conflict.id}/reversals`, {});
    await this.load();
    this.changed();
  }

  private key(event: KeyboardEvent): void {
    // Letters are commands only on a card itself, never where somebody writes or on a button.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || this.busy) return;
    const act: Record<string, () => unknown> = {
      j: () => this.select(this.at + 1),
      k: () => this.select(this.at - 1),
      o: () => this.decide(this.at, 'OURS'),
      t: () => this.decide(this.at, 'THEIRS'),
      m: () => this.write(this.at),
      r: () => (this.remember = !this.remember),
    };
    const done = act[event.key.toLowerCase()];
    if (!done) return;
    event.preventDefault();
    void done();
  }

  private async write(index: number): Promise<void> {
    this.at = index;
    const { ours, theirs } = this.conflicts[index];
    this.another = ours ?? theirs ?? '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('[data-test="another"]')?.select();
  }

  private nameOf(conflict: Conflict): string {
    return conflict.name ?? conflict.externalId;
  }

  protected body() {
    const t = this.t;
    if (this.conflicts.length === 0) {
      return html`<div class="card" data-test="no-conflicts">
        ${this.empty(t('crm.conflicts.empty'), t('crm.conflicts.empty.hint'))}
      </div>`;
    }
    return html`<p class="lead">${t('crm.conflicts.lead')}</p>
      ${
        this.isAdmin
          ? html`<p class="keys">
              <kbd>j</kbd> ${t('crm.key.next')} <kbd>k</kbd> ${t('crm.key.before')} <kbd>o</kbd> ${t('crm.ours.keep')}
              <kbd>t</kbd> ${t('crm.theirs.take')} <kbd>m</kbd> ${t('crm.another')} <kbd>r</kbd> ${t('crm.key.rule')}
            </p>`
          : nothing
      }
      ${this.conflicts.map((conflict, index) => this.card(conflict, index))}
      ${
        this.next
          ? html`<p class="more">
              <button data-test="more-conflicts" ?disabled=${this.busy} @click=${() => this.attempt(() => this.more())}>
                ${t('more')}
              </button>
            </p>`
          : nothing
      }`;
  }

  private card(c: Conflict, index: number): TemplateResult {
    const t = this.t;
    const now = index === this.at;
    const side = (title: string, value: string | undefined, differs: boolean) =>
      html`<div class="side ${differs ? 'differs' : ''}">
        <h4>${title}${differs ? html` <span aria-hidden="true">△</span>` : nothing}</h4>
        ${this.value(value)}
      </div>`;
    return html`<section
      class="card"
      role="group"
      data-test="conflict"
      tabindex=${now ? 0 : -1}
      aria-label="${this.nameOf(c)} · ${this.fieldName(c.field)}"
      @keydown=${this.isAdmin ? this.key : nothing}
      @focus=${() => (index === this.at ? undefined : this.select(index))}
    >
      <div class="head">
        <h3><bdi>${this.nameOf(c)}</bdi> · ${this.fieldName(c.field)}</h3>
        <span class="muted">${this.kindName(c.kind)} · ${moment(this.locale, c.createdAt)}</span>
      </div>
      <div class="sides">
        ${side(t('crm.base'), c.base, false)} ${side(t('crm.ours'), c.ours, c.ours !== c.base)}
        ${side(providerName(this.connection.provider), c.theirs, c.theirs !== c.base)}
      </div>
      ${this.isAdmin ? this.choices(c, index, now) : nothing}
    </section>`;
  }

  private choices(c: Conflict, index: number, now: boolean) {
    const t = this.t;
    const about = `${this.nameOf(c)} · ${this.fieldName(c.field)}`;
    const button = (test: string, text: string, call: () => unknown) =>
      html`<button data-test=${test} aria-label="${text}: ${about}" ?disabled=${this.busy} @click=${call}>
        ${text}
      </button>`;
    return html`<div class="actions">
        ${button('ours', t('crm.ours.keep'), () => this.decide(index, 'OURS'))}
        ${button('theirs', t('crm.theirs.take'), () => this.decide(index, 'THEIRS'))}
        ${button('merge', t('crm.another'), () => this.write(index))}
        ${
          now
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  data-test="remember"
                  .checked=${this.remember}
                  @change=${(e: Event) => (this.remember = (e.target as HTMLInputElement).checked)}
                />${t('crm.remember')}</label
              >`
            : nothing
        }
      </div>
      ${
        now && this.another !== undefined
          ? html`<form
              class="another"
              @submit=${(e: Event) => {
                e.preventDefault();
                void this.decide(index, 'VALUE', this.another);
              }}
            >
              <label
                >${t('crm.another.value')}<input
                  data-test="another"
                  maxlength="2000"
                  .value=${this.another}
                  @input=${(e: Event) => (this.another = (e.target as HTMLInputElement).value)}
                  @keydown=${(e: KeyboardEvent) => (e.key === 'Escape' ? this.unwrite() : undefined)}
              /></label>
              <button class="primary" data-test="save-another" ?disabled=${this.busy}>${t('save')}</button>
              <button type="button" @click=${() => this.unwrite()}>${t('cancel')}</button>
            </form>`
          : nothing
      }`;
  }

  private unwrite(): void {
    this.another = undefined;
    void this.select(this.at);
  }
}
