// Pages that make it hard: their style rules, their policies, their old libraries, their translators and their habits.
// On each of them a person files, gets a receipt, and exactly one case is on the register.

import { expect, test } from '@playwright/test';
import { alive, field, fillForm, receipt, root, subjectFor, submitForm } from './citizen.mjs';
import { casesWithSubject } from './desk-api.mjs';
import { openHost, scriptTag } from './host-page.mjs';
import { stack } from './stack.mjs';
import { watch } from './watch.mjs';

const LANGUAGE = 'fr';

/** From the open page to one case. */
async function fileThrough(page, what) {
  const subject = subjectFor(what);
  await field(page, 'subject').click();
  await fillForm(page, LANGUAGE, subject, { keys: true });
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
}

const RESETS = {
  'everything unset': '* { all: unset !important; }',
  'a reset and a grid on everything': '*, ::before, ::after { box-sizing: content-box !important; margin: 0 !important; padding: 0 !important; border: 0 !important; font: 9px/1 cursive !important; color: #fff !important; background: #fff !important; display: grid !important; }',
  'forms made invisible': 'form, input, button, select, textarea, label, fieldset { display: none !important; visibility: hidden !important; opacity: 0 !important; pointer-events: none !important; }',
  'huge letters, right to left, upper case': 'html { font-size: 40px; } body { direction: rtl; text-transform: uppercase; letter-spacing: .5em; word-spacing: 2em; line-height: 4; text-align: end; white-space: pre; }',
};

for (const [what, css] of Object.entries(RESETS)) {
  test(`style: ${what}`, async ({ page }) => {
    await openHost(page, LANGUAGE, { name: 'resets', head: `<style>${css}</style>` });
    const input = field(page, 'subject');
    await expect(input).toBeVisible();
    const looks = await input.evaluate((e) => {
      const { borderTopWidth, backgroundColor, color, fontSize, textTransform, direction } = getComputedStyle(e);
      return { border: parseFloat(borderTopWidth), distinct: backgroundColor !== color, size: parseFloat(fontSize), textTransform, direction };
    });
    expect(looks).toEqual({ border: expect.any(Number), distinct: true, size: expect.any(Number), textTransform: 'none', direction: 'ltr' });
    expect(looks.border).toBeGreaterThan(0);
    expect(looks.size).toBeGreaterThanOrEqual(16);
    await fileThrough(page, what);
  });
}

test('Trusted Types: nothing is made from text, and no violation is reported', async ({ page }) => {
  const { agencyNode } = stack();
  const seen = await watch(page);
  await openHost(page, LANGUAGE, {
    name: 'trusted-types',
    headers: { 'content-security-policy': `require-trusted-types-for 'script'; trusted-types 'none'; script-src ${agencyNode} 'wasm-unsafe-eval'; connect-src ${agencyNode}; object-src 'none'` },
  });
  await field(page, 'subject').click();
  await alive(page);
  await fileThrough(page, 'Trusted Types');
  expect(seen.violations).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test('a translator wraps every text again and again while the form is used', async ({ page }) => {
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await openHost(page, LANGUAGE, { name: 'translated' });
  await field(page, 'subject').click();
  await alive(page);
  await page.evaluate(() => {
    const wrap = (node) => {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.closest('font, option, textarea, style, script')) continue;
        const font = document.createElement('font');
        const inner = document.createElement('font');
        inner.append(text.data);
        font.append(inner);
        text.replaceWith(font);
      }
    };
    const { shadowRoot } = document.querySelector('wasl-widget');
    wrap(shadowRoot);
    setInterval(() => wrap(shadowRoot), 200);
  });
  const subject = subjectFor('Traduit');
  await fillForm(page, LANGUAGE, subject);
  await field(page, 'subject').fill('');
  await submitForm(page, LANGUAGE);
  await expect(field(page, 'subject')).toHaveAttribute('aria-invalid', 'true');
  await field(page, 'subject').fill(subject);
  await submitForm(page, LANGUAGE);
  await expect.poll(async () => (await casesWithSubject('mhab', subject)).length).toBe(1);
  expect(errors).toEqual([]);
});

