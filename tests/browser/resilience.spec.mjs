// What goes wrong between a hand and a network: pressed twice, the line cut, typed before the program is there.

import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, choose, chooseCategory, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const LANGUAGE = 'fr';
const PAGE = () => `${stack().site}/mhab/${LANGUAGE}/`;

test('pressed twice, filed once', async ({ page }) => {
  const subject = subjectFor('Deux fois');
  await page.goto(PAGE());
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await button(page, LANGUAGE, 'form-submit').dblclick();
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('pressed twice before WebAssembly is there, filed once', async ({ page }) => {
  const subject = subjectFor('Deux fois, sans wasm');
  await page.route('**/widget_bg.wasm', (route) => route.abort());
  await page.goto(PAGE());
  await fillForm(page, LANGUAGE, subject);
  await button(page, LANGUAGE, 'form-submit').dblclick();
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('the line is cut: the text stays, and goes by itself when the line is back', async ({ page, context }) => {
  const subject = subjectFor('Hors ligne');
  await page.goto(PAGE());
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await context.setOffline(true);
  await submitForm(page, LANGUAGE);
  await expect(root(page).getByText(word(LANGUAGE, 'problem-offline')).filter({ visible: true })).toBeVisible();
  await expect(field(page, 'subject')).toHaveValue(subject);
  await expect(field(page, 'consent')).toBeChecked();
  await context.setOffline(false);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('the answer is lost on its way: sent again, filed once', async ({ page }) => {
  const subject = subjectFor('Réponse perdue');
  await page.goto(PAGE());
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  let lost = 0;
  await page.route('**/v1/agencies/mhab/cases', async (route) => {
    if (route.request().method() !== 'POST' || lost) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await submitForm(page, LANGUAGE);
  await expect(root(page).getByText(word(LANGUAGE, 'notice-waiting-title'))).toBeVisible();
  expect(lost).toBe(1);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('what is typed while WebAssembly arrives is kept, with the caret', async ({ page }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route('**/widget_bg.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(PAGE());
  const body = field(page, 'body');
  const text = 'Texte écrit pendant que le programme arrive, sans que rien ne se perde en route.';
  await choose(page, 'kind', 'complaint');
  const category = await chooseCategory(page);
  await field(page, 'consent').check();
  await field(page, 'subject').fill('Écrit avant');
  await body.click();
  await page.keyboard.type(text.slice(0, 20), { delay: 5 });
  release();
  await page.keyboard.type(text.slice(20), { delay: 15 });
  await alive(page);
  await page.keyboard.type(' Fin.');
  await expect(body).toHaveValue(`${text} Fin.`);
  await expect(body).toBeFocused();
  await expect(field(page, 'subject')).toHaveValue('Écrit avant');
  await expect(field(page, 'category')).toHaveValue(category);
  await expect(field(page, 'consent')).toBeChecked();
  await expect(root(page).locator('[name="kind"][value="complaint"]')).toBeChecked();
});

test('the program breaks down: the plain form goes on with every word', async ({ page }) => {
  const subject = subjectFor('Panne');
  await page.route('**/widget_bg.wasm', (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }));
  await page.goto(PAGE());
  await fillForm(page, LANGUAGE, subject);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('a translator changed the form before WebAssembly came: taken over all the same', async ({ page }) => {
  const subject = subjectFor('Traduit');
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(PAGE());
  await expect(field(page, 'subject')).toBeVisible();
  await root(page).evaluate((place) => {
    for (const span of place.querySelectorAll('label span')) {
      const font = document.createElement('font');
      font.append(...span.childNodes);
      span.append(font);
    }
  });
  await field(page, 'subject').pressSequentially(subject, { delay: 10 });
  await alive(page);
  await expect(field(page, 'subject')).toHaveValue(subject);
  await fillForm(page, LANGUAGE, subject);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(errors).toEqual([]);
});

test('the program dies under the hands: the plain form takes its place, with every word', async ({ page }) => {
  const subject = subjectFor('Arrêt');
  await page.goto(PAGE());
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await field(page, 'subject').focus();
  // What a browser reports for a trap: an error of this class whose stack names the program's files.
  await page.evaluate(() => {
    const at = performance.getEntriesByType('resource').map((entry) => entry.name).find((name) => name.endsWith('/widget.js'));
    const error = new WebAssembly.RuntimeError('unreachable');
    error.stack = `RuntimeError: unreachable at ${at}`;
    dispatchEvent(new ErrorEvent('error', { error }));
  });
  await page.waitForFunction(() => document.querySelector('wasl-widget').seat.state === 4);
  await expect(field(page, 'subject')).toHaveValue(subject);
  await expect(field(page, 'consent')).toBeChecked();
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});
