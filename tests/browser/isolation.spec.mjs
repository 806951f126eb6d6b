// The page and the widget leave each other alone: the widget changes no style of its page, and a page's hostile rules do not get in.

import { expect, test } from '@playwright/test';
import { field } from './citizen.mjs';
import { stack } from './stack.mjs';

// What a rule can change, without what merely follows from the room that the widget takes.
const LOOKS = [
  'color', 'background-color', 'background-image', 'font-size', 'font-weight', 'font-style', 'line-height', 'letter-spacing', 'word-spacing',
  'text-transform', 'text-align', 'text-decoration-line', 'text-indent', 'white-space-collapse', 'direction', 'display', 'float', 'position', 'box-sizing', 'visibility', 'opacity',
  'margin-top', 'margin-bottom', 'padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'border-top-width', 'border-top-style', 'border-top-color',
  'border-top-left-radius', 'list-style-type', 'cursor', 'overflow-x', 'z-index', 'box-shadow', 'transform', 'min-height',
];

const looksOf = (page, selector) =>
  page.evaluate(([names, inside]) => {
    const place = inside ? document.querySelector('wasl-widget').shadowRoot : document;
    const elements = [...place.querySelectorAll(inside ? '*' : 'body, body *')].filter((e) => !e.closest('wasl-widget') && e.localName !== 'script' && e.localName !== 'option');
    return elements.map((e) => {
      const style = getComputedStyle(e);
      return [`${e.localName}.${e.className}[${e.getAttribute('name') ?? ''}]`, ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`)];
    });
  }, [LOOKS, selector === 'inside']);

const differences = (one, other) => {
  const found = [];
  one.forEach((looks, i) => looks.forEach((look, k) => { if (look !== other[i]?.[k]) found.push(`${looks[0]} has ${look}, else ${other[i]?.[k]}`); }));
  return found.slice(0, 25);
};

for (const path of ['/mhab/fr/', '/alwaha/ar/', '/tizi/fr/']) {
  test(`${path}: the widget changes no style of its page`, async ({ page }) => {
    await page.route('**/wasl.js', (route) => route.abort());
    await page.goto(stack().site + path);
    const before = await looksOf(page, 'outside');
    await page.unroute('**/wasl.js');
    const globals = await page.evaluate(() => Object.keys(window));
    await page.goto(stack().site + path);
    await expect(field(page, 'subject')).toBeVisible();
    const after = await looksOf(page, 'outside');
    expect(after.length).toBe(before.length);
    expect(differences(after, before)).toEqual([]);
    expect((await page.evaluate(() => Object.keys(window))).filter((name) => !globals.includes(name))).toEqual([]);
  });
}

for (const language of ['ar', 'fr']) {
  test(`${language}: a page's hostile rules do not get into the widget`, async ({ page }) => {
    const address = `${stack().site}/tizi/${language}/`;
    const widget = page.locator('wasl-widget');
    await page.goto(address);
    await expect(field(page, 'subject')).toBeVisible();
    const width = await widget.evaluate((e) => e.clientWidth);
    const hostile = await looksOf(page, 'inside');

    // The same page without its own sheets, with the same room for the widget and the corners it lends by the documented property.
    await page.route('**/*.css', (route) => route.abort());
    await page.goto(address);
    await expect(field(page, 'subject')).toBeVisible();
    await widget.evaluate((e, pixels) => { e.style.width = `${pixels}px`; e.style.setProperty('--wasl-radius', '0px'); }, width);
    const calm = await looksOf(page, 'inside');
    expect(hostile.length).toBe(calm.length);
    expect(differences(hostile, calm)).toEqual([]);
  });
}
