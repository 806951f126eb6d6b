// What a citizen does with the form and the case, in the widget and on the hosted page alike: both have the same fields.
// In: a page. Out: the steps. Finds things by field name, by the product's own words, and by `[data-wasl-root]`.

import { expect } from '@playwright/test';
import { word } from './words.mjs';

export const REFERENCE = /[A-Z]{2,5}-\d{2}[A-Z]-\d{6,}-[0-9A-Z]/;
export const ACCESS_CODE = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/;

/** The category that the demo's rule sends to the Mediator at once. */
export const ROUTED = 'integrity';

const VOICE = {
  ar: { name: 'أمينة المثالية', body: 'تأخر تسليم السكن سنة كاملة.\nلم أتوصل بأي جواب.' },
  fr: { name: 'Amina Exemple', body: 'Le logement a un an de retard.\nJe n’ai reçu aucune réponse.' },
  zgh: { name: 'ⴰⵎⵉⵏⴰ', body: 'ⵜⴰⴷⴷⴰⵔⵜ ⵓⵔ ⵜⵓⵙⵉ.' },
};
/** What is written where a language has no text of its own here. */
const VOICE_OF = (language) => VOICE[language] ?? VOICE.fr;

/** The root of the screens on a page. */
export const root = (page) => page.locator('[data-wasl-root]');

/** A field by its name, in the form that the person sees. */
export const field = (page, name) => root(page).locator(`[name="${name}"]:visible`);

export const button = (page, language, key) => root(page).getByRole('button', { name: word(language, key) });

/** A subject that no other test has. */
export const subjectFor = (what) => `${what} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;

/** Waits until WebAssembly has taken the form over. `polling`: milliseconds, for a page whose frames never come. */
export async function alive(page, polling = 'raf') {
  await page.waitForFunction(() => document.querySelector('wasl-widget')?.seat?.state === 3, null, { timeout: 45_000, polling });
}

export async function choose(page, name, value) {
  await root(page).locator(`[name="${name}"][value="${value}"]`).check();
}

/** Chooses the first category that a rule does not send elsewhere. */
export async function chooseCategory(page) {
  const select = field(page, 'category');
  const values = await select.locator('option').evaluateAll((options) => options.map((option) => option.value));
  const value = values.find((v) => v && v !== ROUTED);
  await select.selectOption(value);
  return value;
}

/** Types the whole form as a person does, key by key where it matters. */
export async function fillForm(page, language, subject, { keys = false } = {}) {
  const write = (name, text) => (keys ? field(page, name).pressSequentially(text, { delay: 5 }) : field(page, name).fill(text));
  await choose(page, 'kind', 'complaint');
  await chooseCategory(page);
  await write('subject', subject);
  await write('body', VOICE_OF(language).body);
  await write('name', VOICE_OF(language).name);
  await write('email', 'amina@exemple.ma');
  await field(page, 'consent').check();
}

export const submitForm = (page, language) => button(page, language, 'form-submit').click();

/** Reads reference and access code off the receipt. */
export async function receipt(page, language) {
  await expect(root(page)).toContainText(word(language, 'receipt-keep-title'));
  const text = await root(page).innerText();
  const plain = text.replace(/[\u2066-\u2069\u200e\u200f]/g, '');
  expect(plain).toMatch(REFERENCE);
  expect(plain).toMatch(ACCESS_CODE);
  return { reference: plain.match(REFERENCE)[0], accessCode: plain.match(ACCESS_CODE)[0] };
}

/** From the form to the case, as somebody does who comes back with a receipt. */
export async function openCase(page, language, { reference, accessCode }) {
  await root(page).getByRole('link', { name: word(language, 'nav-track') }).click();
  await enterCase(page, language, { reference, accessCode });
}

export async function enterCase(page, language, { reference, accessCode }) {
  await field(page, 'reference').fill(reference);
  await field(page, 'access_code').fill(accessCode);
  await button(page, language, 'open-submit').click();
  await expect(timeline(page, language)).toBeVisible();
}

export const timeline = (page, language) =>
  root(page).getByRole('heading', { name: word(language, 'timeline-title'), exact: true });

/** Opens what stands behind one of the case's actions, if it is folded. */
export async function unfold(page, language, key) {
  const summary = root(page).locator('details > summary').filter({ hasText: word(language, key) });
  if ((await summary.count()) && !(await summary.evaluate((s) => s.parentElement.open))) await summary.click();
}

export async function writeMessage(page, language, text) {
  await unfold(page, language, 'action-message');
  await field(page, 'text').last().fill(text);
  await button(page, language, 'message-submit').click();
  await expect(root(page)).toContainText(word(language, 'notice-message-sent'));
  await expect(root(page)).toContainText(text);
}

/** A field is marked wrong, and says why in the page's language. */
export async function expectError(locator, text) {
  await expect(locator).toHaveAttribute('aria-invalid', 'true');
  await expect(locator).toHaveAccessibleDescription(new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s')));
}
