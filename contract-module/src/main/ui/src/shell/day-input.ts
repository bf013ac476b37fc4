import { html, nothing, type TemplateResult } from 'lit';

export interface Day {
  /** ISO date, with a time of day if asked for. */
  value: string;
  time?: boolean;
  name?: string;
  required?: boolean;
  min?: string;
  max?: string;
  test?: string;
  invalid?: 'true' | 'false';
  described?: string;
  change?: (value: string) => void;
}

const SAMPLE = '2026-11-25';

const partsOf = (event: Event) => {
  const all = (event.currentTarget as HTMLElement).closest('.day')!;
  return {
    text: all.querySelector<HTMLInputElement>('.day-text')!,
    native: all.querySelector<HTMLInputElement>('.day-native')!,
  };
};

/** As ISO, also where it was typed with other marks or without zeros. */
const understood = (typed: string) => {
  const found = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?(?:\s*(\d{1,2})[:：](\d{2}))?$/.exec(typed.trim().replace('T', ' '));
  if (!found) return '';
  const [year, month, day, hour, minute] = found.slice(1).map((part) => part?.padStart(2, '0'));
  return `${year}-${month}-${day}${hour ? `T${hour}:${minute}` : ''}`;
};

/**
 * A day in the one form that reads alike in every language, to be typed or picked. The browser's own control shows days
 * in the browser's language, not the page's: month first to a reader of Chinese.
 */
export function dayInput(d: Day): TemplateResult {
  const sample = d.time ? `${SAMPLE} 08:30` : SAMPLE;
  const typed = (event: Event) => {
    const { text, native } = partsOf(event);
    native.value = understood(text.value);
    const { rangeOverflow, rangeUnderflow } = native.validity;
    const wrong = rangeOverflow ? `≤ ${d.max}` : rangeUnderflow ? `≥ ${d.min}` : sample;
    text.setCustomValidity(text.value.trim() && (!native.value || !native.validity.valid) ? wrong : '');
    d.change?.(text.value.replace(' ', 'T'));
  };
  // Only when it is ended: what is typed is not put right under the reader's hand.
  const ended = (event: Event) => {
    const { text, native } = partsOf(event);
    native.value = understood(text.value);
    if (!native.value) return;
    text.value = native.value.replace('T', ' ');
    d.change?.(native.value);
  };
  const pick = (event: Event) => {
    const { native } = partsOf(event);
    native.showPicker();
  };
  const picked = (event: Event) => {
    const { text, native } = partsOf(event);
    text.value = native.value.replace('T', ' ');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return html`<span class="day">
    <input
      class="day-text"
      name=${d.name ?? nothing}
      placeholder=${sample}
      inputmode=${d.time ? 'text' : 'numeric'}
      autocomplete="off"
      maxlength="20"
      data-test=${d.test ?? nothing}
      aria-invalid=${d.invalid ?? nothing}
      aria-describedby=${d.described ?? nothing}
      ?required=${d.required}
      .value=${d.value.replace('T', ' ')}
      @input=${typed}
      @change=${ended}
    />
    <input
      class="day-native"
      type=${d.time ? 'datetime-local' : 'date'}
      tabindex="-1"
      aria-hidden="true"
      min=${d.min ?? nothing}
      max=${d.max ?? nothing}
      .value=${understood(d.value)}
      @change=${picked}
    />
    <button type="button" class="day-pick" tabindex="-1" aria-hidden="true" @click=${pick}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M2 3.5h12v11H2zM2 6.5h12M5 1.5v3M11 1.5v3"
          fill="none"
          stroke="currentColor"
          stroke-width="1.4"
          stroke-linejoin="round"
        />
      </svg>
    </button>
  </span>`;
}
