// axe finds nothing on any of the citizen's screens, in every language that the demo's agency offers, on a small telephone
// and on a desk, light and dark; whatever is pressed is as big as a thumb; nothing hangs over the page's edge.

import { expect, test } from '@playwright/test';
import { note, overhang, smallTargets, violations } from './axe.mjs';
import { languagesOf } from './host-page.mjs';
import { demoPages, hostedPages, settled, widgetScreens } from './walk.mjs';

const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'];

/** Looks at the screen as it stands; everything found is told at the end, so that one run shows all. */
function looker(page, language, width, within) {
  const all = [];
  const look = async (screen) => {
    const found = [...(await overhang(page)), ...((await page.locator('[data-wasl-root]').count()) ? await smallTargets(page) : [])];
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await violations(page, within)).map((text) => `${colorScheme}: ${text}`));
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    note(language, width, screen, found);
    all.push(...found.map((text) => `${screen}: ${text}`));
  };
  return { look, all };
}

for (const language of languagesOf()) {
  for (const width of WIDTHS) {
    test(`${language} at ${width}: every screen of the widget`, async ({ page }) => {
      test.setTimeout(300_000);
      await page.setViewportSize({ width, height: 800 });
      const { look, all } = looker(page, language, width);
      await widgetScreens(page, language, look);
      expect(all).toEqual([]);
    });

    test(`${language} at ${width}: the node's own pages`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      const { look, all } = looker(page, language, width);
      for (const [name, address] of await hostedPages(language)) {
        await page.goto(address);
        await look(name);
      }
      expect(all).toEqual([]);
    });
  }
}

for (const width of WIDTHS) {
  test(`at ${width}: every page of the demo site`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 800 });
    const { look, all } = looker(page, 'site', width);
    for (const [name, address] of demoPages()) {
      await page.goto(address);
      await settled(page);
      await look(name);
    }
    expect(all).toEqual([]);
  });
}
