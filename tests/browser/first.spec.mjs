// The first moments of a form that comes with its script, before the module that makes it live: late, never, pressed meanwhile. In each case
// what was typed arrives, once.

import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { NODE, SITE, heard, host, serve, tag } from './host.mjs';
import { watch } from './watch.mjs';

serve();

/** Holds the module back until it is let go. */
async function late(page) {
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route('**/seat.js*', async (route) => { await held; await route.continue(); });
  return go;
}
const never = (page, how = 'blockedbyclient') => page.route('**/seat.js*', (route) => route.abort(how));
/** A page of the agency's own site, from where it may be filed. */
async function stand(page, policy) {
  const headers = policy && { 'content-security-policy': policy };
  const body = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head><body>${tag('?lang=fr')}</body></html>`;
  await page.route(`${SITE()}/first/`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body, headers }));
  await page.goto(`${SITE()}/first/`);
}
/** How often the form was posted from the page itself. */
function posts(page) {
  const sent = [];
  page.on('request', (request) => { if (request.method() === 'POST' && new URL(request.url()).pathname === '/alwaha') sent.push(request.url()); });
  return sent;
}
const live = (page) => page.evaluate(() => !!document.querySelector('wasl-widget').seat);

test('sent before the module is there: it goes out when it is, once', async ({ page }) => {
  const seen = await watch(page), sent = posts(page), subject = subjectFor('Avant le module'), go = await late(page);
  await stand(page);
  await fillForm(page, 'fr', subject);
  await button(page, 'fr', 'form-submit').dblclick();
  await expect(root(page)).toHaveAttribute('aria-busy', 'true');
  expect(await live(page)).toBe(false);
  go();
  await receipt(page, 'fr');
  expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
  expect(sent).toHaveLength(1);
  expect(seen.errors).toEqual([]);
});

for (const [why, prepare] of [
  ['blocked', (page) => never(page)],
  ['refused by the page’s policy', () => {}],
  ['hanging', (page) => late(page)],
]) {
  test(`the module ${why}: the form goes its own way, in a new tab, and is filed`, async ({ page, context }) => {
    const subject = subjectFor('Sans module');
    await prepare(page);
    const policy = why.startsWith('refused') ? `default-src 'none'; script-src ${NODE()}/alwaha/wasl.js` : undefined;
    await stand(page, policy);
    await fillForm(page, 'fr', subject);
    await expect(root(page)).toHaveAttribute('data-wasl-script');
    // Pressed until something happens, as people do.
    const opened = context.waitForEvent('page', { timeout: 20_000 });
    for (let tab, tries = 0; !tab && tries < 3; tries += 1) {
      await submitForm(page, 'fr');
      tab = await Promise.race([opened, page.waitForTimeout(6_000).then(() => null)]);
    }
    await receipt(await opened, 'fr');
    await expect(field(page, 'subject')).toHaveValue(subject);
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
    // It claims no script any more: no button that nobody hears.
    await expect(root(page)).not.toHaveAttribute('data-wasl-script');
    await expect(root(page).locator('[data-open=voice]')).toBeHidden();
  });
}

test('the network is away when it is sent: it waits, and goes when it is back; changed, it does not go', async ({ page, context }) => {
  const subject = subjectFor('Module hors ligne');
  await never(page, 'internetdisconnected');
  await stand(page);
  await fillForm(page, 'fr', subject);
  await context.setOffline(true);
  await submitForm(page, 'fr');
  const note = root(page).locator('[data-offline]');
  await expect(note).toBeVisible();
  await field(page, 'body').pressSequentially('!');
  await expect(note).toBeHidden();
  const sent = posts(page);
  await context.setOffline(false);
  await page.waitForTimeout(1_000);
  expect(sent).toHaveLength(0);
  // Nor in a tab of its own, as whoever has waited in vain would.
  expect(context.pages()).toHaveLength(1);
  await context.setOffline(true);
  await submitForm(page, 'fr');
  await expect(note).toBeVisible();
  await page.unroute('**/seat.js*');
  await context.setOffline(false);
  await receipt(page, 'fr');
  expect(sent).toHaveLength(1);
  expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
});

test('a module that comes late finds what was done: a link, an open door, a chosen file', async ({ page }) => {
  const go = await late(page), subject = subjectFor('Module en retard');
  await host(page, tag('?lang=fr'));
  await field(page, 'subject').fill(subject);
  const door = root(page).locator('details', { has: page.locator('[name=country]') });
  await door.locator('summary').click();
  await root(page).locator('[name=file]').setInputFiles({ name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await root(page).getByRole('link', { name: 'Suivre mon dossier' }).click();
  await expect(root(page).locator('[name=access_code]')).toHaveCount(0);
  go();
  await expect(root(page).locator('[name=access_code]')).toBeVisible();
  await root(page).locator('a[data-go=form]').click();
  await expect(field(page, 'subject')).toHaveValue(subject);
  await expect(root(page)).toContainText('note.pdf');
  await expect(root(page).locator('[name=country] option')).not.toHaveCount(1);
});

test('a language that the page asks for before the module is there', async ({ page }) => {
  const go = await late(page), subject = subjectFor('Autre langue');
  await host(page, tag('?lang=fr'));
  await field(page, 'subject').fill(subject);
  await page.evaluate(() => { document.querySelector('wasl-widget').lang = 'en'; });
  go();
  await expect(root(page)).toHaveAttribute('lang', 'en');
  await expect(field(page, 'subject')).toHaveValue(subject);
});

test('the host’s methods wait for the module; what is taken away meanwhile stays away', async ({ page }) => {
  const go = await late(page);
  await host(page, `<div id="one">${tag('?lang=fr')}</div><div id="two">${tag('?lang=fr')}</div>`);
  await expect(page.locator('wasl-widget')).toHaveCount(2);
  await page.evaluate(() => {
    window.filled = document.querySelector('#one wasl-widget').prefill({ subject: 'Rempli' });
    document.querySelector('#two wasl-widget').destroy();
  });
  go();
  await page.evaluate(() => window.filled);
  await expect(field(page, 'subject')).toHaveValue('Rempli');
  await expect(page.locator('wasl-widget')).toHaveCount(1);
});

test('taken away before the module, and put back: a fresh form, and what was pressed on the old one does not go', async ({ page }) => {
  const go = await late(page), subject = subjectFor('Retiré puis remis'), sent = posts(page);
  await stand(page);
  await fillForm(page, 'fr', subject);
  await submitForm(page, 'fr');
  await expect(root(page)).toHaveAttribute('aria-busy', 'true');
  await page.evaluate(() => {
    const widget = document.querySelector('wasl-widget');
    widget.destroy();
    document.body.append(widget);
  });
  await expect(root(page)).toHaveCount(1);
  await expect(root(page)).not.toHaveAttribute('aria-busy');
  await expect(field(page, 'subject')).toHaveValue('');
  go();
  await expect.poll(() => live(page)).toBe(true);
  await page.waitForTimeout(500);
  expect(sent).toHaveLength(0);
  await expect(field(page, 'subject')).toBeVisible();
});

test('another agency before the module: its form, and nothing that was pressed on the first', async ({ page }) => {
  const go = await late(page), sent = posts(page);
  await stand(page);
  await fillForm(page, 'fr', subjectFor('Autre administration'));
  await submitForm(page, 'fr');
  await page.evaluate(() => document.querySelector('wasl-widget').setAttribute('agency', 'mhab'));
  await expect(root(page)).toHaveCount(0);
  go();
  await expect.poll(() => page.evaluate(() => document.querySelector('wasl-widget').seat?.page?.agency.id)).toBe('mhab');
  await expect(root(page)).toHaveCount(1);
  await page.waitForTimeout(500);
  expect(sent).toHaveLength(0);
});

for (const [name, query, lang, size, scheme] of [
  ['a telephone', '?lang=fr', 'fr', { width: 360, height: 740 }, 'light'],
  ['a telephone at night, in Arabic', '?lang=ar', 'ar', { width: 360, height: 740 }, 'dark'],
  ['a desk', '?lang=fr', 'fr', { width: 1280, height: 900 }, 'light'],
]) {
  test(`nothing moves and nothing changes its look when the rest comes: ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme });
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifted += e.value; })).observe({ type: 'layout-shift', buffered: true });
    });
    const go = await late(page);
    await host(page, `<p>Avant</p>${tag(query)}<p>Après</p>`, { lang, head: '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">' });
    // A tick is seen by its shape before the module is there too.
    const tick = () => field(page, 'consent').evaluate((e) => getComputedStyle(e, '::before').content);
    expect(await tick()).toBe('none');
    await field(page, 'consent').evaluate((e) => { e.checked = true; });
    expect(await tick()).toBe('""');
    const looks = () => page.evaluate(() => {
      const of = ['color', 'backgroundColor', 'borderTopColor', 'borderTopWidth', 'fontSize', 'fontWeight', 'lineHeight', 'display', 'paddingTop', 'marginTop', 'marginBottom', 'appearance', 'opacity'];
      const marks = ['content', 'backgroundColor', 'borderTopColor', 'borderRightWidth', 'width', 'rotate'];
      const { shadowRoot } = document.querySelector('wasl-widget');
      return [...shadowRoot.querySelectorAll('[data-wasl-root], [data-wasl-root] *')].filter((e) => e.checkVisibility()).map((e) => {
        const style = getComputedStyle(e), mark = getComputedStyle(e, '::before'), box = e.getBoundingClientRect();
        return `${e.localName}.${e.className} ${[box.x, box.y, box.width, box.height].map(Math.round)} ${of.map((p) => style[p])} ${marks.map((p) => mark[p])}`;
      });
    });
    const before = await looks();
    expect(before.length).toBeGreaterThan(80);
    // What the script's own arrival moves in the page is another matter.
    await page.evaluate(() => new Promise((done) => { setTimeout(() => { window.shifted = 0; done(); }, 200); }));
    go();
    await expect.poll(() => live(page)).toBe(true);
    await page.waitForTimeout(300);
    // The new sheet is there, and none of what is seen has changed with it.
    expect(await page.evaluate(() => [...document.querySelector('wasl-widget').shadowRoot.adoptedStyleSheets[0].cssRules].some((rule) => rule.cssText.includes('wasl-notice')))).toBe(true);
    expect(await looks()).toEqual(before);
    expect(await page.evaluate(() => window.shifted)).toBe(0);
    await field(page, 'subject').click();
    await alive(page);
  });
}

