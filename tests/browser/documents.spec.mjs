// Documents beside the form: what leaves the telephone, what comes back after a lost line, and what a wrong file is told.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { violations } from './axe.mjs';
import { casesWithSubject, fileCase } from './desk-api.mjs';
import { alive, button, field, fillForm, openCase, receipt, root, subjectFor, submitForm, unfold } from './citizen.mjs';
import { CAMERA, PLACE, pdf, photo, screenshot, uploads, webp } from './files.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { like, word } from './words.mjs';

const LANGUAGE = 'fr';
// The form is what is waited for, not the pictures of the page around it.
const READY = { waitUntil: 'commit' };
const PAGE = () => `${stack().site}/mhab/${LANGUAGE}/`;
const row = (page, name) => root(page).locator('.wasl-doc').filter({ hasText: name });
const choose = (page, files) => root(page).locator('[data-form=file] input[type=file]').setInputFiles(files, { timeout: 60_000 });
const done = (page, name) => expect(row(page, name)).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
const ids = (page) => root(page).locator('[data-form=file] input[name=documents]').evaluateAll((fields) => fields.map((f) => f.value));

/** Keeps what the page hands to its uploads: the bytes as they leave, in their order. */
async function listen(page) {
  await page.addInitScript(() => {
    globalThis.left = [];
    const { send, open } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (method, url, ...rest) { this.left = `${method} ${url}`; return open.call(this, method, url, ...rest); };
    XMLHttpRequest.prototype.send = function (body) { if (body instanceof Blob) globalThis.left.push([this.left, body]); return send.call(this, body); };
  });
  return async (id) => Buffer.from(await page.evaluate(async (id) => {
    const pieces = globalThis.left.filter(([to]) => to.endsWith(`/${id}`)).map(([, blob]) => blob);
    const text = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(',')[1]);
      reader.readAsDataURL(new Blob(pieces));
    });
    return text;
  }, id), 'base64');
}

/** A line of so many bytes a second upwards. */
async function slow(page, bytes) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const set = (offline, upload) => session.send('Network.emulateNetworkConditions', { offline, latency: 5, downloadThroughput: -1, uploadThroughput: upload });
  await set(false, bytes);
  return { cut: () => set(true, bytes), back: (speed = -1) => set(false, speed) };
}

test('a photo leaves smaller, upright, and without where and with what it was taken', async ({ page }) => {
  const left = await listen(page), subject = subjectFor('Photo');
  await page.goto(PAGE(), READY);
  const original = await photo(page);
  expect(original.buffer.toString('latin1')).toContain(PLACE);
  await choose(page, [original]);
  await done(page, original.name);
  const [id] = await ids(page), sent = await left(id);
  expect(sent.length).toBeLessThan(original.buffer.length * 0.8);
  expect(sent.toString('latin1')).not.toContain(PLACE);
  expect(sent.toString('latin1')).not.toContain(CAMERA);
  // Turned as the camera said, and no longer than 2000 on any side.
  const size = await page.evaluate(async (bytes) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]));
    return [picture.width, picture.height];
  }, sent.toString('base64'));
  expect(size).toEqual([1333, 2000]);
  await expect(row(page, original.name)).toContainText(like(LANGUAGE, 'part-document-reduced'));
  await expect(row(page, original.name).locator('canvas')).toBeVisible();
  await fillForm(page, LANGUAGE, subject);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('an original that is kept leaves with every point of it, and without its metadata', async ({ page }) => {
  const left = await listen(page);
  await page.goto(PAGE(), READY);
  const files = [await photo(page), await screenshot(page), await webp(page)];
  await choose(page, files);
  for (const { name } of files) {
    await expect(row(page, name)).toHaveAttribute('data-state', 'done');
    const keep = row(page, name).getByRole('checkbox');
    if (await keep.isVisible()) {
      await keep.check();
      await expect(row(page, name)).not.toHaveAttribute('data-state', 'done');
      await done(page, name);
    }
  }
  const points = (bytes) => page.evaluate(async (text) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]), { imageOrientation: 'from-image' });
    const canvas = new OffscreenCanvas(picture.width, picture.height), c = canvas.getContext('2d');
    c.drawImage(picture, 0, 0);
    let sum = 0;
    for (const v of c.getImageData(0, 0, picture.width, picture.height).data) sum = (sum * 31 + v) | 0;
    return [picture.width, picture.height, sum];
  }, bytes.toString('base64'));
  const order = await ids(page);
  expect(order).toHaveLength(files.length);
  for (const [i, { name, buffer }] of files.entries()) {
    const sent = await left(order[i]);
    expect(sent.toString('latin1'), name).not.toContain(PLACE);
    expect(sent.toString('latin1'), name).not.toContain(CAMERA);
    expect(await points(sent), name).toEqual(await points(buffer));
  }
});

