// What a web team does with the widget: the ways to embed it, languages, modes, methods and events.

import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { NODE, SITE, heard, host, serve, tag, visit } from './host.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

serve();

test.describe('one request', () => {
  test('the script brings the form: nothing else is asked for until a touch but the module that follows it', async ({ page }) => {
    const seen = await watch(page);
    await host(page, tag('?lang=fr'), { policy: `default-src 'none'; script-src ${NODE()} 'wasm-unsafe-eval'; connect-src ${NODE()}; require-trusted-types-for 'script'` });
    await expect(field(page, 'subject')).toBeVisible();
    await page.waitForFunction(() => document.querySelector('wasl-widget').seat);
    await page.waitForTimeout(500);
    const [script, module, ...more] = seen.requests.filter((url) => url.startsWith(NODE()));
    expect(script).toBe(`${NODE()}/alwaha/wasl.js?lang=fr`);
    expect(module).toMatch(/\/w\/\w+\/seat\.js$/);
    expect(more).toEqual([]);
    expect(seen.violations).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('it is the tree that the node would send, taken over by WebAssembly as it stands', async ({ page }) => {
    await host(page, tag('?lang=fr'));
    await expect(field(page, 'subject')).toBeVisible();
    const [grown, sent] = await page.evaluate(async (address) => {
      const answer = await fetch(address).then((r) => r.text());
      const own = new DOMParser().parseFromString(answer, 'text/html').querySelector('[data-wasl-root]');
      // What stands in slots is not the screen's own: the pristine tree is kept without it.
      for (const slot of own.querySelectorAll('[data-part]')) slot.replaceChildren();
      const shape = (n) => (n.nodeType === 1 ? [n.localName, [...n.attributes].map((a) => `${a.name}=${a.value}`).sort(), [...n.childNodes].map(shape)] : [n.nodeType, n.data]);
      return [document.querySelector('wasl-widget').seat.pristine(), own].map((n) => JSON.stringify(shape(n)));
    }, `${NODE()}/alwaha/widget?lang=fr`);
    expect(grown).toBe(sent);
    const before = await page.evaluate(() => { window.kept = document.querySelector('wasl-widget').seat.root; });
    expect(before).toBe(undefined);
    await field(page, 'subject').click();
    await alive(page);
    expect(await page.evaluate(() => window.kept === document.querySelector('wasl-widget').seat.root)).toBe(true);
  });

  test('it files', async ({ page }) => {
    const subject = subjectFor('Une requête');
    await visit(page, `${SITE()}/dialog/`);
    await page.getByRole('button', { name: word('fr', 'form-title') }).click();
    await fillForm(page, 'fr', subject);
    await submitForm(page, 'fr');
    await receipt(page, 'fr');
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
  });

  test('the answer may be kept for minutes, and is not sent twice', async ({ request }) => {
    const answer = await request.get(`${NODE()}/alwaha/wasl.js?lang=ar`);
    expect(answer.headers()['cache-control']).toBe('public, max-age=120, stale-while-revalidate=180');
    expect(answer.headers()['content-type']).toContain('text/javascript');
    const again = await request.get(`${NODE()}/alwaha/wasl.js?lang=ar`, { headers: { 'if-none-match': answer.headers().etag } });
    expect(again.status()).toBe(304);
    expect((await request.get(`${NODE()}/nobody/wasl.js`)).status()).toBe(404);
  });

  test('two agencies, two tags, one element each; the same tag twice is two forms and no error', async ({ page }) => {
    const seen = await watch(page);
    await host(page, `${tag('?lang=fr')}<script src="${NODE()}/mhab/wasl.js?lang=ar" async></script>${tag('?lang=fr')}`);
    await expect(root(page)).toHaveCount(3);
    await expect.poll(() => root(page).evaluateAll((all) => all.map((e) => e.lang).sort())).toEqual(['ar', 'fr', 'fr']);
    expect(seen.requests.filter((url) => url.includes('/widget'))).toEqual([]);
    expect(seen.errors).toEqual([]);
  });
});

test.describe('a pinned version', () => {
  test('what /embed prints is the digest of the loader, and a page with it works', async ({ page, request }) => {
    await page.goto(`${NODE()}/embed?agency=alwaha&way=element&language=fr&lang=fr`);
    const lines = (await page.locator('pre').allInnerTexts()).find((text) => text.includes('integrity'));
    const [, src, digest] = /src="([^"]+)" integrity="sha384-([^"]+)"/.exec(lines);
    const loader = await request.get(src);
    expect(createHash('sha384').update(await loader.body()).digest('base64')).toBe(digest);
    expect(loader.headers()['cache-control']).toContain('immutable');
    await host(page, lines);
    await expect(field(page, 'subject')).toBeVisible();
    await field(page, 'subject').click();
    await alive(page);
  });
});

test.describe('languages', () => {
  test('switched on the spot: nothing typed is lost, the key stays, and it files once', async ({ page }) => {
    const subject = subjectFor('Deux langues');
    await visit(page, `${SITE()}/fr/`);
    await field(page, 'subject').click();
    await alive(page);
    await fillForm(page, 'fr', subject);
    const key = await root(page).locator('[data-form=file] [name=idempotency_key]').inputValue();
    const door = root(page).locator('details', { has: page.locator('[name=country]') });
    await door.locator('summary').click();
    await root(page).locator('[data-lang=ar]').click();
    await expect(root(page)).toHaveAttribute('dir', 'rtl');
    await expect(root(page).locator('[data-lang=ar]')).toBeFocused();
    await expect(field(page, 'subject')).toHaveValue(subject);
    // What was opened stays open, with its list in the new language.
    await expect(door).toHaveAttribute('open', '');
    await expect(door.locator('[name=country] option', { hasText: 'إيطاليا' })).toBeAttached();
    await expect(field(page, 'consent')).toBeChecked();
    await expect(field(page, 'category')).not.toHaveValue('');
    await expect(root(page).locator('[data-form=file] [name=idempotency_key]')).toHaveValue(key);
    await expect(root(page).locator('[data-form=file] [name=lang]')).toHaveValue('ar');
    expect(await page.locator('wasl-widget').getAttribute('lang')).toBe('ar');
    await alive(page);
    await submitForm(page, 'ar');
    await receipt(page, 'ar');
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
  });

  test('the attribute changes it too; a language that the agency does not have is not asked of anybody', async ({ page }) => {
    await host(page, `<script src="${NODE()}/wasl.js" async></script><wasl-widget agency="alwaha"></wasl-widget>`, { lang: 'ar' });
    await expect(root(page)).toHaveAttribute('lang', 'ar');
    await field(page, 'subject').fill('Écrit avant');
    await page.locator('wasl-widget').evaluate((e) => { e.lang = 'fr'; });
    await expect(root(page)).toHaveAttribute('lang', 'fr');
    await expect(field(page, 'subject')).toHaveValue('Écrit avant');
    await host(page, `<script src="${NODE()}/wasl.js" async></script><wasl-widget agency="alwaha" lang="de"></wasl-widget>`, { lang: 'fr' });
    await expect(root(page)).toHaveAttribute('lang', 'fr');
  });

  test('on our own page, with scripts, without leaving it; without, by a link', async ({ page, browser }) => {
    await page.goto(`${NODE()}/alwaha?lang=fr`);
    await field(page, 'subject').fill('Sur la page');
    await page.waitForFunction(() => document.querySelector('[data-wasl-root]').dataset.waslScript !== undefined);
    await page.locator('header [data-lang=ar]').click();
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(root(page)).toHaveAttribute('lang', 'ar');
    await expect(field(page, 'subject')).toHaveValue('Sur la page');
    expect(new URL(page.url()).searchParams.get('lang')).toBe('ar');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${NODE()}/alwaha?lang=fr`);
    await plain.locator('header [data-lang=ar]').click();
    await expect(plain.locator('html')).toHaveAttribute('lang', 'ar');
    await context.close();
  });
});

test.describe('modes', () => {
  test('a dialog: opened by its button, closed by Escape, nothing lost, the focus comes back', async ({ page }) => {
    const seen = await watch(page);
    await visit(page, `${SITE()}/dialog/`);
    const opener = page.getByRole('button', { name: word('fr', 'form-title') });
    await expect(opener).toBeVisible();
    await expect(field(page, 'subject')).toHaveCount(0);
    await opener.click();
    const dialog = page.getByRole('dialog', { name: word('fr', 'form-title') });
    await expect(dialog).toBeVisible();
    await expect(root(page).locator('[data-focus]')).toBeFocused();
    // Whose form this is, and the other languages, are in view; what takes the focus is never behind the bar.
    expect(await dialog.evaluate((e) => e.scrollTop)).toBe(0);
    await submitForm(page, 'fr');
    await expect(root(page).locator('.wasl-summary')).toBeFocused();
    const below = () => dialog.evaluate((e) => e.querySelector('.wasl-summary').getBoundingClientRect().top - e.querySelector('.wasl-dialog-bar').getBoundingClientRect().bottom);
    expect(await below()).toBeGreaterThanOrEqual(0);
    await field(page, 'subject').fill('Dans la fenêtre');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(field(page, 'subject')).toHaveValue('Dans la fenêtre');
    await page.getByRole('button', { name: word('fr', 'page-close') }).click();
    await expect(dialog).toBeHidden();
    expect(seen.violations).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('the focus stays in the dialog', async ({ page }) => {
    await visit(page, `${SITE()}/dialog/`);
    await page.getByRole('button', { name: word('fr', 'form-title') }).click();
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const where = await page.evaluate(() => document.activeElement.localName);
      expect(['wasl-widget', 'body']).toContain(where);
    }
  });

  test('a floating button stays in its corner, and opens the same dialog', async ({ page }) => {
    for (const [width, height] of [[360, 640], [1280, 900]]) {
      await page.setViewportSize({ width, height });
      await visit(page, `${SITE()}/floating/`);
      const opener = page.getByRole('button', { name: 'Nous écrire' });
      await expect(opener).toBeVisible();
      const box = await opener.boundingBox();
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      await page.locator('wasl-widget').evaluate((e) => e.open());
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.locator('wasl-widget').evaluate((e) => e.close());
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });

  test('the mode changes while something is written', async ({ page }) => {
    await visit(page, `${SITE()}/fr/`);
    await field(page, 'subject').click();
    await alive(page);
    await field(page, 'subject').fill('Reste');
    const widget = page.locator('wasl-widget');
    await widget.evaluate((e) => e.setAttribute('mode', 'dialog'));
    await expect(field(page, 'subject')).toHaveCount(0);
    await widget.evaluate((e) => e.open());
    await expect(field(page, 'subject')).toHaveValue('Reste');
    await widget.evaluate((e) => e.setAttribute('mode', 'inline'));
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(field(page, 'subject')).toHaveValue('Reste');
  });
});

test.describe('methods and events', () => {
  test('prefill fills what is empty, before and after WebAssembly, and never what a person wrote', async ({ page }) => {
    await visit(page, `${SITE()}/fr/`);
    const widget = page.locator('wasl-widget');
    await field(page, 'subject').waitFor();
    await widget.evaluate((e) => e.prefill({ kind: 'complaint', subject: 'Proposé', consent: 'yes' }));
    await expect(field(page, 'subject')).toHaveValue('Proposé');
    await expect(root(page).locator('[name=kind][value=complaint]')).toBeChecked();
    await expect(field(page, 'consent')).not.toBeChecked();
    await field(page, 'subject').fill('Écrit par la personne');
    await alive(page);
    await widget.evaluate((e) => e.prefill({ subject: 'Encore', name: 'Amina' }));
    await expect(field(page, 'subject')).toHaveValue('Écrit par la personne');
    await expect(field(page, 'name')).toHaveValue('Amina');
  });

  test('ready, then filed with the reference and never the access code', async ({ page }) => {
    const subject = subjectFor('Événements');
    await heard(page, ['wasl:ready', 'wasl:filed', 'wasl:error']);
    await visit(page, `${SITE()}/fr/`);
    await fillForm(page, 'fr', subject);
    await submitForm(page, 'fr');
    const { reference, accessCode } = await receipt(page, 'fr');
    const events = await page.evaluate(() => window.heard);
    expect(events).toEqual([{ name: 'wasl:ready', target: 'wasl-widget', detail: null }, { name: 'wasl:filed', target: 'wasl-widget', detail: { reference } }]);
    expect(JSON.stringify(events)).not.toContain(accessCode);
  });

  test('destroy takes everything away; another agency starts afresh', async ({ page }) => {
    await visit(page, `${SITE()}/fr/`);
    await field(page, 'subject').fill('Pour l’une');
    await page.locator('wasl-widget').evaluate((e) => e.setAttribute('agency', 'mhab'));
    await expect(root(page)).toContainText(/Habitat/);
    await expect(field(page, 'subject')).toHaveValue('');
    await page.locator('wasl-widget').evaluate((e) => { window.shadow = e.shadowRoot; e.destroy(); });
    await expect(page.locator('wasl-widget')).toHaveCount(0);
    expect(await page.evaluate(() => window.shadow.childNodes.length)).toBe(0);
  });
});
