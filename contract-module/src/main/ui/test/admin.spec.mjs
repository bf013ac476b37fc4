// A tenant's admin goes through every page of the administration, in both languages; each is checked with axe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, HOST, look, story } from './browser.mjs';

const COLOURS = ['#0b6e4f', '#7a1f5c'];

const administer = (tenant, locale) =>
  story(tenant, locale, async ({ page, as, pick }) => {
    const open = async (name, ready) => {
      await pick(`admin-${name}`).click();
      await pick(ready).first().waitFor();
    };
    const done = () => pick('done').waitFor();
    const undo = async () => {
      await pick('undo').click();
      await pick('undo').waitFor({ state: 'detached' });
    };
    const primary = () =>
      page.evaluate(() => getComputedStyle(document.querySelector('cc-app')).getPropertyValue('--cc-color-primary'));

    const takes = (colour) =>
      page.waitForFunction(
        (wanted) =>
          getComputedStyle(document.querySelector('cc-app')).getPropertyValue('--cc-color-primary') === wanted,
        colour,
      );

    await as('admin', '#/contracts');
    await pick('check-isolation').click();
    await pick('apart').locator('.badge.ok').waitFor();
    assert.equal(await pick('findings').locator('.badge.bad').count(), 0, 'every attempt was refused');
    await look(page, `admin-overview-${locale}`);

    await open('settings', 'group-BRANDING');
    const before = await primary();
    const colour = COLOURS.find((one) => one !== before);
    await pick('branding.color-primary').fill(colour);
    await pick('limits.page-size').fill('0');
    await pick('save-settings').click();
    await page.locator('[data-test="limits.page-size"][aria-invalid="true"]').waitFor();
    assert.equal(await primary(), before, 'a faulty form changes nothing');
    await pick('limits.page-size').fill('25');
    await pick('save-settings').click();
    await done();
    await takes(colour);
    await look(page, `admin-settings-${locale}`);
    await undo();
    await takes(before);

    await open('people', 'people');
    await look(page, `admin-people-${locale}`);
    await pick('tab-roles').click();
    await pick('add-mapping').click();
    await pick('host-name').last().fill('records');
    await pick('our-role').last().selectOption('auditor');
    await pick('save-mappings').click();
    await done();
    await look(page, `admin-roles-${locale}`);
    await open('trust', 'issuer');
    const token = await (await fetch(`${HOST}/token?tenant=${tenant}&user=records`)).json();
    await pick('check-given').fill(token.token);
    await pick('run-check').click();
    const auditor = locale === 'en' ? 'Auditor' : '审计员';
    await page.locator('issuer-check dd', { hasText: auditor }).waitFor();
    await look(page, `admin-trust-${locale}`);
    await open('people', 'people');
    await pick('tab-roles').click();
    await pick('remove-mapping').last().click();
    await pick('save-mappings').click();
    await done();

    await pick('tab-teams').click();
    await pick('new-team').click();
    const team = locale === 'en' ? 'North' : '华北';
    await pick('team-name').fill(team);
    await pick('team-lead').selectOption(`sales@${tenant}`);
    await pick('save-team').click();
    await pick('team').waitFor();
    await look(page, `admin-teams-${locale}`);
    await pick('remove-team').click();
    await pick('ask-yes').click();
    await pick('team').waitFor({ state: 'detached' });
    await pick('tab-explain').click();
    await pick('explain-user').selectOption(`sales@${tenant}`);
    await pick('explain-action').selectOption('contract.archive');
    await pick('explain').click();
    await pick('explanation').locator('.badge.bad').waitFor();
    await look(page, `admin-explain-${locale}`);

    await open('audit', 'check-chain');
    await pick('check-chain').click();
    await pick('chain').locator('.badge.ok').waitFor();
    await look(page, `admin-audit-${locale}`);

    await open('webhooks', 'new-webhook');
    await pick('new-webhook').click();
    await pick('webhook-url').fill('http://10.0.0.1/');
    await pick('save-webhook').click();
    await page.locator('[data-test="webhook-url"][aria-invalid="true"]').waitFor();
    await pick('webhook-url').fill('https://hooks.example.com/crm');
    await pick('save-webhook').click();
    await pick('secret').waitFor();
    assert.match(await pick('copy-source').textContent(), /^whsec_/);
    await pick('deliveries').click();
    await page.locator('webhook-deliveries form').waitFor();
    await look(page, `admin-webhooks-${locale}`);
    await pick('pause').click();
    await pick('resume').waitFor();
    await pick('remove-webhook').click();
    await pick('ask-yes').click();
    await pick('webhook').waitFor({ state: 'detached' });

    await open('failures', 'reload');
    await look(page, `admin-failures-${locale}`);

    await open('exit', 'export');
    await pick('export').click();
    await pick('export-READY').first().waitFor();
    const [archive] = await Promise.all([page.waitForEvent('download'), pick('download').first().click()]);
    assert.match(archive.suggestedFilename(), new RegExp(`^${tenant}-.*\\.zip$`));
    await look(page, `admin-exit-${locale}`);

    // By keyboard alone: from one tab to the next.
    await open('people', 'people');
    await pick('tab-people').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await pick('tab-roles').getAttribute('aria-selected'), 'true');

    // An auditor looks at what concerns auditors and changes nothing.
    await as('auditor', '#/admin/settings');
    await pick('group-BRANDING').waitFor();
    assert.equal(await pick('admin-webhooks').count(), 0, 'webhooks are the admin’s');
    assert.equal(await pick('limits.page-size').isEditable(), false, 'an auditor reads');

    // On the host's own page, from another origin: the pages that come later come, too, and can save.
    await page.goto(`${HOST}/?tenant=${tenant}&user=admin`);
    await page.evaluate(
      ([api, locale, mint]) => {
        const element = document.createElement('tenant-admin');
        Object.assign(element, { api, locale, getToken: async () => (await (await fetch(mint)).json()).token });
        document.getElementById('panel').replaceChildren(element);
      },
      [BASE, locale, `/token?tenant=${tenant}&user=admin`],
    );
    await open('people', 'people');
    await pick('tab-roles').click();
    await pick('add-mapping').click();
    await pick('host-name').last().fill('archive-clerks');
    await pick('save-mappings').click();
    await done();
    await undo();
  });

test('the administration in Chinese', () => administer('acme-cn', 'zh-CN'));
test('the administration in English', () => administer('globex-en', 'en'));
