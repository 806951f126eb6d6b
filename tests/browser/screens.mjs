// Pictures of every screen: the widget's in every state, the node's own pages, the demo site, the desk, in every language
// that the demo offers, at 360 and 1280 pixels.
//
//   node tests/browser/screens.mjs FOLDER [--lang ar,fr] [--width 360,1280] [--dark]
//
// Starts a demo of its own; with WASL_DEMO_READY=FILE it looks at the demo that wrote this ready file.
// CHROMIUM names another browser.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { words as deskWords } from '../../demo-site/mediateur/words.mjs';
import { launchOptions } from './chromium.mjs';
import { languagesOf } from './host-page.mjs';
import { stack, startStack } from './stack.mjs';
import { demoPages, hostedPages, settled, widgetScreens } from './walk.mjs';

const { values: wanted, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string' }, width: { type: 'string', default: '360,1280' }, dark: { type: 'boolean', default: false } },
});
if (!folder) {
  console.error('usage: node tests/browser/screens.mjs FOLDER [--lang ar,fr] [--width 360,1280] [--dark]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const languages = wanted.lang?.split(',') ?? languagesOf();

const running = await startStack();
process.env.WASL_DEMO_READY = running.readyFile;
const browser = await chromium.launch(launchOptions.launchOptions);
try {
  for (const width of wanted.width.split(',').map(Number)) {
    for (const language of languages) await inContext(width, language, widget);
    for (const language of languages) await inContext(width, language, hosted);
    for (const language of Object.keys(deskWords)) await inContext(width, language, desk);
    await inContext(width, 'site', site);
  }
} finally {
  await browser.close();
  await running.stop();
}

async function inContext(width, language, what) {
  const context = await browser.newContext({
    viewport: { width, height: 800 }, deviceScaleFactor: width < 600 ? 2 : 1, colorScheme: wanted.dark ? 'dark' : 'light', reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const shoot = async (name, part) => {
    const path = join(folder, `${name}-${language}-${width}.png`);
    console.log(path);
    await (part ? part.screenshot({ path }) : page.screenshot({ path, fullPage: true }));
  };
  try {
    await what(page, language, shoot);
  } catch (error) {
    // One broken screen must not hide the others.
    console.error(`${what.name} ${language} ${width}: ${error.message}`);
    process.exitCode = 1;
  }
  await context.close();
}

async function widget(page, language, shoot) {
  await widgetScreens(page, language, (name) => shoot(`widget-${name}`, page.locator('wasl-widget')));
}

async function hosted(page, language, shoot) {
  for (const [name, address] of await hostedPages(language)) {
    await page.goto(address);
    await shoot(name);
  }
}

async function site(page, _, shoot) {
  for (const [name, address] of demoPages()) {
    await page.goto(address);
    await settled(page);
    await shoot(name);
  }
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
