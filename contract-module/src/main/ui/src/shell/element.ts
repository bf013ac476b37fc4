import { LitElement, html, nothing, type CSSResultGroup } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Api, ApiProblem } from './api.js';
import { catalogue, type Text } from './i18n.js';
import { shown, type Money } from './money.js';
import { style } from './style.js';

/** What every element of the module shares: the host's token, the language, the API, and how problems are shown. */
export abstract class ModuleElement extends LitElement {
  static override styles: CSSResultGroup = style;

  @property() locale = document.documentElement.lang || navigator.language;
  @property() api = new URL(import.meta.url).origin;
  @property({ attribute: false }) token = '';
  @property({ attribute: false }) getToken?: () => Promise<string>;

  @state() protected problem?: ApiProblem;
  @state() protected busy = false;

  protected get t(): Text {
    return catalogue(this.locale);
  }

  protected get client(): Api {
    return new Api({
      base: this.api,
      locale: this.locale,
      token: async () => (this.getToken ? this.getToken() : this.token),
      expired: () => this.dispatchEvent(new CustomEvent('session-expired', { bubbles: true, composed: true })),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The host may set token and attributes in the same breath as it adds the element.
    queueMicrotask(() => void this.attempt(() => this.load()));
  }

  protected abstract load(): Promise<void>;

  /** Reads what it shows anew. */
  refresh(): Promise<boolean> {
    return this.attempt(() => this.load());
  }

  /** Runs a call, shows its refusal, and tells whether it was done. */
  protected async attempt(call: () => Promise<unknown>): Promise<boolean> {
    this.work(true);
    this.problem = undefined;
    try {
      await call();
      return true;
    } catch (error) {
      this.problem = error instanceof ApiProblem ? error : new ApiProblem(0, 'OFFLINE', this.t('offline'));
      return false;
    } finally {
      this.work(false);
    }
  }

  /** The element around this one hears of it, so that it offers nothing that would collide. */
  private work(busy: boolean): void {
    this.busy = busy;
    this.dispatchEvent(new CustomEvent('working', { detail: busy, bubbles: true }));
  }

  protected problemBox() {
    const problem = this.problem;
    if (!problem) return nothing;
    return html`<div class="problem" role="alert" data-test="problem">
      <strong>${problem.message}</strong>
      ${
        problem.errors.length
          ? html`<ul>
              ${problem.errors.map((e) => html`<li>${e.message}</li>`)}
            </ul>`
          : nothing
      }
      ${
        problem.status === 412
          ? html`<button @click=${() => this.attempt(() => this.load())}>${this.t('reload')}</button>`
          : nothing
      }
    </div>`;
  }

  /** An amount, or a sign that the reader does not see it. */
  protected sum(of: { amount?: Money; masked?: string[] }) {
    return of.masked?.includes('amount')
      ? html`<span role="img" aria-label=${this.t('masked')} title=${this.t('masked')}>•••</span>`
      : shown(this.locale, of.amount);
  }

  protected stateBadge(value: string) {
    const icons: Record<string, string> = { ARCHIVED: '▣', CANCELLED: '✕', ACTIVE: '▶', DRAFT: '✎', APPROVED: '✓' };
    return html`<span class="badge ${value.toLowerCase()}"
      ><span aria-hidden="true">${icons[value] ?? '●'}</span> ${this.t(`state.${value}`)}</span
    >`;
  }

  protected say(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
