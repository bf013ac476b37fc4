// What the browser tests share: Chromium, signing in at the demo host, and looking at a page with axe.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

export const BASE = process.env.BASE_URL;
export const HOST = process.env.HOST_URL;
const SHOTS = process.env.SHOTS;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser;
before(async () => {
  if (SHOTS) mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
});
after(() => browser?.close());

export async function look(page, name, fullPage = true) {
  await page.waitForLoadState('networkidle');
  if (fullPage) await page.evaluate(() => scrollTo(0, 0));
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage });
  // evaluate() is not subject to the page's content security policy, a script tag would be.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  assert.deepEqual(found, [], `axe on ${name}`);
}

/** Runs a story in a page of its own and fails if the page asked another origin for anything. */
export async function story(tenant, locale, tell) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const foreign = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(BASE) && !url.startsWith(HOST) && !url.startsWith('data:') && !url.startsWith('blob:')) {
      foreign.push(url);
    }
  });
  const as = async (user, route) => {
    await page.goto(`${HOST}/open?tenant=${tenant}&user=${user}&return=${encodeURIComponent(route)}`);
    await page.locator('nav').first().waitFor();
  };
  const pick = (name) => page.locator(`[data-test="${name}"]`);
  const refused = [];
  context.on('response', (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
  });
  try {
    await tell({ page, as, pick });
  } catch (error) {
    // What the product itself said tells more than which element did not come.
    const said = await page
      .locator('[role="alert"]')
      .allInnerTexts()
      .catch(() => []);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/failed-${tenant}.png`, fullPage: true }).catch(() => {});
    error.message += `\nThe page said: ${said.join(' | ')}\nRefused last: ${refused.slice(-3).join(', ')}`;
    throw error;
  }
  assert.deepEqual(foreign, [], 'requests to other origins');
  await context.close();
}
