// The choice of languages: one line on a small telephone, in the widget and on the hosted page, whatever is chosen.

import { expect, test } from '@playwright/test';
import { field, root } from './citizen.mjs';
import { languagesOf, openHost } from './host-page.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const lines = (links) => links.evaluateAll((all) => new Set(all.map((e) => Math.round(e.getBoundingClientRect().top))).size);

for (const language of languagesOf()) {
  test(`${language}: one line, 360 pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openHost(page, language);
    await expect(field(page, 'subject')).toBeVisible();
    const links = root(page).locator('.wasl-languages a');
    await expect(links).toHaveCount(languagesOf().length);
    expect(await lines(links)).toBe(1);
    await page.goto(`${stack().agencyNode}/mhab?lang=${language}`);
    const bar = page.locator('header a');
    await expect(bar).toHaveCount(languagesOf().length);
    expect(await lines(bar)).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
}

test('that a chosen file leaves at once is said before, and only where it does', async ({ page, browser }) => {
  const said = (on) => root(on).locator('.wasl-ahead');
  await openHost(page, 'fr');
  await expect(said(page)).toHaveText(word('fr', 'documents-ahead'));
  await expect(said(page)).toBeVisible();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${stack().agencyNode}/mhab?lang=fr`);
  await expect(said(plain)).toBeHidden();
  await context.close();
});
