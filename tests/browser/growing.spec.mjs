// What the form brings at once and what comes later: its second half, long lists, the style of other screens; and what stands there when the
// node hangs or the page's policy lets nothing go.

import { expect, test } from '@playwright/test';
import { alive, field, fillForm, root, subjectFor, submitForm } from './citizen.mjs';
import { NODE, host, serve, tag } from './host.mjs';
import { watch } from './watch.mjs';

serve();

const names = (page) => page.evaluate(() => [...document.querySelector('wasl-widget').shadowRoot.querySelectorAll('[name]')].map((e) => e.name));

test.describe('a form that comes with its script', () => {
  test('its beginning is drawn first; whoever touches it at once has the whole', async ({ page }) => {
    await page.addInitScript(() => {
      performance.now = () => 0; // a fast device, whatever else this one does
      window.requestAnimationFrame = () => 0; // the next frame never comes
      window.setTimeout = ((wait) => (f, ms, ...rest) => wait(f, ms === 500 ? 1e9 : ms, ...rest))(window.setTimeout);
    });
    await host(page, tag('?lang=fr'));
    await expect(field(page, 'subject')).toBeVisible();
    expect(await names(page)).not.toContain('consent');
    await field(page, 'subject').click();
    expect(await names(page)).toContain('consent');
    await alive(page, 50);
    await expect(field(page, 'consent')).toBeAttached();
  });

  test('on a slow device it grows by sections, one a frame, and is whole in the end', async ({ page }) => {
    await page.addInitScript(() => {
      let clock = 0;
      performance.now = () => clock += 10;
      window.drawing = [];
      window.requestAnimationFrame = (f) => window.drawing.push(f);
      window.setTimeout = ((wait) => (f, ms, ...rest) => wait(f, ms === 500 ? 1e9 : ms, ...rest))(window.setTimeout);
    });
    await host(page, tag('?lang=fr'));
    const sections = () => page.evaluate(() => document.querySelector('wasl-widget').shadowRoot.querySelectorAll('.wasl-section').length);
    await expect(root(page)).toBeVisible();
    expect(await names(page)).toEqual([]);
    // First what leads in.
    for (const there of [0, 1, 2, 3, 4]) {
      await expect.poll(() => page.evaluate(() => window.drawing.length)).toBe(1);
      await page.evaluate(() => window.drawing.shift()());
      await expect.poll(sections).toBe(there);
    }
    await expect(field(page, 'consent')).toBeAttached();
  });

  test('whole in a page that nobody touches, and told so once', async ({ page }) => {
    await page.addInitScript(() => { window.ready = 0; addEventListener('wasl:ready', () => { window.ready += 1; }); });
    await host(page, tag('?lang=fr'));
    await expect(field(page, 'consent')).toBeAttached();
    await page.waitForTimeout(800);
    expect(await page.evaluate(() => window.ready)).toBe(1);
    expect(await page.evaluate(() => document.querySelector('wasl-widget').seat.root.dataset.growing)).toBeUndefined();
  });

  test('countries come when their door opens, in the language of the form, and what was chosen stays', async ({ page }) => {
    const seen = await watch(page);
    await host(page, tag('?lang=fr'));
    const country = root(page).locator('[name=country]'), door = root(page).locator('details', { has: page.locator('[name=country]') }).locator('summary');
    await expect(country.locator('option')).toHaveCount(1);
    expect(seen.requests.filter((url) => url.includes('country'))).toEqual([]);
    await door.click();
    await expect(country.locator('option')).not.toHaveCount(1);
    expect(await country.locator('option').count()).toBeGreaterThan(200);
    await country.selectOption({ label: 'Italie' });
    await alive(page);
    await root(page).locator('a[data-lang=en]').click();
    await expect(root(page)).toHaveAttribute('lang', 'en');
    await expect(country).toHaveValue('IT');
    await door.click();
    await expect(country.locator('option:checked')).toHaveText('Italy');
    expect(await country.evaluate((e) => new FormData(e.form).getAll('country'))).toEqual(['IT']);
    expect(seen.errors).toEqual([]);
  });
});

test('a node that hangs: the way to its own page within seconds, and the form when it comes after all', async ({ page }) => {
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route('**/alwaha/widget?**', async (route) => { await held; await route.continue(); });
  await host(page, `<script src="${NODE()}/wasl.js" data-agency="alwaha" data-lang="fr" async></script>`);
  const way = page.locator('wasl-widget a');
  await expect(way).toHaveAttribute('href', `${NODE()}/alwaha?lang=fr`, { timeout: 8_000 });
  go();
  await expect(field(page, 'subject')).toBeVisible();
  await expect(page.locator(`wasl-widget a[href="${NODE()}/alwaha?lang=fr"][target=_blank]`)).toHaveCount(0);
});

test('a policy that lets no form go: after the second press the way to the form\'s own page', async ({ page }) => {
  const policy = `default-src 'self'; script-src ${NODE()}; connect-src 'self'; form-action 'self'`;
  await host(page, tag('?lang=fr'), { policy });
  await fillForm(page, 'fr', subjectFor('Sans issue'));
  await submitForm(page, 'fr');
  await expect(root(page).locator('[data-offline]')).toBeVisible();
  await submitForm(page, 'fr');
  await expect(root(page).locator('[data-offline] a')).toHaveAttribute('href', `${NODE()}/alwaha?lang=fr`);
  await expect(root(page).locator('[data-offline]')).toBeVisible();
});
