// The main job by clicking, in both languages, against the running product; every page is checked with axe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOST, look, story } from './browser.mjs';

const SCAN = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const mainJob = (tenant, locale, title) =>
  story(tenant, locale, async ({ page, as, pick }) => {
    const state = async (wanted) => page.locator(`[data-test="state"] .badge.${wanted}`).waitFor();

    await as('sales', '#/customers');
    await pick('customers').waitFor();
    await look(page, `customers-${locale}`);

    await as('sales', '#/contracts');
    await pick('contracts').waitFor();
    await look(page, `contracts-${locale}`);

    await pick('new-contract').click();
    await pick('customer').locator('option').first().waitFor({ state: 'attached' });
    await pick('customer').selectOption({ index: 2 });
    await pick('title').last().fill(title);
    await pick('amount').fill('1000.00');
    const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    await pick('startsOn').fill(day(-5));
    await pick('endsOn').fill(day(360));
    await look(page, `new-contract-${locale}`);
    await pick('create').click();
    await state('draft');
    const route = new URL(page.url()).hash;

    const longer = `${title} · ${locale === 'en' ? 'revised' : '修订'}`;
    await pick('action-edit').click();
    await pick('title').last().fill(longer);
    await look(page, `edit-${locale}`, false);
    await pick('create').click();
    await page.locator('h1', { hasText: longer }).waitFor();

    await pick('edit-clause').first().click();
    await pick('clause-edit-text').fill(locale === 'en' ? 'Edited in its place.' : '就地修改。');
    await pick('save-clause').click();
    await page.locator('.clause', { hasText: locale === 'en' ? 'Edited in its place.' : '就地修改。' }).waitFor();

    await pick('import').click();
    await pick('clause-text').fill(
      locale === 'en' ? '1. Notices\nNotices are in writing.' : '一、通知\n通知以书面形式作出。',
    );
    await pick('import-confirm').click();
    await pick('import').waitFor();

    await pick('tab-payments').click();
    await pick('add-line').click();
    await pick('line-name')
      .nth(0)
      .fill(locale === 'en' ? 'Prepayment' : '预付款');
    await pick('line-amount').nth(0).fill('300.01');
    await pick('line-due').nth(0).fill(day(10));
    assert.equal(await pick('save-payments').isDisabled(), true, 'a schedule that is short cannot be saved');
    await pick('add-line').click();
    assert.equal(await pick('line-amount').nth(1).inputValue(), '699.99');
    await pick('line-name')
      .nth(1)
      .fill(locale === 'en' ? 'Balance' : '尾款');
    await pick('line-due').nth(1).fill(day(90));
    await look(page, `payments-${locale}`);
    await pick('save-payments').click();
    await pick('action-submit').click();
    await state('in_review');

    const id = route.split('/').at(-1);
    for (const role of ['legal', 'finance', 'business', 'executive']) {
      await as(role, '#/approvals');
      const item = page.locator(`[data-contract="${id}"]`);
      await item.waitFor();
      if (role === 'legal') await look(page, `approvals-${locale}`);
      await item.locator('[data-test="approve"]').click();
      await item.waitFor({ state: 'detached' });
      if (role === 'finance') {
        await as(role, route);
        // The server's own words are in the reader's language from the first page on.
        assert.match(await page.locator('.next').innerText(), locale === 'en' ? /open reviews/ : /等待/);
        await pick('tab-approval').click();
        await look(page, `contract-${locale}`);
      }
    }

    await as('sales', route);
    await state('approved');
    await pick('action-sendToSign').click();
    await state('signing');
    await pick('action-registerSigning').click();
    await pick('scan').setInputFiles({ name: 'signed.pdf', mimeType: 'application/pdf', buffer: SCAN });
    await pick('name-OURS').fill(locale === 'en' ? 'Edward Stone' : '陈总远');
    await pick('name-COUNTERPARTY').fill(locale === 'en' ? 'Maria Lopez' : '刘建国');
    await look(page, `signing-${locale}`, false);
    await pick('confirm').click();
    await state('active');

    await as('finance', route);
    for (let i = 0; i < 2; i++) {
      await pick('action-recordReceipt').click();
      await pick('confirm').click();
      await page.locator('dialog').waitFor({ state: 'hidden' });
    }
    await as('business', route);
    await pick('action-complete').click();
    await state('completed');
    await pick('action-close').click();
    await pick('summary').fill(locale === 'en' ? 'On time.' : '按期履行。');
    await pick('confirm').click();
    await state('closed');

    await as('records', route);
    await pick('action-archive').click();
    await pick('cabinet').fill('A-03');
    await pick('box').fill('12');
    await pick('slot').fill('7');
    await pick('confirm').click();
    await state('archived');
    await pick('archive-number').waitFor();

    await as('sales', route);
    await state('archived');
    assert.equal(await page.locator('[data-test^="action-"]').count(), 0, 'an archived contract is read-only');
    await pick('tab-timeline').click();
    await look(page, `archived-${locale}`);

    // The same elements on the host's own page, with the host's token.
    await page.goto(`${HOST}/?tenant=${tenant}&user=sales`);
    await page.locator('contract-list [data-test="contracts"]').waitFor();
    await look(page, `host-${locale}`);
    await page.locator(`contract-list [data-id="${id}"]`).click();
    await page.locator('contract-view [data-test="archive-number"]').waitFor();
  });

test('the main job in Chinese', () => mainJob('acme-cn', 'zh-CN', '传感器供货合同'));
test('the main job in English', () => mainJob('globex-en', 'en', 'Supply of sensors'));
