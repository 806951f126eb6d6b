// The custom element: what a page sets and calls, handed on. In: `<wasl-widget agency lang mode label node>`. Out: who is told of it, as
// docs/embedding.md promises. Never: globals, cookies, a rule of its own.

export const TAG = 'wasl-widget';
const primary = tag => tag.toLowerCase().split(/[-_]/)[0];

/** What an element asks for: agency, node, and languages, the best one first: its own, then its page's. The node adds the browser's. */
export const asked = (element, here) => {
  const near = element.parentNode?.closest?.('[lang]') ?? document.documentElement;
  const wish = [...new Set([element.lang, near.lang])].filter(Boolean).join();
  return {
    agency: element.getAttribute('agency'), node: (element.getAttribute('node') || here || '').replace(/\/*$/, '/'),
    wish, language: wish && primary(wish.split(',')[0]),
  };
};
/** Room for the form, so that what follows does not jump when it arrives. */
export const ROOM = ':host{display:block;min-height:var(--wasl-reserve,100rem)}';
/** Behind a button, or in the page's flow? */
export const modeOf = element => {
  const mode = element?.getAttribute('mode');
  return /^(dialog|floating)$/.test(mode) && self.HTMLDialogElement ? mode : 'inline';
};

/** Defines it. `act`: is told what happens to which element; `also`: takes a form that another script brought. */
export const define = (act, also) => customElements.define(TAG, class extends HTMLElement {
  static observedAttributes = ['agency', 'lang', 'mode', 'label', 'node'];
  static also = also;
  connectedCallback() { act(this, 'connected'); }
  disconnectedCallback() { act(this, 'left'); }
  attributeChangedCallback(name, old, now) { if (old !== now) act(this, 'changed', name); }
  open() { return act(this, 'with', 'dialog', 'open'); }
  close() { return act(this, 'with', 'dialog', 'close'); }
  prefill(values) { return act(this, 'with', 'prefill', 'fill', values); }
  destroy() { act(this, 'destroy'); }
});

/** An element where the script's tag stands, as the tag says. */
export const place = (script, here, agency, language) => {
  const { dataset } = script;
  if (!agency || dataset.place === 'none') return;
  const e = document.createElement(TAG);
  e.setAttribute('agency', agency);
  e.setAttribute('node', here);
  if (language) e.lang = language;
  for (const name of ['mode', 'label']) if (dataset[name] != null) e.setAttribute(name, dataset[name]);
  script.after(e);
};
