import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../approval/approval-track.js';
import '../drafting/clause-editor.js';
import '../drafting/contract-form.js';
import '../drafting/payment-editor.js';
import { ModuleElement } from '../shell/element.js';
import { handOn } from '../shell/hand-on.js';
import { date, moment } from '../shell/i18n.js';
import type { Contract, List, TimelineEvent } from '../shell/model.js';
import { dialogs } from './contract-dialogs.js';

const STEPS = ['DRAFT', 'IN_REVIEW', 'APPROVED', 'SIGNING', 'ACTIVE', 'COMPLETED', 'CLOSED', 'ARCHIVED'];
const TABS = ['clauses', 'payments', 'approval', 'signing', 'timeline'] as const;
/** Actions that need nothing but a press; the others open a dialog. */
const DIRECT: Record<string, string> = {
  submit: 'submissions',
  sendToSign: 'envelopes',
  activate: 'activations',
  complete: 'completions',
};

/** One contract with all there is to know and to do about it. */
@customElement('contract-view')
export class ContractView extends ModuleElement {
  @property({ attribute: 'contract-id' }) contractId = '';
  @state() private contract?: Contract;
  @state() private timeline: TimelineEvent[] = [];
  @state() private tab: (typeof TABS)[number] = 'clauses';
  @state() private dialog = '';
  /** An editor inside saves: an action now would meet a version that is about to be old. */
  @state() private saving = false;
  @query('dialog') private box!: HTMLDialogElement;

  protected async load(): Promise<void> {
    this.contract = await this.client.get<Contract>(this.path);
    this.timeline = (await this.client.get<List<TimelineEvent>>(`${this.path}/timeline`)).items;
  }

  private get path(): string {
    return `/contracts/${this.contractId}`;
  }

  private act(action: string): void {
    if (DIRECT[action]) {
      void this.attempt(async () => {
        await this.client.post(`${this.path}/${DIRECT[action]}`, {}, this.contract!.version);
        await this.load();
      });
    } else {
      this.dialog = action;
      void this.updateComplete.then(() => this.box.showModal());
    }
  }

  private async confirm(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const done = await this.attempt(async () => {
      await dialogs[this.dialog].send(this.client, this.contract!, new FormData(form));
      await this.load();
    });
    if (done) this.close();
  }

  private close(): void {
    this.box.close();
    this.dialog = '';
    this.problem = undefined;
  }

  override render() {
    const contract = this.contract;
    if (!contract)
      return html`${this.problemBox()}
        <p class="muted">${this.problem ? nothing : this.t('loading')}</p>`;
    return html`<article>
      ${this.dialog ? nothing : this.problemBox()} ${this.header(contract)}
      <div class="card">
        <div class="tabs" role="tablist" aria-label=${contract.title}>
          ${TABS.map(
            (tab) =>
              html`<button
                role="tab"
                id="tab-${tab}"
                aria-controls="panel"
                aria-selected=${tab === this.tab}
                data-test="tab-${tab}"
                @click=${() => (this.tab = tab)}
              >
                ${this.t(`tab.${tab}`)}
              </button>`,
          )}
        </div>
        <div
          role="tabpanel"
          id="panel"
          aria-labelledby="tab-${this.tab}"
          tabindex="0"
          @working=${(event: CustomEvent<boolean>) => (this.saving = event.detail)}
        >
          ${this.panel(contract)}
        </div>
      </div>
      <dialog aria-label=${this.dialog ? this.t(`action.${this.dialog}`) : nothing} @cancel=${() => this.close()}>
        ${
          this.dialog === 'edit'
            ? html`<contract-form
                ${handOn(this)}
                .contract=${contract}
                @saved=${this.saved}
                @cancelled=${() => this.close()}
              ></contract-form>`
            : nothing
        }
        ${
          dialogs[this.dialog]
            ? html`<form @submit=${this.confirm}>
                <h2>${this.t(`action.${this.dialog}`)}</h2>
                ${this.problemBox()}
                <div class="form">${dialogs[this.dialog].fields(this.t, contract)}</div>
                <div class="actions">
                  <button class="primary" data-test="confirm" ?disabled=${this.busy}>${this.t('confirm')}</button>
                  <button type="button" @click=${() => this.close()}>${this.t('cancel')}</button>
                </div>
              </form>`
            : nothing
        }
      </dialog>
    </article>`;
  }

  private header(contract: Contract): TemplateResult {
    const t = this.t;
    const buttons = contract.actions.filter((action) => action === 'edit' || DIRECT[action] || dialogs[action]);
    return html`<header class="card">
      <div class="muted">${contract.number} · ${t(`type.${contract.type}`)}</div>
      <h1 data-test="title">${contract.title}</h1>
      <p data-test="state">${this.stateBadge(contract.state)}</p>
      <dl>
        <dt>${t('counterparty')}</dt>
        <dd>${contract.counterparty.name}</dd>
        <dt>${t('ourParty')}</dt>
        <dd>${contract.ourParty}</dd>
        <dt>${t('amount')}</dt>
        <dd data-test="contract-amount">${this.sum(contract)}</dd>
        <dt>${t('term')}</dt>
        <dd>${date(this.locale, contract.startsOn)} – ${date(this.locale, contract.endsOn)}</dd>
        <dt>${t('owner')}</dt>
        <dd>${contract.ownerName}</dd>
        ${
          contract.archive
            ? html`<dt>${t('archiveNumber')}</dt>
                <dd data-test="archive-number">
                  ${contract.archive.archiveNumber} · ${contract.archive.cabinet} / ${contract.archive.box} /
                  ${contract.archive.slot}
                </dd>`
            : nothing
        }
        ${
          contract.closure
            ? html`<dt>${t('evaluation')}</dt>
                <dd>${contract.closure.score}/5 · ${contract.closure.summary}</dd>`
            : nothing
        }
      </dl>
      ${this.track(contract.state)} ${contract.nextStep ? html`<p class="next">${contract.nextStep.text}</p>` : nothing}
      <div class="actions">
        ${buttons.map(
          (action) =>
            html`<button
              data-test="action-${action}"
              ?disabled=${this.busy || this.saving}
              class=${['cancel', 'withdraw', 'voidSigning'].includes(action) ? 'danger' : action === 'edit' ? '' : 'primary'}
              @click=${() => this.act(action)}
            >
              ${t(`action.${action}`)}
            </button>`,
        )}
      </div>
    </header>`;
  }

