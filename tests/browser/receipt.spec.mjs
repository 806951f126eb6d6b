// The receipt: its code for cameras opens the case, its printed page says everything in the order in which it is read,
// and the file that comes with it proves it.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { overhang, smallTargets, violations } from './axe.mjs';
import { ACCESS_CODE, alive, field, fillForm, receipt, root, subjectFor, submitForm, timeline } from './citizen.mjs';
import { fileCase } from './desk-api.mjs';
import { languagesOf } from './host-page.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const REPO = fileURLToPath(new URL('../..', import.meta.url));
const SUBJECT = { ar: 'تأخر رخصة السكن PC-2026-114 سنة', fr: 'Permis d’habiter PC-2026-114 en retard' };

/** Fills and sends the form of the widget on a ministry's page. */
async function files(page, language) {
  await page.goto(`${stack().site}/mhab/${language}/`);
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, language, subjectFor(SUBJECT[language]));
  await submitForm(page, language);
  return receipt(page, language);
}

async function printed(page, language) {
  const [paper] = await Promise.all([
    page.context().waitForEvent('page'),
    root(page).getByRole('button', { name: word(language, 'receipt-print') }).click(),
  ]);
  await paper.waitForLoadState();
  return paper;
}

const qr = (page) => root(page).locator('svg.wasl-qr');
/**
 * A text without marks and spaces, and with the letters that a font joins into one glyph in a fixed order: pdftotext
 * writes the letters of such a glyph backwards.
 */
const plain = (text) => text.normalize('NFKC').replace(/[\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069\s]/g, '')
  .replace(/[اأإآىل]+/g, (letters) => [...letters].sort().join(''));

/** The text of a PDF as a reader meets it, in the order of reading. */
function textOf(pdf) {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-pdf-'));
  const file = join(folder, 'receipt.pdf');
  writeFileSync(file, pdf);
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  const pages = execFileSync('pdfinfo', [file], { encoding: 'utf8' }).match(/Pages:\s+(\d+)/)[1];
  rmSync(folder, { recursive: true });
  return { text: plain(text), pages: Number(pages) };
}

for (const language of ['ar', 'fr']) {
  test(`${language}: the receipt has its picture for cameras, and is printed as one page whose words are in order`, async ({ page }) => {
    const proof = await files(page, language);
    await expect(qr(page)).toBeVisible();
    const paper = await printed(page, language);
    expect(paper.url()).toBe(`${stack().agencyNode}/mhab/receipt`);
    await expect(qr(paper)).toBeVisible();
    await expect(root(paper)).toContainText(SUBJECT[language]);
    await paper.evaluate(() => document.fonts.ready);

    const { text, pages } = textOf(await paper.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(pages).toBe(1);
    expect(text).toContain(proof.reference);
    expect(text).toContain(proof.accessCode);
    expect(text).toContain('PC-2026-114');
    expect(text).toContain('waslreceiptv1');
    // The padding at its end has no direction of its own: in an Arabic page pdftotext puts it on the other side.
    expect(text).toContain((await root(paper).locator('pre').nth(1).innerText()).trim().replace(/=+$/, ''));
    expect(text).toContain(plain(SUBJECT[language]));
    const inOrder = ['paper-title', 'receipt-reference', 'receipt-access-code', 'receipt-due', 'paper-filed-title', 'paper-signature-title'];
    const places = inOrder.map((key) => text.indexOf(plain(word(language, key))));
    expect(places.every((at) => at >= 0), `${inOrder}: ${places}\n${text}`).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).not.toContain(plain(word(language, 'paper-print')));
  });

  test(`${language}: the link behind the picture opens the case at once, and its code is left nowhere`, async ({ page }) => {
    const proof = await files(page, language);
    const link = `${stack().agencyNode}/mhab/case?lang=${language}&reference=${proof.reference}#${proof.accessCode.replaceAll('-', '')}`;
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('about:blank');
    await page.goto(link);
    await expect(timeline(page, language)).toBeVisible();
    await expect(root(page)).toContainText(SUBJECT[language]);
    expect(page.url()).toBe(`${stack().agencyNode}/mhab/case`);
    const code = proof.accessCode.replaceAll('-', '');
    expect(asked.filter((url) => !url.includes('#') && url.replaceAll('-', '').includes(code))).toEqual([]);
    await page.goBack();
    await expect(field(page, 'reference')).toHaveValue(proof.reference);
    expect(page.url()).not.toContain('#');
  });
}

const tongue = (page, language) => root(page).locator(`[data-form=again] button[lang=${language}]`);

