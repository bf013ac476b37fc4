import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import '../shell/copy-text.js';
import { AdminPage } from './page.js';

interface Chain {
  events: number;
  valid: boolean;
  firstInvalid?: number;
  reason?: string;
  head: string;
}
interface Checkpoint {
  id: string;
  seq: number;
  hash: string;
  at: string;
  jws: string;
}
interface Recipients {
  version: number;
  addresses: string[];
  mailSetUp: boolean;
}
interface Person {
  userId: string;
  name: string;
}

/** The audit log: whether it is whole, how to prove that without us, and whom it no longer names. */
@customElement('admin-audit')
export class AdminAudit extends AdminPage {
  @state() private chain?: Chain;
  @state() private checkpoints: Checkpoint[] = [];
  @state() private recipients?: Recipients;
  @state() private addresses = '';
  @state() private people: Person[] = [];
  @state() private userId = '';

  protected async load(): Promise<void> {
    const client = this.client;
    const [checkpoints, recipients, people] = await Promise.all([
      client.get<List<Checkpoint>>('/audit-checkpoints?limit=10'),
      client.get<Recipients>('/audit-recipients'),
      client.get<List<Person>>('/people?limit=200'),
    ]);
    this.checkpoints = checkpoints.items;
    this.people = people.items;
    this.take(recipients);
    this.loaded = true;
  }

  private take(recipients: Recipients): void {
    this.recipients = recipients;
    this.addresses = recipients.addresses.join('\n');
  }

  private issue(): void {
    void this.change(async () => {
      const made = await this.client.post<Checkpoint>('/audit-checkpoints', {});
      this.checkpoints = (await this.client.get<List<Checkpoint>>('/audit-checkpoints?limit=10')).items;
      await this.keep(made);
    }, this.t('checkpoint.made'));
  }

  private keep(checkpoint: Checkpoint): Promise<void> {
    return this.client.save(`/audit-checkpoints/${checkpoint.id}`, `audit-checkpoint-${checkpoint.seq}.json`);
  }

  private saveRecipients(event: Event): void {
    event.preventDefault();
    const addresses = this.addresses.split(/[\s,;，；]+/).filter(Boolean);
    const before = this.recipients!;
    const put = async (list: string[], version: number) =>
      this.take(await this.client.put<Recipients>('/audit-recipients', { addresses: list }, version));
    void this.change(
      () => put(addresses, before.version),
      this.t('recipients.saved'),
      () => put(before.addresses, this.recipients!.version),
    );
  }

  private async erase(event: Event): Promise<void> {
    event.preventDefault();
    const id = this.userId.trim();
    const name = this.people.find((p) => p.userId === id)?.name ?? id;
    if (!(await this.ask(this.t('erase.ask', { name }), this.t('erase.text'), this.t('erase.do')))) return;
    await this.change(
      async () => {
        await this.client.delete(`/audit-people/${encodeURIComponent(id)}`);
        this.userId = '';
      },
      this.t('erase.done', { name }),
    );
  }

  protected body() {
    return html`${this.whole()}${this.handedOut()}${this.offline()}${this.mailed()}${
      this.isAdmin ? this.erasing() : nothing
    }`;
  }

  private whole() {
    const t = this.t;
    const chain = this.chain;
    return html`<section class="card">
      <h2>${t('chain')}</h2>
      <p>${t('chain.lead')}</p>
      <button
        class="primary"
        data-test="check-chain"
        ?disabled=${this.busy}
        @click=${() => this.attempt(async () => (this.chain = await this.client.get<Chain>('/audit-chain')))}
      >
        ${t('chain.check')}
      </button>
      <div role="status">
        ${
          chain
            ? html`<p data-test="chain">
                <span class="badge ${chain.valid ? 'ok' : 'bad'}">${chain.valid ? '✓' : '✕'}</span>
                <strong
                  >${
                    chain.valid
                      ? t('chain.whole', { n: chain.events })
                      : t('chain.broken', { seq: chain.firstInvalid ?? 0 })
                  }</strong
                >
                ${chain.reason ? html`<span class="hint">${this.word('chain.', chain.reason)}</span>` : nothing}
                <code style="display:block;overflow-wrap:anywhere">${chain.head}</code>
              </p>`
            : nothing
        }
      </div>
    </section>`;
  }

