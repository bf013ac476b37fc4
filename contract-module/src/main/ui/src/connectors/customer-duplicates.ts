import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List, Me } from '../shell/model.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import type { CustomerDetail, Duplicate } from './model.js';
import { connectorStyle } from './part.js';
import '../tenants/texts.js';
import './texts.js';

const FIELDS = ['name', 'registrationNumber', 'phone', 'website', 'industry', 'address', 'ownerName'];

type Side = 'left' | 'right';
interface Pair {
  duplicate: Duplicate;
  left: CustomerDetail;
  right: CustomerDetail;
  /** Which of the two stays. */
  survivor: Side;
  /** Whose value each field has afterwards. */
  chosen: Record<string, Side>;
}

const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');
const valueOf = (c: CustomerDetail, field: string) => (c as unknown as Record<string, string | undefined>)[field] ?? '';

/** Customers that are likely one: a person merges them, or says that they are two. */
@customElement('customer-duplicates')
export class CustomerDuplicates extends AdminPage {
  static override styles = [
    style,
    adminStyle,
    connectorStyle,
    css`
      td label.pick {
        display: flex;
        gap: 8px;
        align-items: start;
        font-weight: 400;
        min-height: 24px;
      }
      .pick input {
        width: 18px;
        height: 18px;
        min-height: 18px;
        margin: 2px 0 0;
        flex: none;
      }
      tr.differs th {
        border-inline-start: 4px solid #b97800;
      }
      tbody th {
        color: var(--text);
      }
      .why .badge {
        margin: 0 4px 4px 0;
      }
    `,
  ];

  @state() private pairs: Duplicate[] = [];
  @state() private next?: string;
  @state() private open = 0;
  @state() private pair?: Pair;

  protected async load(): Promise<void> {
    this.me ??= await this.client.get<Me>('/me');
    this.pair = undefined;
    await this.page(false);
    // Nobody should have to know that a list must be made before it can be read.
    if (!this.loaded && this.pairs.length === 0 && this.mayMerge) await this.look();
    this.loaded = true;
  }

  private get mayMerge(): boolean {
    return this.me.roles.some((role) => role === 'admin' || role === 'legal');
  }

  private async page(more: boolean): Promise<void> {
    const cursor = more && this.next ? `&cursor=${encodeURIComponent(this.next)}` : '';
    const page = await this.client.get<List<Duplicate>>(`/customer-duplicates?limit=50${cursor}`);
    this.pairs = more ? [...this.pairs, ...page.items] : page.items;
    this.next = page.next;
    this.open = page.total ?? this.open;
  }

  private async look(): Promise<void> {
    await this.client.post('/customer-duplicates', {});
    await this.page(false);
  }

