// The first moments of a form that came with its script: drawn at once, its first section before the rest. What is pressed meanwhile is held
// for the module that makes the element live. In: where the node is, the form. Out: the form, and its rest, in an open shadow root; then the
// module. Never: a request before the form is drawn, or a press or word that is lost where the module does not come.

import { ROOM, TAG, asked, define, modeOf } from './element.js';
import { drawn } from './drawn.js';

// Where the form is cut: what comes after moves nothing that stands before. The first section ends with a `textarea`: so much fills a screen.
const CUT = /class="wasl-(body|section)[ "]/;
// A device that takes longer for the form's first elements gets it in slices, one a frame: in one piece its first section would be a long task
// there (milliseconds).
const SLOW = 5;
// For five seconds a press may open a tab (milliseconds).
const PATIENCE = 4500;
const ignore = () => {};

export const first = (here, given) => {
  const known = customElements.get(TAG);
  if (known) return known.also?.(given);
  const forms = [given], waiting = new Map(), at = `${here}w/${given.page.version}/seat.js`;
  let does, loading, tries = 0;
  // An address that failed may stay failed: the next try has another one.
  const load = () => loading ??= import(at + (tries++ ? `?${tries}` : '')).then(module => {
    does = module;
    does.listen();
    for (const [element, early] of waiting) {
      waiting.delete(element);
      hand(element, early);
    }
  }).catch(error => { loading = null; throw error; });
  /** The module's from here on, with what was pressed. */
  const hand = (element, early) => {
    does.take(element, early);
    early.life?.abort();
    early.root?.removeAttribute('aria-busy');
    // What was pressed on a screen that is gone goes nowhere.
    if (early.root?.isConnected) early.again?.();
  };
  /** As if it had never begun. */
  const drop = element => {
    const early = waiting.get(element);
    if (!early) return;
    waiting.delete(element);
    early.life?.abort();
    early.again = null;
    early.place.replaceChildren();
  };
  const soon = () => { if (tries < 3) load().catch(ignore); };
  /** The module, or after some time that it is not there. */
  const hurry = () => Promise.race([load(), new Promise((_, late) => setTimeout(late, PATIENCE))]);

  const show = early => {
    const began = performance.now(), { place, form } = early, steps = form.grow(form.html, CUT), { page } = form;
    let { value: root, done } = steps.next();
    const { signal } = early.life = new AbortController(), on = (type, f, to = place) => to.addEventListener(type, f, { capture: true, signal });
    const sheet = new CSSStyleSheet(), note = () => root.querySelector('[data-offline]');
    early.root = root;
    early.sheet = sheet;
    const slow = performance.now() - began > SLOW, slice = end => { do ({ done } = steps.next()); while (!done && !slow && !root.querySelector(end)); };
    if (!slow) slice('textarea');
    early.grow = () => {
      while (!done) slice();
      delete root.dataset.growing;
      if (!early.told && !page.screen.notice) root.dispatchEvent(new CustomEvent('wasl:ready', { bubbles: true, composed: true }));
      early.told = true;
    };
    const touch = () => { early.touched = true; early.grow(); soon(); };
    on('focusin', touch);
    for (const type of ['pointerdown', 'keydown']) on(type, () => { early.down = true; touch(); });
    for (const type of ['pointerup', 'pointercancel', 'keyup']) on(type, () => { early.down = false; }, self);
    // To the page's own shortcuts the widget is one element that is no field: what is typed in it is not for them.
    for (const type of ['keydown', 'keypress', 'keyup']) on(type, e => { if (e.key?.length < 2 && !e.ctrlKey && !e.metaKey) e.stopPropagation(); });
    // Held until somebody can see to it. Nobody comes: each goes its own way, in a new tab, so that nothing typed is lost.
    const hold = (e, again) => {
      if (early.plain) return;
      e.preventDefault();
      early.again = again;
      root.setAttribute('aria-busy', true);
      hurry().catch(() => {
        if (does || early.again !== again) return;
        root.removeAttribute('aria-busy');
        if (!navigator.onLine) {
          early.waits = true;
          note().hidden = false;
          return addEventListener('online', () => { if (early.again && !does) { note().hidden = true; hold(e, again); } }, { once: true });
        }
        early.plain = true;
        early.again = null;
        // From here on it is a form without a script: its own file field, and no button that nobody hears.
        delete root.dataset.waslScript;
        const key = root.querySelector('[name=idempotency_key]');
        if (key) key.value ||= crypto.getRandomValues(new Uint32Array(4)).join('-');
        for (const way of root.querySelectorAll('form,a')) way.target = '_blank';
        // Nobody fills a list whose names were left out.
        for (const list of root.querySelectorAll('[data-list]')) list.closest('.wasl-field').remove();
        again();
      });
    };
    on('input', () => { if (early.waits) { early.waits = early.again = null; note().hidden = true; } });
    // An event that is over no longer says where it was.
    on('submit', e => { const { target, submitter } = e; hold(e, () => target.requestSubmit(submitter)); });
    on('click', e => {
      const pressed = e.target.closest('a[data-go],a[data-lang],[data-open]');
      if (pressed && !e.ctrlKey && !e.metaKey && !e.shiftKey) hold(e, () => pressed.click());
    });
    sheet.replaceSync(form.css);
    place.adoptedStyleSheets = [sheet];
    root.dataset.waslScript = navigator.clipboard ? 'copy' : '';
    if (!done) root.dataset.growing = '';
    place.append(root);
    const next = () => drawn(() => {
      slice();
      if (!done) return next();
      early.grow();
      // What the page itself still waits for goes first.
      document.readyState === 'complete' ? soon() : addEventListener('load', soon, { once: true });
    });
    next();
  };
  const begin = element => {
    const { agency, node, wish, language } = asked(element, here);
    if (!agency || waiting.has(element)) return;
    const place = element.shadowRoot ?? element.attachShadow({ mode: 'open' }), inline = modeOf(element) === 'inline', early = { here, place };
    // The form, if it is this one, and in the best language that there is.
    early.form = forms.find(({ node: from, page: { agency: whose, language: own } }) =>
      whose.id === agency && from === node && (!language || language === own || !whose.languages.includes(language)));
    // An older browser's colours come with the module.
    if (early.form && inline && place.adoptedStyleSheets && CSS.supports('color', 'light-dark(red,red)')) show(early);
    if (does) return hand(element, early);
    waiting.set(element, early);
    if (early.root) return;
    if (inline && place.adoptedStyleSheets) { const sheet = new CSSStyleSheet(); sheet.replaceSync(ROOM); place.adoptedStyleSheets = [sheet]; }
    hurry().catch(() => {
      if (does || waiting.get(element) !== early) return;
      // Words that are here: the form's own name.
      place.replaceChildren(Object.assign(document.createElement('a'), { href: `${node}${agency}?lang=${wish}`, target: '_blank', lang: given.page.language, textContent: given.open }));
      element.dispatchEvent(new CustomEvent('wasl:error', { bubbles: true, composed: true, detail: { code: 'unreachable' } }));
      addEventListener('online', soon, { once: true });
    });
  };
  define((element, what, ...more) => {
    if (what === 'connected' && !element.seat) begin(element);
    else if (does) return does[what](element, ...more);
    else if (what === 'with') return load().then(() => does.with(element, ...more));
    else if (what === 'destroy') { drop(element); element.remove(); }
    else if (what === 'changed' && (!waiting.has(element) || /agency|node/.test(more))) {
      drop(element);
      // Several attributes are often set one after the other.
      queueMicrotask(() => element.isConnected && begin(element));
    } else if (waiting.has(element)) soon();
  }, form => { forms.push(form); });
};
