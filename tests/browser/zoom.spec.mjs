// For those who enlarge, who choose their own colours, and whom movement makes ill: every screen at 400 % zoom and with
// letters twice as big, in forced colours, with wide text spacing, and with reduced motion.

import { expect, test } from '@playwright/test';
import { overhang } from './axe.mjs';
import { alive, choose, field, root, submitForm } from './citizen.mjs';
import { languagesOf, openHost, scriptTag } from './host-page.mjs';
import { widgetScreens } from './walk.mjs';

/** A window 1280 pixels wide at 400 %. */
const ZOOMED = { width: 320, height: 256 };

/** Text that is cut off: an element that hides what does not fit, and holds more than fits. */
const clipped = (page) =>
  root(page).evaluate((place) =>
    [...place.querySelectorAll('*')]
      .filter((e) => {
        const style = getComputedStyle(e);
        const hides = !/^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName) && ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
        // What only a screen reader reads is one pixel wide on purpose.
        return hides && e.clientWidth > 4 && e.checkVisibility({ visibilityProperty: true }) && e.scrollWidth > e.clientWidth + 1;
      })
      .map((e) => `cut off: ${e.localName}.${e.className} ${e.textContent.trim().slice(0, 40)}`));

function looker(page) {
  const all = [];
  const look = async (screen) => {
    const found = [...(await overhang(page)), ...(await clipped(page))];
    all.push(...found.map((text) => `${screen}: ${text}`));
  };
  return { look, all };
}

for (const language of languagesOf()) {
  test(`${language}: every screen at 400 %, nothing to scroll sideways and nothing cut off`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize(ZOOMED);
    const { look, all } = looker(page);
    await widgetScreens(page, language, look);
    expect(all).toEqual([]);
  });

  test(`${language}: letters twice as big, and more room between them`, async ({ page }) => {
    await page.setViewportSize({ width: 640, height: 800 });
    const { look, all } = looker(page);
    await openHost(page, language, { head: '<style>:root { font-size: 200%; }</style>' });
    await field(page, 'subject').click();
    await alive(page);
    await look('form, 200 %');
    await submitForm(page, language);
    await root(page).locator('[aria-invalid=true]').first().waitFor();
    await look('errors, 200 %');
    // WCAG 1.4.12: what a person's own style may ask for, set inside the widget.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }');
      document.querySelector('wasl-widget').shadowRoot.adoptedStyleSheets.push(sheet);
    });
    await look('errors, 200 % and spaced');
    expect(all).toEqual([]);
  });
}

test('forced colours: everything that can be used has an edge, and what is chosen or wrong shows without colour', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openHost(page, 'fr');
  await field(page, 'subject').click();
  await alive(page);
  await choose(page, 'kind', 'complaint');
  await submitForm(page, 'fr');
  await root(page).locator('[aria-invalid=true]').first().waitFor();
  const without = await root(page).evaluate((place) => {
    const edge = (e) => {
      const style = getComputedStyle(e);
      return style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0;
    };
    return [...place.querySelectorAll('input:not([type=hidden], [type=file]), select, textarea, button, summary')]
      .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('[aria-hidden=true]'))
      // Native radio buttons, boxes and file choosers draw themselves; a card around one has the edge.
      .filter((e) => !edge(e) && !edge(e.closest('label') ?? e) && !edge(e.parentElement) && getComputedStyle(e).appearance === 'none')
      .map((e) => `${e.localName}.${e.className} ${e.name ?? ''}`);
  });
  expect(without).toEqual([]);
  const cards = await root(page).locator('label:has([name="kind"])').evaluateAll((list) => list.map((e) => {
    const style = getComputedStyle(e);
    return `${style.borderTopWidth} ${style.borderTopColor} ${style.outlineStyle}`;
  }));
  if (cards.length > 1) expect(new Set(cards).size, 'the chosen card looks another way').toBeGreaterThan(1);
  for (const input of await root(page).locator('[aria-invalid=true]').all()) {
    await expect(input).toHaveAccessibleDescription(/\S/);
  }
  await field(page, 'subject').focus();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('wasl-widget');
    const style = getComputedStyle(shadowRoot.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  expect(outline, 'the focus has an outline').toBe(true);
});

test('reduced motion: nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openHost(page, 'fr');
  await field(page, 'subject').click();
  await alive(page);
  const moving = await root(page).evaluate((place) => {
    const seconds = (text) => Math.max(...text.split(',').map(parseFloat));
    return [...place.querySelectorAll('*')]
      .filter((e) => {
        const style = getComputedStyle(e);
        return seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01) || style.scrollBehavior === 'smooth';
      })
      .map((e) => `${e.localName}.${e.className}`);
  });
  expect(moving).toEqual([]);
});

test('a person who has not asked for less motion sees some, so that the test above looks at something', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openHost(page, 'fr', { body: scriptTag('fr') });
  await field(page, 'subject').waitFor();
  const moving = await root(page).evaluate((place) => [...place.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length);
  expect(moving).toBeGreaterThan(0);
});
