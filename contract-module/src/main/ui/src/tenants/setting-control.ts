import { html, nothing, type TemplateResult } from 'lit';
import { dayInput } from '../shell/day-input.js';
import { date, type Text } from '../shell/i18n.js';

export interface Setting {
  name: string;
  group: string;
  description: string;
  value?: unknown;
  source: 'DEFAULT' | 'INSTALLATION' | 'CREATION' | 'TENANT';
  inherited?: unknown;
  constraints: { type: string; choices?: string[]; min?: number; max?: number; maxLength?: number };
}

export interface Control {
  t: Text;
  locale: string;
  setting: Setting;
  value: unknown;
  /** Id of the text that names the control. */
  named: string;
  described: string;
  invalid: boolean;
  readonly: boolean;
  set: (value: unknown) => void;
}

const RADII = [0, 2, 4, 6, 8, 10, 12, 16, 20, 24].map((n) => `${n}px`);
const names = (of: 'timeZone' | 'currency') => Intl.supportedValuesOf(of);
const typed = (event: Event) => (event.target as HTMLInputElement).value;

/** The native control for a setting, by the type that the server says it has. */
export function control(c: Control): TemplateResult {
  switch (c.setting.constraints.type) {
    case 'choice':
      return choice(c, c.setting.constraints.choices ?? []);
    case 'length':
      return choice(c, RADII.includes(String(c.value)) || !c.value ? RADII : [...RADII, String(c.value)]);
    case 'timeZone':
    case 'currency':
      return choice(c, names(c.setting.constraints.type));
    case 'list':
      return several(c);
    case 'dates':
      return dates(c);
    case 'colour':
      return colour(c);
    default:
      return text(c);
  }
}

function label(c: Control, value: string): string {
  if (c.setting.constraints.type === 'currency') {
    return `${value} · ${new Intl.DisplayNames(c.locale, { type: 'currency' }).of(value)}`;
  }
  const key = `value.${value}`;
  return c.t(key) === key ? value : c.t(key);
}

function choice(c: Control, choices: string[]): TemplateResult {
  const value = c.value === undefined || c.value === null ? '' : String(c.value);
  const shown = value === '' || !choices.includes(value) ? [value, ...choices] : choices;
  return html`<select
    aria-labelledby=${c.named}
    aria-describedby=${c.described}
    aria-invalid=${c.invalid ? 'true' : 'false'}
    data-test=${c.setting.name}
    ?disabled=${c.readonly}
    @change=${(e: Event) => c.set(typed(e) || null)}
  >
    ${shown.map(
      (one) =>
        html`<option value=${one} .selected=${one === value}>
          ${one === '' ? c.t('setting.unset') : label(c, one)}
        </option>`,
    )}
  </select>`;
}

function text(c: Control): TemplateResult {
  const { type, min, max, maxLength } = c.setting.constraints;
  const number = type === 'integer';
  return html`<input
    type=${number ? 'number' : 'text'}
    min=${min ?? nothing}
    max=${max ?? nothing}
    maxlength=${maxLength ?? nothing}
    aria-labelledby=${c.named}
    aria-describedby=${c.described}
    aria-invalid=${c.invalid ? 'true' : 'false'}
    data-test=${c.setting.name}
    autocomplete="off"
    ?readonly=${c.readonly}
    .value=${String(c.value ?? '')}
    @input=${(e: Event) => c.set(typed(e) === '' ? null : number ? Number(typed(e)) : typed(e))}
  />`;
}

function colour(c: Control): TemplateResult {
  const value = String(c.value ?? '');
  return html`<div style="display:flex;gap:8px">
    <input
      type="color"
      style="width:52px;padding:3px"
      aria-label="${c.setting.description}: ${c.t('setting.pick')}"
      ?disabled=${c.readonly}
      .value=${/^#[0-9a-f]{6}$/i.test(value) ? value : '#ffffff'}
      @input=${(e: Event) => c.set(typed(e))}
    />
    ${text({ ...c, value })}
  </div>`;
}

function several(c: Control): TemplateResult {
  const chosen = (c.value as string[] | undefined) ?? [];
  const toggle = (one: string) =>
    c.set((c.setting.constraints.choices ?? []).filter((v) => (v === one ? !chosen.includes(v) : chosen.includes(v))));
  return html`<div class="checks" role="group" aria-labelledby=${c.named} aria-describedby=${c.described}>
    ${(c.setting.constraints.choices ?? []).map(
      (one) =>
        html`<label class="check"
          ><input
            type="checkbox"
            data-test="${c.setting.name}-${one}"
            ?disabled=${c.readonly}
            .checked=${chosen.includes(one)}
            @change=${() => toggle(one)}
          />${label(c, one)}</label
        >`,
    )}
  </div>`;
}

/** Days one by one or as a span, for holidays come in weeks. */
function dates(c: Control): TemplateResult {
  const days = (c.value as string[] | undefined) ?? [];
  const add = (event: Event) => {
    const [from, to] = [
      ...(event.currentTarget as HTMLElement).closest('.days')!.querySelectorAll<HTMLInputElement>('.day-text'),
    ];
    if (!from.value || !from.reportValidity() || !to.reportValidity()) return;
    const added = new Set(days);
    for (let day = new Date(from.value); day <= new Date(to.value || from.value) && added.size < 400;) {
      added.add(day.toISOString().slice(0, 10));
      day = new Date(day.getTime() + 86_400_000);
    }
    from.value = to.value = '';
    c.set([...added].sort());
  };
  return html`<div class="days" role="group" aria-labelledby=${c.named} aria-describedby=${c.described}>
    ${
      days.length === 0
        ? html`<p class="hint">${c.t('setting.noDays')}</p>`
        : html`<ul class="chips">
            ${days.map(
              (day) =>
                html`<li>
                  ${date(c.locale, day)}
                  ${
                    c.readonly
                      ? nothing
                      : html`<button
                          type="button"
                          class="link"
                          aria-label="${c.t('setting.removeDay')} ${date(c.locale, day)}"
                          @click=${() => c.set(days.filter((one) => one !== day))}
                        >
                          ✕
                        </button>`
                  }
                </li>`,
            )}
          </ul>`
    }
    ${
      c.readonly
        ? nothing
        : html`<div class="bar" style="margin:0">
            <label>${c.t('setting.from')}${dayInput({ value: '', test: `${c.setting.name}-from` })}</label>
            <label>${c.t('setting.to')}${dayInput({ value: '' })}</label>
            <button type="button" data-test="${c.setting.name}-add" @click=${add}>${c.t('mapping.add')}</button>
          </div>`
    }
  </div>`;
}
