// One root, in a shadow root or in our hosted page, from the node's HTML to the living widget. In: answers of the node, what the person does. Out: the
// screens, `wasl:` events, parts loaded when they are needed. Never: WebAssembly before a touch, a second filing, a lost word.

import { drawn } from './drawn.js';
import { modeOf } from './element.js';
import { allowed, die, load, modules } from './program.js';
import { lift, lower, put, same } from './tree.js';
import { link } from './way.js';

const ROOT = '[data-wasl-root]', FILING = '[data-form=file]', RECEIPT = '[data-form=paper]';
/** Every seat on the page. */
export const all = new Set();

const read = doc => {
  const data = doc.querySelector('[data-wasl-data]');
  const root = doc.querySelector(ROOT);
  return {
    root: document.importNode(root, true), pristine: () => root.cloneNode(true), css: doc.querySelector('[data-wasl-style]')?.textContent,
    page: JSON.parse(data.textContent), labels: data.dataset, title: doc.title,
  };
};
/** A request whose answer is a whole document of ours. Works under Trusted Types and needs no preflight. */
const ask = (method, url, body) => new Promise((done, fail) => {
  const x = new XMLHttpRequest();
  x.open(method, url);
  x.responseType = 'document';
  x.timeout = 6e4;
  x.onload = () => { try { done(read(x.response)); } catch { fail(); } };
  x.onerror = x.ontimeout = fail;
  x.send(body);
});
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
// What stands in a screen that needs more than the form's own style.
const SHEETS = { style: '', screens: '', attached: '', documents: 'attached', voice: 'attached', draft: 'attached', matter: 'attached', receipt: 'screens' };
const ignore = () => {};
// A form that opens a page of its own goes its own way.
const own = e => 'plain' in e.target.dataset;

export class Seat {
  state = 0; // of the form: 0 server's HTML, 1 loading, 2 mounting, 3 alive, 4 stays plain
  failures = 0;
  loading = {};
  parts = {}; // what the parts loaded later want to be told: screen(), open(element), take(element), before(), holds(form), end()
  ask = ask;
  constructor(place, node, hosted) {
    Object.assign(this, { place, node, hosted });
    this.shown = new Promise(done => this.ready = done);
    const { signal } = this.life = new AbortController(), on = (type, f, capture) => place.addEventListener(type, f, { capture, signal });
    const touched = () => this.touch();
    on('focusin', touched);
    // A long list comes when its door opens.
    on('toggle', e => { for (const list of e.target.open ? e.target.querySelectorAll('[data-list]') : []) this.list(list); }, true);
    // Where the eye has to go, at once: a page that scrolls smoothly would still be on its way elsewhere.
    on('focusin', e => e.composedPath()[0].matches('[data-focus]') && e.composedPath()[0].scrollIntoView({ behavior: 'instant' }));
    // What is pressed stays where it is until the finger is up, or the key: taking the form over moves what stands in slots, or a whole tree
    // that somebody has changed, and the press would be lost.
    on('pointerdown', () => { this.press(); touched(); });
    on('keydown', e => e.key === ' ' && !e.repeat && this.press());
    on('change', e => this.chosen(e.composedPath()[0]));
    // What waits for the network goes out as it was sent, or not by itself.
    on('input', e => { this.calm(); /^(subject|body)$/.test(e.composedPath()[0].name) && this.part('matter').catch(ignore); });
    // The receipt that WebAssembly shows is there a moment later.
    on('wasl:filed', () => { this.again = null; setTimeout(() => this.root && this.changed()); });
    on('wasl:error', e => { if (this.state === 3 && e.detail.code === 'offline') this.again = () => this.find(FILING)?.requestSubmit(); });
    // To the page's own shortcuts the widget is one element that is no field: what is typed in it is not for them.
    for (const type of ['keydown', 'keypress', 'keyup']) on(type, e => { if (!hosted && e.key?.length < 2 && !e.ctrlKey && !e.metaKey) e.stopPropagation(); });
    on('submit', e => this.hold(e), true);
    // What WebAssembly takes care of is prevented by it already.
    on('submit', e => { if ((!hosted || this.left || this.holds(e.target)) && !e.defaultPrevented && !own(e)) { e.preventDefault(); this.post(e.target, e.submitter); } });
    (hosted ? document.body : place).addEventListener('click', e => this.click(e), { signal });
    all.add(this);
  }
  get mode() { return modeOf(this.place.host); }
  say(name, detail) { (this.root ?? this.place).dispatchEvent(new CustomEvent('wasl:' + name, { bubbles: true, composed: true, detail })); }
  find(selector) { return this.root?.querySelector(selector); }

