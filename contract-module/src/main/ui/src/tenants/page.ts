import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ApiProblem } from '../shell/api.js';
import { ModuleElement } from '../shell/element.js';
import { field, type Field } from '../shell/field.js';
import type { Me } from '../shell/model.js';
import { style } from '../shell/style.js';
import { adminStyle } from './style.js';

interface Question {
  title: string;
  text: string;
  yes: string;
  danger: boolean;
  answer: (yes: boolean) => void;
}

/** A page of the tenant's administration: asks before what may be regretted, and says what was done. */
export abstract class AdminPage extends ModuleElement {
  static override styles = [style, adminStyle];

  @property({ attribute: false }) me!: Me;
  /** What the address names within the page; empty for its beginning. */
  @property() place = '';
  @state() protected loaded = false;
  @state() private question?: Question;
  @state() private outcome?: { text: string; undo?: () => Promise<unknown> };

  protected abstract body(): TemplateResult | typeof nothing;

  protected get isAdmin(): boolean {
    return this.me.roles.includes('admin');
  }

  /** What the server told in the former language is asked for anew. */
  protected override updated(changed: PropertyValues): void {
    if (this.loaded && changed.get('locale') !== undefined) void this.refresh();
  }

  /** Runs a change; afterwards says what was done, with a way back where there is one. */
  protected async change(call: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>): Promise<boolean> {
    this.outcome = undefined;
    const well = await this.attempt(call);
    if (well) {
      this.outcome = { text: done, undo };
    } else {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    return well;
  }

  protected quiet(): void {
    this.outcome = undefined;
    this.problem = undefined;
  }

  protected refuse(pointer: string, message: string): void {
    this.outcome = undefined;
    this.problem = new ApiProblem(422, 'VALIDATION_FAILED', this.t('admin.lookAtFields'), [
      { pointer, code: 'MALFORMED', message },
    ]);
  }

  protected field(f: Field): TemplateResult {
    return field(this.problem, f);
  }

  /** Asks in a dialog; Escape is no. */
  protected async ask(title: string, text: string, yes: string, danger = true): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => (this.question = { title, text, yes, danger, answer: resolve }));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.ask')!.showModal();
    return answer;
  }

  private answered(yes: boolean): void {
    const question = this.question;
    this.question = undefined;
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.ask')?.close();
    question?.answer(yes);
  }

  private async undo(undo: () => Promise<unknown>): Promise<void> {
    await this.change(undo, this.t('admin.undone'));
  }

  /** The text of a name that the server may know before this page does; then the name itself. */
  protected word(prefix: string, name: string): string {
    const text = this.t(prefix + name);
    return text === prefix + name ? name : text;
  }

  /** Tabs within the page; the arrow keys go from one to the next. */
  protected tabs(names: string[], current: string, prefix: string, go: (name: string) => void): TemplateResult {
    const step = (event: KeyboardEvent) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      const next = names[(names.indexOf(current) + way + names.length) % names.length];
      go(next);
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
      );
    };
    return html`<div class="tabs" role="tablist" @keydown=${step}>
      ${names.map(
        (name) =>
          html`<button
            role="tab"
            data-test="tab-${name}"
            aria-selected=${name === current ? 'true' : 'false'}
            tabindex=${name === current ? 0 : -1}
            @click=${() => {
              this.quiet();
              go(name);
            }}
          >
            ${this.t(prefix + name)}
          </button>`,
      )}
    </div>`;
  }

  protected empty(title: string, hint: string): TemplateResult {
    return html`<div class="empty">
      <p><strong>${title}</strong></p>
      <p>${hint}</p>
    </div>`;
  }

  protected table(
    label: string,
    heads: (string | TemplateResult)[],
    rows: TemplateResult[],
    test: string,
  ): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table data-test=${test}>
        <thead>
          <tr>
            ${heads.map((head) => (head ? html`<th scope="col">${head}</th>` : html`<td></td>`))}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
  }

  override render() {
    const question = this.question;
    return html`${this.problemBox()}
      <div class="said" role="status">
        ${
          this.outcome
            ? html`<div class="done" data-test="done">
                <span>✓ ${this.outcome.text}</span>
                ${
                  this.outcome.undo
                    ? html`<button data-test="undo" @click=${() => this.undo(this.outcome!.undo!)}>
                        ${this.t('admin.undo')}
                      </button>`
                    : nothing
                }
              </div>`
            : nothing
        }
      </div>
      ${this.loaded ? this.body() : this.problem ? nothing : html`<p class="muted">${this.t('loading')}</p>`}
      <dialog class="ask" aria-labelledby="ask-title" @cancel=${() => this.answered(false)}>
        ${
          question
            ? html`<h2 id="ask-title">${question.title}</h2>
                <p>${question.text}</p>
                <div class="actions">
                  <button
                    class=${question.danger ? 'danger' : 'primary'}
                    data-test="ask-yes"
                    @click=${() => this.answered(true)}
                  >
                    ${question.yes}
                  </button>
                  <button data-test="ask-no" @click=${() => this.answered(false)}>${this.t('cancel')}</button>
                </div>`
            : nothing
        }
      </dialog>`;
  }
}
