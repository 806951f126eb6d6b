// What the widget is to the page around it: a guest that comes and goes, keeps to its colours, costs nothing; the page for web teams; a network that is away.

import { expect, test } from '@playwright/test';
import { violations } from './axe.mjs';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { NODE, SITE, host, serve, tag, visit } from './host.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

serve();

test.describe('an application of one page', () => {
  test('views come and go under Trusted Types: prefilled, two at once, no error, no violation', async ({ page }) => {
    const seen = await watch(page);
    await visit(page, `${SITE()}/spa/`);
    await page.getByRole('button', { name: 'Nous écrire' }).click();
    await expect(field(page, 'subject')).toHaveValue('Depuis mon espace client');
    for (let i = 0; i < 5; i++) {
      await page.getByRole('button', { name: 'Nos projets' }).click();
      await page.getByRole('button', { name: 'Deux administrations' }).click();
    }
    await expect(root(page)).toHaveCount(2);
    expect(seen.violations).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  test('moved to another place, alive or not: the same form with every word', async ({ page }) => {
    await visit(page, `${SITE()}/fr/`);
    await field(page, 'subject').click();
    await alive(page);
    await field(page, 'subject').fill('Déplacé');
    await page.evaluate(() => document.querySelector('main').prepend(document.querySelector('wasl-widget')));
    await expect(field(page, 'subject')).toHaveValue('Déplacé');
    expect(await page.evaluate(() => document.querySelector('wasl-widget').seat.state)).toBe(3);
  });

  test('taken away and brought back much later: it sleeps, and lives again at a touch', async ({ page }) => {
    const subject = subjectFor('Revenu');
    await visit(page, `${SITE()}/fr/`);
    await field(page, 'subject').click();
    await alive(page);
    await fillForm(page, 'fr', subject);
    await page.evaluate(() => { window.away = document.querySelector('wasl-widget'); window.place = window.away.parentNode; window.away.remove(); });
    await page.waitForFunction(() => window.away.seat.state === 0);
    await page.evaluate(() => window.place.append(window.away));
    await expect(field(page, 'subject')).toHaveValue(subject);
    await field(page, 'body').click();
    await alive(page);
    await submitForm(page, 'fr');
    await receipt(page, 'fr');
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
  });

  test('put in and taken away many times, alive or not: nothing of it stays in memory', async ({ page, context }) => {
    await page.addInitScript(() => { performance.now = () => 0; }); // a fast device: the first section is there at once
    await host(page, tag('?lang=fr', 'data-place="none"'));
    await page.evaluate(async () => {
      await customElements.whenDefined('wasl-widget');
      window.kept = [];
      const once = async (i) => {
        const e = document.createElement('wasl-widget');
        e.setAttribute('agency', 'alwaha');
        document.body.append(e);
        // The first ones are gone before the module that gives them a seat is there.
        const kept = [e, e.shadowRoot.querySelector('[data-wasl-root]'), e.seat].filter(Boolean).map((thing) => new WeakRef(thing));
        window.kept.push(...kept);
        if (i % 10 === 5) {
          e.shadowRoot.querySelector('[name=subject]').focus();
          while (e.seat?.state !== 3) await new Promise((done) => setTimeout(done, 50));
        }
        e.remove();
        return kept.length;
      };
      for (let i = 0; i < 40; i++) await once(i);
      // The browser itself remembers the last one a while.
      window.kept.splice(-await once(41));
      await new Promise((done) => setTimeout(done, 1500));
    });
    const client = await context.newCDPSession(page);
    // WebAssembly's side keeps a root it has emptied: one element, with nothing in it.
    const left = async () => {
      await client.send('HeapProfiler.collectGarbage');
      return page.evaluate(() => window.kept.filter((ref) => ref.deref()?.firstChild !== null && ref.deref()).length);
    };
    await expect.poll(left, { timeout: 15_000 }).toBe(0);
  });
});

test.describe('a frame', () => {
  test('the hosted page without its bar, as high as the form, files', async ({ page }) => {
    const seen = await watch(page);
    const subject = subjectFor('Cadre');
    await visit(page, `${SITE()}/iframe/`);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('[name=subject]')).toBeVisible();
    await expect(frame.locator('body > header')).toHaveCount(0);
    await expect.poll(() => page.locator('iframe').getAttribute('height').then(Number)).not.toBe(1600);
    const [told, real] = await Promise.all([page.locator('iframe').getAttribute('height').then(Number), frame.locator('body').evaluate((b) => Math.ceil(b.getBoundingClientRect().height))]);
    expect(Math.abs(told - real)).toBeLessThanOrEqual(2);
    const inner = page.frames().find((f) => f.url().startsWith(NODE()));
    await inner.locator('[name=kind][value=complaint]').check();
    await inner.locator('[name=category]').selectOption({ index: 1 });
    await inner.locator('[name=subject]').fill(subject);
    await inner.locator('[name=body]').fill('Depuis un cadre.');
    await inner.locator('[name=name]').fill('Amina Exemple');
    await inner.locator('[name=email]').fill('amina@exemple.ma');
    await inner.locator('[name=consent]').check();
    await inner.getByRole('button', { name: word('fr', 'form-submit') }).click();
    await expect(frame.locator('[data-wasl-root]')).toContainText(word('fr', 'receipt-keep-title'));
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
    expect(seen.violations).toEqual([]);
  });

  test('only sites of the agency may show it', async ({ request }) => {
    const policy = (await request.get(`${NODE()}/alwaha?lang=fr`)).headers()['content-security-policy'];
    expect(policy).toContain(`frame-ancestors 'self' ${stack().site}`);
    expect((await request.get(`${NODE()}/`)).headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

test.describe('colours', () => {
  test('a pair that cannot be read is made readable, and named once in the console', async ({ page }) => {
    const said = [];
    page.on('console', (m) => m.type() === 'warning' && said.push(m.text()));
    await host(page, `${tag('?lang=fr')}${tag('?lang=fr')}`, { head: '<style>wasl-widget { --wasl-accent: #ffe100; --wasl-on-accent: white }</style>' });
    await expect(root(page)).toHaveCount(2);
    await expect.poll(() => said.filter((text) => text.includes('wasl-widget')).length).toBe(2);
    const ratios = await page.evaluate(() => {
      const light = (text) => { const [r, g, b] = text.match(/\d+/g).map(Number).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
      const { shadowRoot } = document.querySelector('wasl-widget');
      const main = getComputedStyle(shadowRoot.querySelector('.wasl-button-main')), door = getComputedStyle(shadowRoot.querySelector('.wasl-door[aria-current]'));
      return [ratio(main.color, main.backgroundColor), ratio(door.color, 'rgb(255, 255, 255)')];
    });
    for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  test('a colour that cannot be read is text nowhere, in what parts show either', async ({ page }) => {
    await host(page, `<script src="${NODE()}/mhab/wasl.js?lang=fr" async></script>`, { head: '<style>wasl-widget { --wasl-accent: #ffee88; --wasl-on-accent: #000 }</style>' });
    await field(page, 'subject').click();
    await alive(page);
    await root(page).locator('[data-open=voice]').click();
    await expect(root(page).locator('.wasl-voice')).toBeVisible();
    expect((await violations(page)).filter((said) => said.startsWith('color-contrast'))).toEqual([]);
  });

  test('a pair that can be read stays as the site wants it', async ({ page }) => {
    const said = [];
    page.on('console', (m) => m.type() === 'warning' && said.push(m.text()));
    await host(page, tag('?lang=fr'), { head: '<style>wasl-widget { --wasl-accent: #0a5c36 }</style>' });
    await expect(field(page, 'subject')).toBeVisible();
    await page.waitForFunction(() => document.querySelector('wasl-widget').seat.parts.theme);
    expect(await root(page).locator('.wasl-button-main').evaluate((e) => getComputedStyle(e).backgroundColor)).toBe('rgb(10, 92, 54)');
    expect(said).toEqual([]);
  });

  test('parts can be styled by name, and only they', async ({ page }) => {
    await host(page, tag('?lang=fr'), { head: '<style>wasl-widget::part(button) { text-transform: uppercase } wasl-widget::part(frame) { border-width: 4px } button { color: red }</style>' });
    const main = root(page).locator('.wasl-button-main');
    await expect(main).toHaveCSS('text-transform', 'uppercase');
    await expect(root(page).locator('.wasl-page')).toHaveCSS('border-top-width', '4px');
    await expect(main).not.toHaveCSS('color', 'rgb(255, 0, 0)');
  });
});

test.describe('the host pays nothing', () => {
  test('no layout shift, no long task, no global, no cookie before a touch', async ({ page, context }) => {
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    const client = await context.newCDPSession(page);
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const names = `<script>window.names = Object.getOwnPropertyNames(window)</script>`;
    await host(page, `<wasl-widget agency="alwaha" lang="fr"></wasl-widget><p>Après</p>`, {
      head: `${names}<style>wasl-widget:not(:defined) { display: block; min-height: 100rem }</style>${tag('?lang=fr', 'data-place="none"')}`,
    });
    await expect(field(page, 'subject')).toBeVisible();
    await page.waitForTimeout(500);
    // The processor's own time, not the clock's: everything together is less than one long task.
    const { metrics } = await client.send('Performance.getMetrics');
    const spent = metrics.filter(({ name }) => /^(Script|Layout|RecalcStyle)Duration$/.test(name)).reduce((sum, { value }) => sum + value * 1000, 0);
    expect(spent).toBeLessThan(50);
    const { shift, added } = await page.evaluate(() => ({ shift: window.shift, added: Object.getOwnPropertyNames(window).filter((n) => !window.names.includes(n) && n !== 'names') }));
    expect(shift).toBeLessThan(0.01);
    expect(added).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });

  test('where the node cannot be reached: a link to the form’s own page', async ({ page }) => {
    await page.route('**/alwaha/widget*', (route) => route.abort());
    await visit(page, `${SITE()}/fr/`);
    const link = page.locator('wasl-widget').getByRole('link');
    await expect(link).toHaveAttribute('href', `${NODE()}/alwaha?lang=fr`);
  });
});

test.describe('the page for web teams', () => {
  test('chosen, seen, copied; what is typed into the preview goes nowhere', async ({ page }) => {
    const seen = await watch(page);
    const subject = subjectFor('Aperçu');
    await page.goto(`${NODE()}/embed?lang=fr`);
    await page.locator('#agency').selectOption('alwaha');
    await expect(page.locator('pre').first()).toContainText('data-agency="alwaha"');
    await page.locator('#language').selectOption('fr');
    await expect(page.locator('pre').first()).toContainText('/alwaha/wasl.js?lang=fr');
    const widget = page.locator('[data-embed-preview] wasl-widget');
    await expect(widget.locator('[name=subject]')).toBeVisible();
    await fillForm(page, 'fr', subject);
    await submitForm(page, 'fr');
    await page.waitForTimeout(500);
    expect(await casesWithSubject('alwaha', subject)).toHaveLength(0);
    await page.locator('[name=mode][value=floating]').check();
    await expect(page.locator('pre').first()).toContainText('data-mode="floating"');
    await expect(page.getByRole('button', { name: word('fr', 'form-title') })).toBeVisible();
    await page.locator('[name=way][value=iframe]').check();
    await expect(page.locator('pre').first()).toContainText('<iframe');
    expect(seen.errors).toEqual([]);
    expect(seen.violations).toEqual([]);
  });

  test('without scripts it answers as well', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${NODE()}/embed?lang=ar`);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await page.locator('[name=way][value=element]').check();
    await page.locator('[name=mode][value=dialog]').check();
    await page.getByRole('button', { name: word('ar', 'embed-show') }).click();
    await expect(page.locator('pre').first()).toContainText('mode="dialog"');
    await context.close();
  });
});

test('offline in the middle: it waits, says so, and goes out by itself, once', async ({ page, context }) => {
  const subject = subjectFor('Revenu en ligne');
  await visit(page, `${SITE()}/fr/`);
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, 'fr', subject);
  await context.setOffline(true);
  await submitForm(page, 'fr');
  await expect(root(page).getByText(word('fr', 'problem-offline')).filter({ visible: true })).toBeVisible();
  await context.setOffline(false);
  await receipt(page, 'fr');
  expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
});

test('offline in the middle, without WebAssembly: the same', async ({ page, context }) => {
  const subject = subjectFor('Revenu, sans wasm');
  await visit(page, `${stack().site}/tizi/no-wasm/`);
  await fillForm(page, 'fr', subject);
  await context.setOffline(true);
  await submitForm(page, 'fr');
  await expect(root(page).getByText(word('fr', 'problem-offline')).filter({ visible: true })).toBeVisible();
  await context.setOffline(false);
  await receipt(page, 'fr');
  expect(await casesWithSubject('tizi', subject)).toHaveLength(1);
});

test('what is changed while it waits does not go out by itself', async ({ page, context }) => {
  const subject = subjectFor('Modifié');
  await visit(page, `${stack().site}/tizi/no-wasm/`);
  await fillForm(page, 'fr', subject);
  await context.setOffline(true);
  await submitForm(page, 'fr');
  const note = root(page).getByText(word('fr', 'problem-offline')).filter({ visible: true });
  await expect(note).toBeVisible();
  await field(page, 'body').pressSequentially('Encore un mot');
  await expect(note).toHaveCount(0);
  await context.setOffline(false);
  await page.waitForTimeout(1000);
  expect(await casesWithSubject('tizi', subject)).toHaveLength(0);
  await button(page, 'fr', 'form-submit').click();
  await receipt(page, 'fr');
  expect(await casesWithSubject('tizi', subject)).toHaveLength(1);
});
