// The documents of a case: named in the open case and on paper, and had back to the byte with one press, with scripts in a
// ministry's page and without any on the node's own.

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { enterCase, fillForm, openCase, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { pdf } from './files.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const NAME = 'عقد البيع (نسخة).pdf';

/** Files with a document, as somebody does whose browser runs no script. */
async function filesWithDocument(browser, language) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${stack().agencyNode}/mhab?lang=${language}`);
  await fillForm(page, language, subjectFor('Avec pièce'));
  const { buffer: file } = pdf(NAME);
  await root(page).locator('input[type=file]').setInputFiles({ name: NAME, mimeType: 'application/pdf', buffer: file });
  await submitForm(page, language);
  const proof = await receipt(page, language);
  return { context, page, proof, file };
}

/** Presses the button of the first document. The download begins in the tab that the form opens. */
async function gets(page) {
  const began = new Promise((done) => {
    page.once('download', done);
    page.context().on('page', (tab) => tab.once('download', done));
  });
  await root(page).locator('summary').filter({ hasText: word('fr', 'case-filed-title') }).click();
  await root(page).locator('.wasl-document-get button').first().click();
  const download = await began;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('without scripts, and in a ministry’s page', async ({ browser, page }) => {
  const { context, page: bare, proof, file } = await filesWithDocument(browser, 'fr');
  const paper = bare.context().waitForEvent('page');
  await root(bare).getByRole('button', { name: word('fr', 'receipt-print') }).click();
  await expect(root(await paper)).toContainText(NAME);

  await bare.goto(`${stack().agencyNode}/mhab/case?lang=fr`);
  await enterCase(bare, 'fr', proof);
  const plain = await gets(bare);
  expect(plain.name).toBe(NAME);
  expect(plain.bytes.equals(file)).toBe(true);
  await context.close();

  await page.goto(`${stack().site}/mhab/fr/`);
  await openCase(page, 'fr', proof);
  const got = await gets(page);
  expect(got.name).toBe(NAME);
  expect(got.bytes.equals(file)).toBe(true);
  // The case is where it was.
  await expect(root(page).locator('.wasl-timeline')).toBeVisible();
});