  private track(state: string) {
    if (state === 'CANCELLED') return nothing;
    const now = STEPS.indexOf(state === 'SIGNED' ? 'SIGNING' : state);
    return html`<ol class="track" aria-label=${this.t('progress')}>
      ${STEPS.map(
        (step, i) =>
          html`<li class=${i < now ? 'done' : i === now ? 'now' : ''} aria-current=${i === now ? 'step' : 'false'}>
            <span aria-hidden="true">${i < now ? '✓' : ''}</span> ${this.t(`state.${step}`)}
          </li>`,
      )}
    </ol>`;
  }

  private panel(contract: Contract) {
    switch (this.tab) {
      case 'clauses':
        return this.clauses(contract);
      case 'payments':
        return this.payments(contract);
      case 'approval':
        return html`<approval-track .locale=${this.locale} .approval=${contract.approval}></approval-track>`;
      case 'signing':
        return this.signing(contract);
      default:
        return this.history();
    }
  }

  private get editable(): boolean {
    return !!this.contract?.actions.includes('edit');
  }

  private saved = (): void => {
    this.close();
    void this.refresh();
  };

  private clauses(contract: Contract) {
    return html`<clause-editor
      ${handOn(this)}
      .contract=${contract}
      .editable=${this.editable}
      @changed=${this.refresh}
    ></clause-editor>`;
  }

  private payments(contract: Contract) {
    return html`<payment-editor
      ${handOn(this)}
      .contract=${contract}
      .editable=${this.editable}
      @changed=${this.refresh}
    ></payment-editor>`;
  }

  private signing(contract: Contract) {
    const t = this.t;
    return html`${
        contract.signing
          ? html`<h2>${t(`signing.${contract.signing.state}`)}</h2>
              <dl>
                ${contract.signing.signatories.map(
                  (s) =>
                    html`<dt>${t(`side.${s.side}`)}</dt>
                      <dd>${s.name} ${s.title ?? ''} · ${date(this.locale, s.signedOn)}</dd>`,
                )}
                ${
                  contract.signing.effectiveOn
                    ? html`<dt>${t('effectiveOn')}</dt>
                        <dd>${date(this.locale, contract.signing.effectiveOn)}</dd>`
                    : nothing
                }
              </dl>`
          : html`<p class="muted">${t('signing.none')}</p>`
      }
      <h2>${t('documents')}</h2>
      ${
        contract.documents.length
          ? html`<ul>
              ${contract.documents.map(
                (d) =>
                  html`<li>
                    <button class="link" @click=${() => this.download(d.id, d.name)}>${d.name}</button>
                    <span class="muted">${Math.ceil(d.sizeBytes / 1024)} kB</span>
                    <code>SHA-256 ${d.sha256.slice(0, 16)}…</code>
                  </li>`,
              )}
            </ul>`
          : html`<p class="muted">${t('documents.none')}</p>`
      }
      ${
        contract.actions.includes('upload')
          ? html`<label
              >${t('documents.add')}<input
                type="file"
                accept=".pdf,.png,.jpg,.jpeg"
                data-test="attach"
                ?disabled=${this.busy}
                @change=${this.attach}
            /></label>`
          : nothing
      }`;
  }

  private async attach(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files![0];
    await this.attempt(async () => {
      const name = encodeURIComponent(file.name);
      await this.client.upload(`${this.path}/documents?kind=ATTACHMENT&name=${name}`, file, this.contract!.version);
      await this.load();
    });
    // The same file can be chosen again after a refusal.
    input.value = '';
  }

  private download(id: string, name: string): void {
    void this.attempt(async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await this.client.blob(`${this.path}/documents/${id}`));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  private event(event: TimelineEvent) {
    const refused = event.outcome === 'REFUSED';
    return html`<li class=${refused ? 'refused' : ''}>
      <strong>${event.actorName}</strong> ${this.t(`event.${event.action}`)}
      ${refused ? html`<span>(${String(event.data.code ?? '')})</span>` : nothing}
      ${event.data.comment || event.data.reason ? html`<q>${String(event.data.comment ?? event.data.reason)}</q>` : nothing}
      <div class="muted">
        ${moment(this.locale, event.at)} ·
        ${event.hash ? html`<code title=${event.hash}>${event.hash.slice(0, 12)}</code>` : nothing}
      </div>
    </li>`;
  }

  private history() {
    return html`<ol class="timeline">
      ${[...this.timeline].reverse().map((event) => this.event(event))}
    </ol>`;
  }
}
