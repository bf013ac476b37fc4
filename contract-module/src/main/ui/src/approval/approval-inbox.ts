import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import { moment } from '../shell/i18n.js';
import type { List, Row, Task } from '../shell/model.js';

interface Item {
  task: Task;
  contract: Row;
  submittedBy: string;
  submittedAt: string;
  round: number;
}

/** What waits for the reader's decision. */
@customElement('approval-inbox')
export class ApprovalInbox extends ModuleElement {
  @state() private items: Item[] = [];
  @state() private loaded = false;
  @state() private comments: Record<string, string> = {};

  protected async load(): Promise<void> {
    this.items = (await this.client.get<List<Item>>('/approval-tasks?state=OPEN')).items;
    this.loaded = true;
    this.say('approvals-counted', { count: this.items.length });
  }

  private async decide(item: Item, decision: 'APPROVE' | 'RETURN'): Promise<void> {
    await this.attempt(async () => {
      const comment = this.comments[item.task.id]?.trim() || undefined;
      await this.client.post(`/approval-tasks/${item.task.id}/decisions`, { decision, comment }, item.task.version);
      await this.load();
    });
  }

  override render() {
    const t = this.t;
    if (this.loaded && this.items.length === 0) {
      return html`${this.problemBox()}
        <div class="empty">
          <h2>${t('empty.approvals')}</h2>
          <p>${t('empty.approvals.hint')}</p>
        </div>`;
    }
    return html`${this.problemBox()}${this.items.map(
      (item) =>
        html`<section class="card" data-contract=${item.contract.id}>
          <div class="muted">
            ${item.contract.number} · ${t(`lane.${item.task.lane}`)} · ${t('approval.round', { round: item.round })}
          </div>
          <h2>
            <button class="link" @click=${() => this.say('contract-selected', { id: item.contract.id })}>
              ${item.contract.title}
            </button>
          </h2>
          <p>
            ${item.contract.counterparty.name} · <strong>${this.sum(item.contract)}</strong> ·
            ${t('submittedBy', { name: item.submittedBy })}, ${moment(this.locale, item.submittedAt)}
          </p>
          <label
            >${t('comment')}<textarea
              rows="2"
              data-test="comment"
              @input=${(e: Event) =>
                (this.comments = { ...this.comments, [item.task.id]: (e.target as HTMLTextAreaElement).value })}
            ></textarea>
          </label>
          <div class="actions">
            <button
              class="primary"
              data-test="approve"
              ?disabled=${this.busy}
              @click=${() => this.decide(item, 'APPROVE')}
            >
              ${t('approve')}
            </button>
            <button
              class="danger"
              data-test="return"
              ?disabled=${this.busy || !this.comments[item.task.id]?.trim()}
              @click=${() => this.decide(item, 'RETURN')}
            >
              ${t('return')}
            </button>
            <span class="muted">${t('return.hint')}</span>
          </div>
        </section>`,
    )}`;
  }
}
