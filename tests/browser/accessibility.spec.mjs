// axe finds nothing on any of the citizen's screens, in Arabic and in French, on a small telephone and on a desk.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { fileCase } from './desk-api.mjs';
import { alive, expectError, field, fillForm, openCase, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { stack } from './stack.mjs';
import { word } from './words.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function expectNoViolation(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.flat().join(' ')} ${n.failureSummary}`).join(' | ')}`);
  });
  expect(found, what).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(wide, `${what}: nothing hangs over the page's edge`).toBe(false);
}

for (const language of ['ar', 'fr']) {
  for (const width of [360, 1280]) {
    test(`${language} at ${width}: form, errors, receipt and case`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      const address = `${stack().site}/mhab/${language}/`;
      await page.goto(address);
      await expect(field(page, 'subject')).toBeVisible();
      await expectNoViolation(page, 'form');
      await field(page, 'subject').click();
      await alive(page);
      await submitForm(page, language);
      await expectError(field(page, 'subject'), word(language, 'error-required-subject'));
      await expectNoViolation(page, 'errors');
      await fillForm(page, language, subjectFor('axe'));
      await submitForm(page, language);
      await receipt(page, language);
      await expectNoViolation(page, 'receipt');
      const filed = await fileCase(language, { subject: subjectFor('axe') });
      await page.goto(address);
      await root(page).getByRole('link', { name: word(language, 'nav-track') }).click();
      await expect(field(page, 'reference')).toBeVisible();
      await expectNoViolation(page, 'open a case');
      await page.goto(address);
      await openCase(page, language, { reference: filed.reference, accessCode: filed.access_code });
      await expectNoViolation(page, 'case');
    });

    test(`${language} at ${width}: the hosted page and the demo's own pages`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      const { site, agencyNode } = stack();
      const noWasm = language === 'ar' ? '/tizi/no-wasm/ar/' : '/tizi/no-wasm/';
      const addresses = [`${agencyNode}/mhab?lang=${language}`, `${agencyNode}/mhab/case?lang=${language}`, `${site}/alwaha/${language}/`, `${site}/tizi/${language}/`, site + noWasm];
      for (const address of addresses) {
        await page.goto(address);
        await expect(root(page)).toBeVisible();
        await expectNoViolation(page, address);
      }
      for (const address of [`${site}/`, `${site}/mediateur/?lang=${language}`]) {
        await page.goto(address);
        await expectNoViolation(page, address);
      }
    });
  }
}
