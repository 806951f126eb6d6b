// A message that is spoken: recorded with the browser's own test microphone, heard, sent; and what happens where there is none.

import { expect, test } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { field, openCase, receipt, root, submitForm } from './citizen.mjs';
import { uploads } from './files.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';
import { word } from './words.mjs';

const LANGUAGE = 'ar';
// The form is what is waited for, not the pictures of the page around it.
const READY = { waitUntil: 'commit' };
const PAGE = (agency = 'mhab') => `${stack().site}/${agency}/${LANGUAGE}/`;
const { args } = launchOptions.launchOptions;
test.use({ launchOptions: { ...launchOptions.launchOptions, args: [...args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] } });

const press = (page, key) => root(page).getByRole('button', { name: word(LANGUAGE, key), exact: true }).click();
async function speak(page, seconds = 1.5) {
  await press(page, 'part-voice-record');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recording');
  await page.waitForTimeout(seconds * 1000);
  await press(page, 'part-voice-stop');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recorded');
}

test('from opening to receipt without writing a word; nothing leaves before sending', async ({ page }) => {
  const seen = uploads(page), behind = await watch(page);
  await page.goto(PAGE('alwaha'), READY);
  await root(page).locator('[data-open=voice]').click();
  await speak(page);
  // What would have to be written is out of the way.
  await expect(root(page).locator('[name=subject]')).toBeHidden();
  await expect(root(page).locator('[name=kind]').first()).toBeHidden();
  await press(page, 'part-voice-listen');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'listening');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recorded');
  expect(seen.requests).toEqual([]);
  await field(page, 'consent').check();
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(seen.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
  expect([behind.violations, behind.errors, behind.console]).toEqual([[], [], []]);
  await expect(root(page).locator('[data-wasl-voice]')).toHaveCount(0);
});

test('in the open case it is listened to where it stands, and a page\'s policy has nothing to allow', async ({ page }) => {
  const behind = await watch(page);
  await page.goto(PAGE('alwaha'), READY);
  await root(page).locator('[data-open=voice]').click();
  await speak(page);
  await field(page, 'consent').check();
  await submitForm(page, LANGUAGE);
  const proof = await receipt(page, LANGUAGE);
  await page.goto(PAGE('alwaha'), READY);
  await openCase(page, LANGUAGE, proof);
  await root(page).locator('summary').filter({ hasText: word(LANGUAGE, 'case-filed-title') }).click();
  const listen = root(page).locator('.wasl-listen button').first();
  await expect(listen).toHaveText(word(LANGUAGE, 'part-voice-listen'));
  await listen.press('Enter');
  await expect(listen).toHaveText(word(LANGUAGE, 'part-voice-silence'));
  await expect(listen).toHaveText(word(LANGUAGE, 'part-voice-listen'));
  expect(page.context().pages()).toHaveLength(1);
  expect([behind.violations, behind.errors]).toEqual([[], []]);
});

test('sent without the agreement: the form comes back, and the message has not left', async ({ page }) => {
  const seen = uploads(page);
  await page.goto(PAGE('alwaha'), READY);
  await root(page).locator('[data-open=voice]').click();
  await speak(page);
  await submitForm(page, LANGUAGE);
  await expect(field(page, 'consent')).toHaveAttribute('aria-invalid', 'true');
  // Nothing is asked for that was put out of the way.
  await expect(root(page).locator('.wasl-summary li')).toHaveCount(1);
  expect(seen.requests).toEqual([]);
  await field(page, 'consent').check();
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(seen.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
});

for (const when of ['recorded', 'still recording']) {
  test(`on the hosted page without WebAssembly, sent without the agreement: the form comes back with the message, ${when}`, async ({ page }) => {
    const seen = uploads(page);
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto(`${stack().agencyNode}/alwaha?lang=${LANGUAGE}`);
    await root(page).locator('[data-open=voice]').click();
    if (when === 'recorded') await speak(page);
    else {
      await press(page, 'part-voice-record');
      await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recording');
    }
    await submitForm(page, LANGUAGE);
    await expect(field(page, 'consent')).toHaveAttribute('aria-invalid', 'true');
    await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', when === 'recorded' ? 'recorded' : 'recording');
    expect(seen.requests).toEqual([]);
    await field(page, 'consent').check();
    await submitForm(page, LANGUAGE);
    await receipt(page, LANGUAGE);
    expect(seen.requests.filter((r) => r.method === 'POST')).toHaveLength(1);
  });
}

test('recorded again, then written as well, then taken away', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await root(page).locator('[data-open=voice]').click();
  await expect(root(page).getByRole('button', { name: word(LANGUAGE, 'part-voice-record') })).toBeFocused();
  await speak(page);
  await press(page, 'part-voice-redo');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recording');
  await page.waitForTimeout(800);
  await press(page, 'part-voice-stop');
  await press(page, 'part-voice-write');
  await expect(field(page, 'subject')).toBeFocused();
  await press(page, 'part-voice-remove');
  await expect(root(page)).toContainText(word(LANGUAGE, 'part-voice-removed'));
  await expect(field(page, 'subject')).toBeVisible();
});

test('sent while it still records: the message ends there and goes along', async ({ page }) => {
  await page.goto(PAGE(), READY);
  await root(page).locator('[data-open=voice]').click();
  await field(page, 'consent').check();
  await press(page, 'part-voice-record');
  await page.waitForTimeout(1500);
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
});

test('five minutes are the most', async ({ page }) => {
  await page.clock.install();
  await page.goto(PAGE(), READY);
  await root(page).locator('[data-open=voice]').click();
  await press(page, 'part-voice-record');
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recording');
  await page.clock.runFor(275_000);
  await expect(root(page).locator('.wasl-voice-said')).toContainText('30');
  await page.clock.runFor(26_000);
  await expect(root(page).locator('.wasl-voice')).toHaveAttribute('data-state', 'recorded');
});

test('a microphone that is refused is explained, and the form stays', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto(PAGE(), READY);
  await root(page).locator('[data-open=voice]').click();
  await press(page, 'part-voice-record');
  await expect(root(page)).toContainText(word(LANGUAGE, 'part-voice-refused'));
  await expect(field(page, 'subject')).toBeVisible();
});