test('a browser without light-dark(): the form comes with the module, in the day’s colours', async ({ page }) => {
  await page.addInitScript(() => {
    const { supports } = CSS;
    CSS.supports = (...given) => !/light-dark/.test(given.join()) && supports.apply(CSS, given);
  });
  const go = await late(page);
  await heard(page, ['wasl:error']);
  await host(page, tag('?lang=fr'));
  const widget = page.locator('wasl-widget'), room = () => widget.evaluate((e) => getComputedStyle(e).minHeight);
  await expect(widget).toBeAttached();
  await page.waitForTimeout(500);
  await expect(root(page)).toHaveCount(0);
  expect(await room()).toBe('1600px');
  // So late that the way out stands there, and the page was told.
  const way = widget.locator('a[target=_blank][href*="/alwaha?lang=fr"]');
  await expect(way).toHaveCount(1, { timeout: 8_000 });
  expect(await page.evaluate(() => window.heard.map((e) => e.detail.code))).toEqual(['unreachable']);
  go();
  await expect(field(page, 'subject')).toBeVisible();
  await expect(way).toHaveCount(0);
  expect(await room()).toBe('0px');
  await field(page, 'subject').click();
  await alive(page);
});

test('nothing but the script while the page still waits for its own', async ({ page }) => {
  const seen = await watch(page);
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route('**/picture.png', async (route) => { await held; await route.abort(); });
  const opened = host(page, `${tag('?lang=fr')}<img src="${NODE()}/picture.png" alt="">`);
  await expect(field(page, 'consent')).toBeAttached();
  await page.waitForTimeout(700);
  const asked = () => seen.requests.filter((url) => url.startsWith(NODE()) && !url.endsWith('picture.png')).length;
  expect(asked()).toBe(1);
  await field(page, 'subject').click();
  await expect.poll(asked).toBeGreaterThan(1);
  go();
  await opened;
});
