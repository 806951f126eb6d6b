// A draft on the device: only with consent, gone after sending, back after a reload, a closed tab and a day without network.

import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, choose, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { pdf, uploads } from './files.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const LANGUAGE = 'fr';
// The form is what is waited for, not the pictures of the page around it.
const READY = { waitUntil: 'commit' };
const PAGE = () => `${stack().site}/mhab/${LANGUAGE}/`;
const offer = (page) => root(page).locator('.wasl-draft-offer');
const press = (page, key) => button(page, LANGUAGE, key).click();
const keep = async (page) => {
  await field(page, 'keep').check();
  await expect(root(page)).toContainText(word(LANGUAGE, 'part-draft-keeping'));
};
/** What is on this device: the flag and every record. */
const stored = (page) => page.evaluate(async () => {
  const names = (await indexedDB.databases()).map((d) => d.name);
  if (!names.includes('wasl')) return { flag: localStorage['wasl:draft'] ?? null, records: 0 };
  const database = await new Promise((done) => { indexedDB.open('wasl').onsuccess = (e) => done(e.target.result); });
  const count = (store) => new Promise((done) => { database.transaction(store).objectStore(store).count().onsuccess = (e) => done(e.target.result); });
  const records = (await count('draft')) + (await count('file'));
  database.close();
  return { flag: localStorage['wasl:draft'] ?? null, records };
});
const NOTHING = { flag: null, records: 0 };

test('without consent nothing is kept', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await fillForm(page, LANGUAGE, 'Rien');
  await page.waitForTimeout(1000);
  expect(await stored(page)).toEqual(NOTHING);
  await page.reload(READY);
  await expect(field(page, 'subject')).toHaveValue('');
  await expect(offer(page)).toHaveCount(0);
});

for (const when of ['before WebAssembly is there', 'in the living form']) {
  test(`kept with consent, taken back ${when}, gone once it is filed`, async ({ page }) => {
    const subject = subjectFor('Brouillon');
    await page.goto(PAGE(), READY);
    await fillForm(page, LANGUAGE, subject);
    await keep(page);
    await field(page, 'body').fill('Écrit en dernier.');
    await page.waitForTimeout(700);
    await page.reload(READY);
    await expect(offer(page)).toBeVisible();
    // Nobody's words are shown before the person says so.
    await expect(field(page, 'subject')).toHaveValue('');
    if (when === 'in the living form') {
      await field(page, 'name').click();
      await alive(page);
    }
    await press(page, 'part-draft-restore');
    await alive(page);
    await expect(field(page, 'subject')).toHaveValue(subject);
    await expect(field(page, 'body')).toHaveValue('Écrit en dernier.');
    await expect(root(page).locator('[name=kind][value=complaint]')).toBeChecked();
    await expect(field(page, 'consent')).toBeChecked();
    await submitForm(page, LANGUAGE);
    await receipt(page, LANGUAGE);
    expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
    await expect.poll(() => stored(page)).toEqual(NOTHING);
  });
}

test('one button erases it, and so does the tick', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await field(page, 'subject').fill('À effacer');
  await keep(page);
  await expect.poll(async () => (await stored(page)).records).toBe(1);
  await press(page, 'part-draft-erase-kept');
  await expect.poll(() => stored(page)).toEqual(NOTHING);
  await expect(field(page, 'keep')).not.toBeChecked();
  await field(page, 'keep').check();
  await expect.poll(async () => (await stored(page)).records).toBe(1);
  await field(page, 'keep').uncheck();
  await expect.poll(() => stored(page)).toEqual(NOTHING);
  await field(page, 'keep').check();
  await expect.poll(async () => (await stored(page)).records).toBe(1);
  await page.reload(READY);
  await offer(page).getByRole('button', { name: word(LANGUAGE, 'part-draft-erase') }).click();
  await expect.poll(() => stored(page)).toEqual(NOTHING);
});

test('after two weeks it is forgotten', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await field(page, 'subject').fill('Vieux');
  await keep(page);
  await expect.poll(async () => (await stored(page)).records).toBe(1);
  await page.clock.install({ time: Date.now() + 15 * 86_400_000 });
  await page.reload(READY);
  await expect(field(page, 'subject')).toBeVisible();
  await expect.poll(() => stored(page)).toEqual(NOTHING);
  await expect(offer(page)).toHaveCount(0);
});

test('an upload goes on after a reload, where it was', async ({ page }) => {
  const seen = uploads(page), row = root(page).locator('.wasl-doc');
  await page.goto(PAGE(), READY);
  await field(page, 'subject').fill('Reprise');
  await keep(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const speed = (bytes) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: bytes });
  await speed(300_000);
  await root(page).locator('[data-form=file] input[type=file]').setInputFiles([pdf('dossier.pdf', 2_500_000)]);
  await expect.poll(() => row.locator('progress').evaluate((p) => p.value), { timeout: 30_000 }).toBeGreaterThan(35);
  await speed(-1);
  await page.reload(READY);
  const before = seen.requests.length;
  await press(page, 'part-draft-restore');
  await expect(row).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  const after = seen.requests.slice(before);
  expect(after.filter((r) => r.method === 'POST')).toEqual([]);
  expect(Math.min(...after.filter((r) => r.method === 'PATCH').map((r) => r.offset))).toBeGreaterThan(0);
});

test('sent without network, the tab closed: it has not been sent yet, and one press sends it once', async ({ page, context }) => {
  const subject = subjectFor('Hors ligne, fermé');
  await page.goto(PAGE(), READY);
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await keep(page);
  await context.setOffline(true);
  await submitForm(page, LANGUAGE);
  await expect(root(page).getByText(word(LANGUAGE, 'problem-offline')).filter({ visible: true })).toBeVisible();
  await page.waitForTimeout(700);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(PAGE(), READY);
  await press(again, 'part-draft-send');
  await receipt(again, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
  await expect.poll(() => stored(again)).toEqual(NOTHING);
});

test('arrived without an answer, the tab closed: sent again by its own key, it is one case', async ({ page, context }) => {
  const subject = subjectFor('Réponse perdue, fermé');
  await page.goto(PAGE(), READY);
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await keep(page);
  await page.route('**/v1/agencies/mhab/cases', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await submitForm(page, LANGUAGE);
  await expect(root(page).getByText(word(LANGUAGE, 'notice-waiting-title'))).toBeVisible();
  await page.waitForTimeout(700);
  await page.close();
  const again = await context.newPage();
  await again.goto(PAGE(), READY);
  await expect(button(again, LANGUAGE, 'part-draft-send')).toBeVisible();
  await context.setOffline(true);
  await press(again, 'part-draft-send');
  await expect(root(again)).toContainText(word(LANGUAGE, 'part-draft-waits'));
  await context.setOffline(false);
  await receipt(again, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});
