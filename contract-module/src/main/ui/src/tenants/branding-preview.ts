import { html, type TemplateResult } from 'lit';
import type { Text } from '../shell/i18n.js';

/** WCAG 2.2, 1.4.3: what normal text needs. */
const ENOUGH = 4.5;
const PAGE = '#f4f5f7';
const USUAL: Record<string, string> = {
  'color-primary': '#1f5fbf',
  'color-text': '#1b2430',
  'color-muted': '#55606e',
  'color-surface': '#ffffff',
  'color-line': '#d5dbe3',
  radius: '8px',
  'font-family': '',
};

/** Relative luminance as WCAG 2.2 defines it; undefined for what is no colour. */
function luminance(colour: string): number | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [luminance(one), luminance(other)];
  if (a === undefined || b === undefined) return undefined;
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** A piece of a page as the tokens would have it, and a warning where people could no longer read it. */
export function brandingPreview(t: Text, values: Record<string, unknown>): TemplateResult {
  const token = (name: string) => String(values[`branding.${name}`] ?? '') || USUAL[name];
  const [primary, text, muted, surface] = ['primary', 'text', 'muted', 'surface'].map((c) => token(`color-${c}`));
  const weak = [
    { what: 'brand.button', ratio: contrast('#ffffff', primary) },
    { what: 'brand.link', ratio: contrast(primary, surface) },
    { what: 'brand.text', ratio: Math.min(contrast(text, surface) ?? 21, contrast(text, PAGE) ?? 21) },
    { what: 'brand.muted', ratio: contrast(muted, surface) },
  ].filter(({ ratio }) => ratio !== undefined && ratio < ENOUGH);
  const radius = token('radius');
  return html`<h3 style="margin-top:18px">${t('brand.preview')}</h3>
    ${weak.map(
      ({ what, ratio }) =>
        html`<p class="warn" role="status">
          ${t('brand.weak', { what: t(what), ratio: ratio!.toFixed(1), enough: ENOUGH })}
        </p>`,
    )}
    <div
      aria-hidden="true"
      data-test="preview"
      style="background:${surface};color:${text};border:1px solid ${token('color-line')};border-radius:${radius};padding:16px 18px;font-family:${
        token('font-family') || 'inherit'
      }"
    >
      <strong style="font-size:17px">${t('brand.title')}</strong>
      <p style="color:${muted};margin:4px 0 10px">${t('brand.line')}</p>
      <p style="margin:0 0 12px"><span style="color:${primary};text-decoration:underline">SALES-2026-00042</span></p>
      <span style="display:inline-block;background:${primary};color:#fff;border-radius:6px;padding:6px 14px"
        >${t('new')}</span
      >
      <span style="display:inline-block;border:1px solid ${token('color-line')};border-radius:6px;padding:6px 14px"
        >${t('edit')}</span
      >
    </div> `;
}
