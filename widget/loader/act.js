// What an element does. In: an element, what happened to it; what came before, where its form came with a script. Out: a seat that does it.
// Never: a request to anybody but the element's own node.

import { ROOM, asked, modeOf } from './element.js';
import { Seat, all } from './seat.js';
import { link } from './way.js';
import { die, modules } from './program.js';

// Nobody looks at nothing for longer (milliseconds).
const PATIENCE = 6e3;
const BARE = ':host{display:block}';
const ignore = () => {};

/** What concerns every seat on the page. */
export const listen = () => {
  const trapped = e => {
    if (e instanceof WebAssembly.RuntimeError) for (const at in modules) if (String(e.stack).includes(at)) die(at, all);
  };
  addEventListener('error', e => trapped(e.error));
  addEventListener('unhandledrejection', e => trapped(e.reason));
  document.addEventListener('securitypolicyviolation', e => e.effectiveDirective === 'form-action' && all.forEach(seat => seat.stuck()));
  addEventListener('online', () => all.forEach(seat => seat.calm()?.()));
};

/** Gives an element its seat. `early`: where its script came from, and the form that came along, where one can: drawn, or not yet. */
export const take = (element, early) => {
  const { here, form } = early, { agency, node, wish, language } = asked(element, here);
  if (!agency) return;
  const place = element.shadowRoot ?? element.attachShadow({ mode: 'open' }), seat = element.seat = new Seat(place, node);
  if (WITH_FORM && form && form.node === node && form.page.agency.id === agency) {
    const root = early.root ?? form.grow(form.html).next().value, { page } = form;
    early.grow?.();
    seat.sheet = early.sheet;
    // Not drawn until now: the room, or the way out, is in its place.
    if (!early.root) { place.replaceChildren(); place.adoptedStyleSheets = []; }
    arrived(seat, { ...form, labels: form, root, css: form.css + early.rest, pristine: () => form.grow(form.html).next().value }, early.told);
    caught(seat, early);
    // The page has changed its mind meanwhile.
    if (language && language !== page.language && page.agency.languages.includes(language)) seat.turnTo(language);
  } else {
    place.replaceChildren();
    place.adoptedStyleSheets = [];
    seat.dress(modeOf(element) === 'inline' ? ROOM : BARE);
    fetched(element, seat, `${node}${encodeURIComponent(agency)}`, wish, language);
  }
  if (!element.isConnected) left(element);
};
/** What happened before the seat was there. */
const caught = (seat, { down, touched, again }) => {
  for (const list of seat.root.querySelectorAll('details[open] [data-list]')) seat.list(list);
  for (const field of seat.root.querySelectorAll('[type=file],[name=keep]')) if (field.checked || field.files?.length) seat.chosen(field);
  if (down) seat.press();
  // What was pressed goes out first: its answer is touched like any other.
  if (touched && !again) seat.touch();
};
const fetched = (element, seat, url, wish, language) => {
  const lang = `?lang=${encodeURIComponent(wish)}`, there = () => element.seat === seat && !seat.root;
  // A link to the form's own page, in the place of the form.
  const way = () => seat.place.replaceChildren(link(url + lang, language));
  // A node that hangs: the way to its own page, until the form is there after all.
  const late = setTimeout(() => there() && way(), PATIENCE);
  seat.ask('GET', `${url}/widget${lang}`)
    .then(answer => { if (there()) { seat.place.replaceChildren(); arrived(seat, answer); } })
    .catch(() => {
      if (!there()) return;
      seat.dress(BARE);
      way();
      seat.say('error', { code: 'unreachable' });
    })
    .finally(() => clearTimeout(late));
};
const arrived = (seat, answer, told) => {
  seat.show(answer);
  if (seat.mode !== 'inline') seat.part('dialog').catch(ignore);
  seat.settle();
  seat.ready();
  if (!told && !seat.page.screen.notice) seat.say('ready');
};

export const connected = element => {
  const { seat } = element;
  clearTimeout(element.gone);
  all.add(seat);
  if (seat.root) seat.changed();
};
export const left = element => {
  const { seat } = element;
  all.delete(seat);
  // Moved, or taken away?
  element.gone = setTimeout(() => seat?.root && seat.rest(), 1e3);
};
export const changed = (element, name) => {
  const { seat } = element;
  if (name === 'agency' || name === 'node') {
    seat?.end();
    element.seat = null;
    // Several attributes are often set one after the other.
    queueMicrotask(() => element.isConnected && !element.seat && element.connectedCallback());
  } else if (seat?.page) {
    if (name === 'lang') seat.turnTo(asked(element).language);
    else if (seat.parts.dialog || seat.mode !== 'inline') seat.part('dialog').then(p => p.screen(), ignore);
  }
};
/** What a part does, once the form is there. */
const done = async (element, part, what, ...given) => {
  await null; // attributes that were set just before
  const { seat } = element;
  await seat?.shown;
  return seat && (await seat.part(part))[what](...given);
};
const destroy = element => {
  element.seat?.end();
  element.seat = null;
  element.remove();
};
export { done as with, destroy };
