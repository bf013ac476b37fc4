import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { faultAt } from '../shell/field.js';
import { style } from '../shell/style.js';
import { brandingPreview } from './branding-preview.js';
import { AdminPage } from './page.js';
import { control, type Setting } from './setting-control.js';
import { adminStyle } from './style.js';

interface Settings {
  version: number;
  items: Setting[];
}

/** What the tenant sets for itself, where each value comes from, and the way back to it. */
@customElement('admin-settings')
export class AdminSettings extends AdminPage {
  static override styles = [
    style,
    adminStyle,
    css`
      .setting {
        display: grid;
        grid-template-columns: minmax(180px, 1fr) minmax(220px, 1.3fr);
        gap: 4px 20px;
        padding: 12px 0;
        border-top: 1px solid var(--line);
      }
      .setting > div {
        min-width: 0;
      }
      .origin {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        font-size: 13px;
        color: var(--muted);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        list-style: none;
        margin: 0 0 8px;
        padding: 0;
      }
      .chips li {
        display: flex;
        gap: 6px;
        background: #e6ebf2;
        color: #243447;
        border-radius: 99px;
        padding: 1px 10px;
        font-size: 13px;
      }
      .chips button {
        text-decoration: none;
        color: inherit;
        min-width: 24px;
        text-align: center;
      }
      .days label {
        flex: 1 1 130px;
        font-weight: 400;
      }
      .savebar {
        position: sticky;
        bottom: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        align-items: center;
        background: var(--surface);
        border: 1px solid var(--primary);
        border-radius: var(--radius);
        padding: 10px 16px;
        box-shadow: 0 4px 18px #0003;
        z-index: 1;
      }
      @media (max-width: 600px) {
        .setting {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private items: Setting[] = [];
  /** What was changed and is not saved; null goes back to the inherited value. */
  @state() private draft: Record<string, unknown> = {};
  private version = 0;

  protected async load(): Promise<void> {
    this.take(await this.client.get<Settings>('/settings'));
    this.loaded = true;
  }

  private take(settings: Settings): void {
    this.items = settings.items;
    this.version = settings.version;
  }

  private set(setting: Setting, value: unknown): void {
    const { [setting.name]: _, ...rest } = this.draft;
    const same =
      value === null
        ? setting.source !== 'TENANT'
        : JSON.stringify(value) === JSON.stringify(setting.value) && setting.source === 'TENANT';
    this.draft = same ? rest : { ...rest, [setting.name]: value };
  }

  private shown(setting: Setting): unknown {
    if (!(setting.name in this.draft)) return setting.value;
    return this.draft[setting.name] ?? setting.inherited;
  }

  private async put(values: Record<string, unknown>): Promise<void> {
    this.take(await this.client.put<Settings>('/settings', values, this.version));
    this.draft = {};
    this.say('settings-changed', {});
  }

  private save(event: Event): void {
    event.preventDefault();
    const before = Object.fromEntries(
      this.items.filter((s) => s.name in this.draft).map((s) => [s.name, s.source === 'TENANT' ? s.value : null]),
    );
    void this.change(
      () => this.put(this.draft),
      this.t('settings.saved'),
      () => this.put(before),
    );
  }

  protected body() {
    const t = this.t;
    const changes = Object.keys(this.draft).length;
    const groups = [...new Set(this.items.map((s) => s.group))];
    return html`<form @submit=${this.save} novalidate>
      ${groups.map((group) => this.group(group))}
      ${
        changes
          ? html`<div class="savebar" role="region" aria-label=${t('settings.unsaved', { n: changes })}>
              <strong>${t('settings.unsaved', { n: changes })}</strong>
              <button class="primary" data-test="save-settings" ?disabled=${this.busy}>${t('save')}</button>
              <button
                type="button"
                @click=${() => {
                  this.quiet();
                  this.draft = {};
                }}
              >
                ${t('admin.revert')}
              </button>
            </div>`
          : nothing
      }
    </form>`;
  }

  private group(group: string) {
    const settings = this.items.filter((s) => s.group === group);
    return html`<section class="card" data-test="group-${group}">
      <h2>${this.word('group.', group)}</h2>
      <p class="hint">${this.word('group.hint.', group)}</p>
      ${settings.map((s) => this.one(s))}
      ${
        group === 'BRANDING'
          ? brandingPreview(this.t, Object.fromEntries(settings.map((s) => [s.name, this.shown(s)])))
          : nothing
      }
    </section>`;
  }

  private one(s: Setting) {
    const t = this.t;
    const id = s.name.replace(/\W/g, '-');
    const changed = s.name in this.draft;
    const own = changed ? this.draft[s.name] !== null : s.source === 'TENANT';
    const fault = faultAt(this.problem, `/${s.name}`);
    const value = this.shown(s);
    return html`<div class="setting">
      <div>
        <strong id="${id}-name">${s.description}</strong>
        <div class="origin" id="${id}-origin">
          <span>${changed ? t('origin.changed') : t(`origin.${s.source}`)}</span>
          ${
            own && this.isAdmin
              ? html`<button
                  type="button"
                  class="link"
                  data-test="reset-${s.name}"
                  aria-label="${t('origin.reset', { value: this.plain(s.inherited) })}: ${s.description}"
                  @click=${() => this.set(s, null)}
                >
                  ${t('origin.reset', { value: this.plain(s.inherited) })}
                </button>`
              : nothing
          }
        </div>
      </div>
      <div>
        ${control({
          t,
          locale: this.locale,
          setting: s,
          value,
          named: `${id}-name`,
          described: fault ? `${id}-origin ${id}-error` : `${id}-origin`,
          invalid: !!fault,
          readonly: !this.isAdmin,
          set: (wanted) => this.set(s, wanted),
        })}
        ${
          s.constraints.type === 'numberPattern' && value
            ? html`<span class="hint">${t('setting.example', { value: sample(String(value)) })}</span>`
            : nothing
        }
        ${fault ? html`<span class="error" id="${id}-error">${fault}</span>` : nothing}
      </div>
    </div>`;
  }

  private plain(value: unknown): string {
    if (value === undefined || value === null) return this.t('setting.unset');
    if (!Array.isArray(value)) return this.word('value.', String(value));
    if (value.length > 7) return this.t('setting.many', { n: value.length });
    return value.length ? value.map((v) => this.word('value.', String(v))).join(this.t('comma')) : this.t('none');
  }
}

/** What the first number of this year would look like. */
function sample(pattern: string): string {
  return pattern
    .replace('{YYYY}', String(new Date().getFullYear()))
    .replace('{TYPE}', 'SALES')
    .replace(/\{SEQ:(\d+)\}/, (_, digits: string) => '1'.padStart(Math.min(Number(digits), 20), '0'));
}
