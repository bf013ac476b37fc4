import { css, html, nothing } from 'lit';
import { moment, type Text } from '../shell/i18n.js';
import type { Source } from './model.js';

export const sourceStyle = css`
  details.source {
    display: inline-block;
    vertical-align: top;
    font-size: 13px;
    color: var(--muted);
  }
  details.source summary {
    list-style: none;
    cursor: pointer;
    display: inline-block;
    min-width: 24px;
    min-height: 24px;
    text-align: center;
    border-radius: 99px;
  }
  details.source summary::-webkit-details-marker {
    display: none;
  }
  details.source[open] {
    display: block;
  }
  .named {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: baseline;
    min-width: 0;
  }
  details.source[open] summary {
    color: var(--primary);
  }
  details.source ul {
    margin: 0;
    padding-inline-start: 18px;
  }
`;

/** Where a value comes from, in a line. */
export function sourceText(t: Text, locale: string, source: Source): string {
  const name = source.name ?? t('customer.erased');
  return t(`customer.from.${source.kind}`, { name, at: moment(locale, source.at) });
}

/** A sign that opens, by keyboard as well, to tell where a value comes from. */
export function sourceNote(t: Text, locale: string, field: string, source?: Source) {
  if (!source) return nothing;
  return html`<details class="source" data-test="source">
    <summary aria-label=${t('customer.from', { field })} title=${t('customer.from', { field })}>ⓘ</summary>
    ${sourceText(t, locale, source)}
  </details>`;
}