test('what is none of the kinds, empty, too large or too much is told so, and the rest goes', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await choose(page, [
    pdf('lettre.pdf'),
    { name: 'facture.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\u0090\0\u0003') },
    { name: 'rien.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
    pdf('lourd.pdf', 26_214_401),
  ]);
  await done(page, 'lettre.pdf');
  await expect(row(page, 'facture.pdf')).toContainText(word(LANGUAGE, 'part-document-error-unsupported'));
  await expect(row(page, 'rien.pdf')).toContainText(word(LANGUAGE, 'part-document-error-empty'));
  await expect(row(page, 'lourd.pdf')).toContainText(like(LANGUAGE, 'part-document-error-too-large'));
  await expect(root(page).locator('.wasl-docs > [role=alert]')).toContainText('lourd.pdf');
  expect(await ids(page)).toHaveLength(1);
  await choose(page, Array.from({ length: 10 }, (_, i) => pdf(`page-${i}.pdf`)));
  await done(page, 'page-8.pdf');
  await expect(row(page, 'page-9.pdf')).toContainText(word(LANGUAGE, 'part-document-error-too-many'));
  expect(await ids(page)).toHaveLength(10);
});

test('sent with a document that was refused: what stays behind is said in view, and the next press goes without it', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await choose(page, [{ name: 'facture.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\u0090\0\u0003') }]);
  await expect(row(page, 'facture.pdf')).toContainText(word(LANGUAGE, 'part-document-error-unsupported'));
  await fillForm(page, LANGUAGE, subjectFor('Sans la facture'));
  await submitForm(page, LANGUAGE);
  const said = root(page).locator('.wasl-docs .wasl-notice-wrong');
  await expect(said).toContainText('facture.pdf');
  await expect(said).toBeFocused();
  await expect(said).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  // What happens to other documents takes nothing back.
  await choose(page, [pdf('autre.pdf')]);
  await done(page, 'autre.pdf');
  await expect(said).toContainText('facture.pdf');
  await expect(said).not.toContainText('autre.pdf');
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
});