test('the receipt in another language is the same receipt, and the page hears of one filing', async ({ page }) => {
  await page.addInitScript(() => {
    window.filed = [];
    addEventListener('wasl:filed', (e) => window.filed.push(e.detail.reference), true);
  });
  const proof = await files(page, 'fr');
  await expect(root(page)).toContainText(word('fr', 'receipt-due'));
  for (const language of ['ar', 'fr', 'ar']) {
    await tongue(page, language).click();
    await expect(root(page)).toHaveAttribute('lang', language);
    await expect(root(page)).toContainText(word(language, 'receipt-due'));
    expect(await receipt(page, language)).toEqual(proof);
    await expect(qr(page)).toBeVisible();
  }
  await expect(root(page)).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => window.filed)).toEqual([proof.reference]);
});

test('reference and code are there, and can be printed, though nothing more comes', async ({ page }) => {
  await page.route('**/mhab/receipt', (route) => route.abort());
  await files(page, 'fr');
  await expect(root(page).getByRole('button', { name: word('fr', 'receipt-print') })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`the receipt of the hosted page in another language, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${stack().agencyNode}/mhab?lang=fr`);
    await fillForm(page, 'fr', subjectFor(SUBJECT.fr));
    await submitForm(page, 'fr');
    const proof = await receipt(page, 'fr');
    for (const language of ['ar', 'fr']) {
      await tongue(page, language).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await receipt(page, language)).toEqual(proof);
      await expect(qr(page)).toBeVisible();
      expect(page.url()).not.toContain(proof.reference);
    }
    await context.close();
  });
}

test('without scripts: the receipt has its picture and its printed page, and the link asks for the code only', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${stack().agencyNode}/mhab?lang=fr`);
  await fillForm(page, 'fr', subjectFor(SUBJECT.fr));
  await submitForm(page, 'fr');
  const proof = await receipt(page, 'fr');
  await expect(qr(page)).toBeVisible();
  const paper = await printed(page, 'fr');
  await expect(qr(paper)).toBeVisible();
  await expect(root(paper)).toContainText(word('fr', 'paper-print-plain'));
  await page.goto(`${stack().agencyNode}/mhab/case?lang=fr&reference=${proof.reference}#${proof.accessCode}`);
  await expect(field(page, 'reference')).toHaveValue(proof.reference);
  await expect(field(page, 'access_code')).toHaveValue('');
  await context.close();
});

test('the file of proof is without the code, and it verifies; changed, it does not', async ({ page }) => {
  const proof = await files(page, 'fr');
  const paper = await printed(page, 'fr');
  const [download] = await Promise.all([
    paper.waitForEvent('download'),
    root(paper).getByRole('link', { name: word('fr', 'paper-file') }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${proof.reference}.json`);
  const folder = mkdtempSync(join(tmpdir(), 'wasl-proof-'));
  const file = join(folder, 'proof.json');
  await download.saveAs(file);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(ACCESS_CODE);
  const saved = join(folder, 'saved.html');
  writeFileSync(saved, await paper.content());

  const verify = (path) => execFileSync('cargo', ['xtask', 'verify-receipt', path, '--node', stack().agencyNode], { cwd: REPO, encoding: 'utf8' });
  expect(verify(file)).toContain(proof.reference);
  expect(verify(saved)).toContain(proof.reference);
  writeFileSync(file, text.replace('PC-2026-114', 'PC-2026-115'));
  expect(() => verify(file)).toThrow();
  rmSync(folder, { recursive: true });
});

for (const language of languagesOf()) {
  test(`${language}: the printed page can be used by everybody, on a telephone and on a desk, by day and by night`, async ({ page }) => {
    const filed = await fileCase(language, { subject: subjectFor('Accès') });
    await page.goto(`${filed.tracking_url}#${filed.access_code}`);
    await expect(timeline(page, language)).toBeVisible();
    const document = await page.request.post(`${stack().agencyNode}/mhab/receipt`, {
      form: { reference: filed.reference, access_code: filed.access_code, lang: language },
      headers: { 'sec-fetch-mode': 'navigate' },
    });
    await page.route('**/mhab/receipt', async (route) => route.fulfill({ response: document }));
    await page.goto(`${stack().agencyNode}/mhab/receipt`);
    await expect(qr(page)).toBeVisible();
    const wrong = [];
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      wrong.push(...(await overhang(page)), ...(await smallTargets(page)));
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        wrong.push(...(await violations(page)));
      }
    }
    expect(wrong).toEqual([]);
  });
}

test('the whole receipt takes the short one’s place without taking anything out of a hand', async ({ page }) => {
  let go;
  const held = new Promise((done) => { go = done; });
  await page.route('**/mhab/receipt', async (route) => { await held; await route.continue(); });
  await files(page, 'fr');
  await root(page).getByRole('button', { name: word('fr', 'receipt-print') }).focus();
  // The code is marked to be copied.
  await root(page).locator('.wasl-key-value').last().evaluate((e) => getSelection().selectAllChildren(e));
  go();
  await page.waitForTimeout(1_000);
  await expect(qr(page)).toHaveCount(0);
  await page.evaluate(() => getSelection().removeAllRanges());
  await expect(qr(page)).toBeVisible();
  await expect(root(page).getByRole('button', { name: word('fr', 'receipt-print') })).toBeFocused();
});
