// The hosted page with scripts off: everything is plain forms and whole pages.

import { expect, test } from '@playwright/test';
import { ACCESS_CODE, enterCase, expectError, field, fillForm, receipt, root, subjectFor, submitForm, writeMessage } from './citizen.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

test.use({ javaScriptEnabled: false });

for (const language of ['ar', 'fr']) {
  test(`${language}: errors keep what was typed, then receipt, tracking and a message`, async ({ page }) => {
    const subject = subjectFor(language === 'ar' ? 'بدون <برامج> "نصية" & غيرها' : 'Sans <scripts> "ni" & autres');
    const { agencyNode } = stack();
    await page.goto(`${agencyNode}/mhab?lang=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await field(page, 'subject').fill(subject);
    await field(page, 'email').fill('amina');
    await field(page, 'consent').check();
    const [refused] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), submitForm(page, language)]);
    expect(refused.status()).toBe(422);
    await expectError(field(page, 'body'), word(language, 'error-required-body'));
    await expect(field(page, 'subject')).toHaveValue(subject);
    await expect(field(page, 'email')).toHaveValue('amina');
    await expect(field(page, 'consent')).toBeChecked();

    await fillForm(page, language, subject);
    const [filed] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), submitForm(page, language)]);
    expect(filed.status()).toBe(201);
    const proof = await receipt(page, language);

    await page.goto(`${agencyNode}/mhab/case?lang=${language}`);
    await field(page, 'reference').fill(proof.reference);
    await field(page, 'access_code').fill('2222-2222-2222-2222');
    const [unknown] = await Promise.all([
      page.waitForResponse((r) => r.request().method() === 'POST'),
      root(page).getByRole('button', { name: word(language, 'open-submit') }).click(),
    ]);
    expect(unknown.status()).toBe(404);
    await expect(field(page, 'reference')).toHaveValue(proof.reference);

    await enterCase(page, language, proof);
    expect(page.url()).not.toMatch(ACCESS_CODE);
    await expect(root(page)).toContainText(subject);
    await writeMessage(page, language, language === 'ar' ? 'رسالة بدون برامج' : 'Un message sans script');
  });
}
