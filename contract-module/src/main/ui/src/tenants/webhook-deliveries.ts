import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';

export interface Delivery {
  id: string;
  eventId: string;
  type: string;
  state: string;
  attempts: number;
  nextAt?: string;
  attemptedAt?: string;
  status?: number;
  faultText?: string;
  latencyMillis?: number;
  excerpt?: string;
  createdAt: string;
}
interface Replay {
  id: string;
  since: string;
  until: string;
  state: string;
  total: number;
  queued: number;
}

const BADGES: Record<string, string> = { DELIVERED: 'ok', FAILED: 'bad', WAITING: 'wait' };

/** What was sent to one endpoint, and sending it again. */
@customElement('webhook-deliveries')
export class WebhookDeliveries extends AdminPage {
  @property() endpoint = '';
  @state() private deliveries: Delivery[] = [];
  @state() private next?: string;
  @state() private replays: Replay[] = [];
  @state() private only = '';
  @state() private since = '';
  @state() private until = '';
  /** One key for one span: a second click on the same span asks for nothing twice. */
  private attemptKey = crypto.randomUUID();

  protected async load(): Promise<void> {
    await this.page();
    await this.progress();
    this.loaded = true;
  }

  private async page(cursor?: string): Promise<void> {
    const query = new URLSearchParams({ limit: '20' });
    if (this.only) query.set('state', this.only);
    if (cursor) query.set('cursor', cursor);
    const page = await this.client.get<List<Delivery>>(`/webhook-endpoints/${this.endpoint}/deliveries?${query}`);
    this.deliveries = cursor ? [...this.deliveries, ...page.items] : page.items;
    this.next = page.next;
  }

  private async progress(): Promise<void> {
    this.replays = (await this.client.get<List<Replay>>(`/webhook-endpoints/${this.endpoint}/replays`)).items;
  }

  private again(delivery: Delivery): void {
    void this.change(async () => {
      await this.client.post(`/webhook-deliveries/${delivery.id}/replays`, {});
      await this.page();
    }, this.t('deliveries.queued'));
  }

  private async replay(event: Event): Promise<void> {
    event.preventDefault();
    const instant = (local: string) => (local ? new Date(local).toISOString() : undefined);
    const started = await this.change(async () => {
      const body = { since: instant(this.since), until: instant(this.until) };
      await this.client.post(`/webhook-endpoints/${this.endpoint}/replays`, body, undefined, this.attemptKey);
      this.attemptKey = crypto.randomUUID();
      await this.progress();
    }, this.t('replay.started'));
    if (started) await this.follow();
  }

  private async follow(): Promise<void> {
    while (this.isConnected && this.replays.some((r) => r.state === 'RUNNING')) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (!(await this.attempt(() => this.progress()))) return;
    }
    await this.attempt(() => this.page());
  }

  protected body() {
    const t = this.t;
    return html`<h3 style="margin-top:18px">${t('deliveries')}</h3>
      <div class="bar">
        ${this.field({
          label: t('state'),
          value: this.only,
          options: [['', t('all')], ...Object.keys(BADGES).map((s): [string, string] => [s, t(`delivery.${s}`)])],
          change: (value) => {
            this.only = value;
            void this.attempt(() => this.page());
          },
        })}
        <button ?disabled=${this.busy} @click=${() => this.refresh()}>${t('admin.refresh')}</button>
      </div>
      ${
        this.deliveries.length === 0
          ? this.empty(t('deliveries.empty'), t('deliveries.empty.hint'))
          : this.table(
              t('deliveries'),
              [t('delivery.event'), t('state'), t('delivery.answer'), ''],
              this.deliveries.map((d) => this.row(d)),
              'delivery-list',
            )
      }
      ${
        this.next
          ? html`<p>
              <button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(this.next))}>
                ${t('more')}
              </button>
            </p>`
          : nothing
      }
      ${this.span()}`;
  }

  private row(d: Delivery) {
    const t = this.t;
    return html`<tr>
      <td>
        <code>${d.type}</code>
        <div class="hint">${moment(this.locale, d.createdAt)}</div>
      </td>
      <td>
        <span class="badge ${BADGES[d.state] ?? ''}">${this.word('delivery.', d.state)}</span>
        <div class="hint">${t('failures.attempts', { n: d.attempts })}</div>
        ${
          d.state === 'WAITING' && d.nextAt
            ? html`<div class="hint">${t('delivery.next', { at: moment(this.locale, d.nextAt) })}</div>`
            : nothing
        }
      </td>
      <td>
        ${d.status ? `HTTP ${d.status}` : (d.faultText ?? '–')}
        ${d.latencyMillis === undefined ? nothing : html`<span class="muted">· ${d.latencyMillis} ms</span>`}
        ${
          d.excerpt
            ? html`<details>
                <summary>${t('delivery.excerpt')}</summary>
                <pre>${d.excerpt}</pre>
              </details>`
            : nothing
        }
      </td>
      <td class="acts">
        <button ?disabled=${this.busy || d.state === 'WAITING'} @click=${() => this.again(d)}>
          ${t('delivery.again')}
        </button>
      </td>
    </tr>`;
  }

  private span() {
    const t = this.t;
    return html`<form @submit=${this.replay} style="margin-top:18px">
      <h3>${t('replay')}</h3>
      <p class="hint">${t('replay.hint')}</p>
      <div class="bar">
        ${this.field({
          label: t('replay.since'),
          type: 'datetime-local',
          value: this.since,
          pointer: '/since',
          required: true,
          change: (value) => (this.since = value),
        })}
        ${this.field({
          label: t('replay.until'),
          type: 'datetime-local',
          value: this.until,
          pointer: '/until',
          required: true,
          change: (value) => (this.until = value),
        })}
        <button ?disabled=${this.busy}>${t('replay.do')}</button>
      </div>
      ${this.replays.map(
        (r) =>
          html`<p>
            ${moment(this.locale, r.since)} – ${moment(this.locale, r.until)}:
            ${t('replay.progress', { queued: r.queued, total: r.total })} · ${this.word('replay.', r.state)}
            ${
              r.state === 'RUNNING'
                ? html`<progress aria-label=${t('replay')} max=${r.total || 1} .value=${r.queued}></progress>`
                : nothing
            }
          </p>`,
      )}
    </form>`;
  }
}
