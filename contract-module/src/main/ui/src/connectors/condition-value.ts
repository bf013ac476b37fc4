import { html, nothing, type TemplateResult } from 'lit';
import type { ApiProblem } from '../shell/api.js';
import { dayInput } from '../shell/day-input.js';
import { faultAt, field } from '../shell/field.js';
import type { Text } from '../shell/i18n.js';
import type { Condition, RemoteField } from './model.js';

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** What a condition is compared with, and where it stands. */
export interface ConditionValue {
  t: Text;
  locale: string;
  problem: ApiProblem | undefined;
  condition: Condition;
  /** Its place in the request, by which a refusal finds it. */
  index: number;
  field: RemoteField;
  change: (values: string[]) => void;
}

/** An instant as the reader's clock shows it; anything else as it is. */
export function shown(value: string): string {
  const at = new Date(value);
  if (!value.endsWith('Z') || Number.isNaN(at.getTime())) return value;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The control in which a condition's value is given, as its field's type wants it. */
export function conditionValue(v: ConditionValue): TemplateResult {
  const { t, condition, field: about, index } = v;
  const many = condition.operator === 'IS_ONE_OF';
  const options = Object.entries(about.options).sort(([, a], [, b]) => a.localeCompare(b, v.locale));
  if (about.type === 'DATE' || about.type === 'INSTANT') return day(v);
  if (options.length && many) return checks(v, options);
  const choices: [string, string][] =
    about.type === 'BOOLEAN'
      ? [
          ['true', t('yes')],
          ['false', t('no')],
        ]
      : options;
  const common = { pointer: `/conditions/${index}/values`, test: `only-value-${index}` };
  if (choices.length) {
    return field(v.problem, {
      ...common,
      label: t('crm.only.value'),
      value: condition.values[0] ?? '',
      options: [['', t('crm.only.choose')], ...choices],
      change: (value) => v.change(value ? [value] : []),
    });
  }
  return field(v.problem, {
    ...common,
    label: t(many ? 'crm.only.values' : 'crm.only.value'),
    hint: many ? t('crm.only.values.hint') : undefined,
    value: many ? condition.values.join('\n') : (condition.values[0] ?? ''),
    rows: many ? 3 : undefined,
    required: true,
    maxlength: many ? 5000 : 200,
    change: (text) => v.change(many ? text.split('\n') : [text]),
  });
}

function day(v: ConditionValue): TemplateResult {
  const time = v.field.type === 'INSTANT';
  const told = faultAt(v.problem, `/conditions/${v.index}/values`);
  const id = `only-error-${v.index}`;
  return html`<div>
    <label
      >${v.t('crm.only.value')}
      ${dayInput({
        value: shown(v.condition.values[0] ?? ''),
        time,
        required: true,
        test: `only-value-${v.index}`,
        invalid: told ? 'true' : 'false',
        described: told ? id : undefined,
        change: (value) => v.change([time && LOCAL.test(value) ? new Date(value).toISOString() : value]),
      })}
    </label>
    ${told ? html`<span class="error" id=${id}>${told}</span>` : nothing}
  </div>`;
}

function checks(v: ConditionValue, options: [string, string][]): TemplateResult {
  const { values } = v.condition;
  const told = faultAt(v.problem, `/conditions/${v.index}/values`);
  return html`<fieldset data-test="only-value-${v.index}">
    <legend>${v.t('crm.only.values')}</legend>
    <div class="checks">
      ${options.map(
        ([value, label]) =>
          html`<label class="check"
            ><input
              type="checkbox"
              value=${value}
              .checked=${values.includes(value)}
              @change=${(e: Event) =>
                v.change(
                  (e.target as HTMLInputElement).checked
                    ? [...values, value]
                    : values.filter((other) => other !== value),
                )}
            /><bdi>${label}</bdi></label
          >`,
      )}
    </div>
    ${told ? html`<span class="error">${told}</span>` : nothing}
  </fieldset>`;
}
