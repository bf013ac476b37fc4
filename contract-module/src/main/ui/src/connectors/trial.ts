import { html, nothing } from 'lit';
import type { Text } from '../shell/i18n.js';
import type { Trial } from './model.js';
import { look } from './part.js';

/** A trial's steps, or that it is under way; a reader of the screen hears its end. */
export function trialCard(t: Text, locale: string, trial: Trial | undefined, trying: boolean) {
  return html`<div role="status" data-test="trial-status">
      ${
        trying
          ? html`<p>${t('crm.trial.trying')}</p>
              <progress aria-label=${t('crm.trial.trying')}></progress>`
          : trial
            ? html`<p class=${trial.well ? '' : 'warn'}>
                <strong>${t(trial.well ? 'crm.trial.well' : 'crm.trial.failed')}</strong>
              </p>`
            : nothing
      }
    </div>
    ${
      trial && !trying
        ? html`<ol class="steps" data-test="trial">
            ${trial.steps.map((s) => step(t, locale, s))}
          </ol>`
        : nothing
    }`;
}

function step(t: Text, locale: string, s: Trial['steps'][number]) {
  const number = (n: number) => new Intl.NumberFormat(locale).format(n);
  const told =
    s.count === undefined || s.outcome === 'FAILED' ? nothing : t(`crm.trial.${s.name}.count`, { n: number(s.count) });
  return html`<li data-test="trial-step" data-outcome=${s.outcome}>
    ${look(s.outcome, t(`crm.trial.${s.outcome}`))}
    <span style="flex:1 1 auto;min-width:0"
      ><strong>${t(`crm.trial.${s.name}`)}</strong> ${told}
      ${s.cause ? html`<span class="hint">${s.cause}</span>` : nothing}
      ${s.vendorCode ? html`<span class="hint">${t('crm.trial.code', { code: s.vendorCode })}</span>` : nothing}</span
    >
    ${
      s.outcome === 'SKIPPED'
        ? nothing
        : html`<span class="muted" style="white-space:nowrap">${number(s.millis)} ms</span>`
    }
  </li>`;
}
