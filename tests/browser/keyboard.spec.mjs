// The whole way by keyboard: from the page into the form, through it, to the receipt, and on to the case.

import { expect, test } from '@playwright/test';
import { alive, field, receipt, root, subjectFor } from './citizen.mjs';
import { fileCase, staffAction } from './desk-api.mjs';
import { openHost } from './host-page.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const LANGUAGE = 'fr';

/** The element that has the focus, through shadow roots: what it is, and whether one sees that it has it. */
function focused(page) {
  return page.evaluate(() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    const seen = (node) => {
      const style = getComputedStyle(node);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    const label = e.labels?.[0];
    return { name: e.name ?? '', value: e.value ?? '', type: e.type ?? e.localName, text: e.innerText ?? '', visible: seen(e) || Boolean(label && seen(label)) };
  });
}

/** Presses Tab until `wanted` has the focus; every stop on the way shows that it has it. */
async function tabTo(page, wanted) {
  const stops = [];
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    stops.push(`${at.name || at.text}`);
    if (at.name || at.type === 'submit') expect(at.visible, `the focus shows on ${at.name || at.text}`).toBe(true);
    if (wanted(at)) return at;
  }
  throw new Error(`not reached by Tab; stops: ${stops.join(' | ')}`);
}

test('files and opens the case without a pointer', async ({ page }) => {
  const subject = subjectFor('Clavier');
  await page.goto(`${stack().site}/mhab/${LANGUAGE}/`);
  await expect(field(page, 'subject')).toBeVisible();
  await page.locator('#reclamations .note a').focus();

  await tabTo(page, (at) => at.name === 'kind');
  await alive(page);
  await page.keyboard.press('Space');
  await expect(root(page).locator('[name="kind"][value="complaint"]')).toBeChecked();
  await tabTo(page, (at) => at.name === 'category');
  await page.keyboard.press('ArrowDown');
  await expect(field(page, 'category')).not.toHaveValue('');
  await tabTo(page, (at) => at.name === 'subject');
  await page.keyboard.type(subject);
  await tabTo(page, (at) => at.name === 'body');
  await page.keyboard.type('Tout au clavier.');
  await tabTo(page, (at) => at.name === 'consent');
  await page.keyboard.press('Space');
  await tabTo(page, (at) => at.type === 'submit');
  await page.keyboard.press('Enter');

  await expect(field(page, 'name')).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(async () => (await focused(page)).type).not.toBe('body');
  await tabTo(page, (at) => at.name === 'name');
  await page.keyboard.type('Amina Exemple');
  await tabTo(page, (at) => at.type === 'submit');
  await page.keyboard.press('Enter');
  const proof = await receipt(page, LANGUAGE);

  await tabTo(page, (at) => at.text.includes(word(LANGUAGE, 'receipt-track')));
  await page.keyboard.press('Enter');
  await expect(root(page)).toContainText(word(LANGUAGE, 'timeline-title'));
  await expect(root(page)).toContainText(proof.reference);
});

for (const [tree, change] of [['as it came', () => {}], ['changed by the page', () => document.querySelector('wasl-widget').shadowRoot.querySelector('[data-form=file] p').append('!')]]) {
  test(`a key that is down keeps its press while the program takes over a tree ${tree}`, async ({ page }) => {
    let go;
    const held = new Promise((done) => { go = done; });
    await page.route('**/widget_bg.wasm', async (route) => { await held; await route.continue(); });
    await page.goto(`${stack().site}/mhab/${LANGUAGE}/`);
    const kind = root(page).locator('[name="kind"][value="complaint"]');
    await kind.focus();
    await page.waitForFunction(() => document.querySelector('wasl-widget').seat?.state === 1);
    await page.evaluate(change);
    await page.evaluate(() => {
      const { seat } = document.querySelector('wasl-widget');
      self.order = [];
      addEventListener('keyup', () => self.order.push('up'), true);
      const look = () => (seat.state > 1 ? self.order.push('taken over') : requestAnimationFrame(look));
      look();
    });
    await page.keyboard.down('Space');
    go();
    // As soon as it could; while the key is down it does not.
    await page.waitForFunction(() => self.order.length, null, { timeout: 1_000 }).catch(() => {});
    await page.keyboard.up('Space');
    await page.waitForFunction(() => self.order.length > 1);
    expect(await page.evaluate(() => self.order)).toEqual(['up', 'taken over']);
    await expect(kind).toBeChecked();
    await alive(page);
    await expect(kind).toBeChecked();
    await expect(kind).toBeFocused();
  });
}

for (const language of ['ar', 'fr']) {
  test(`${language}: comes back, opens the case and answers the question without a pointer`, async ({ page }) => {
    const filed = await fileCase(language, { subject: subjectFor('Clavier') });
    await staffAction('mhab', filed.reference, { action: 'ask', text: 'Quel est le numéro du permis ?' });
    await openHost(page, language);
    await expect(field(page, 'subject')).toBeVisible();
    await tabTo(page, (at) => at.text.includes(word(language, 'nav-track')));
    await page.keyboard.press('Enter');
    await expect(field(page, 'reference')).toBeVisible();
    await tabTo(page, (at) => at.name === 'reference');
    await page.keyboard.type(filed.reference);
    await tabTo(page, (at) => at.name === 'access_code');
    await page.keyboard.type(filed.access_code);
    await page.keyboard.press('Enter');
    await expect(root(page)).toContainText(word(language, 'timeline-title'));
    // The focus is where the eye is: on the case, not back at the page's beginning.
    await expect.poll(async () => (await focused(page)).type).not.toBe('body');
    await tabTo(page, (at) => at.name === 'text');
    await page.keyboard.type('HAB/2026/7');
    await tabTo(page, (at) => at.text.includes(word(language, 'answer-submit')));
    await page.keyboard.press('Enter');
    await expect(root(page)).toContainText(word(language, 'notice-answered'));
    await expect(root(page)).toContainText('HAB/2026/7');
  });
}
