// Pages of somebody's site, for what a web team does with the widget. In: what stands in the page. Out: the page, opened, on an origin of its own
// that the browser takes for a real one.

import { createServer } from 'node:http';
import { test } from '@playwright/test';
import { stack } from './stack.mjs';

export const SITE = () => `${stack().site}/alwaha`;
export const NODE = () => stack().agencyNode;

const pages = new Map();
const server = createServer((request, response) => {
  const { body, policy } = pages.get(request.url) ?? { body: '' };
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(policy && { 'content-security-policy': policy }) });
  response.end(body);
});
/** Called once in a file that opens such pages. */
export function serve() {
  test.beforeAll(() => new Promise((done) => server.listen(0, '127.0.0.1', done)));
  test.afterAll(() => { server.close(); });
}

/** A page of somebody's site with this in it, under a policy if one is given. */
export async function host(page, body, { lang = 'fr', policy, head = '' } = {}) {
  const path = `/${pages.size}`;
  pages.set(path, { policy, body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Essai</title>${head}</head><body>${body}</body></html>` });
  await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
}
/** Not until every picture is there: the form does not wait for them either. */
export const visit = (page, address) => page.goto(address, { waitUntil: 'domcontentloaded' });
export const tag = (query = '', attributes = '') => `<script src="${NODE()}/alwaha/wasl.js${query}" ${attributes} async></script>`;
export const heard = (page, names) => page.addInitScript((wanted) => {
  window.heard = [];
  for (const name of wanted) addEventListener(name, (e) => window.heard.push({ name, target: e.target.localName, detail: e.detail }), true);
}, names);