  private async compare(duplicate: Duplicate): Promise<void> {
    this.quiet();
    await this.attempt(async () => {
      const [left, right] = await Promise.all(
        [duplicate.left.id, duplicate.right.id].map((id) => this.client.get<CustomerDetail>(`/customers/${id}`)),
      );
      const weight = (c: CustomerDetail) => c.links.length * 10 + c.contacts.length;
      this.choose({ duplicate, left, right, survivor: weight(right) > weight(left) ? 'right' : 'left', chosen: {} });
    });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  /** The survivor's values stay unless it has none. */
  private choose(pair: Pair): void {
    const chosen = Object.fromEntries(
      FIELDS.map((field) => [field, valueOf(pair[pair.survivor], field) ? pair.survivor : other(pair.survivor)]),
    );
    this.pair = { ...pair, chosen };
  }

  private async merge(pair: Pair): Promise<void> {
    const t = this.t;
    const survivor = pair[pair.survivor];
    const merged = pair[other(pair.survivor)];
    const text = t('merge.text', { merged: merged.name, survivor: survivor.name });
    if (!(await this.ask(t('merge.ask'), text, t('merge.now'), false))) return;
    const take = FIELDS.filter(
      (field) => pair.chosen[field] !== pair.survivor && valueOf(survivor, field) !== valueOf(merged, field),
    );
    await this.change(
      async () => {
        await this.client.post(
          '/customer-merges',
          { survivorId: survivor.id, mergedId: merged.id, mergedVersion: merged.version, take },
          survivor.version,
        );
        await this.load();
      },
      t('merge.done', { merged: merged.name, survivor: survivor.name }),
    );
  }

  private async dismiss({ left, right }: Duplicate): Promise<void> {
    const path = `/customer-duplicates/${left.id}/${right.id}`;
    const say = async (dismissed: boolean) => {
      await this.client.put(path, { dismissed });
      await this.load();
    };
    await this.change(
      () => say(true),
      this.t('duplicates.dismissed'),
      () => say(false),
    );
  }

  protected body(): TemplateResult {
    const t = this.t;
    const back = () => {
      if (!this.pair) return this.say('closed', {});
      this.quiet();
      this.pair = undefined;
    };
    return html`<p class="crumbs">
        <button class="link" data-test="back" @click=${back}>← ${t(this.pair ? 'duplicates' : 'customers')}</button>
      </p>
      ${this.pair ? this.sides(this.pair) : this.list()}`;
  }

  private why(duplicate: Duplicate) {
    return html`<span class="why"
      >${duplicate.reasons.map((reason) => html`<span class="badge">${this.word('duplicates.reason.', reason)}</span>`)}</span
    >`;
  }

  private list() {
    const t = this.t;
    return html`<section class="card">
      <div class="head">
        <h2>${t('duplicates')}</h2>
        ${
          this.mayMerge
            ? html`<button
                data-test="find"
                ?disabled=${this.busy}
                @click=${() => this.change(() => this.look(), t('duplicates.looked'))}
              >
                ${t('duplicates.find')}
              </button>`
            : nothing
        }
      </div>
      <p class="lead">${t('duplicates.lead')}</p>
      ${
        this.pairs.length === 0
          ? html`<div data-test="no-pairs">${this.empty(t('duplicates.empty'), t('duplicates.empty.hint'))}</div>`
          : html`<p class="muted">
                ${t('duplicates.count', { count: this.open, at: moment(this.locale, this.pairs[0].foundAt) })}
              </p>
              ${this.table(
                t('duplicates'),
                [t('duplicates.two'), t('duplicates.why'), t('duplicates.score'), ''],
                this.pairs.map(
                  (pair) =>
                    html`<tr data-test="pair">
                      <td>
                        <div><bdi>${pair.left.name}</bdi></div>
                        <div><bdi>${pair.right.name}</bdi></div>
                      </td>
                      <td>${this.why(pair)}</td>
                      <td class="num">${pair.score} %</td>
                      <td class="acts">
                        <button
                          data-test="compare"
                          aria-label="${t('duplicates.compare')}: ${pair.left.name} / ${pair.right.name}"
                          @click=${() => this.compare(pair)}
                        >
                          ${t('duplicates.compare')}
                        </button>
                      </td>
                    </tr>`,
                ),
                'pairs',
              )}
              ${
                this.next
                  ? html`<p class="more">
                      <button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(true))}>
                        ${t('more')}
                      </button>
                    </p>`
                  : nothing
              }`
      }
    </section>`;
  }

  private sides(pair: Pair) {
    const t = this.t;
    const stays = (side: Side) =>
      html`<label class="check"
        ><input
          type="radio"
          name="survivor"
          data-test="survivor-${side}"
          .checked=${pair.survivor === side}
          ?disabled=${!this.mayMerge}
          @change=${() => this.choose({ ...pair, survivor: side })}
        />${t('merge.survivor')}</label
      >`;
    const facts = (c: CustomerDetail) =>
      html`<div class="muted">
        ${t('merge.contacts', { count: c.contacts.length })} ·
        ${c.links.map((link) => link.connection).join(', ') || t('source.local')}
      </div>`;
    return html`<section class="card" data-test="sides">
      <h2 tabindex="-1">${t('merge.title')}</h2>
      <p>${this.why(pair.duplicate)}</p>
      ${this.table(
        t('merge.title'),
        [t('crm.field'), html`${stays('left')}${facts(pair.left)}`, html`${stays('right')}${facts(pair.right)}`],
        FIELDS.map((field) => this.line(pair, field)),
        'sides-table',
      )}
      ${
        this.mayMerge
          ? html`<p class="hint">${t('merge.hint')}</p>
              <div class="actions">
                <button class="primary" data-test="merge" ?disabled=${this.busy} @click=${() => this.merge(pair)}>
                  ${t('merge.now')}
                </button>
                <button data-test="dismiss" ?disabled=${this.busy} @click=${() => this.dismiss(pair.duplicate)}>
                  ${t('duplicates.dismiss')}
                </button>
              </div>`
          : nothing
      }
    </section>`;
  }

  private line(pair: Pair, field: string) {
    const name = this.t(`crm.field.${field}`);
    const differs = valueOf(pair.left, field) !== valueOf(pair.right, field);
    const cell = (side: Side) => {
      const value = valueOf(pair[side], field);
      const shown = value
        ? html`<bdi class="value">${value}</bdi>`
        : html`<span class="none">${this.t('crm.value.none')}</span>`;
      if (!differs || !this.mayMerge || (field === 'name' && !value)) return html`<td>${shown}</td>`;
      return html`<td>
        <label class="pick"
          ><input
            type="radio"
            name="field-${field}"
            data-test="take-${field}-${side}"
            aria-label="${name}: ${value || this.t('crm.value.none')}"
            .checked=${pair.chosen[field] === side}
            @change=${() => (this.pair = { ...pair, chosen: { ...pair.chosen, [field]: side } })}
          />${shown}</label
        >
      </td>`;
    };
    return html`<tr class=${differs ? 'differs' : ''} data-test="field-${field}">
      <th scope="row">${name}${differs ? html` <span aria-hidden="true">△</span>` : nothing}</th>
      ${cell('left')}${cell('right')}
    </tr>`;
  }
}
