import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { style } from '../shell/style.js';
import { AdminPage } from '../tenants/page.js';
import { adminStyle } from '../tenants/style.js';
import type { Connection, Kind, Run } from './model.js';
import './texts.js';

/** How each state of a run or a connection looks: a colour and, for who does not see it, a sign. */
const LOOKS: Record<string, [string, string]> = {
  RUNNING: ['wait', '⟳'],
  DONE: ['ok', '✓'],
  FAILED: ['bad', '✕'],
  ACTIVE: ['ok', '▶'],
  PAUSED: ['wait', '❚❚'],
  NEEDS_RECONNECT: ['bad', '✕'],
  LESS: ['wait', '△'],
  SKIPPED: ['', '–'],
};

export const connectorStyle = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(200px, 44%), 1fr));
    gap: 12px;
    margin: 0 0 16px;
  }
  .tile {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 10px 14px;
    background: var(--surface);
    min-width: 0;
  }
  .tile .n {
    display: block;
    font-size: 22px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .tile .n.words {
    font-size: 16px;
    line-height: 33px;
  }
  .tile.look {
    border-inline-start: 4px solid #b97800;
  }
  .value {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .none {
    color: var(--muted);
    font-style: italic;
  }
  h2:focus,
  h3:focus {
    outline: none;
  }
  kbd {
    border: 1px solid var(--line);
    border-bottom-width: 2px;
    border-radius: 4px;
    padding: 0 5px;
    font: inherit;
    font-size: 12px;
    background: var(--surface);
    color: var(--text);
  }
  .crumbs {
    margin: 0 0 10px;
  }
  .bars {
    margin: 8px 0;
  }
  td.short {
    min-width: 7em;
    overflow-wrap: normal;
  }
  .causes {
    margin: 0;
    padding-inline-start: 20px;
  }
  .more {
    margin: 12px 0 0;
  }
`;

/** A page about one connection. */
export abstract class ConnectionPart extends AdminPage {
  static override styles = [style, adminStyle, connectorStyle];

  @property({ attribute: false }) connection!: Connection;

  protected get base(): string {
    return `/connections/${this.connection.id}`;
  }

  protected go(place: string): void {
    this.say('admin-page', { page: ['connections', this.connection.id, place].filter(Boolean).join('/') });
  }

  /** Others show what has changed, too. */
  protected changed(): void {
    this.say('connection-changed', { id: this.connection.id });
  }

  protected fieldName(field: string): string {
    return field ? this.word('crm.field.', field) : this.t('crm.field.record');
  }

  protected kindName(kind: Kind): string {
    return this.t(`crm.kind.${kind}`);
  }

  /** What helps against a cause. */
  protected way(code: string): string {
    const text = this.word('crm.way.', code);
    return text === code ? this.t('crm.way.other') : text;
  }

  /** A value as text, never as markup; and a word where there is none. */
  protected value(value: string | undefined): TemplateResult {
    return value
      ? html`<bdi class="value">${value}</bdi>`
      : html`<span class="none">${this.t('crm.value.none')}</span>`;
  }
}

export function look(state: string, text: string): TemplateResult {
  const [colour, sign] = LOOKS[state] ?? ['', '●'];
  return html`<span class="badge ${colour}"><span aria-hidden="true">${sign}</span> ${text}</span>`;
}

/** How many of the CRM's records a run has read. */
export function readBy(run: Run): number {
  return run.created + run.updated + run.unchanged + run.quarantined + run.leftOut;
}

/** How far a run is; without a total only that it goes on. */
export function progressOf(run: Run, label: string, shown: string): TemplateResult {
  const read = readBy(run);
  const total = run.total ? Math.max(run.total, read) : undefined;
  return html`<div class="bars" data-test="progress">
    <progress aria-label=${label} max=${total ?? nothing} value=${total ? read : nothing}></progress>
    <span class="hint">${shown}</span>
  </div>`;
}

/** How long ago, in the largest unit that tells it. */
export function ago(locale: string, instant: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return format.format(-Math.round(seconds / 3600), 'hour');
  return format.format(-Math.round(seconds / 86_400), 'day');
}
