// The citizen goes to the Mediator; the Mediator's answer comes back into the citizen's timeline, across two nodes.

import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { fileCase, sendDocument } from './desk-api.mjs';
import { button, field, openCase, root, subjectFor, unfold } from './citizen.mjs';
import { stack } from './stack.mjs';
import { words as deskWords } from '../../demo-site/mediateur/words.mjs';
import { word } from './words.mjs';

const TEXTS = {
  ar: { steps: 'راسلت المديرية الجهوية مرتين ولم أتوصل بجواب.', question: 'هل احتفظتم بنسخة من العقد؟', reply: 'نعم، وأرفقتها بملفي لدى الوزارة.', answer: 'التزمت الإدارة بتسليم المفاتيح داخل شهر.' },
  fr: { steps: 'J’ai écrit deux fois à la direction régionale, sans réponse.', question: 'Avez-vous gardé une copie du contrat ?', reply: 'Oui, elle est jointe à mon dossier au ministère.', answer: 'L’administration s’engage à remettre les clés dans le mois.' },
};

/** The exchange takes its time: the case is opened again until it is there. */
async function untilCaseShows(page, language, proof, text) {
  await expect(async () => {
    await page.goto(`${stack().site}/mhab/${language}/`);
    await openCase(page, language, proof);
    await expect(root(page)).toContainText(text, { timeout: 1_000 });
  }).toPass({ timeout: 45_000, intervals: [500, 1_000, 2_000] });
}

async function act(desk, w, action, { text, outcome } = {}) {
  await desk.getByRole('radio', { name: w[action], exact: true }).check();
  if (outcome) await desk.getByLabel(w.outcome, { exact: true }).selectOption(outcome);
  if (text) await desk.getByLabel(w.text, { exact: true }).fill(text);
  await desk.getByRole('button', { name: w.send }).click();
  await expect(desk.locator('#live')).toHaveText(w.done);
}

for (const language of ['ar', 'fr']) {
  test(`${language}: escalated, asked, answered in place, answered and closed by the Mediator`, async ({ page, context }) => {
    test.setTimeout(180_000);
    const { site, tokens } = stack();
    const texts = TEXTS[language];
    const w = deskWords[language];
    const subject = subjectFor(language === 'ar' ? 'إلى الوسيط' : 'Au Médiateur');
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300_000, 'wasl')]);
    const named = language === 'ar' ? 'شهادة.pdf' : 'Attestation.pdf';
    const filed = await fileCase(language, { subject, documents: [await sendDocument(named, bytes)] });
    const proof = { reference: filed.reference, accessCode: filed.access_code };

    await page.goto(`${site}/mhab/${language}/`);
    await openCase(page, language, proof);
    await unfold(page, language, 'action-escalate');
    await field(page, 'prior_steps').fill(texts.steps);
    await field(page, 'before_court').check();
    await button(page, language, 'action-escalate-submit').click();
    await expect(root(page)).toContainText(word(language, 'notice-escalated'));
    // The deadline is what the administration owes the Mediator, and no longer what it owed the citizen.
    await expect(root(page).getByText(word(language, 'case-due-to-mediator'), { exact: true })).toBeVisible();
    await expect(root(page).getByText(word(language, 'case-due'), { exact: true })).toHaveCount(0);

    const desk = await context.newPage();
    await desk.goto(`${site}/mediateur/?lang=${language}`);
    await desk.getByLabel(w.token).fill(tokens.mediator);
    await desk.getByRole('button', { name: w.signIn }).click();
    await desk.getByRole('button', { name: subject }).click({ timeout: 45_000 });
    await expect(desk.getByRole('heading', { name: subject })).toBeVisible();
    await expect(desk.locator('.facts')).toContainText(filed.reference);
    await expect(desk.getByText(texts.steps)).toBeVisible();
    // The document has come along: the agent saves it, and has what the citizen sent.
    const listed = desk.locator('.documents li', { hasText: named });
    const [saved] = await Promise.all([desk.waitForEvent('download'), listed.getByRole('button', { name: w.download }).click({ timeout: 45_000 })]);
    expect(saved.suggestedFilename()).toBe(named);
    expect(bytes.equals(await readFile(await saved.path()))).toBe(true);
    await act(desk, w, 'acknowledge');
    await act(desk, w, 'ask', { text: texts.question });

    await untilCaseShows(page, language, proof, texts.question);
    await expect(root(page)).toContainText(word(language, 'status-awaiting_complainant'));
    await root(page).getByLabel(word(language, 'answer-label')).fill(texts.reply);
    await button(page, language, 'answer-submit').click();
    await expect(root(page)).toContainText(word(language, 'notice-answered'));

    await expect(desk.locator('.timeline')).toContainText(texts.reply, { timeout: 45_000 });
    await act(desk, w, 'answer', { text: texts.answer });
    await act(desk, w, 'close', { outcome: 'upheld' });

    await untilCaseShows(page, language, proof, word(language, 'event-closed'));
    await expect(root(page)).toContainText(texts.answer);
    await expect(root(page)).toContainText(word(language, 'outcome-upheld'));
    await expect(root(page)).toContainText(word(language, 'actor-mediator'));
  });
}

