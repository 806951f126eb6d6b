// A host's page made by a test: any language, any policy, any hostility, on the demo site's own origin.
// In: what the page says, and its headers. Out: the page, opened. Never: a file in the demo site.

import { readFileSync } from 'node:fs';
import { stack } from './stack.mjs';

const AGENCY = 'mhab';
const RIGHT_TO_LEFT = ['ar'];
const seeds = JSON.parse(readFileSync(new URL('../../xtask/seeds/configuration.json', import.meta.url), 'utf8'));
const agencyOf = (id) => seeds.agencies.find((agency) => agency.id === id).body;

/** The languages that an agency of the demo offers: what the tests loop over. */
export const languagesOf = (agency = AGENCY) => agencyOf(agency).languages;

export const directionOf = (language) => (RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr');

/** The one script tag, as the documentation gives it. */
export const scriptTag = (language, agency = AGENCY) => `<script src="${stack().agencyNode}/wasl.js" data-agency="${agency}" data-lang="${language}" async></script>`;

/** Opens a page of the site's origin with this content, at `/made-by-a-test/{name}`. */
export async function openHost(page, language, { name = 'plain', head = '', body = scriptTag(language), headers = {} } = {}) {
  const address = `${stack().site}/made-by-a-test/${name}?${language}`;
  const html = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name}</title>
<link rel="icon" href="data:,"><style>:root { color-scheme: light dark; } body { margin: 0; font-family: "Noto Sans", "Noto Sans Arabic", "Noto Sans Tifinagh", sans-serif; }</style>${head}</head>
<body><main><h1>${name}</h1>${body}</main></body>
</html>`;
  await page.route((url) => url.href === address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: html }));
  await page.goto(address);
  return address;
}
