// The contract's API, as another program would use it: filing, and the staff's list. In: the ready stack; out: JSON.

import { randomUUID } from 'node:crypto';
import { ROUTED } from './citizen.mjs';
import { stack } from './stack.mjs';

async function call(url, { method = 'GET', token, headers = {}, body } = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Files a case and answers its receipt. */
export async function fileCase(language, changes = {}, agency = 'mhab') {
  const { agencyNode } = stack();
  const about = await call(`${agencyNode}/v1/agencies/${agency}`);
  const category = about.categories.find((c) => c.id !== ROUTED).id;
  return call(`${agencyNode}/v1/agencies/${agency}/cases`, {
    method: 'POST',
    headers: { 'idempotency-key': randomUUID(), 'accept-language': language },
    body: {
      kind: 'complaint',
      category,
      subject: 'Test',
      body: 'Test',
      language,
      complainant: { name: 'Amina Exemple', email: 'amina@exemple.ma' },
      consent: true,
      channel: 'api',
      ...changes,
    },
  });
}

/** Sends a document ahead by tus; gives its id. */
export async function sendDocument(name, bytes, agency = 'mhab') {
  const { agencyNode } = stack();
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': `${bytes.length}`,
    'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    'content-type': 'application/offset+octet-stream',
  };
  const answer = await fetch(`${agencyNode}/v1/agencies/${agency}/documents`, { method: 'POST', headers, body: bytes });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.headers.get('location').split('/').pop();
}

/** The cases of an agency whose subject is exactly this one, as its caseworkers see them. */
export async function casesWithSubject(agency, subject) {
  const { agencyNode, tokens } = stack();
  const found = [];
  let cursor;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) });
    const page = await call(`${agencyNode}/v1/desk/cases?${query}`, { token: tokens[agency] });
    found.push(...page.cases.filter((item) => item.subject === subject));
    cursor = page.cursor;
  } while (cursor);
  return found;
}

/** One action of a caseworker of an agency. */
export function staffAction(agency, reference, action) {
  const { agencyNode, tokens } = stack();
  return call(`${agencyNode}/v1/desk/cases/${reference}/actions`, { method: 'POST', token: tokens[agency], body: action });
}

/** One action of the complainant, with the case's access code. */
export function citizenAction(reference, accessCode, action) {
  return call(`${stack().agencyNode}/v1/cases/${reference}/actions`, { method: 'POST', token: accessCode, body: action });
}

/** Another agency of the agencies' node, like `mhab` but without a limit on how much may be filed; and a caseworker's token. */
export async function agencyWithoutLimits(id, code) {
  const { agencyNode, operators } = stack();
  const token = operators.agencies;
  const { id: _, version: __, ...like } = await call(`${agencyNode}/v1/admin/agencies/mhab`, { token });
  const body = { ...like, code, routes: [], ...(like.protection && { protection: { ...like.protection, proof: 'off' } }) };
  await call(`${agencyNode}/v1/admin/agencies/${id}`, { method: 'PUT', token, body });
  const made = await call(`${agencyNode}/v1/admin/tokens`, { method: 'POST', token, body: { agency: id, role: 'caseworker', name: 'N. Essai', expires_in_days: 1 } });
  return { id, category: like.categories.find((c) => c.id !== ROUTED).id, token: made.token };
}
