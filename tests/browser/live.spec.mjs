// An open case hears what happens to it, and shows it without losing what the person is doing.
// With a socket, and with every socket refused; after the node was away; across two nodes.

import { expect, test } from '@playwright/test';
import { violations } from './axe.mjs';
import { fileCase, staffAction } from './desk-api.mjs';
import { button, field, openCase, root, subjectFor, unfold } from './citizen.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

const QUESTION = { ar: 'هل احتفظتم بنسخة من العقد؟', fr: 'Avez-vous gardé une copie du contrat ?' };
const SOON = { timeout: 8_000 };

async function filed(language, changes) {
  const receipt = await fileCase(language, { subject: subjectFor('En direct'), ...changes });
  return { reference: receipt.reference, accessCode: receipt.access_code };
}

/** Opens a case in the widget and waits until it listens. */
async function listens(page, language, proof, agency = 'mhab') {
  const heard = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await page.goto(`${stack().site}/${agency}/${language}/`);
  await openCase(page, language, proof);
  await heard;
}

const news = (page) => root(page).getByRole('status').filter({ has: page.locator('a[href^="#wasl-entry-"]') });

for (const language of ['ar', 'fr']) {
  test(`${language}: a question appears where it belongs, and nothing the person does is disturbed`, async ({ page }) => {
    const seen = await watch(page);
    const proof = await filed(language);
    await listens(page, language, proof);
    await unfold(page, language, 'action-message');
    const box = field(page, 'text').last();
    await box.pressSequentially('Je suis en train d’éc');
    await box.evaluate((e) => e.setSelectionRange(3, 7));
    const place = () => box.evaluate((e) => e.getBoundingClientRect().top);
    const before = await place();
    await box.evaluate((e) => { e.mark = 'the same'; });

    await staffAction('mhab', proof.reference, { action: 'ask', text: QUESTION[language] });
    await expect(root(page)).toContainText(QUESTION[language], SOON);
    await expect(root(page).locator('.wasl-state')).toContainText(word(language, 'status-awaiting_complainant'));
    await expect(news(page)).toContainText(word(language, 'part-live-news'));
    expect(await violations(page)).toEqual([]);

    await expect(box).toBeFocused();
    await expect(box).toHaveValue('Je suis en train d’éc');
    expect(await box.evaluate((e) => [e.mark, e.selectionStart, e.selectionEnd])).toEqual(['the same', 3, 7]);
    // The page has grown above the box, and the box stands where it stood.
    expect(Math.abs((await place()) - before)).toBeLessThan(2);
    await page.waitForTimeout(300);
    expect(Math.abs((await place()) - before)).toBeLessThan(2);

    // The news leads to the entry, and the question is answered in place.
    await news(page).getByRole('link').click();
    await expect(root(page).locator('.wasl-entry:focus')).toContainText(QUESTION[language]);
    await root(page).getByLabel(word(language, 'answer-label')).fill('Oui.');
    await button(page, language, 'answer-submit').click();
    await expect(root(page)).toContainText(word(language, 'notice-answered'));
    await staffAction('mhab', proof.reference, { action: 'message', text: 'Merci beaucoup.' });
    await expect(root(page)).toContainText('Merci beaucoup.', SOON);
    expect(seen.errors).toEqual([]);
    expect(seen.violations).toEqual([]);
  });
}

test('two entries close together are both shown, the second also where it comes while the first is fetched', async ({ page }) => {
  const proof = await filed('fr');
  await listens(page, 'fr', proof);
  let asked = 0;
  await page.route('**/mhab/case', async (route) => {
    const response = await route.fetch();
    // What the node answers is older than what is written before it arrives.
    if (asked++ === 0) await staffAction('mhab', proof.reference, { action: 'ask', text: QUESTION.fr });
    await route.fulfill({ response });
  });
  await staffAction('mhab', proof.reference, { action: 'acknowledge' });
  await expect(root(page)).toContainText(QUESTION.fr, SOON);
  await expect(root(page).getByLabel(word('fr', 'answer-label'))).toBeVisible();
});

