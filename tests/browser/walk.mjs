// Every screen of the widget in every state that a person can meet, one after the other.
// In: a page, a language, what to do on each screen. Out: that, done on each. Finds states that it was not told of:
// whatever carries `data-open`, every folded part, every demo page on the disk.
// Never: judges; the accessibility test and the screenshots do what they like with each screen.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROUTED, alive, button, enterCase, field, fillForm, openCase, receipt, root, submitForm, unfold } from './citizen.mjs';
import { citizenAction, fileCase, staffAction } from './desk-api.mjs';
import { openHost } from './host-page.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const TEXTS = {
  ar: { subject: 'تأخر تسليم رخصة السكن منذ أربعة أشهر', question: 'ما رقم طلبكم لدى الشباك؟', reply: '2026-1182', answer: 'الرخصة جاهزة للسحب.' },
  fr: { subject: 'Permis d’habiter attendu depuis quatre mois', question: 'Quel est le numéro de votre demande au guichet ?', reply: '2026-1182', answer: 'Le permis est prêt à être retiré.' },
};
const textsOf = (language) => TEXTS[language] ?? TEXTS.fr;

/** A picture of one pixel: the smallest document that is one. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** How a case gets into each status: what its caseworker and its complainant do, in the language's own texts. */
const STATUSES = {
  received: () => [],
  under_review: () => [{ desk: { action: 'acknowledge' } }],
  awaiting_complainant: (texts) => [{ desk: { action: 'acknowledge' } }, { desk: { action: 'ask', text: texts.question } }],
  answered: (texts) => [{ desk: { action: 'answer', text: texts.answer } }],
  redirected: (texts) => [{ desk: { action: 'redirect', text: texts.answer } }],
  closed: (texts) => [{ desk: { action: 'answer', text: texts.answer } }, { desk: { action: 'close', outcome: 'upheld' } }],
  withdrawn: () => [{ citizen: { action: 'withdraw' } }],
  escalated: (texts) => [{ citizen: { action: 'escalate', prior_steps: texts.answer, before_court: false } }],
  forwarded: () => [{ category: ROUTED }],
};

/** A new case in a status: its reference and access code. */
export async function caseIn(status, language) {
  const texts = textsOf(language);
  const steps = STATUSES[status](texts);
  const category = steps.find((step) => step.category)?.category;
  const filed = await fileCase(language, { subject: texts.subject, body: texts.subject, ...(category && { category }) });
  for (const { desk, citizen } of steps) {
    if (desk) await staffAction('mhab', filed.reference, desk);
    if (citizen) await citizenAction(filed.reference, filed.access_code, citizen);
  }
  return { reference: filed.reference, accessCode: filed.access_code };
}

/** The widget's screens, on a plain host's page. `look(name)` is called on each. */
export async function widgetScreens(page, language, look) {
  await openHost(page, language);
  await field(page, 'subject').waitFor();
  await look('form');
  await field(page, 'subject').click();
  await alive(page);
  await look('form-alive');
  await unfoldAll(page);
  await look('form-unfolded');
  await parts(page, look);
  await errors(page, language, look);
  const proof = await sending(page, language, look);
  // The node's whole one, which takes the place of the program's a moment later.
  await root(page).locator('svg.wasl-qr').waitFor();
  await look('receipt');
  await tracking(page, language, proof, look);
  await statuses(page, language, look);
}

async function unfoldAll(page) {
  await root(page).evaluate((place) => place.querySelectorAll('details').forEach((e) => { e.open = true; }));
}

/** What is opened only when it is wanted: found by its mark, so that a new part needs no line here. */
async function parts(page, look) {
  const files = root(page).locator('input[type=file]');
  if (await files.count()) {
    await files.first().setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: PIXEL });
    await page.waitForTimeout(1500);
    await look('form-documents');
  }
  const names = await root(page).locator('[data-open]:visible').evaluateAll((list) => list.map((e) => e.dataset.open));
  for (const name of new Set(names)) {
    const opener = root(page).locator(`[data-open="${name}"]:visible`).first();
    if (!(await opener.count())) continue;
    await opener.click();
    await page.waitForTimeout(700);
    await look(`form-open-${name}`);
  }
  await openHost(page, await page.evaluate(() => document.documentElement.lang));
}

