import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import type { Contract } from '../shell/model.js';

/** The contract's clauses, numbered; while drafting, text or a Markdown file can take their place. */
@customElement('clause-editor')
export class ClauseEditor extends ModuleElement {
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) editable = false;
  @state() private importing = false;

  protected async load(): Promise<void> {}

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const file = form.get('file') as File;
    const done = await this.attempt(async () => {
      const fromFile = file.size > 0;
      await this.client.post(
        `/contracts/${this.contract.id}/clause-imports`,
        {
          format: fromFile && !file.name.endsWith('.txt') ? 'markdown' : String(form.get('format')),
          content: fromFile ? await file.text() : String(form.get('content')),
          replace: form.get('replace') === 'on',
        },
        this.contract.version,
      );
    });
    if (done) {
      this.importing = false;
      this.say('changed', {});
    }
  }

  override render() {
    const t = this.t;
    return html`${this.problemBox()}
    ${
      this.contract.clauses.length === 0
        ? html`<div class="empty">
            <h2>${t('empty.clauses')}</h2>
            <p>${t('empty.clauses.hint')}</p>
          </div>`
        : nothing
    }
    ${this.contract.clauses.map(
      (clause) =>
        html`<div class="clause" style="padding-inline-start:${(clause.depth - 1) * 22}px">
          <strong>${clause.number} ${clause.heading ?? ''}</strong> ${clause.text}
        </div>`,
    )}
    ${
      this.editable && !this.importing
        ? html`<button data-test="import" @click=${() => (this.importing = true)}>${t('import')}</button>`
        : nothing
    }
    ${
      this.editable && this.importing
        ? html`<form @submit=${this.send}>
            <div class="form">
              <label class="wide"
                >${t('import.text')}<textarea name="content" rows="8" data-test="clause-text"></textarea>
              </label>
              <label
                >${t('import.format')}<select name="format">
                  <option value="text">${t('import.plain')}</option>
                  <option value="markdown">Markdown</option>
                </select></label
              >
              <label>${t('import.file')}<input type="file" name="file" accept=".md,.markdown,.txt" /></label>
              <label><input type="checkbox" name="replace" style="width:auto" /> ${t('import.replace')}</label>
            </div>
            <div class="actions">
              <button class="primary" data-test="import-confirm" ?disabled=${this.busy}>${t('import.do')}</button>
              <button type="button" @click=${() => (this.importing = false)}>${t('cancel')}</button>
            </div>
          </form>`
        : nothing
    }`;
  }
}