test('a lost line: the upload says so, and goes on where it was', async ({ page }) => {
  const seen = uploads(page);
  await page.goto(PAGE(), READY);
  const line = await slow(page, 400_000);
  await choose(page, [pdf('dossier.pdf', 3_000_000)]);
  await expect.poll(() => row(page, 'dossier.pdf').locator('progress').evaluate((p) => p.value)).toBeGreaterThan(25);
  await line.cut();
  await expect(row(page, 'dossier.pdf')).toHaveAttribute('data-state', 'offline');
  await expect(row(page, 'dossier.pdf')).toContainText(word(LANGUAGE, 'part-document-offline'));
  const before = seen.requests.length;
  await line.back();
  await done(page, 'dossier.pdf');
  const after = seen.requests.slice(before).filter((r) => r.method === 'PATCH');
  expect(Math.min(...after.map((r) => r.offset))).toBeGreaterThan(0);
  expect(seen.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
});

test('paused, resumed, taken away: by keyboard alone', async ({ page }) => {
  const seen = uploads(page);
  await page.goto(PAGE(), READY);
  await slow(page, 300_000);
  await choose(page, [pdf('un.pdf', 2_000_000), pdf('deux.pdf', 400_000)]);
  await expect(row(page, 'un.pdf')).toHaveAttribute('data-state', 'sending');
  // Reading a file does not wait for the one that is sent.
  await expect(row(page, 'deux.pdf')).toHaveAttribute('data-state', 'waiting');
  await root(page).locator('[data-form=file] input[type=file]').focus();
  await page.keyboard.press('Tab');
  await expect(row(page, 'un.pdf').getByRole('button', { name: word(LANGUAGE, 'part-document-pause') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'un.pdf')).toHaveAttribute('data-state', 'paused');
  // The focus is on what can be done next, and the other file does not wait.
  await expect(row(page, 'un.pdf').getByRole('button', { name: word(LANGUAGE, 'part-document-resume') })).toBeFocused();
  await done(page, 'deux.pdf');
  await page.keyboard.press('Enter');
  await expect(row(page, 'un.pdf')).toHaveAttribute('data-state', /sending|waiting/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(row(page, 'un.pdf')).toHaveCount(0);
  await expect(row(page, 'deux.pdf').getByRole('button')).toBeFocused();
  await expect.poll(() => seen.requests.filter((r) => r.method === 'DELETE').length).toBe(1);
  expect(await ids(page)).toHaveLength(1);
});

test('sent while a document is on its way: the form waits, and files once', async ({ page }) => {
  const subject = subjectFor('En route');
  await page.goto(PAGE(), READY);
  await field(page, 'subject').click();
  await alive(page);
  await fillForm(page, LANGUAGE, subject);
  await slow(page, 400_000);
  await choose(page, [pdf('dossier.pdf', 1_500_000)]);
  await expect(row(page, 'dossier.pdf')).toHaveAttribute('data-state', 'sending');
  await button(page, LANGUAGE, 'form-submit').dblclick();
  await expect(root(page).getByText(word(LANGUAGE, 'part-documents-wait')).filter({ visible: true }).first()).toBeVisible();
  await receipt(page, LANGUAGE);
  const cases = await casesWithSubject('mhab', subject);
  expect(cases).toHaveLength(1);
});

test('under the strict policy, with documents chosen before the first touch: no violation', async ({ page }) => {
  const subject = subjectFor('CSP documents'), seen = await watch(page);
  await page.goto(`${stack().site}/alwaha/${LANGUAGE}/`, READY);
  await choose(page, [await photo(page, { width: 800, height: 600 }), pdf('lettre.pdf')]);
  await done(page, 'lettre.pdf');
  await field(page, 'subject').click();
  await alive(page);
  expect(await ids(page)).toHaveLength(2);
  await fillForm(page, LANGUAGE, subject);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('alwaha', subject)).toHaveLength(1);
  expect([seen.violations, seen.console, seen.errors]).toEqual([[], [], []]);
});

test('where WebAssembly is forbidden, documents go with the plain form', async ({ page }) => {
  const subject = subjectFor('Sans wasm, documents');
  await page.goto(`${stack().site}/tizi/no-wasm/`, READY);
  await choose(page, [pdf('lettre.pdf')]);
  await done(page, 'lettre.pdf');
  // An error first: the documents stay, once.
  await submitForm(page, LANGUAGE);
  await expect(field(page, 'subject')).toHaveAttribute('aria-invalid', 'true');
  await expect(row(page, 'lettre.pdf')).toHaveAttribute('data-state', 'done');
  await fillForm(page, LANGUAGE, subject);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('tizi', subject)).toHaveLength(1);
});

test('the hosted page without WebAssembly: sent without the agreement, a document that is on its way is not lost', async ({ page }) => {
  const subject = subjectFor('Page, en route');
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`${stack().agencyNode}/mhab?lang=${LANGUAGE}`);
  await fillForm(page, LANGUAGE, subject);
  await field(page, 'consent').uncheck();
  const line = await slow(page, 200_000);
  await choose(page, [pdf('dossier.pdf', 1_500_000)]);
  await expect(row(page, 'dossier.pdf')).toHaveAttribute('data-state', 'sending');
  await submitForm(page, LANGUAGE);
  await expect(field(page, 'consent')).toHaveAttribute('aria-invalid', 'true');
  await expect(row(page, 'dossier.pdf')).toBeVisible();
  await line.back();
  await done(page, 'dossier.pdf');
  await field(page, 'consent').check();
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('another language on the spot: documents and what was recorded about them stay, in its words', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await field(page, 'subject').fill('Langue');
  await choose(page, [pdf('lettre.pdf')]);
  await done(page, 'lettre.pdf');
  const [id] = await ids(page);
  await root(page).locator('a[data-lang=ar]').click();
  await expect(root(page)).toHaveAttribute('dir', 'rtl');
  await expect(row(page, 'lettre.pdf').getByRole('button', { name: word('ar', 'part-document-remove') })).toBeVisible();
  expect(await ids(page)).toEqual([id]);
  await expect(field(page, 'subject')).toHaveValue('Langue');
});

test('a message in a case takes its documents, once', async ({ page }) => {
  const filed = await fileCase(LANGUAGE, { subject: subjectFor('Pièces') });
  await page.goto(PAGE(), READY);
  await openCase(page, LANGUAGE, { reference: filed.reference, accessCode: filed.access_code });
  await unfold(page, LANGUAGE, 'action-message');
  const form = root(page).locator('[data-form=message]');
  await form.locator('input[type=file]').setInputFiles([pdf('quittance.pdf')]);
  await expect(form.locator('.wasl-doc')).toHaveAttribute('data-state', 'done');
  await form.locator('[name=text]').fill('Voici la quittance.');
  await form.getByRole('button', { name: word(LANGUAGE, 'message-submit') }).click();
  await expect(root(page)).toContainText(word(LANGUAGE, 'notice-message-sent'));
  await expect(root(page)).toContainText('Voici la quittance.');
  await expect(root(page).locator('.wasl-doc')).toHaveCount(0);
  await expect(root(page)).toContainText('quittance.pdf');
});

for (const [language, width] of [['ar', 360], ['fr', 1280]]) {
  test(`${language} at ${width}: axe finds nothing on documents in every state`, async ({ page }) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${stack().site}/mhab/${language}/`, READY);
    await slow(page, 150_000);
    await choose(page, [pdf('un.pdf'), await photo(page, { width: 900, height: 600 }), { name: 'x.exe', mimeType: 'text/plain', buffer: Buffer.from('MZ') }, pdf('deux.pdf', 2_000_000)]);
    await expect(row(page, 'deux.pdf')).toHaveAttribute('data-state', 'sending', { timeout: 30_000 });
    await field(page, 'keep').check();
    await expect(root(page)).toContainText(word(language, 'part-draft-keeping'));
    await root(page).locator('[data-open=voice]').click();
    await expect(root(page).locator('.wasl-voice')).toBeVisible();
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.flat().join(' ')} ${n.failureSummary}`).join(' | ')}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    const small = await root(page).locator('.wasl-slot button:visible, .wasl-slot label:visible').evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML));
    expect(small).toEqual([]);
  });
}