async function errors(page, language, look) {
  await field(page, 'subject').click();
  await alive(page);
  await field(page, 'email').fill('amina');
  await submitForm(page, language);
  await root(page).locator('[aria-invalid=true]').first().waitFor();
  await look('form-errors');
}

async function sending(page, language, look) {
  await fillForm(page, language, textsOf(language).subject);
  await page.context().setOffline(true);
  await submitForm(page, language);
  await root(page).getByText(word(language, 'problem-offline')).filter({ visible: true }).first().waitFor();
  await look('form-offline');
  let go;
  const held = new Promise((done) => { go = done; });
  const filing = (url) => /\/cases$/.test(url.pathname);
  await page.route(filing, async (route) => { await held; await route.continue(); });
  await page.context().setOffline(false);
  // It may go by itself as soon as the network is back; otherwise it is pressed again.
  const busy = root(page).locator('[aria-disabled=true], [aria-busy=true]').first();
  await busy.waitFor({ timeout: 3000 }).catch(() => submitForm(page, language));
  await busy.waitFor({ state: 'attached' });
  await look('form-busy');
  go();
  const proof = await receipt(page, language);
  await page.unroute(filing);
  return proof;
}

async function tracking(page, language, proof, look) {
  await openHost(page, language);
  await root(page).getByRole('link', { name: word(language, 'nav-track') }).click();
  await field(page, 'reference').waitFor();
  await look('open');
  await field(page, 'reference').fill(proof.reference);
  await field(page, 'access_code').fill('2222-2222-2222-2222');
  await button(page, language, 'open-submit').click();
  await root(page).getByRole('alert').first().waitFor();
  await look('open-refused');
  await enterCase(page, language, proof);
  await unfoldAll(page);
  await look('case-unfolded');
  await button(page, language, 'message-submit').click();
  await root(page).locator('[aria-invalid=true]').first().waitFor();
  await look('case-message-empty');
  await field(page, 'text').last().fill(textsOf(language).reply);
  await button(page, language, 'message-submit').click();
  await root(page).getByText(word(language, 'notice-message-sent')).waitFor();
  await look('case-message-sent');
}

async function statuses(page, language, look) {
  for (const status of Object.keys(STATUSES)) {
    const proof = await caseIn(status, language);
    await openHost(page, language);
    await openCase(page, language, proof);
    await look(`case-${status}`);
    if (status === 'awaiting_complainant') {
      await root(page).getByLabel(word(language, 'answer-label')).fill(textsOf(language).reply);
      await button(page, language, 'answer-submit').click();
      await root(page).getByText(word(language, 'notice-answered')).waitFor();
      await look('case-question-answered');
    }
    if (status === 'closed') {
      await unfold(page, language, 'action-rate');
      await look('case-rating');
    }
  }
}

/** The node's own pages, whole documents: `[name, address]`. */
export async function hostedPages(language) {
  const { agencyNode } = stack();
  const pages = [
    ['hosted-form', `${agencyNode}/mhab?lang=${language}`],
    ['hosted-open', `${agencyNode}/mhab/case?lang=${language}`],
    ['hosted-framed', `${agencyNode}/mhab?lang=${language}&embed=frame`],
    ['hosted-unknown-agency', `${agencyNode}/nobody?lang=${language}`],
    ['embed', `${agencyNode}/embed?lang=${language}`],
  ];
  const there = await Promise.all(pages.map(async ([name, address]) => {
    const answer = await fetch(address, { headers: { 'accept-language': language } });
    return (await answer.text()) && (name !== 'embed' || answer.ok);
  }));
  return pages.filter((_, i) => there[i]);
}

/** Every page of the demo site that is on the disk: `[name, address]`. */
export function demoPages() {
  const folder = fileURLToPath(new URL('../../demo-site', import.meta.url));
  return readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => [`page-${name.replace(/(\/|^)index\.html$/, '').replaceAll('/', '-') || 'index'}`, `${stack().site}/${name.replace(/(^|\/)index\.html$/, '$1')}`]);
}

/** Waits until the form of a page that has one can be seen. */
export async function settled(page) {
  const widget = page.locator('wasl-widget').first();
  await page.waitForLoadState('load');
  if (await page.locator('script[src*="wasl.js"]').count()) await widget.waitFor({ state: 'attached' }).catch(() => {});
  if (await widget.count()) await page.locator('wasl-widget [data-wasl-root]').first().waitFor({ state: 'attached' });
}


