// A legal counsel finds two customers that are one, merges them and undoes it, in both languages; each page is checked
// with axe, wide and narrow. Names are hostile on purpose: what somebody typed is text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, HOST, look, story } from './browser.mjs';

const MARK = String(Date.now()).slice(-6);

async function person(tenant, user, locale) {
  const { token } = await (await fetch(`${HOST}/token?tenant=${tenant}&user=${user}`)).json();
  return async (method, path, body) => {
    const answer = await fetch(`${BASE}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Accept-Language': locale,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

const tidy = (tenant, locale) =>
  story(tenant, locale, async ({ page, as, pick }) => {
    const en = locale === 'en';
    const sales = await person(tenant, 'sales', locale);
    const hostile = `<img src=x onerror="document.title=1"> ${MARK}`;
    const names = en
      ? [`Harbour ${MARK} Ltd`, `HARBOUR ${MARK} Limited`]
      : [`海港${MARK}股份有限公司`, `海港${MARK}有限公司`];
    const both = async (name) => {
      await look(page, `${name}-${locale}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await look(page, `${name}-narrow-${locale}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${name} is ${wide} px wide on a screen of 390`);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    const text = async (place) => {
      assert.equal(await page.locator(`${place} img`).count(), 0, `no markup in ${place}`);
      assert.notEqual(await page.title(), '1');
    };
    const first = await sales('POST', '/customers', { name: names[0], phone: '+86 10 6655 4433', industry: hostile });
    const second = await sales('POST', '/customers', { name: names[1], address: en ? '1 Quay' : '码头路一号' });
    await sales('POST', `/customers/${second.id}/contacts`, {
      name: en ? 'Grace Quay' : '江海',
      email: `g@${MARK}.example`,
    });
    for (const phone of ['+49 30 1', '+49 30 2']) await sales('POST', '/customers', { name: hostile, phone });

    // The list: searched, filtered, and saying what to do where there is nothing.
    await as('legal', '#/customers');
    await pick('open-customer').first().waitFor();
    await page.locator('input[type="search"]').fill(MARK);
    await page.locator('input[type="search"]').blur();
    await pick('open-customer').nth(3).waitFor();
    await text('customer-list');
    await both('customers-found');
    await pick('of').selectOption('none');
    await page.locator('input[type="search"]').fill('nobody-at-all');
    await page.locator('input[type="search"]').blur();
    await pick('none-found').waitFor();
    await both('customers-none');
    await pick('none-found').locator('button').click();
    await pick('open-customer').first().waitFor();

    await pick('duplicates').click();
    await pick('find').click();
    await pick('done').waitFor();
    const pair = (name) => page.locator('[data-test="pair"]', { hasText: name });
    await pair(names[0]).waitFor();
    await pair(hostile).waitFor();
    await text('customer-duplicates');
    await both('duplicates');

    // By keyboard: the row's button, the radio buttons, the dialog.
    await pair(hostile).locator('[data-test="compare"]').click();
    await pick('sides').waitFor();
    await text('customer-duplicates');
    await pick('dismiss').click();
    await pick('done').waitFor();
    await pair(names[0]).waitFor();
    assert.equal(await pair(hostile).count(), 0, 'it is remembered that they are two');

    await pair(names[0]).locator('[data-test="compare"]').focus();
    await page.keyboard.press('Enter');
    await pick('sides').waitFor();
    const left = await pick('sides').locator('[data-test="field-name"] td').first().innerText();
    const survivor = left.trim() === names[0] ? 'left' : 'right';
    await pick(`survivor-${survivor}`).focus();
    await page.keyboard.press('Space');
    assert.equal(await pick(`take-phone-${survivor}`).isChecked(), true);
    assert.equal(await pick(`take-address-${survivor}`).isChecked(), false, 'what it has not is taken of the other');
    await both('duplicates-compare');
    await pick('merge').focus();
    await page.keyboard.press('Enter');
    await pick('ask-yes').waitFor();
    await look(page, `merge-ask-${locale}`, false);
    await pick('ask-yes').click();
    await pick('done').waitFor();
    assert.equal(await pair(names[0]).count(), 0);

    // The former id leads on; each field tells where it comes from, and the page what happened.
    await as('legal', `#/customers/${second.id}`);
    await pick('followed').waitFor();
    await pick('customer').locator('h2', { hasText: names[0] }).waitFor();
    await page.waitForURL((url) => url.hash.includes(first.id));
    const source = pick('customer').locator('[data-test="source"] summary').nth(1);
    await source.focus();
    await page.keyboard.press('Enter');
    await pick('contact').first().waitFor();
    await pick('show-history').click();
    await pick('event').nth(1).waitFor();
    await text('customer-view');
    await both('customer-merged');
    await pick('undo-merge').click();
    await pick('ask-yes').click();
    await pick('done').waitFor();
    assert.equal((await sales('GET', `/customers/${second.id}`)).contacts.length, 1);
    assert.equal((await sales('GET', `/customers/${first.id}`)).address, undefined);

    // A customer of a CRM shows as what the CRM knows it.
    const known = (await sales('GET', '/customers?limit=100')).items.find((c) => c.source);
    await as('sales', `#/customers/${known.id}`);
    await pick('link').first().waitFor();
    assert.equal(await pick('undo-merge').count(), 0);
    await both('customer-links');
  });

test('duplicates in Chinese', () => tidy('acme-cn', 'zh-CN'));
test('duplicates in English', () => tidy('globex-en', 'en'));
