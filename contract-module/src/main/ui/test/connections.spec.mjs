// An administrator keeps a connection in order, and a salesperson edits a customer, in both languages; each page is
// checked with axe, wide and narrow. The Zoho simulator is the CRM; its records are changed as its own users would.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, HOST, look, story } from './browser.mjs';

const ZOHO_PORT = Number(process.env.ZOHO_PORT);
/** Makes this run's values differ from those of a former run against the same product. */
const MARK = String(Date.now()).slice(-6);
const HOSTILE = '<img src=x onerror="document.title=1">';

/** The CRM as one of its own users, who changes, adds and deletes customers. */
async function crm(offset) {
  const base = `http://localhost:${ZOHO_PORT + offset}`;
  const grant = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'demo-client',
    client_secret: 'demo-secret',
    refresh_token: 'demo-refresh',
  });
  const { access_token } = await (await fetch(`${base}/oauth/v2/token`, { method: 'POST', body: grant })).json();
  const call = async (method, path, data) => {
    const answer = await fetch(`${base}/crm/v8/Accounts${path}`, {
      method,
      headers: { Authorization: `Zoho-oauthtoken ${access_token}`, 'Content-Type': 'application/json' },
      body: data && JSON.stringify({ data }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return JSON.parse(text).data;
  };
  return {
    change: (...data) => call('PUT', '', data),
    add: async (...data) => (await call('POST', '', data)).map(({ details }) => details.id),
    remove: (ids) => call('DELETE', `?ids=${ids.join(',')}`),
    address: base,
  };
}

/** The product's API as one of the tenant's people. */
async function person(tenant, user, locale) {
  const { token } = await (await fetch(`${HOST}/token?tenant=${tenant}&user=${user}`)).json();
  const call = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${BASE}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Accept-Language': locale,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    call.tag = answer.headers.get('ETag');
    return text ? JSON.parse(text) : undefined;
  };
  return call;
}

const operate = (tenant, locale, offset) =>
  story(tenant, locale, async ({ page, as, pick }) => {
    const en = locale === 'en';
    const zoho = await crm(offset);
    const sales = await person(tenant, 'sales', locale);
    const admin = await person(tenant, 'admin', locale);
    const [connection] = (await admin('GET', '/connections')).items;
    const done = () => pick('done').waitFor();

    /** Looks at a page wide and narrow; narrow, nothing may stick out. */
    const both = async (name) => {
      await look(page, `${name}-${locale}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await look(page, `${name}-narrow-${locale}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${name} is ${wide} px wide on a screen of 390`);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    const overview = async () => {
      await pick('tab-overview').click();
      await pick('tiles').waitFor();
    };
    /** Begins a run by its button, again where the product's own run was first, and waits for its end. */
    const run = async (button) => {
      for (;;) {
        await pick(button).click();
        await pick('done').or(pick('problem')).first().waitFor();
        if (await pick('done').count()) break;
        await page.waitForTimeout(500);
      }
      await pick('progress').waitFor({ state: 'detached' });
      await page.locator('[data-test="run"] .badge.ok').first().waitFor();
    };
    const openNewest = async (kind) => {
      await page.locator(`[data-test="run"][data-kind="${kind}"] [data-test="open-run"]`).first().click();
      await pick('run-detail').locator('.badge.ok').waitFor();
    };
    const customer = (index) => sales('GET', `/customers/${customers[index].id}`);
    const edit = async (index, fields) => {
      const { id, version } = await customer(index);
      await sales('PATCH', `/customers/${id}`, fields, { 'If-Match': `"${version}"` });
    };
    const customers = (await sales('GET', '/customers?limit=20')).items.filter((c) => c.source && c.phone);
    const there = (index, fields) => zoho.change({ id: customers[index].source.externalId, ...fields });

    // What a former run that was broken off has left is cleared away.
    const mapping = `/connections/${connection.id}/mapping`;
    const fields = (await admin('GET', mapping)).items.map(({ pausedReason, ...rule }) => rule);
    const number = fields.find((r) => r.kind === 'ACCOUNT' && r.ours === 'phone');
    if (number.owner !== 'NEWEST') {
      number.owner = 'NEWEST';
      await admin('PUT', mapping, { fields }, { 'If-Match': admin.tag });
    }

    const inbox = `/connections/${connection.id}/conflicts`;
    for (const { id } of (await admin('GET', inbox)).items) {
      await admin('POST', `${inbox}/${id}/decisions`, { decision: 'THEIRS', remember: false });
    }

    await as('admin', '#/admin/connections');
    await pick('connection').waitFor();
    await both('connections');
    await pick('open-connection').click();
    await pick('tiles').waitFor();

    // A person shall decide where both have changed a telephone number.
    await pick('tab-mapping').click();
    const phone = pick('map-ACCOUNT').locator('[data-test="rule"]', {
      has: page.locator('[data-test="theirs"][aria-label*="' + (en ? 'Phone' : '电话') + '"]'),
    });
    await phone.locator('[data-test="owner"]').selectOption('MANUAL');
    await pick('save-mapping').click();
    await pick('ask-yes').click();
    await done();
    await pick('samples').first().waitFor();
    await both('connection-mapping');
    await overview();

    // Only some customers come over: refused where it makes no sense, tried on a few, saved, and taken back.
    const within = (name) => page.locator('record-filters').locator(`[data-test="${name}"]`);
    await pick('tab-mapping').click();
    await pick('samples').first().waitFor();
    await within('record-filters').locator('.empty').waitFor();
    await look(page, `connection-filters-empty-${locale}`);
    await pick('only-add-ACCOUNT').press('Enter');
    const focused = await pick('only-field-0').evaluate((field) => field.getRootNode().activeElement === field);
    assert.ok(focused, 'the keyboard goes on in the new condition');
    await pick('only-field-0').selectOption('Industry');
    await pick('only-operator-0').selectOption('IS_ONE_OF');
    await pick('only-value-0').getByLabel(customers[0].industry, { exact: true }).check();
    await pick('only-add-ACCOUNT').click();
    await pick('only-field-1').selectOption('Employees');
    await pick('only-operator-1').selectOption('AT_LEAST');
    await pick('only-value-1').fill('many');
    await pick('try-filters').click();
    await page.locator('[data-test="only-value-1"][aria-invalid="true"]').waitFor();
    await both('connection-filters-wrong');
    await pick('only-operator-1').selectOption('IS_EMPTY');
    await pick('only-add-CONTACT').click();
    await pick('only-field-2').selectOption('Modified_Time');
    await pick('only-operator-2').selectOption('AT_LEAST');
    await pick('only-value-2').fill('2020-01-01 08:30');
    await pick('try-filters').click();
    await pick('preview').nth(1).waitFor();
    await both('connection-filters');
    await pick('save-filters').click();
    await within('ask-yes').click();
    await within('done').waitFor();
    const only = `/connections/${connection.id}/filters`;
    assert.deepEqual(
      (await admin('GET', only)).items.map(({ operator }) => operator),
      ['IS_ONE_OF', 'IS_EMPTY', 'AT_LEAST'],
    );
    await pick('undo').click();
    await within('record-filters').locator('.empty').waitFor();
    assert.equal((await admin('GET', only)).items.length, 0, 'every record comes over again');
    await overview();
    await run('sync');

    for (const index of [0, 1, 2]) {
      await edit(index, { phone: `+86 10 555${index} ${MARK}` });
      await there(index, { Phone: `+86 21 666${index} ${MARK}` });
    }
    await there(1, { Account_Name: `${HOSTILE} ${MARK}` });
    await there(3, { Account_Name: HOSTILE });
    await there(4, { Website: '=HYPERLINK("https://x.example")' });
    // The product's own run may come first and leave the dry run nothing to show.
    for (let n = 0; ; n++) {
      await there(5, { Website: `https://renamed-${n}-${MARK}.example` });
      await run('dry-run');
      await openNewest('DRY');
      await pick('change').or(pick('no-changes')).first().waitFor();
      if (await pick('change').count()) break;
      await overview();
    }
    await pick('filter').fill(`-${MARK}`);
    assert.equal(await pick('change').count(), 1, 'the filter finds the one line');
    await pick('filter').fill('');
    await both('connection-dry-run');
    await overview();
    await run('sync');
    await both('connection');

    await pick('to-conflicts').click();
    await pick('conflict').nth(2).waitFor();
    await pick('conflict')
      .filter({ hasText: `${HOSTILE} ${MARK}` })
      .waitFor();
    await both('connection-conflicts');
    assert.notEqual(await page.title(), '1', 'a name is shown and not run');
    // By keyboard alone: to the next and back, theirs, a third value, ours for ever.
    await pick('conflict').first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('t');
    await done();
    await pick('conflict').nth(2).waitFor({ state: 'detached' });
    // A decision that nobody built on is taken back, and made again.
    await pick('undo').click();
    await pick('conflict').nth(2).waitFor();
    await pick('conflict').first().focus();
    await page.keyboard.press('t');
    await pick('conflict').nth(2).waitFor({ state: 'detached' });
    await page.keyboard.press('m');
    await page.keyboard.type(`+86 10 7770 ${MARK}`);
    await page.keyboard.press('Enter');
    await pick('conflict').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    assert.equal(await pick('remember').isChecked(), true);
    await page.keyboard.press('o');
    await pick('no-conflicts').waitFor();
    const phones = await Promise.all([0, 1, 2].map(async (index) => (await customer(index)).phone));
    assert.ok(phones.includes(`+86 10 7770 ${MARK}`), `one of ${phones} is the third value`);
    assert.equal(phones.filter((text) => text.includes(' 666')).length, 1, `one of ${phones} is theirs`);
    assert.equal(phones.filter((text) => text.includes(' 555')).length, 1, `one of ${phones} is ours`);
    const rules = (await admin('GET', mapping)).items;
    assert.equal(rules.find((r) => r.kind === 'ACCOUNT' && r.ours === 'phone').owner, 'LOCAL', 'it is remembered');

    await overview();

    await pick('to-held').click();
    await pick('cause').first().waitFor();
    await both('connection-held');
    await there(4, { Website: `https://put-right-${MARK}.example` });
    await pick('replay-all').first().click();
    await pick('none-held').waitFor();
    assert.equal((await customer(4)).website, `https://put-right-${MARK}.example`);

    // Both sides differ where nobody noticed: the comparison finds it, and repairs what is chosen.
    await overview();
    await there(6, { Website: `https://missed-${MARK}.example` });
    await run('reconcile');
    await openNewest('RECONCILE');
    await pick('change').or(pick('same')).first().waitFor();
    if (await pick('change').count()) {
      await pick('choose-all').check();
      await both('connection-differences');
      await pick('repair').click();
      await pick('run-detail').locator('.badge.ok').waitFor();
    }

    // An undo takes back what nobody has edited since.
    await overview();
    await there(7, { Website: `https://by-mistake-${MARK}.example` });
    const before = (await customer(7)).website;
    for (;;) {
      await run('sync');
      if ((await customer(7)).website !== before) break;
    }
    await pick('open-run').first().waitFor();
    const runs = (await admin('GET', `/connections/${connection.id}/runs`)).items;
    let wrong;
    for (const { id } of runs) {
      const { items } = await admin('GET', `/connections/${connection.id}/runs/${id}/changes`);
      if (items.some((line) => line.after === `https://by-mistake-${MARK}.example`)) wrong = id;
    }
    await as('admin', `#/admin/connections/${connection.id}/runs/${wrong}`);
    await pick('undo-run').click();
    await pick('ask-yes').click();
    await page.waitForURL((url) => !url.hash.includes(wrong));
    await pick('run-detail').locator('.badge.ok').waitFor();
    await pick('change').first().waitFor();
    await both('connection-undo');
    assert.equal((await customer(7)).website, before, 'the former value is back');

    // Paused with a reason that others read, undone, paused again and resumed.
    await overview();
    await pick('pause').click();
    await pick('pause-reason').fill(en ? 'The CRM is being tidied up' : 'CRM 正在整理数据');
    await pick('pause-now').click();
    await pick('trouble')
      .locator('strong', { hasText: en ? 'tidied' : '整理' })
      .waitFor();
    await both('connection-paused');
    assert.equal(await pick('sync').isDisabled(), true, 'a paused connection begins nothing');
    await pick('undo').click();
    await pick('pause').waitFor();

    // More deletions than the brake lets through are listed, refused, and then allowed as many as they are.
    const many = Array.from({ length: 24 }, (_, n) => ({
      Account_Name: en ? `Closed Branch ${n} ${MARK}` : `已注销分公司 ${n} ${MARK}`,
    }));
    const gone = await zoho.add(...many);
    await overview();
    await run('sync');
    await zoho.remove(gone);
    for (;;) {
      await pick('sync').click();
      await pick('stopped').or(pick('problem')).first().waitFor();
      if (await pick('stopped').count()) break;
      await page.waitForTimeout(500);
    }
    await pick('more-stopped').click();
    await pick('stopped-record').nth(23).waitFor();
    await both('connection-stopped');
    await pick('refuse-deletions').click();
    await pick('resume').waitFor();
    assert.equal(await pick('stopped').count(), 0, 'what was refused is decided');
    await pick('resume').click();
    await pick('pause').waitFor();
    for (;;) {
      await pick('sync').click();
      await pick('stopped').or(pick('problem')).first().waitFor();
      if (await pick('stopped').count()) break;
      await page.waitForTimeout(500);
    }
    await pick('allow-deletions').click();
    await pick('ask-yes').click();
    await pick('stopped').waitFor({ state: 'detached' });
    await page.locator('[data-test="run"] .badge.ok').first().waitFor();

    // Its settings, and a test of it with the stored credentials.
    await pick('tab-settings').click();
    await pick('try-now').click();
    await pick('trial').waitFor();
    assert.equal(await page.locator('[data-test="trial-step"][data-outcome="FAILED"]').count(), 0);
    await pick('pull-minutes').fill('4');
    await pick('quiet-from').fill('22:00');
    await pick('save-settings').click();
    assert.equal(await pick('done').count(), 0, 'four minutes are too few');
    await pick('pull-minutes').fill('30');
    await pick('save-settings').click();
    await pick('problem').waitFor();
    await both('connection-settings-wrong');
    await pick('quiet-until').fill('06:30');
    await pick('save-settings').click();
    await done();
    await both('connection-settings');
    await pick('undo').click();
    await pick('undo').waitFor({ state: 'detached' });
    await done();
    assert.equal(await pick('pull-minutes').inputValue(), '', 'the former schedule is back');

    await pick('all').click();
    await pick('connect').click();
    for (const provider of ['fxiaoke', 'dolibarr', 'zoho']) {
      await pick(`choose-${provider}`).check();
      await both(`connect-${provider}`);
    }
    await pick('cloud').selectOption('other');
    await pick('accounts-url').fill('http://169.254.169.254');
    await pick('api-url').fill('http://169.254.169.254');
    for (const name of ['clientId', 'clientSecret', 'refreshToken']) await pick(name).fill('none');
    await pick('try-now').click();
    await page.locator('[data-test="trial-step"][data-outcome="FAILED"]').waitFor();
    await both('connect-refused');
    await pick('connect-now').click();
    await pick('problem').waitFor();

    // Tested with success, connected, and removed by its name; the customers stay.
    await pick('accounts-url').fill(zoho.address);
    await pick('api-url').fill(zoho.address);
    await pick('clientId').fill('demo-client');
    await pick('clientSecret').fill('demo-secret');
    await pick('refreshToken').fill('wrong');
    await pick('crm-name').fill(`Zoho ${MARK}`);
    await pick('try-now').click();
    await page.locator('[data-test="trial-step"][data-outcome="FAILED"]').waitFor();
    await both('connect-wrong');
    await pick('refreshToken').fill('demo-refresh');
    await pick('try-now').click();
    await pick('trial').waitFor();
    assert.equal(await page.locator('[data-test="trial-step"][data-outcome="FAILED"]').count(), 0);
    await both('connect-tested');
    await pick('connect-now').click();
    await pick('tiles').waitFor();
    await pick('tab-settings').click();
    await pick('remove').click();
    await pick('remove-name').fill('another');
    assert.equal(await pick('remove-now').isDisabled(), true, 'only its own name removes it');
    await pick('remove-name').fill(`Zoho ${MARK}`);
    await look(page, `connection-remove-${locale}`);
    await pick('remove-now').click();
    await pick('connection').first().waitFor();
    await pick('connection').nth(1).waitFor({ state: 'detached' });

    // Zoho's channel is opened by the product; the address of Dolibarr's is copied from here, and made anew.
    await as('admin', `#/admin/connections/${connection.id}/settings`);
    await pick('notice-way').locator('.badge').waitFor();
    assert.equal(await pick('renew-address').count(), 0, 'nobody has to enter an address in Zoho');
    await look(page, `connection-notices-zoho-${locale}`);
    const dolibarr = await admin('POST', '/connections', {
      provider: 'dolibarr',
      name: `Dolibarr ${MARK}`,
      accountsUrl: 'https://dolibarr.example.com',
      apiUrl: 'https://dolibarr.example.com',
      clientSecret: 'a-key-of-an-administrator',
      options: {},
    });
    await as('admin', `#/admin/connections/${dolibarr.id}/settings`);
    const address = () => pick('notice-address').locator('[data-test="copy-source"]').textContent();
    await pick('notice-address').waitFor();
    const former = await address();
    assert.match(former, /^https:\/\/contracts\.example\.com\/api\/v1\/crm-notices\/\S{80,}$/);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pick('notice-address').locator('button').click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), former, 'it is copied');
    await both('connection-notices');
    const call = async (text) =>
      (await fetch(text.replace('https://contracts.example.com', BASE), { method: 'POST' })).status;
    await pick('renew-address').click();
    await pick('ask-no').and(page.locator(':visible')).click();
    assert.equal(await address(), former, 'asked first');
    await pick('renew-address').click();
    await look(page, `connection-notices-renew-${locale}`);
    await pick('ask-yes').and(page.locator(':visible')).click();
    await done();
    assert.notEqual(await address(), former);
    assert.equal(await call(former), 401, 'the former address is refused');
    await look(page, `connection-notices-renewed-${locale}`);
    await pick('remove').click();
    await pick('remove-name').fill(`Dolibarr ${MARK}`);
    await pick('remove-now').click();
    await pick('connection').nth(1).waitFor({ state: 'detached' });

    // What a CRM's user wrote is text, whatever it looks like.
    await as('sales', '#/customers');
    await pick('open-customer').first().waitFor();
    await as('sales', `#/customers/${customers[3].id}`);
    await pick('customer').locator('h2', { hasText: HOSTILE }).waitFor();
    assert.equal(await page.locator('customer-view img').count(), 0);
    const owner = (await customer(3)).links[0].owner;
    assert.ok(owner.name, 'the owner is one of the users that were read');
    assert.equal(await pick('owner-name').first().textContent(), owner.name);
    await both('customer');
    await pick('edit-customer').click();
    await pick('edit-industry').fill('');
    await pick('edit-address').fill(en ? '1 New Street' : '新街一号');
    await pick('save-customer').click();
    await pick('problem').waitFor();
    await look(page, `customer-edit-${locale}`);
    await pick('edit-address').fill((await customer(3)).address ?? '');
    await edit(3, { registrationNumber: `A-${MARK}` });
    await pick('save-customer').click();
    await pick('problem').locator('button').waitFor();
    await pick('problem').locator('button').click();
    await pick('edit-customer').click();
    await pick('edit-phone').fill(`+86 10 8880 ${MARK}`);
    await pick('save-customer').click();
    await done();
    assert.equal((await customer(3)).phone, `+86 10 8880 ${MARK}`);
    assert.equal((await customer(3)).registrationNumber, `A-${MARK}`, 'the other edit is not lost');
  });

test('a connection in Chinese', () => operate('acme-cn', 'zh-CN', 0));
test('a connection in English', () => operate('globex-en', 'en', 1));