  /** Shows an answer of the node. `moved`: the person caused it, so the focus follows. `keep`: the same screen, so what was typed stays. */
  show(given, moved, keep) {
    const old = this.root, { state, page, pristine } = this;
    // A form that is left for another screen is kept as it stands, alive or not, with every word in it.
    if (moved === 'GET' && this.find(FILING)) this.left = { root: old, state: state === 1 ? 0 : state, page, pristine };
    this.take(given);
    if (given.css && !this.hosted) this.dress(given.css);
    // What the node itself put into a slot comes in the new language; what a part shows there goes along.
    // First what was typed and chosen, in slots too: what is lifted out is gone from the old tree.
    if (keep) { put(old, this.root); lower(this.root, lift(old).filter(([name]) => this.parts[name] && name !== 'draft' || !this.find(`[data-part=${name}]`)?.firstChild)); }
    // Questions led back to the form: what was typed before is in it, with the choices that they made.
    else if (moved && this.left && this.find(FILING)) {
      lower(this.root, lift(this.left.root));
      put(this.left.root, this.root, /^(kind|category)$/);
      this.forget(this.left.root);
      this.left = null;
    }
    this.seat(old, moved);
    this.turn = 0;
    this.state = state === 4 ? 4 : 0;
    if (old && this.left?.root !== old) this.forget(old);
    this.changed();
    const receipt = this.page.screen.receipt?.receipt;
    if (receipt) this.say('filed', { reference: receipt.reference });
    const { problem } = Object.values(this.page.screen)[0];
    if (problem) this.say('error', { code: problem });
    if (moved) this.touch();
  }
  seat(old, moved) {
    // Behind a button it is never in the page's flow.
    if (old) old.replaceWith(this.root);
    else if (this.mode === 'inline') { if (this.root.parentNode !== this.place) this.place.append(this.root); }
    else this.place.appendChild(this.box = document.createElement('dialog')).append(this.root);
    if (moved) this.find('[data-focus]')?.focus();
  }
  /** `pristine`: how to have the same tree once more, as it came; it is only needed when the program takes over. */
  take({ root, page, labels, pristine }) {
    Object.assign(this, { root, page, labels, at: `${this.node}w/${page.version}/` });
    const copy = pristine ?? (tree => () => tree)(root.cloneNode(true));
    this.pristine = () => { const tree = copy(); lift(tree); return tree; };
    root.dataset.waslScript = navigator.clipboard ? 'copy' : '';
    for (const e of root.querySelectorAll('[name=idempotency_key],[name=page]')) e.value ||= e.name === 'page' ? location.origin + location.pathname : random();
  }
  /** What can wait until the form is drawn: storage (slow to open) and colours (to ask for them makes the browser lay everything out on the spot). */
  settle() {
    drawn(() => {
      // A draft that this person agreed to keep on this device. Storage may be forbidden here.
      try { if (localStorage['wasl:draft']) this.part('draft').catch(ignore); } catch {}
      if (this.root) this.tint();
    });
  }
  dress(css) {
    try {
      const sheet = this.sheet ??= new CSSStyleSheet(), { place } = this;
      sheet.replaceSync(css);
      if (!place.adoptedStyleSheets.includes(sheet)) place.adoptedStyleSheets = [sheet, ...place.adoptedStyleSheets];
    } catch {
      this.sheet = null;
      if (!this.at || this.place.querySelector('link')) return;
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = this.at + 'widget.css';
      this.place.prepend(link);
    }
  }