test('an answer being typed survives the end of its question', async ({ page }) => {
  const proof = await filed('fr');
  await staffAction('mhab', proof.reference, { action: 'ask', text: QUESTION.fr });
  await listens(page, 'fr', proof);
  const box = root(page).getByLabel(word('fr', 'answer-label'));
  await box.fill('Une longue réponse');
  await box.blur();
  await staffAction('mhab', proof.reference, { action: 'close', outcome: 'inadmissible', text: 'Clos entre-temps.' });
  await expect(root(page)).toContainText('Clos entre-temps.', SOON);
  await expect(root(page).locator('.wasl-state')).toContainText(word('fr', 'status-closed'));
  await expect(box).toHaveValue('Une longue réponse');
});

test('what the Mediator does appears at the agency', async ({ page }) => {
  const proof = await filed('fr', { category: 'integrity' });
  await listens(page, 'fr', proof);
  await expect(root(page)).toContainText(word('fr', 'status-forwarded'), { timeout: 30_000 });
  const { mediatorNode, tokens } = stack();
  const headers = { authorization: `Bearer ${tokens.mediator}`, 'content-type': 'application/json' };
  const { cases } = await (await fetch(`${mediatorNode}/v1/desk/cases?limit=50`, { headers })).json();
  const theirs = cases.find((c) => c.origin?.reference === proof.reference).reference;
  const body = JSON.stringify({ action: 'ask', text: QUESTION.fr });
  const answer = await fetch(`${mediatorNode}/v1/desk/cases/${theirs}/actions`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  await expect(root(page)).toContainText(QUESTION.fr, { timeout: 30_000 });
  await expect(root(page).locator('.wasl-state')).toContainText(word('fr', 'status-awaiting_complainant'));
});

test('with every socket refused, the page asks from time to time', async ({ page }) => {
  await page.clock.install();
  await page.routeWebSocket(/\/live$/, (socket) => socket.close({ code: 1011 }));
  const proof = await filed('fr');
  await page.goto(`${stack().site}/mhab/fr/`);
  await openCase(page, 'fr', proof);
  await staffAction('mhab', proof.reference, { action: 'message', text: 'Par un autre chemin.' });
  await expect(async () => {
    await page.clock.fastForward(31_000);
    await expect(root(page)).toContainText('Par un autre chemin.', { timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test('under a policy that allows no socket, the case is asked for all the same', async ({ page }) => {
  await page.clock.install();
  const seen = await watch(page);
  const address = `${stack().site}/mhab/fr/`;
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    headers['content-security-policy'] = headers['content-security-policy'].replace(/ wss?:\S+(?=;)/, '');
    await route.fulfill({ response, headers });
  });
  const proof = await filed('fr');
  await page.goto(address);
  await openCase(page, 'fr', proof);
  await staffAction('mhab', proof.reference, { action: 'message', text: 'Malgré la politique.' });
  await expect(async () => {
    await page.clock.fastForward(31_000);
    await expect(root(page)).toContainText('Malgré la politique.', { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  expect(seen.violations.length).toBeGreaterThan(0);
  expect(seen.violations.every((v) => v.startsWith('connect-src ws'))).toBe(true);
});

test('a socket that was lost is had again, and what was missed is shown', async ({ page }) => {
  let lost;
  let sockets = 0;
  await page.routeWebSocket(/\/live$/, (socket) => {
    sockets += 1;
    const server = socket.connectToServer();
    lost = () => { server.close(); socket.close({ code: 1012 }); };
  });
  const proof = await filed('fr');
  await page.goto(`${stack().site}/mhab/fr/`);
  await openCase(page, 'fr', proof);
  await expect.poll(() => sockets).toBe(1);
  await staffAction('mhab', proof.reference, { action: 'message', text: 'La première.' });
  await expect(root(page)).toContainText('La première.', SOON);
  lost();
  await staffAction('mhab', proof.reference, { action: 'message', text: 'La seconde.' });
  await expect(root(page)).toContainText('La seconde.', { timeout: 15_000 });
  expect(sockets).toBe(2);
});

test('the code is in no address, and a case that is left is not listened to', async ({ page }) => {
  const seen = await watch(page);
  const proof = await filed('fr');
  const sockets = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await listens(page, 'fr', proof);
  const code = proof.accessCode.replaceAll('-', '');
  const addresses = [...seen.requests, ...sockets.map((s) => s.url())];
  expect(addresses.filter((url) => url.replaceAll('-', '').includes(code))).toEqual([]);
  await root(page).getByRole('link', { name: word('fr', 'nav-file') }).click();
  await expect(field(page, 'subject')).toBeVisible();
  await expect.poll(() => sockets.every((s) => s.isClosed())).toBe(true);
});