// What old libraries, trackers and shims leave behind on the prototypes; each one was seen on real sites.
const PATCHES = {
  'fetch and XMLHttpRequest are wrapped': () => {
    const { fetch: real } = window;
    window.fetch = function fetch(...args) { return Promise.resolve().then(() => real.apply(this, args)); };
    const { open, send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function patched(...args) { this.traced = args; return open.apply(this, args); };
    XMLHttpRequest.prototype.send = function patched(...args) { this.addEventListener('loadend', () => { window.traced = true; }); return send.apply(this, args); };
  },
  'Prototype.js: toJSON everywhere, Array.from and bind replaced': () => {
    Array.prototype.toJSON = function toJSON() { return `[${this.map((x) => JSON.stringify(x)).join(', ')}]`; };
    String.prototype.toJSON = function toJSON() { return String(this); };
    Array.from = (list) => { const out = []; for (let i = 0; i < (list?.length ?? 0); i += 1) out.push(list[i]); return out; };
    Array.prototype.each = Array.prototype.forEach;
    Element.prototype.show = function show() { this.style.display = ''; return this; };
    Function.prototype.bind = function bind(self, ...first) { const f = this; return function bound(...rest) { return f.apply(self, [...first, ...rest]); }; };
  },
  'everything has an enumerable surprise': () => {
    Object.prototype.extend = function extend() { return this; };
    Array.prototype.last = function last() { return this[this.length - 1]; };
    String.prototype.trimLeft2 = function trim() { return this; };
  },
  'the console is silent and errors are swallowed': () => {
    window.onerror = () => true;
    window.onunhandledrejection = (event) => event.preventDefault();
    for (const name of ['log', 'warn', 'error', 'info']) console[name] = () => {};
  },
  'documents have another domain': () => {
    try { document.domain = location.hostname; } catch { /* not everywhere */ }
  },
};

for (const [what, patch] of Object.entries(PATCHES)) {
  test(`scripts: ${what}`, async ({ page }) => {
    await openHost(page, LANGUAGE, { name: 'patched', head: `<script>(${patch})()</script>`, headers: { 'origin-agent-cluster': '?0' } });
    await fileThrough(page, what);
  });
}

test('the page moves the element about, takes it away and brings it back, while it is written in', async ({ page }) => {
  const subject = subjectFor('Déplacé');
  await openHost(page, LANGUAGE, { name: 'moved', body: `<div id="one">${scriptTag(LANGUAGE)}</div><div id="two"></div>` });
  const move = (to) => page.evaluate((id) => document.getElementById(id).append(document.querySelector('wasl-widget')), to);
  await expect(field(page, 'subject')).toBeVisible();
  await move('two');
  await field(page, 'subject').fill(subject);
  await move('one');
  await alive(page);
  await expect(field(page, 'subject')).toHaveValue(subject);
  await page.evaluate(async () => {
    const widget = document.querySelector('wasl-widget');
    widget.remove();
    await new Promise((done) => { setTimeout(done, 300); });
    document.getElementById('two').append(widget);
  });
  await expect(field(page, 'subject')).toHaveValue(subject);
  await fillForm(page, LANGUAGE, subject);
  await move('one');
  await submitForm(page, LANGUAGE);
  await receipt(page, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);
});

test('a base address elsewhere', async ({ page }) => {
  await openHost(page, LANGUAGE, { name: 'base', head: '<base href="https://elsewhere.invalid/deep/" target="_blank">' });
  await fileThrough(page, 'Base');
  expect(page.context().pages()).toHaveLength(1);
});

test('keys that the page wants for itself', async ({ page }) => {
  // Shortcuts of a page leave its own fields alone; the widget's look to it like an element without a field.
  const shortcuts = () => {
    document.addEventListener('keydown', (event) => {
      if (!/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.key.length === 1) event.preventDefault();
    });
  };
  await openHost(page, LANGUAGE, { name: 'shortcuts', head: `<script>(${shortcuts})()</script>` });
  await fileThrough(page, 'Raccourcis');
});

test('two on one page, and the script tag twice', async ({ page }) => {
  await openHost(page, LANGUAGE, { name: 'twice', body: `${scriptTag(LANGUAGE)}${scriptTag('ar')}` });
  await expect(page.locator('wasl-widget')).toHaveCount(2);
  await expect(page.locator('wasl-widget [data-wasl-root]')).toHaveCount(2);
  const languages = await page.locator('wasl-widget [data-wasl-root]').evaluateAll((list) => list.map((e) => e.lang));
  expect(languages.sort()).toEqual(['ar', LANGUAGE]);
});

test('in a frame of the page, and in one without an origin', async ({ page }) => {
  const inner = await openHost(page, LANGUAGE, { name: 'inner' });
  const subject = subjectFor('Cadre');
  await openHost(page, LANGUAGE, { name: 'outer', body: `<iframe name="inner" src="${inner}" width="800" height="900"></iframe>` });
  const frame = page.frame({ name: 'inner' });
  await frame.locator('[name="subject"]').waitFor();
  await fillForm(frame, LANGUAGE, subject);
  await submitForm(frame, LANGUAGE);
  await receipt(frame, LANGUAGE);
  expect(await casesWithSubject('mhab', subject)).toHaveLength(1);

  // Without an origin nobody is allowed to embed: the person is shown the way to the form's own page.
  await openHost(page, LANGUAGE, { name: 'sandboxed', body: `<iframe name="opaque" sandbox="allow-scripts allow-forms allow-popups" src="${inner}" width="800" height="900"></iframe>` });
  const opaque = page.frame({ name: 'opaque' });
  await expect(opaque.locator('wasl-widget')).toBeAttached();
  const seen = opaque.locator('[name="subject"]:visible, wasl-widget a[href*="/mhab"]').first();
  await expect(seen).toBeVisible();
});

test('nothing is left of a removed widget but its word', async ({ page }) => {
  await openHost(page, LANGUAGE, { name: 'removed' });
  await field(page, 'subject').waitFor();
  const globals = await page.evaluate(() => Object.keys(window).filter((name) => /wasl/i.test(name)));
  expect(globals).toEqual([]);
  await page.evaluate(() => document.querySelector('wasl-widget').remove());
  await expect(root(page)).toHaveCount(0);
});