  /** A module that is only needed now, started once. What it returns is told what happens. */
  part(name) {
    return this.loading[name] ??= Promise.all([import(`${this.at}parts/${name}.js`), SHEETS[name] === '' || this.dressed(SHEETS[name])]).then(async ([module]) => this.parts[name] = await module.start(this) ?? {}).catch(error => {
      delete this.loading[name];
      throw error;
    });
  }
  /** The style of what is not the untouched form, and `more`; only our own page has it from the beginning. A screen without it is better than none. */
  dressed(more) { return this.hosted || new Promise(done => { Promise.all([this.part('style'), more && this.part(more)]).then(done, done); setTimeout(done, 4e3); }); }
  /** A list whose names were left out of the form. */
  list(list) { this.part(`${list.dataset.list}-${this.page.language}`).then(p => p.fill(list), ignore); }
  changed() {
    for (const part of Object.values(this.parts)) part.screen?.();
    for (const e of this.root.querySelectorAll('[data-start]')) this.part(e.dataset.start).catch(ignore);
  }
  /** The person is here: what only they need is fetched. */
  touch() {
    for (const e of this.root?.querySelectorAll('[data-touch]') ?? []) this.part(e.dataset.touch).catch(ignore);
    this.tint();
    this.upgrade();
  }
  /** Until the finger or the key is up, or for two seconds. */
  press() {
    const over = new AbortController(), { signal } = over;
    this.pressed = new Promise(done => {
      const end = () => { over.abort(); done(); };
      for (const type of ['pointerup', 'pointercancel', 'keyup']) addEventListener(type, () => setTimeout(end, 50), { capture: true, signal });
      setTimeout(end, 2e3);
    });
  }
  chosen(field) {
    const part = field.type === 'file' ? 'documents' : field.name === 'keep' && 'draft';
    if (part) this.part(part).then(p => p.take(field), ignore);
  }
  /** Colours of the site's own have to be readable. */
  tint() {
    const { host } = this.place, theirs = host && getComputedStyle(host);
    if (theirs?.getPropertyValue('--wasl-accent') || theirs?.getPropertyValue('--wasl-on-accent')) this.part('theme').catch(ignore);
  }
  click(e) {
    const path = e.composedPath(), of = s => path.find(n => n.matches?.(s)), plain = !e.ctrlKey && !e.metaKey && !e.shiftKey;
    const copy = of('[data-copy]'), go = of('a[data-go]'), to = of('a[href^="#"]'), tongue = of('a[data-lang]'), open = of('[data-open]');
    if (open) this.part(open.dataset.open).then(p => p.open(open), ignore);
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.dataset.copied = ''; setTimeout(() => delete copy.dataset.copied, 4e3); }, ignore);
    // A shadow root has no fragments of its own.
    if (to) { e.preventDefault(); this.find(to.hash)?.focus(); }
    // A receipt is shown once: no link to another language leads away from it.
    if (tongue && plain && (this.bilingual || this.find(RECEIPT))) { e.preventDefault(); this.speak(tongue.dataset.lang); }
    // Our own page goes to another one, unless words would be lost.
    if (!go || !plain || this.hosted && !this.left && !this.typed) return;
    e.preventDefault();
    const { left, root, page } = this, form = go.dataset.go === 'form';
    if (this.busy || root.querySelector('[aria-disabled]') || form && this.find(FILING)) return;
    if (!form || !left) return this.send('GET', go.href);
    Object.assign(this, left, { left: null });
    this.seat(root, true);
    this.changed();
    this.turnTo(page.language);
  }
  /** Whether the screen can be had again: a receipt is shown once. */
  get bilingual() { return this.page?.screen.case || this.page?.screen.open || this.find(FILING); }
  /** Whether a part has what would be lost with the page, and does not go with the form. */
  holds(form) { return Object.values(this.parts).some(p => p.holds?.(form)); }
  /** Whether somebody wrote something that is not sent. */
  get typed() { return [...this.find(FILING)?.elements ?? []].some(e => /^(text|email|tel|textarea)$/.test(e.type) && e.value); }
  /** The same screen in another language, with everything in it. */
  speak(language) {
    const { host } = this.place;
    // Comes back as a change of the attribute.
    if (host && this.bilingual && language !== host.lang) host.lang = language; else this.turnTo(language);
  }
  turnTo(language) {
    if (this.bilingual && language !== this.page.language) this.part('language').then(p => p.speak(language), () => this.failed(() => this.turnTo(language)));
  }

  /** Parts may have to finish something before a form goes out: what they attach goes with it. */
  hold(e) {
    const hooks = Object.values(this.parts).filter(p => p.before), form = e.target, by = e.submitter;
    if (this.cleared || !hooks.length || own(e)) { this.cleared = false; return; }
    e.preventDefault();
    e.stopImmediatePropagation();
    if (this.held || this.busy) return;
    this.held = true;
    this.root.setAttribute('aria-busy', true);
    // A part that breaks down holds nobody up; one that says no has said why. A form is not sent again while its event is on its way.
    Promise.allSettled([new Promise(done => setTimeout(done)), ...hooks.map(async p => p.before(form))]).then(said => {
      this.held = false;
      this.root.removeAttribute('aria-busy');
      if (said.some(s => s.value === false) || !form.isConnected) return;
      this.cleared = true;
      form.requestSubmit(by);
    });
  }
  /** The plain form, posted without leaving the page. Pressed twice: sent once, and the key in the form makes sure. */
  post(form, by) {
    const data = new FormData(form);
    if (by?.name) data.append(by.name, by.value);
    const files = [...data.values()].some(v => v.size);
    // A field may be called «action»: form.action would be that field.
    this.send('POST', form.getAttribute('action'), files ? data : new URLSearchParams([...data].filter(([, v]) => !v.name && v.size == null)), form);
  }
  async send(method, url, body, form) {
    if (this.busy) return;
    const { root } = this;
    this.busy = true;
    root.setAttribute('aria-busy', true);
    const [doc] = await Promise.all([ask(method, url, body).catch(ignore), this.dressed('screens')]);
    this.busy = false;
    root.removeAttribute('aria-busy');
    if (doc) {
      this.failures = 0;
      this.again = null;
      this.show(doc, method);
      return;
    }
    this.failed(() => this.send(method, url, body, form));
    // A second failure with a network at hand: something between us refuses scripts. A new tab, so that nothing typed is lost.
    if (this.failures++ && navigator.onLine) {
      this.calm();
      if (form) { form.target = '_blank'; HTMLFormElement.prototype.submit.call(form); } else open(url, '_blank', 'noopener');
    }
    this.upgrade();
  }
  /** The page's policy has kept back what was sent without a script: the last way is our own page. */
  stuck() {
    const { page, node } = this, note = this.find('[data-offline]');
    if (!this.failures || !note || note.querySelector('a')) return;
    note.hidden = false;
    note.append(' ', link(`${node}${page.agency.id}?lang=${page.language}`, page.language));
  }
  /** Says so, and tries once more when the network is back. */
  failed(again) {
    const note = this.find('[data-offline]');
    note.hidden = false;
    note.scrollIntoView({ block: 'nearest' });
    this.say('error', { code: 'offline' });
    this.again = again;
  }
  /** Nothing waits any more. What waited, if anything did. */
  calm() {
    const { again } = this;
    if (again) this.find('[data-offline]').hidden = true;
    this.again = null;
    return again;
  }

  /** WebAssembly takes over the filing form; every other screen is the node's own HTML. */
  async upgrade() {
    if (this.state || this.busy || !this.page?.screen.form) return;
    if (!this.page.version || !allowed()) { this.state = 4; return; }
    this.state = 1;
    const { root, page, at } = this, turn = this.turn = {};
    try {
      const [m, words] = await Promise.all([load(at), fetch(`${at}words/${page.language}.json`).then(r => r.json()), this.dressed()]);
      for (let last; last !== this.pressed;) await (last = this.pressed); // and the press after it
      if (turn !== this.turn) return; // another screen came meanwhile
      if (this.busy) { this.state = 0; return; } // sent meanwhile: what comes back is taken over
      this.state = 2;
      const lifted = lift(root), me = new WeakRef(this);
      // The program keeps its ear for as long as it lives: it must not keep us.
      // The word that it is ready comes before its first render is over, in the same task.
      const hear = what => (what === 'ready' ? queueMicrotask : f => f())(() => me.deref()?.heard(what));
      this.mount = { root, lifted };
      if (same(root, this.pristine())) return m.hydrate(root, page, words, !!this.hosted, hear);
      lower(root, lifted);
      const fresh = this.mount.fresh = root.cloneNode(false); // somebody changed the tree: a fresh one, with what was typed
      m.render(fresh, page, words, !!this.hosted, hear);
    } catch (e) {
      if (e instanceof WebAssembly.RuntimeError) die(at, all); else { delete modules[at]; this.state = 4; }
    }
  }
  heard(what) {
    const { root, lifted, fresh } = this.mount;
    this.mount = {};
    if (what !== 'ready') { if (root) lower(root, lifted); return die(this.at, all); }
    if (!lifted) return; // it died meanwhile
    this.state = 3;
    if (fresh) this.swap(fresh); else { lower(this.root, lifted); this.changed(); }
    // The receipt is next.
    this.dressed('screens');
    if (!all.has(this)) this.rest();
  }
  swap(fresh) {
    const a = this.root.getRootNode().activeElement, at = a && 'selectionStart' in a && [a.selectionStart, a.selectionEnd, a.selectionDirection];
    lower(fresh, lift(this.root));
    put(this.root, fresh);
    this.root.replaceWith(fresh);
    this.root = fresh;
    this.changed();
    const again = a && (this.root.contains(a) ? a : a.id && this.find('#' + a.id));
    if (!again) return;
    again.focus({ preventScroll: true });
    try { at && again.setSelectionRange(...at); } catch { /* a field without a caret */ }
  }
  /** Without the program: the same screen as plain HTML, with everything typed in it. Either the program is dead, or the element has left the page,
   * where what is alive would stay in memory for ever; it then comes back as it looked, and lives again at a touch. */
  rest(dead) {
    const { state, root, left } = this, plain = tree => {
      const fresh = tree.cloneNode(true);
      for (const e of fresh.querySelectorAll('[aria-disabled]')) e.removeAttribute('aria-disabled');
      lift(fresh);
      fresh.dataset.waslScript = root.dataset.waslScript;
      return fresh;
    };
    if (left) {
      const fresh = plain(left.root);
      lower(fresh, lift(left.root));
      put(left.root, fresh);
      this.forget(left.root);
      Object.assign(left, { root: fresh, state: dead ? 4 : 0 });
    }
    if (state === 3 || dead && state === 2) {
      this.state = 4;
      this.swap(plain(state === 2 ? this.pristine() : root));
      this.forget(root);
      if (dead) this.say('error', { code: 'recovered' });
      else if (this.find(FILING)) this.state = 0;
    } else if (dead) this.state = 4;
  }
  forget(root) { modules[this.at]?.then(m => m.end(root)).catch(ignore); }
  end() {
    for (const part of Object.values(this.parts)) part.end?.();
    all.delete(this);
    this.life.abort();
    this.turn = 0;
    this.again = this.left = null;
    if (this.root) this.forget(this.root);
    this.place.replaceChildren();
    this.root = this.page = this.pristine = null;
  }
}