  private handedOut() {
    const t = this.t;
    return html`<section class="card">
      <div class="head">
        <h2>${t('checkpoints')}</h2>
        <button data-test="issue" ?disabled=${this.busy} @click=${() => this.issue()}>${t('checkpoint.make')}</button>
      </div>
      <p>${t('checkpoints.lead')}</p>
      ${
        this.checkpoints.length === 0
          ? this.empty(t('checkpoints.empty'), t('checkpoints.empty.hint'))
          : this.table(
              t('checkpoints'),
              [t('checkpoint.at'), t('checkpoint.seq'), t('checkpoint.hash'), ''],
              this.checkpoints.map(
                (c) =>
                  html`<tr>
                    <td>${moment(this.locale, c.at)}</td>
                    <td class="num">${c.seq}</td>
                    <td><code>${c.hash.slice(0, 16)}…</code></td>
                    <td class="acts">
                      <button
                        aria-label="${t('download')} ${c.seq}"
                        ?disabled=${this.busy}
                        @click=${() => this.attempt(() => this.keep(c))}
                      >
                        ${t('download')}
                      </button>
                    </td>
                  </tr>`,
              ),
              'checkpoints',
            )
      }
    </section>`;
  }

  private offline() {
    const t = this.t;
    const key = this.me.tenant.key;
    const kept = this.checkpoints.length ? ` --checkpoint audit-checkpoint-${this.checkpoints[0].seq}.json` : '';
    const save = (path: string, name: string) => this.attempt(() => this.client.save(path, name));
    return html`<section class="card">
      <h2>${t('offline.title')}</h2>
      <p>${t('offline.lead')}</p>
      <div class="actions">
        <button ?disabled=${this.busy} @click=${() => save('/audit-log', `audit-log-${key}.jsonl`)}>
          ${t('offline.log')}
        </button>
        <button ?disabled=${this.busy} @click=${() => save('/audit-keys', 'audit-keys.json')}>
          ${t('offline.keys')}
        </button>
      </div>
      <copy-text
        .locale=${this.locale}
        label=${t('offline.title')}
        text="java -jar crm-contracts.jar verify-audit audit-log-${key}.jsonl --key audit-keys.json${kept}"
      ></copy-text>
    </section>`;
  }

  private mailed() {
    const t = this.t;
    return html`<section class="card">
      <h2>${t('recipients')}</h2>
      <p>${t('recipients.lead')}</p>
      ${this.recipients?.mailSetUp ? nothing : html`<p class="warn">${t('recipients.noMail')}</p>`}
      <form @submit=${this.saveRecipients}>
        ${this.field({
          label: t('recipients.addresses'),
          hint: t('recipients.hint'),
          value: this.addresses,
          pointer: '/addresses',
          rows: 3,
          readonly: !this.isAdmin,
          test: 'recipients',
          change: (value) => (this.addresses = value),
        })}
        ${
          this.isAdmin
            ? html`<div class="actions">
                <button class="primary" data-test="save-recipients" ?disabled=${this.busy}>${t('save')}</button>
              </div>`
            : nothing
        }
      </form>
    </section>`;
  }

  private erasing() {
    const t = this.t;
    return html`<section class="card">
      <h2>${t('erase')}</h2>
      <p>${t('erase.lead')}</p>
      <form @submit=${this.erase}>
        ${this.field({
          label: t('erase.who'),
          value: this.userId,
          options: [
            ['', t('choose')],
            ...this.people.map((p): [string, string] => [p.userId, `${p.name} · ${p.userId}`]),
          ],
          test: 'erase-who',
          change: (value) => (this.userId = value),
        })}
        <div class="actions">
          <button class="danger" data-test="erase" ?disabled=${this.busy || !this.userId}>${t('erase.do')}</button>
        </div>
      </form>
    </section>`;
  }
}
