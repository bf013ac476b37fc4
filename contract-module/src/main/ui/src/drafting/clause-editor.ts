import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ModuleElement } from '../shell/element.js';
import type { Clause, Contract } from '../shell/model.js';

/** The contract's clauses, numbered; while drafting, text or a Markdown file can take their place. */
@customElement('clause-editor')
export class ClauseEditor extends ModuleElement {
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) editable = false;
  @state() private importing = false;
  /** The place of the clause that is being edited; the clauses' number for a new last one. */
  @state() private at?: number;

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

  private async put(clauses: Clause[]): Promise<void> {
    const done = await this.attempt(() =>
      this.client.put(
        `/contracts/${this.contract.id}/clauses`,
        // The server numbers them.
        { clauses: clauses.map(({ depth, heading, text }) => ({ depth, heading, text })) },
        this.contract.version,
      ),
    );
    if (done) {
      this.at = undefined;
      this.say('changed', {});
    }
  }

  private async saveClause(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const clause = {
      depth: Number(form.get('depth')),
      heading: String(form.get('heading')).trim() || undefined,
      text: String(form.get('text')).trim(),
    };
    const clauses = [...this.contract.clauses];
    clauses.splice(this.at!, 1, clause);
    await this.put(clauses);
  }

  private removeClause(): Promise<void> {
    return this.put(this.contract.clauses.filter((_, i) => i !== this.at));
  }

  private row(clause: Clause, i: number) {
    if (i === this.at) return this.form(clause);
    return html`<div class="clause" style="padding-inline-start:${(clause.depth - 1) * 22}px">
      <strong>${clause.number} ${clause.heading ?? ''}</strong> <span>${clause.text}</span>
      ${
        this.editable && !this.importing
          ? html`<button
              class="link"
              data-test="edit-clause"
              aria-label="${this.t('edit')} ${clause.number}"
              @click=${() => (this.at = i)}
            >
              ${this.t('edit')}
            </button>`
          : nothing
      }
    </div>`;
  }

  private form(clause?: Clause) {
    const t = this.t;
    const depth = clause?.depth ?? 1;
    return html`<form class="clause" @submit=${this.saveClause} data-test="clause-form">
      <div class="form">
        <label
          >${t('clause.depth')}<select name="depth">
            ${[1, 2, 3, 4, 5, 6].map((n) => html`<option ?selected=${n === depth}>${n}</option>`)}
          </select></label
        >
        <label>${t('clause.heading')}<input name="heading" maxlength="200" .value=${clause?.heading ?? ''} /></label>
        <label class="wide"
          >${t('clause.text')}<textarea
            name="text"
            rows="5"
            data-test="clause-edit-text"
            .value=${clause?.text ?? ''}
          ></textarea>
        </label>
      </div>
      <div class="actions">
        <button class="primary" data-test="save-clause" ?disabled=${this.busy}>${t('save')}</button>
        <button type="button" @click=${() => (this.at = undefined)}>${t('cancel')}</button>
        ${
          clause
            ? html`<button type="button" class="danger" data-test="remove-clause" @click=${() => this.removeClause()}>
                ${t('clause.remove')}
              </button>`
            : nothing
        }
      </div>
    </form>`;
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
    ${this.contract.clauses.map((clause, i) => this.row(clause, i))}
    ${this.at === this.contract.clauses.length ? this.form() : nothing}
    ${
      this.editable && !this.importing && this.at === undefined
        ? html`<div class="actions">
            <button data-test="add-clause" @click=${() => (this.at = this.contract.clauses.length)}>
              ${t('clause.add')}
            </button>
            <button data-test="import" @click=${() => (this.importing = true)}>${t('import')}</button>
          </div>`
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
