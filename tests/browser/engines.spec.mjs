// The main journey in the two other engines: Firefox ESR and WebKitGTK. Typed before WebAssembly is there, refused, corrected,
// filed, followed, and answered; then the same without leaving the page where WebAssembly is forbidden, and on the hosted page.
// An engine that this machine lacks is skipped with a line that says what is missing; where ENGINES is `all`, it fails.

import { expect, test } from '@playwright/test';
import { ACCESS_CODE, REFERENCE, ROUTED, subjectFor } from './citizen.mjs';
import { casesWithSubject, staffAction } from './desk-api.mjs';
import { stack } from './stack.mjs';
import { ENGINES, eventually, missing, openSession } from './webdriver.mjs';
import { word } from './words.mjs';

const LANGUAGES = ['ar', 'fr'];
const QUESTION = { ar: 'ما رقم الملف؟', fr: 'Quel est le numéro du dossier ?' };

async function fill(session, subject) {
  await session.press(await session.find('label:has([name="kind"][value="complaint"]), [name="kind"][value="complaint"]'));
  const category = await session.inRoot('return [...root.querySelectorAll(`[name="category"] option`)].map((o) => o.value).find((v) => v && v !== args[0]);', ROUTED);
  await session.choose('[name="category"]', category);
  await session.type('[name="subject"]', subject);
  await session.type('[name="body"]', 'Une ligne.\nUne autre : « تجربة ».');
  await session.press(await session.find('[name="consent"]'));
}

const submit = async (session, language) => session.press(await session.named('button', word(language, 'form-submit')));

async function proofOf(session, language) {
  await session.waitFor(word(language, 'receipt-keep-title'), 40_000);
  const text = (await session.text()).replace(/[\u2066-\u2069\u200e\u200f]/g, '');
  return { reference: text.match(REFERENCE)[0], accessCode: text.match(ACCESS_CODE)[0] };
}

async function openCase(session, language, { reference, accessCode }) {
  await session.press(await session.named('a', word(language, 'nav-track')));
  await session.type('[name="reference"]', reference);
  await session.type('[name="access_code"]', accessCode);
  await session.press(await session.named('button', word(language, 'open-submit')));
  await session.waitFor(word(language, 'timeline-title'));
}

/** From an empty form, through a refusal, to one case on the register. */
async function file(session, language, subject, address, agency) {
  await session.open(address);
  await session.type('[name="email"]', 'amina@exemple.ma');
  await fill(session, subject);
  await submit(session, language);
  await session.waitFor(word(language, 'error-required-name'));
  expect(await session.value('[name="subject"]')).toBe(subject);
  await session.type('[name="name"]', 'Amina Exemple');
  await submit(session, language);
  const proof = await proofOf(session, language);
  expect(await casesWithSubject(agency, subject)).toHaveLength(1);
  return proof;
}

for (const engine of Object.keys(ENGINES)) {
  test.describe(engine, () => {
    test.describe.configure({ mode: 'serial' });
    let session;

    test.beforeAll(async () => {
      const lacks = missing(engine);
      if (process.env.ENGINES === 'all') expect(lacks, `${engine} needs these`).toEqual([]);
      test.skip(lacks.length > 0, `${engine} is not on this machine: ${lacks.join(' and ')} not found (cargo xtask setup installs them on Debian)`);
      session = await openSession(engine);
      console.log(`${engine}: ${session.version}`);
    });
    test.afterAll(async () => { await session?.end(); });

    for (const language of LANGUAGES) {
      test(`${language}: filed with WebAssembly, followed, asked and answered`, async () => {
        test.setTimeout(180_000);
        const subject = subjectFor(engine);
        const address = `${stack().site}/mhab/${language}/`;
        const proof = await file(session, language, subject, address, 'mhab');
        await staffAction('mhab', proof.reference, { action: 'ask', text: QUESTION[language] });
        await session.open(address);
        await openCase(session, language, proof);
        await session.waitFor(QUESTION[language]);
        await session.type('form[data-form^="answer-"] [name="text"]', 'HAB/2026/7');
        await session.press(await session.named('button', word(language, 'answer-submit')));
        await session.waitFor(word(language, 'notice-answered'));
      });
    }

    test('the form is hydrated after the first touch, and what was typed before stays', async () => {
      await session.open(`${stack().site}/mhab/fr/`);
      await session.type('[name="subject"]', 'Écrit tout de suite');
      await eventually('WebAssembly takes the form over', () => session.run('return document.querySelector("wasl-widget").seat.state === 3;'), 45_000);
      expect(await session.value('[name="subject"]')).toBe('Écrit tout de suite');
    });

    test('filed where WebAssembly is forbidden', async () => {
      await file(session, 'fr', subjectFor(`${engine} sans wasm`), `${stack().site}/tizi/no-wasm/`, 'tizi');
    });

    test('filed on the hosted page', async () => {
      await file(session, 'ar', subjectFor(`${engine} page`), `${stack().agencyNode}/mhab?lang=ar`, 'mhab');
    });
  });
}
