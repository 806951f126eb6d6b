// The custom element: attributes and methods become what a seat does. In: `<wasl-widget agency lang mode label node>`. Out: the form in an open shadow
// root, as docs/embedding.md promises. Never: globals, cookies, a request to anybody but our own node.

import { Seat, all } from './seat.js';
import { link } from './way.js';
import { die, modules } from './program.js';

export const TAG = 'wasl-widget';
const primary = tag => tag.toLowerCase().split(/[-_]/)[0];
// Where the form's first section ends: what comes before fills a screen.
const LATER = 'wasl-attached';
// Nobody looks at nothing for longer (milliseconds).
const PATIENCE = 6e3;
// Room for the form, so that what follows does not jump when it arrives.
const ROOM = ':host{display:block;min-height:var(--wasl-reserve,100rem)}', BARE = ':host{display:block}';

/** Defines the element, once. `here`: the node that the script came from, where there is one; `given`: the form that came with it. */
export const define = (here, given) => {
  const known = customElements.get(TAG), forms = [];
  if (known) { if (given) known.bring?.(here, given); return false; }
  const trapped = e => {
    if (e instanceof WebAssembly.RuntimeError) for (const at in modules) if (String(e.stack).includes(at)) die(at, all);
  };
  addEventListener('error', e => trapped(e.error));
  addEventListener('unhandledrejection', e => trapped(e.reason));
  document.addEventListener('securitypolicyviolation', e => e.effectiveDirective === 'form-action' && all.forEach(seat => seat.stuck()));
  addEventListener('online', () => all.forEach(seat => seat.calm()?.()));

  if (given) forms.push({ node: here, ...given });
  customElements.define(TAG, class extends HTMLElement {
    static observedAttributes = ['agency', 'lang', 'mode', 'label', 'node'];
    static bring(node, form) { forms.push({ node, ...form }); }
    connectedCallback() {
      clearTimeout(this.gone);
      if (!this.seat) return this.begin();
      all.add(this.seat);
      if (this.seat.root) this.seat.changed();
    }
    disconnectedCallback() {
      const { seat } = this;
      all.delete(seat);
      // Moved, or taken away?
      this.gone = setTimeout(() => seat?.root && seat.rest(), 1e3);
    }
    attributeChangedCallback(name, old, now) {
      const { seat } = this;
      if (old === now) return;
      if (name === 'agency' || name === 'node') {
        seat?.end();
        this.seat = null;
        // Several attributes are often set one after the other.
        queueMicrotask(() => this.isConnected && !this.seat && this.begin());
      } else if (seat?.page) {
        if (name === 'lang') seat.turnTo(primary(this.wish().split(',')[0]));
        else if (seat.parts.dialog || seat.mode !== 'inline') seat.part('dialog').then(p => p.screen(), () => {});
      }
    }
    /** The languages that are asked for, the best one first: the element's, then its page's. The node adds the browser's. */
    wish() { return [...new Set([this.lang, this.parentNode?.closest?.('[lang]')?.lang ?? document.documentElement.lang])].filter(Boolean).join(); }
    begin() {
      const agency = this.getAttribute('agency'), node = (this.getAttribute('node') || here || '').replace(/\/*$/, '/');
      if (!agency) return;
      const place = this.shadowRoot ?? this.attachShadow({ mode: 'open' }), seat = this.seat = new Seat(place, node), wish = this.wish();
      place.adoptedStyleSheets = [];
      const wanted = wish && primary(wish.split(',')[0]);
      // A form that came with a script, if it is this one, and in the best language that there is.
      const form = forms.find(({ node: from, page: { agency: whose, language } }) =>
        whose.id === agency && from === node && (!wanted || wanted === language || !whose.languages.includes(wanted)));
      if (form) {
        const { html } = form, steps = form.grow(html, LATER), { value: root, done } = steps.next();
        return this.arrived(seat, { ...form, labels: form, root, pristine: () => form.grow(html).next().value }, done ? null : steps);
      }
      seat.dress(seat.mode === 'inline' ? ROOM : BARE);
      const url = `${node}${encodeURIComponent(agency)}`, lang = `?lang=${encodeURIComponent(wish)}`, there = () => this.seat === seat && !seat.root;
      // A node that hangs: the way to its own page, until the form is there after all.
      const late = setTimeout(() => there() && this.way(seat, url + lang, wanted), PATIENCE);
      seat.ask('GET', `${url}/widget${lang}`)
        .then(answer => { if (there()) { seat.place.replaceChildren(); this.arrived(seat, answer); } })
        .catch(() => {
          if (!there()) return;
          seat.dress(BARE);
          this.way(seat, url + lang, wanted);
          seat.say('error', { code: 'unreachable' });
        })
        .finally(() => clearTimeout(late));
    }
    /** `more`: the rest of the form's tree, which can wait a moment. */
    arrived(seat, answer, more) {
      seat.show(answer);
      if (seat.mode !== 'inline') seat.part('dialog').catch(() => {});
      seat.settle(more, () => {
        seat.ready();
        if (!seat.page.screen.notice) seat.say('ready');
      });
    }
    /** A link to the form's own page, in the place of the form. */
    way(seat, url, language) { seat.place.replaceChildren(link(url, language)); }
    /** What a part does, once the form is there. */
    async with(part, what, ...args) {
      await null; // attributes that were set just before
      const { seat } = this;
      await seat?.shown;
      return seat && (await seat.part(part))[what](...args);
    }
    open() { return this.with('dialog', 'open'); }
    close() { return this.with('dialog', 'close'); }
    prefill(values) { return this.with('prefill', 'fill', values); }
    destroy() {
      this.seat?.end();
      this.seat = null;
      this.remove();
    }
  });
  return true;
};
