import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { AdminPage } from './page.js';
import type { Person } from './person.js';

interface Reason {
  subject: string;
  rule: string;
  holds: boolean;
  text: string;
}
interface Explanation {
  name: string;
  roles: string[];
  action: string;
  contractId?: string;
  outcome: 'ALLOWED' | 'FORBIDDEN' | 'NOT_FOUND';
  masked: string[];
  trace: Reason[];
}
const ACTIONS = [
  'contract.read',
  'contract.draft.read',
  'contract.create',
  'contract.update',
  'contract.submit',
  'contract.withdraw',
  'contract.decide',
  'contract.sign',
  'contract.perform',
  'contract.end',
  'contract.archive',
  'receipt.record',
  'people.read',
  'people.manage',
];
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Why somebody may or may not do something, rule by rule. */
@customElement('access-explain')
export class AccessExplain extends AdminPage {
  @property({ attribute: false }) people: Person[] = [];
  @property() user = '';
  @state() private who = '';
  @state() private action = ACTIONS[0];
  @state() private contract = '';
  @state() private told?: Explanation;

  protected async load(): Promise<void> {
    this.loaded = true;
    if (this.told) await this.explain();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('user')) this.who = this.user;
  }

  private async explain(): Promise<void> {
    const query = new URLSearchParams({ action: this.action });
    if (this.who) query.set('user', this.who);
    const id = ID.exec(this.contract)?.[0];
    if (id) query.set('contract', id);
    this.told = await this.client.get<Explanation>(`/access/explain?${query}`);
  }

  private run(event: Event): void {
    event.preventDefault();
    this.told = undefined;
    this.quiet();
    if (this.contract.trim() && !ID.test(this.contract)) {
      this.refuse('/contract', this.t('explain.contract.wrong'));
      return;
    }
    void this.attempt(() => this.explain());
  }

  protected body() {
    const t = this.t;
    return html`<section class="card">
      <p>${t('explain.lead')}</p>
      <form @submit=${this.run}>
        <div class="form">
          ${this.field({
            label: t('people.person'),
            value: this.who,
            options: [['', t('you')], ...this.people.map((p): [string, string] => [p.userId, p.name])],
            pointer: '/user',
            test: 'explain-user',
            change: (who) => (this.who = who),
          })}
          ${this.field({
            label: t('explain.action'),
            value: this.action,
            options: ACTIONS.map((action) => [action, t(`can.${action}`)]),
            pointer: '/action',
            test: 'explain-action',
            change: (action) => (this.action = action),
          })}
          ${this.field({
            label: t('explain.contract'),
            hint: t('explain.contract.hint'),
            value: this.contract,
            pointer: '/contract',
            wide: true,
            test: 'explain-contract',
            change: (contract) => (this.contract = contract),
          })}
        </div>
        <div class="actions">
          <button class="primary" data-test="explain" ?disabled=${this.busy}>${t('explain.do')}</button>
        </div>
      </form>
      <div role="status">${this.told ? this.answer(this.told) : nothing}</div>
    </section>`;
  }

  private answer(told: Explanation) {
    const t = this.t;
    const values = { name: told.name, action: t(`can.${told.action}`) };
    return html`<p data-test="explanation" style="margin-top:16px">
        <span class="badge ${told.outcome === 'ALLOWED' ? 'ok' : 'bad'}"
          >${told.outcome === 'ALLOWED' ? '✓' : '✕'}</span
        >
        <strong>${t(`explain.${told.outcome}`, values)}</strong>
        <span class="hint"
          >${t('explain.roles', { roles: told.roles.map((r) => t(`role.${r}`)).join(t('comma')) || t('none') })}</span
        >
        ${
          told.masked.length
            ? html`<span class="hint"
                >${t('explain.masked', { fields: told.masked.map((f) => this.word('masked.', f)).join(t('comma')) })}</span
              >`
            : nothing
        }
      </p>
      <ol class="steps">
        ${told.trace.map(
          (r) =>
            html`<li>
              <span class="badge ${r.holds ? 'ok' : ''}">${r.holds ? `✓ ${t('yes')}` : `– ${t('no')}`}</span>
              <span>${r.text}<span class="hint">${this.word('can.', r.subject)}</span></span>
            </li>`,
        )}
      </ol>`;
  }
}
