import { html, nothing, type TemplateResult } from 'lit';
import type { ApiProblem } from './api.js';
import { dayInput } from './day-input.js';

export interface Field {
  label: string;
  value: string;
  change: (value: string) => void;
  /** JSON pointer of the member that it fills in, by which a refusal finds it. */
  pointer?: string;
  type?: string;
  /** Makes it a list to choose from: value and text. */
  options?: [string, string][];
  rows?: number;
  hint?: string;
  required?: boolean;
  readonly?: boolean;
  min?: number | string;
  max?: number | string;
  maxlength?: number;
  placeholder?: string;
  wide?: boolean;
  test?: string;
}

type Event = { target: EventTarget | null };

const idOf = (pointer: string) => `f${pointer.replace(/[^a-zA-Z0-9]/g, '-')}`;

/** What a refusal says of one member of the request, or of what is within it. */
export function faultAt(problem: ApiProblem | undefined, pointer: string): string | undefined {
  const found = problem?.errors.filter((e) => e.pointer === pointer || e.pointer.startsWith(`${pointer}/`));
  return found?.length ? found.map((e) => e.message).join(' ') : undefined;
}

/** A labelled native control that shows the server's refusal of its value beside it. */
export function field(problem: ApiProblem | undefined, f: Field): TemplateResult {
  const id = idOf(f.pointer ?? f.test ?? f.label);
  const fault = f.pointer ? faultAt(problem, f.pointer) : undefined;
  const described = [f.hint ? `${id}-hint` : '', fault ? `${id}-error` : ''].filter(Boolean).join(' ');
  const change = (event: Event) => f.change((event.target as HTMLInputElement).value);
  const invalid = fault ? 'true' : 'false';
  const about = described || nothing;
  return html`<div class=${f.wide ? 'wide' : ''}>
    <label
      >${f.label}${
        f.options
          ? html`<select
              data-test=${f.test ?? nothing}
              aria-invalid=${invalid}
              aria-describedby=${about}
              ?disabled=${f.readonly}
              @change=${change}
            >
              ${f.options.map(
                ([value, text]) =>
                  html`<option value=${value} ?selected=${value === f.value} .selected=${value === f.value}>
                    ${text}
                  </option>`,
              )}
            </select>`
          : f.rows
            ? html`<textarea
                rows=${f.rows}
                data-test=${f.test ?? nothing}
                aria-invalid=${invalid}
                aria-describedby=${about}
                ?required=${f.required}
                ?readonly=${f.readonly}
                spellcheck="false"
                maxlength=${f.maxlength ?? nothing}
                placeholder=${f.placeholder ?? nothing}
                .value=${f.value}
                @input=${change}
              ></textarea>`
            : f.type === 'datetime-local'
              ? dayInput({
                  value: f.value,
                  time: true,
                  required: f.required,
                  test: f.test,
                  invalid,
                  described: described || undefined,
                  change: f.change,
                })
              : html`<input
                  type=${f.type ?? 'text'}
                  data-test=${f.test ?? nothing}
                  aria-invalid=${invalid}
                  aria-describedby=${about}
                  ?required=${f.required}
                  ?readonly=${f.readonly}
                  min=${f.min ?? nothing}
                  max=${f.max ?? nothing}
                  maxlength=${f.maxlength ?? nothing}
                  placeholder=${f.placeholder ?? nothing}
                  autocomplete="off"
                  .value=${f.value}
                  @input=${change}
                />`
      }</label
    >
    ${f.hint ? html`<span class="hint" id="${id}-hint">${f.hint}</span>` : nothing}
    ${fault ? html`<span class="error" id="${id}-error">${fault}</span>` : nothing}
  </div>`;
}
