// The Big List of Naughty Strings through every text field: by the API, by the hosted form, by the widget. What was typed comes
// back unchanged after the documented normal form (line ends as LF, ends trimmed, a one-line field's white space as single
// spaces, without what hides or turns the reading direction), is refused as a whole where it holds control characters, and never becomes markup.

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { alive, choose, chooseCategory, field, root } from './citizen.mjs';
import { agencyWithoutLimits } from './desk-api.mjs';
import { openHost } from './host-page.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';

const STRINGS = createRequire(import.meta.url)('big-list-of-naughty-strings');
const LANGUAGE = 'fr';
const LINE_MAX = 200;

// White space as Unicode counts it: JavaScript's own list has a byte order mark more and a next-line mark less.
const SPACE = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const trim = (text) => text.replace(new RegExp(`^${SPACE}+|${SPACE}+$`, 'g'), '');
const asText = (typed) => trim(typed.replace(/\r\n?/g, '\n'));
// In a line nothing turns the reading direction or hides, and a line of which nothing can be seen is none.
const TURNS = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/g;
const UNSEEN = /^[\s\xad\u034f\u061c\u115f\u1160\u200b-\u200f\u2060-\u2064\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]*$/;
const asLine = (typed) => {
  const line = trim(trim(typed.replace(new RegExp(`${SPACE}+`, 'g'), ' ')).replace(TURNS, ''));
  return UNSEEN.test(line) ? '' : line;
};
// eslint-disable-next-line no-control-regex -- these characters are what is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
const isShort = (text) => [...asLine(text)].length <= LINE_MAX;
const isTaken = (text) => asLine(text) !== '' && !CONTROL.test(asText(text)) && !CONTROL.test(asLine(text)) && isShort(text);

