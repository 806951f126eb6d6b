// The page's Content-Security-Policy: under the strict one everything works and nothing is violated;
// where WebAssembly is forbidden, the same form works by plain posts that never leave the page.

import { expect, test } from '@playwright/test';
import { casesWithSubject } from './desk-api.mjs';
import { alive, expectError, field, fillForm, openCase, receipt, subjectFor, submitForm, writeMessage } from './citizen.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

for (const language of ['ar', 'fr']) {
  test(`${language}: under a policy that refuses everything by default, filed without one violation`, async ({ page }) => {
    const subject = subjectFor('CSP');
    const seen = await watch(page);
    const answer = await page.goto(`${stack().site}/alwaha/${language}/`);
    const policy = answer.headers()['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    await field(page, 'subject').click();
    await alive(page);
    await fillForm(page, language, subject);
    await submitForm(page, language);
    const proof = await receipt(page, language);
    await page.goto(`${stack().site}/alwaha/${language}/`);
    await openCase(page, language, proof);
    await writeMessage(page, language, 'CSP');
    expect(seen.violations).toEqual([]);
    expect(seen.console).toEqual([]);
    expect(seen.errors).toEqual([]);
    const { agencyNode, site } = stack();
    expect(seen.requests.filter((url) => !url.startsWith(`${agencyNode}/`) && !url.startsWith(`${site}/`))).toEqual([]);
  });

  test(`${language}: without WebAssembly, errors, receipt and tracking in place`, async ({ page }) => {
    const subject = subjectFor('Sans wasm');
    const address = `${stack().site}/tizi/no-wasm/${language === 'ar' ? 'ar/' : ''}`;
    const seen = await watch(page);
    const answer = await page.goto(address);
    expect(answer.headers()['content-security-policy']).not.toContain('wasm-unsafe-eval');
    await field(page, 'subject').fill(subject);
    await submitForm(page, language);
    await expectError(field(page, 'body'), word(language, 'error-required-body'));
    await expect(field(page, 'subject')).toHaveValue(subject);
    await fillForm(page, language, subject);
    await submitForm(page, language);
    const proof = await receipt(page, language);
    expect(await casesWithSubject('tizi', subject)).toHaveLength(1);
    await page.goto(address);
    await openCase(page, language, proof);
    await writeMessage(page, language, 'Plain');
    expect(page.url()).toBe(address);
    expect(seen.wasm).toEqual([]);
    expect(seen.errors).toEqual([]);
  });
}
