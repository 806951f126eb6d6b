// What the text seems to be about: proposed while somebody writes, taken with one press, and nothing where the node does not answer.

import { expect, test } from '@playwright/test';
import { smallTargets, violations } from './axe.mjs';
import { alive, choose, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { casesWithSubject } from './desk-api.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const READY = { waitUntil: 'commit' };
const page_of = (agency, language) => `${stack().site}/${agency}/${language}/`;
const panel = (page) => root(page).locator('.wasl-matter');
const proposals = (page) => panel(page).getByRole('button');
const DANGER = 'La maison d’à côté menace de s’effondrer, les murs sont fissurés et un balcon est tombé.';
const asked = (page) => {
  const requests = [];
  page.on('request', (request) => request.url().endsWith('/suggestions') && requests.push(request.url()));
  return requests;
};

test('a category is proposed while somebody writes, one press takes it, and the case has it', async ({ page }) => {
  const requests = asked(page), subject = subjectFor('Balcon');
  await page.goto(page_of('mhab', 'fr'), READY);
  await fillForm(page, 'fr', subject);
  await field(page, 'category').selectOption('');
  await field(page, 'body').fill(DANGER);
  await alive(page);
  await expect(proposals(page).first()).toBeVisible();
  await expect(panel(page).getByRole('status')).toContainText('fissur');
  // Nothing was chosen for anybody.
  await expect(field(page, 'category')).toHaveValue('');
  expect([...(await violations(page)), ...(await smallTargets(page))]).toEqual([]);
  await proposals(page).first().press('Enter');
  await expect(field(page, 'category')).toHaveValue('unsafe-building');
  await expect(proposals(page).first()).toHaveAttribute('aria-pressed', 'true');
  expect(requests.every((url) => url.startsWith(`${stack().agencyNode}/v1/agencies/mhab/`))).toBe(true);
  await submitForm(page, 'fr');
  await receipt(page, 'fr');
  const [filed] = await casesWithSubject('mhab', subject);
  expect(filed.category).toBe('unsafe-building');
});

test('what was chosen is left alone, and nothing is asked', async ({ page }) => {
  const requests = asked(page);
  await page.goto(page_of('mhab', 'fr'), READY);
  await fillForm(page, 'fr', subjectFor('Choisi'));
  const chosen = await field(page, 'category').inputValue();
  await field(page, 'body').fill(DANGER);
  await alive(page);
  await page.waitForTimeout(1500);
  expect(requests).toEqual([]);
  await expect(field(page, 'category')).toHaveValue(chosen);
  await expect(proposals(page)).toHaveCount(0);
});

test('outside competence it is said kindly, with where to go, and nobody is kept from writing', async ({ page }) => {
  await page.goto(page_of('mhab', 'ar'), READY);
  await choose(page, 'kind', 'complaint');
  await field(page, 'body').fill('القضية معروضة على المحكمة الابتدائية، والقاضي أصدر حكما نهائيا وأريد الطعن في الحكم.');
  await alive(page);
  await expect(panel(page).getByRole('status')).toContainText(word('ar', 'part-matter-outside'));
  await expect(panel(page)).toContainText('المحكمة التي تنظر في القضية');
  await expect(panel(page)).toHaveCSS('direction', 'rtl');
  await expect(field(page, 'category')).toBeEnabled();
});

test('without a network, and where the node does not answer, nothing happens', async ({ page, context }) => {
  const requests = asked(page), errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(page_of('mhab', 'fr'), READY);
  await field(page, 'subject').fill('Un mot');
  await alive(page);
  await page.waitForFunction(() => document.querySelector('wasl-widget').seat.parts.matter);
  await context.setOffline(true);
  await field(page, 'body').fill(DANGER);
  await page.waitForTimeout(1500);
  expect(requests).toEqual([]);
  await context.setOffline(false);
  await page.route('**/suggestions', (route) => route.fulfill({ status: 503 }));
  await field(page, 'body').fill(`${DANGER} Encore.`);
  await expect.poll(() => requests.length).toBe(1);
  await field(page, 'body').fill(`${DANGER} Toujours.`);
  await page.waitForTimeout(1500);
  expect(requests).toHaveLength(1);
  await expect(panel(page)).toHaveCount(0);
  expect(errors).toEqual([]);
});