async function ask(method, path, { token, body, headers } = {}) {
  const answer = await fetch(`${stack().agencyNode}${path}`, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

const filing = (agency, text) => ({
  kind: 'observation', category: agency.category, language: LANGUAGE, consent: true, channel: 'api',
  subject: text, body: text, prior_steps: text, complainant: { name: text, address: text },
});
const file = (agency, text) => ask('POST', `/v1/agencies/${agency.id}/cases`, { body: filing(agency, text), headers: { 'idempotency-key': randomUUID() } });
const form = (fields) => new URLSearchParams({ lang: LANGUAGE, ...fields });

test('the list has what it is known for', () => {
  expect(STRINGS.length).toBeGreaterThan(400);
  expect(STRINGS.filter(isTaken).length).toBeGreaterThan(400);
});

test('by the API: filed and written, read back by caseworker and complainant, unchanged', async () => {
  test.setTimeout(300_000);
  const agency = await agencyWithoutLimits('naughty', 'NTY');
  const wrong = [];
  const compare = (what, got, want) => { if (got !== want) wrong.push(`${what}: ${JSON.stringify(want)} came back as ${JSON.stringify(got)}`); };
  for (const text of STRINGS) {
    const { status, body } = await file(agency, text);
    compare(`status of ${JSON.stringify(text)}`, status, isTaken(text) ? 201 : 422);
    if (status !== 201) continue;
    const desk = (await ask('GET', `/v1/desk/cases/${body.reference}`, { token: agency.token })).body;
    const seen = (await ask('GET', `/v1/cases/${body.reference}`, { token: body.access_code })).body;
    for (const view of [desk, seen]) {
      compare('subject', view.subject, asLine(text));
      compare('body', view.body, asText(text));
    }
    compare('name', desk.complainant.name, asLine(text));
    compare('address', desk.complainant.address, asText(text));
    compare('prior steps', desk.prior_steps, asText(text));
  }
  // Messages, one after the other into one case.
  const { body: proof } = await file(agency, 'Messages');
  const said = STRINGS.filter((text) => trim(text) && !CONTROL.test(asText(text)));
  for (const text of said) {
    const { status } = await ask('POST', `/v1/cases/${proof.reference}/messages`, { token: proof.access_code, body: { text }, headers: { 'idempotency-key': randomUUID() } });
    compare(`status of the message ${JSON.stringify(text)}`, status, 201);
  }
  const { timeline } = (await ask('GET', `/v1/cases/${proof.reference}`, { token: proof.access_code })).body;
  const heard = timeline.filter((entry) => entry.type === 'message').map((entry) => entry.text);
  expect(heard).toEqual(said.map(asText));
  expect(wrong).toEqual([]);
});

test('by the hosted form: a refused form has what was typed, a case shows what was filed, as text', async ({ page }) => {
  test.setTimeout(300_000);
  const agency = await agencyWithoutLimits('naughty', 'NTY');
  const post = async (path, fields) => {
    const answer = await fetch(`${stack().agencyNode}/${agency.id}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form(fields) });
    return { status: answer.status, html: await answer.text() };
  };
  const read = (html, fields) => page.evaluate(([text, names]) => {
    const document_ = new DOMParser().parseFromString(text, 'text/html');
    const root = document_.querySelector('[data-wasl-root]');
    const values = Object.fromEntries(names.map((name) => [name, root.querySelector(`[name="${name}"]`)?.value]));
    return { ...values, title: root.querySelector('h2')?.textContent, said: root.querySelector('.wasl-said')?.textContent, scripts: root.querySelectorAll('script, iframe, object, embed, img, [onerror], [onload]').length };
  }, [html, fields]);
  await openHost(page, LANGUAGE, { name: 'parser', body: '' });
  const wrong = [];
  const compare = (what, got, want) => { if (got !== want) wrong.push(`${what}: ${JSON.stringify(want)} came back as ${JSON.stringify(got)}`); };
  const typable = STRINGS.filter((text) => !CONTROL.test(asText(text)));
  for (const text of typable) {
    const { status, html } = await post('', { kind: 'observation', category: agency.category, subject: text, body: text, name: text });
    compare('status', status, 422);
    const shown = await read(html, ['subject', 'body', 'name']);
    // A one-line field of a browser has no line ends; a text's line ends are LF.
    compare('subject', shown.subject, text.replace(/[\r\n]/g, ''));
    compare('name', shown.name, text.replace(/[\r\n]/g, ''));
    compare('body', shown.body, text.replace(/\r\n?/g, '\n'));
    compare(`markup in ${text}`, shown.scripts, 0);
  }
  for (const text of STRINGS.filter(isTaken)) {
    const { body: proof } = await file(agency, text);
    const { html } = await post('/case', { reference: proof.reference, access_code: proof.access_code });
    const shown = await read(html, []);
    compare('title', shown.title, asLine(text));
    compare('text', shown.said, asText(text));
    compare(`markup in ${text}`, shown.scripts, 0);
  }
  expect(wrong).toEqual([]);
});

test('by the widget: what is typed is what is sent', async ({ page }) => {
  test.setTimeout(300_000);
  const seen = await watch(page);
  const sent = [];
  await page.route(/\/v1\/agencies\/mhab\/cases$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent.push(route.request().postDataJSON());
    return route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { 'access-control-allow-origin': '*' }, body: JSON.stringify({ type: '/problems/later', title: 'x', status: 503 }) });
  });
  await openHost(page, LANGUAGE);
  await field(page, 'subject').click();
  await alive(page);
  await choose(page, 'kind', 'observation');
  await chooseCategory(page);
  await field(page, 'consent').check();
  const wrong = [];
  for (const text of STRINGS.filter(isTaken)) {
    const before = sent.length;
    await root(page).evaluate((place, typed) => {
      for (const name of ['subject', 'body', 'name']) {
        const e = place.querySelector(`[name="${name}"]`);
        e.value = typed;
        e.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
      place.querySelector('form[data-form="file"] button[type=submit]').click();
    }, text);
    await expect.poll(() => sent.length, { message: JSON.stringify(text), intervals: [10] }).toBeGreaterThan(before);
    const { subject, body, complainant } = sent.at(-1);
    // The widget may send the normal form or what was typed: the node makes the one of the other.
    const same = [[asLine(subject), asLine(text)], [asText(body), asText(text)], [asLine(complainant.name), asLine(text)]];
    for (const [got, want] of same) if (got !== want) wrong.push(`${JSON.stringify(want)} was sent as ${JSON.stringify(got)}`);
    await expect(root(page).locator('form[data-form="file"] button[type=submit]')).not.toHaveAttribute('aria-disabled', 'true');
    expect(await field(page, 'subject').inputValue()).toBe(text.replace(/[\r\n]/g, ''));
  }
  expect(wrong).toEqual([]);
  expect(seen.errors).toEqual([]);
});
