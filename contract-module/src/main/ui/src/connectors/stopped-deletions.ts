import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { List } from '../shell/model.js';
import type { Stopped } from './model.js';
import { providerName } from './providers.js';
import { ConnectionPart } from './part.js';

const PAGE = 20;

/** Deletions that stopped a run, and what an administrator decides of them. `place` is the run that they stopped. */
@customElement('stopped-deletions')
export class StoppedDeletions extends ConnectionPart {
  @state() private records: Stopped[] = [];
  @state() private next?: string;
  @state() private total = 0;

  protected async load(): Promise<void> {
    await this.page();
    this.loaded = true;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.loaded && changed.get('place')) void this.refresh();
  }

  private async page(cursor?: string): Promise<void> {
    const behind = cursor ? `&cursor=${cursor}` : '';
    const page = await this.client.get<List<Stopped>>(`${this.base}/stopped-deletions?limit=${PAGE}${behind}`);
    this.records = cursor ? [...this.records, ...page.items] : page.items;
    this.next = page.next;
    this.total = page.total ?? page.items.length;
  }

  private async allow(): Promise<void> {
    const t = this.t;
    const count = this.total;
    if (
      !(await this.ask(t('crm.stopped.ask', { n: count }), t('crm.stopped.text'), t('crm.stopped.allow', { n: count })))
    )
      return;
    const well = await this.attempt(() => this.client.post(`${this.base}/accepted-deletions`, { count }));
    if (well) this.say('allowed', {});
  }

  private async decline(): Promise<void> {
    const reason = this.t('crm.stopped.reason', { n: this.total });
    const well = await this.attempt(() => this.client.post(`${this.base}/refused-deletions`, { reason }));
    if (well) this.say('refused', {});
  }

  protected body() {
    const t = this.t;
    if (this.total === 0) return nothing;
    const counted = this.records.some((one) => one.contracts !== undefined);
    return html`<section class="card" data-test="stopped">
      <h3>${t('crm.stopped.title', { n: this.total })}</h3>
      <p>${t('crm.stopped.hint', { crm: providerName(this.connection.provider) })}</p>
      ${this.table(
        t('crm.stopped'),
        [
          t('crm.record'),
          t('crm.stopped.id', { crm: providerName(this.connection.provider) }),
          ...(counted ? [t('crm.stopped.contracts')] : []),
        ],
        this.records.map(
          (one) =>
            html`<tr data-test="stopped-record">
              <td>
                ${one.name ? html`<bdi>${one.name}</bdi>` : html`<code>${one.externalId}</code>`}
                <span class="hint">${this.kindName(one.kind)}</span>
              </td>
              <td><code>${one.externalId}</code></td>
              ${counted ? html`<td>${one.contracts ? html`<strong>${one.contracts}</strong>` : (one.contracts ?? '–')}</td>` : nothing}
            </tr>`,
        ),
        'stopped-records',
      )}
      ${
        this.next
          ? html`<p class="more">
              <button
                data-test="more-stopped"
                ?disabled=${this.busy}
                @click=${() => this.attempt(() => this.page(this.next))}
              >
                ${t('more')}
              </button>
            </p>`
          : nothing
      }
      ${
        this.isAdmin
          ? html`<div class="actions">
                <button
                  class="primary"
                  data-test="refuse-deletions"
                  ?disabled=${this.busy}
                  @click=${() => this.decline()}
                >
                  ${t('crm.stopped.refuse')}
                </button>
                <button class="danger" data-test="allow-deletions" ?disabled=${this.busy} @click=${() => this.allow()}>
                  ${t('crm.stopped.allow', { n: this.total })}
                </button>
              </div>
              <p class="hint" style="margin-bottom:0">${t('crm.stopped.refuse.hint')}</p>`
          : nothing
      }
    </section>`;
  }
}
