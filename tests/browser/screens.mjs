// Screenshots of every demo page and of every screen of the widget, in Arabic and in French, at 360 and 1280 pixels.
//
//   node tests/browser/screens.mjs FOLDER
//
// Starts a demo of its own; with WASL_DEMO_READY=FILE it looks at the demo that wrote this ready file.
// CHROMIUM names another browser.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { alive, button, enterCase, field, fillForm, openCase, receipt, root, submitForm, unfold } from './citizen.mjs';
import { fileCase, staffAction } from './desk-api.mjs';
import { words as deskWords } from '../../demo-site/mediateur/words.mjs';
import { stack, startStack } from './stack.mjs';
import { word } from './words.mjs';

const LANGUAGES = ['ar', 'fr'];
const WIDTHS = [360, 1280];
const SUBJECT = { ar: 'تأخر تسليم رخصة السكن منذ أربعة أشهر', fr: 'Permis d’habiter attendu depuis quatre mois' };

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tests/browser/screens.mjs FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const running = await startStack();
process.env.WASL_DEMO_READY = running.readyFile;
const browser = await chromium.launch(launchOptions.launchOptions);
try {
  for (const width of WIDTHS) {
    for (const language of LANGUAGES) await everything(width, language);
  }
} finally {
  await browser.close();
  await running.stop();
}

async function everything(width, language) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, deviceScaleFactor: width < 600 ? 2 : 1 });
  const page = await context.newPage();
  const shoot = async (name, what = page) => {
    const path = join(folder, `${name}-${language}-${width}.png`);
    console.log(path);
    // A bar that sticks would lie across the picture of the widget.
    if (what !== page) await page.evaluate(() => document.querySelectorAll('nav, header').forEach((e) => { e.style.position = 'static'; }));
    return what.screenshot({ path, ...(what === page && { fullPage: true }) });
  };
  await demoPages(page, language, shoot);
  await widgetScreens(page, language, shoot);
  await hostedPages(page, language, shoot);
  await desk(page, language, shoot);
  await context.close();
}

async function demoPages(page, language, shoot) {
  const { site } = stack();
  const pages = {
    'page-index': '/',
    'page-mhab-gate': '/mhab/',
    'page-mhab': `/mhab/${language}/`,
    'page-alwaha': `/alwaha/${language}/`,
    'page-tizi': `/tizi/${language}/`,
    'page-tizi-no-wasm': language === 'ar' ? '/tizi/no-wasm/ar/' : '/tizi/no-wasm/',
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(site + path);
    if (await page.locator('script[data-agency], wasl-widget').count()) await field(page, 'subject').waitFor();
    await shoot(name);
  }
}

async function widgetScreens(page, language, shoot) {
  const address = `${stack().site}/mhab/${language}/`;
  const widget = page.locator('wasl-widget');
  await page.goto(address);
  await field(page, 'subject').click();
  await alive(page);
  await shoot('widget-1-form', widget);
  await field(page, 'email').fill('amina');
  await submitForm(page, language);
  await root(page).locator('[aria-invalid]').first().waitFor();
  await shoot('widget-2-errors', widget);
  await fillForm(page, language, SUBJECT[language]);
  await page.context().setOffline(true);
  await submitForm(page, language);
  await root(page).getByText(word(language, 'problem-offline')).filter({ visible: true }).first().waitFor();
  await shoot('widget-3-offline', widget);
  await page.context().setOffline(false);
  await submitForm(page, language);
  const proof = await receipt(page, language);
  await shoot('widget-4-receipt', widget);
  await page.goto(address);
  await root(page).getByRole('link', { name: word(language, 'nav-track') }).click();
  await field(page, 'reference').waitFor();
  await shoot('widget-5-open', widget);
  await enterCase(page, language, proof);
  await shoot('widget-6-case', widget);
  await unfold(page, language, 'action-escalate');
  await unfold(page, language, 'action-message');
  await shoot('widget-7-actions', widget);

  const asked = await fileCase(language, { subject: SUBJECT[language] });
  await staffAction('mhab', asked.reference, { action: 'acknowledge' });
  await staffAction('mhab', asked.reference, { action: 'ask', text: language === 'ar' ? 'ما رقم طلبكم لدى الشباك؟' : 'Quel est le numéro de votre demande au guichet ?' });
  await page.goto(address);
  await openCase(page, language, { reference: asked.reference, accessCode: asked.access_code });
  await shoot('widget-8-question', widget);
  await root(page).getByLabel(word(language, 'answer-label')).fill('2026-1182');
  await button(page, language, 'answer-submit').click();
  await root(page).getByText(word(language, 'notice-answered')).waitFor();
  await staffAction('mhab', asked.reference, { action: 'answer', text: language === 'ar' ? 'الرخصة جاهزة للسحب.' : 'Le permis est prêt à être retiré.' });
  await staffAction('mhab', asked.reference, { action: 'close', outcome: 'upheld' });
  await page.goto(address);
  await openCase(page, language, { reference: asked.reference, accessCode: asked.access_code });
  await unfold(page, language, 'action-rate');
  await shoot('widget-9-closed', widget);
}

async function hostedPages(page, language, shoot) {
  const { agencyNode } = stack();
  await page.goto(`${agencyNode}/mhab?lang=${language}`);
  await shoot('hosted-form');
  await page.goto(`${agencyNode}/mhab/case?lang=${language}`);
  await shoot('hosted-open');
  await page.goto(`${agencyNode}/nobody?lang=${language}`);
  await shoot('hosted-unknown-agency');
}

async function desk(page, language, shoot) {
  const w = deskWords[language];
  await page.goto(`${stack().site}/mediateur/?lang=${language}`);
  await shoot('desk-1-sign-in');
  await page.getByLabel(w.token).fill(stack().tokens.mediator);
  await page.getByRole('button', { name: w.signIn }).click();
  await page.locator('.list button').first().waitFor();
  await shoot('desk-2-list');
  await page.locator('.list button').first().click();
  await page.locator('.timeline').waitFor();
  await shoot('desk-3-case');
}
