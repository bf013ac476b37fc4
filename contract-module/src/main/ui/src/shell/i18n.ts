import en from '../../locales/en.json';
import zh from '../../locales/zh-CN.json';

export type Text = (key: string, values?: Record<string, string | number>) => string;

const texts: Record<'en' | 'zh', Record<string, string>> = { en: { ...en }, zh: { ...zh } };

/** Adds the texts of pages that are loaded only when somebody opens them. */
export function addTexts(more: typeof texts): void {
  Object.assign(texts.en, more.en);
  Object.assign(texts.zh, more.zh);
}

/** The catalogue of a locale; a key that is missing shows itself, and a test finds it first. */
export function catalogue(locale: string): Text {
  const own = texts[locale.startsWith('zh') ? 'zh' : 'en'];
  return (key, values = {}) =>
    (own[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function date(locale: string, day?: string): string {
  return day
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
    : '–';
}

export function moment(locale: string, instant?: string): string {
  return instant
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))
    : '–';
}
