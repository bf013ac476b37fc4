import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { style } from './style.js';
import { catalogue } from './i18n.js';

/** Text to take elsewhere, with a button that copies it. */
@customElement('copy-text')
export class CopyText extends LitElement {
  static override styles = [
    style,
    css`
      div {
        display: flex;
        gap: 8px;
        align-items: start;
        margin: 8px 0;
      }
      pre {
        flex: 1;
        min-width: 0;
        margin: 0;
        padding: 8px 12px;
        background: #f3f5f8;
        color: #243447;
        border: 1px solid var(--line);
        border-radius: 6px;
        font-size: 13px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];
  @property() locale = 'en';
  @property() text = '';
  @property() label = '';
  @state() private copied = false;

  /** Another text has not been copied yet. */
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('text')) this.copied = false;
  }

  private async copy(): Promise<void> {
    const shown = this.renderRoot.querySelector('pre')!;
    try {
      await navigator.clipboard.writeText(this.text);
      this.copied = true;
    } catch {
      // Without leave for the clipboard the text is at least marked, ready for the reader's own copying.
      getSelection()?.selectAllChildren(shown);
    }
  }

  override render() {
    const t = catalogue(this.locale);
    const state = this.copied ? `✓ ${t('copied')}` : t('copy');
    return html`<div>
      <pre data-test="copy-source">${this.text}</pre>
      <button type="button" aria-label="${state}: ${this.label}" @click=${this.copy}>
        <span role="status">${state}</span>
      </button>
    </div>`;
  }
}