test('a case that was erased is a row that says so, and nothing can be done in it', async ({ page, request }) => {
  test.setTimeout(120_000);
  const { site, mediatorNode, operators } = stack();
  const subject = subjectFor('À effacer au bureau');
  const filed = await fileCase('fr', { subject });
  await page.goto(`${site}/mhab/fr/`);
  await openCase(page, 'fr', { reference: filed.reference, accessCode: filed.access_code });
  await unfold(page, 'fr', 'action-escalate');
  await field(page, 'prior_steps').fill(TEXTS.fr.steps);
  await field(page, 'before_court').check();
  await button(page, 'fr', 'action-escalate-submit').click();
  await expect(root(page)).toContainText(word('fr', 'notice-escalated'));

  const as = (token) => ({ Authorization: `Bearer ${token}` });
  const data = { agency: 'mediator', role: 'supervisor', name: 'S. Cheffe' };
  const made = await request.post(`${mediatorNode}/v1/admin/tokens`, { headers: as(operators.mediator), data });
  const { token } = await made.json();
  const desk = `${mediatorNode}/v1/desk/cases`;
  let reference;
  await expect(async () => {
    const { cases } = await (await request.get(desk, { headers: as(token) })).json();
    reference = cases.find((item) => item.subject === subject)?.reference;
    expect(reference).toBeTruthy();
  }).toPass({ timeout: 45_000 });
  const answer = { action: 'answer', text: 'Réglé.' };
  expect((await request.post(`${desk}/${reference}/actions`, { headers: as(token), data: answer })).status()).toBe(201);
  await expect(async () => {
    const erased = await request.post(`${desk}/${reference}/erase?reason=request`, { headers: as(token) });
    expect(erased.status()).toBe(204);
  }).toPass({ timeout: 45_000 });

  for (const language of ['fr', 'ar']) {
    const w = deskWords[language];
    await page.goto(`${site}/mediateur/?lang=${language}`);
    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`${site}/mediateur/?lang=${language}`);
    await page.getByLabel(w.token).fill(token);
    await page.getByRole('button', { name: w.signIn }).click();
    const row = page.locator(`[data-reference="${reference}"]`);
    await expect(row).toContainText(w.erased);
    await row.click();
    await expect(page.locator('.case .badges')).toContainText(w.erased);
    await expect(page.locator('.facts')).toContainText(w.erasedAt);
    await expect(page.locator('.act')).toContainText(w.nothing);
  }
});

test('a token that is not one is refused in words', async ({ page }) => {
  const w = deskWords.fr;
  await page.goto(`${stack().site}/mediateur/`);
  await page.getByLabel(w.token).fill('nothing');
  await page.getByRole('button', { name: w.signIn }).click();
  await expect(page.getByRole('alert')).toContainText(w.tokenRefused);
});

for (const language of ['fr', 'ar']) {
  test(`${language}: the desk shows a wave with its cases, and a person's further filing`, async ({ page }) => {
    const { site, tokens, cases } = stack();
    const w = deskWords[language];
    const reference = (id) => cases.find((item) => item.id === id).reference;
    await page.goto(`${site}/mediateur/?lang=${language}`);
    await page.getByLabel(w.token).fill(tokens.mediator);
    await page.getByRole('button', { name: w.signIn }).click();
    const wave = page.locator(`[data-wave="${reference('water-1')}"]`);
    await expect(wave).toContainText(w.wave({ cases: 6, people: 6 }));
    await expect(wave).toContainText(/Morjane|المرجان/);
    await wave.getByRole('button', { name: w.waveOnly }).click();
    await expect(page.locator('.list li')).toHaveCount(6);
    await page.locator(`.list [data-reference="${reference('water-3')}"]`).click();
    await expect(page.locator('.of-wave')).toContainText(reference('water-1'));
    await wave.getByRole('button', { name: w.waveAll }).click();
    await expect(page.locator('.list li').nth(7)).toBeVisible();
    await page.goto(`${site}/mediateur/?lang=${language}#/${reference('fine-again')}`);
    const linked = page.locator(`[data-linked="${reference('fine-first')}"]`);
    await expect(linked).toBeVisible();
    // A demo that runs on may have been looked at before.
    const confirm = linked.getByRole('button', { name: w.linkConfirm });
    if (await confirm.count()) await confirm.click();
    await expect(linked).toContainText(w.linkConfirmed);
    await expect(page.locator('.timeline')).toContainText(w.events.linked);
  });
}
