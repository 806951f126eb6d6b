// A citizen files on the ministry's page, in Arabic and in French, and comes back to the case.

import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, button, choose, expectError, field, fillForm, openCase, receipt, root, subjectFor, submitForm, writeMessage } from './citizen.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

for (const language of ['ar', 'fr']) {
  test(`${language}: the form is there before WebAssembly, which comes at the first touch`, async ({ page }) => {
    const seen = await watch(page);
    await page.goto(`${stack().site}/mhab/${language}/`);
    await expect(field(page, 'subject')).toBeVisible();
    await expect(button(page, language, 'form-submit')).toBeVisible();
    await expect(root(page)).toHaveAttribute('lang', language);
    await expect(root(page)).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    await page.waitForLoadState('networkidle');
    expect(seen.wasm).toEqual([]);
    await field(page, 'subject').click();
    await alive(page);
    expect(seen.wasm.length).toBeGreaterThan(0);
    await expect(field(page, 'subject')).toBeFocused();
  });

  test(`${language}: errors stand at their fields, then the receipt, the case and a message`, async ({ page }) => {
    const subject = subjectFor(language === 'ar' ? 'تأخر التسليم' : 'Retard de livraison');
    const seen = await watch(page);
    await page.goto(`${stack().site}/mhab/${language}/`);

    await field(page, 'subject').click();
    await alive(page);
    // A complaint needs a name; an observation does not.
    await choose(page, 'kind', 'complaint');
    await field(page, 'email').fill('amina');
    await submitForm(page, language);
    await expectError(field(page, 'subject'), word(language, 'error-required-subject'));
    await expectError(field(page, 'body'), word(language, 'error-required-body'));
    await expectError(field(page, 'name'), word(language, 'error-required-name'));
    await expectError(field(page, 'email'), word(language, 'error-invalid-email'));
    await expectError(field(page, 'consent'), word(language, 'error-must-declare-consent'));
    await expect(field(page, 'email')).toHaveValue('amina');

    await fillForm(page, language, subject, { keys: true });
    await field(page, 'email').fill('amina@exemple.ma');
    await submitForm(page, language);
    const proof = await receipt(page, language);
    const [filed] = await casesWithSubject('mhab', subject);
    expect(filed.reference).toBe(proof.reference);
    expect(filed.status).toBe('received');

    await page.goto(`${stack().site}/mhab/${language}/`);
    await openCase(page, language, proof);
    await expect(root(page)).toContainText(word(language, 'status-received'));
    await expect(root(page)).toContainText(subject);
    const message = language === 'ar' ? 'أضيف أن المفتاح لم يسلم بعد.' : 'J’ajoute que les clés ne sont pas remises.';
    await writeMessage(page, language, message);
    expect(seen.errors).toEqual([]);
  });
}

test('the hosted page with scripts on does the same in its own place', async ({ page }) => {
  const subject = subjectFor('Page hébergée');
  const address = `${stack().agencyNode}/mhab?lang=fr`;
  const seen = await watch(page);
  await page.goto(address);
  await submitForm(page, 'fr');
  await expectError(field(page, 'subject'), word('fr', 'error-required-subject'));
  await fillForm(page, 'fr', subject);
  await submitForm(page, 'fr');
  await receipt(page, 'fr');
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
  expect(seen.errors).toEqual([]);
  expect(seen.violations).toEqual([]);
});

test('a wrong code is told as such, and the reference stays', async ({ page }) => {
  await page.goto(`${stack().site}/mhab/fr/`);
  await root(page).getByRole('link', { name: word('fr', 'nav-track') }).click();
  await field(page, 'reference').fill('HAB-26A-000001-A');
  await field(page, 'access_code').fill('0000-0000-0000-0000');
  await button(page, 'fr', 'open-submit').click();
  await expectError(field(page, 'reference'), word('fr', 'error-invalid-reference'));
  await expect(field(page, 'reference')).toHaveValue('HAB-26A-000001-A');
});
