// The staff API of the Mediator's node. In: a token and what to ask; out: JSON, or a Refusal made of the Problem Details.
// The token lives in this module and in the tab's sessionStorage; it is sent to the node alone.

const NODE = document.querySelector('meta[name="wasl-node"]').content.replace(/\/$/, '');
const KEY = 'wasl-desk-token';

let token = sessionStorage.getItem(KEY) ?? '';

export const signedIn = () => token !== '';

export function signIn(value) {
  token = value;
  sessionStorage.setItem(KEY, value);
}

export function signOut() {
  token = '';
  sessionStorage.removeItem(KEY);
}

/** What the node refused, as it says it. Status 0: the node did not answer. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.title ?? '');
    this.status = status;
    this.title = problem?.title ?? '';
    this.detail = problem?.detail ?? '';
    this.errors = problem?.errors ?? [];
  }
}

async function ask(language, method, path, body) {
  const headers = { Accept: 'application/json', 'Accept-Language': language, Authorization: `Bearer ${token}` };
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(NODE + path, { method, headers, body: body && JSON.stringify(body), cache: 'no-store', referrerPolicy: 'no-referrer' });
  } catch {
    throw new Refusal(0);
  }
  if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => undefined));
  return response;
}

async function call(language, method, path, body) {
  const response = await ask(language, method, path, body);
  return response.json().catch(() => undefined);
}

const segment = encodeURIComponent;

export const listWaves = (language) => call(language, 'GET', '/v1/desk/waves');

export function listCases(language, { status, wave, cursor }) {
  const query = new URLSearchParams({ limit: '20' });
  if (status) query.set('status', status);
  if (wave) query.set('wave', wave);
  if (cursor) query.set('cursor', cursor);
  return call(language, 'GET', `/v1/desk/cases?${query}`);
}

export const readCase = (language, reference) => call(language, 'GET', `/v1/desk/cases/${segment(reference)}`);

/** The document's bytes, as a file. */
export async function readDocument(language, reference, id) {
  const response = await ask(language, 'GET', `/v1/desk/cases/${segment(reference)}/documents/${segment(id)}`);
  return response.blob();
}

export const act = (language, reference, action) => call(language, 'POST', `/v1/desk/cases/${segment(reference)}/actions`, action);

export const listAgencies = (language) => call(language, 'GET', '/v1/agencies');
