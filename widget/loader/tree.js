// Trees of elements. In: a root of the node's, or its HTML. Out: the same grown without a parser (Trusted Types refuse one), compared, its typed
// values and its slots carried over. Never: innerHTML, or a word about what a screen means.

const FIELD = 'input,select,textarea', VOID = /^(?:br|hr|img|input|wbr)$/, SVG = 'http://www.w3.org/2000/svg';
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = text => text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) =>
  name ? NAMED[name] ?? whole : String.fromCodePoint(hex ? parseInt(hex, 16) : number));

/** The node's own HTML, which closes what it opens and quotes what it sets, as elements. Yields what is there so far before the first
 * element whose attributes name `mark`; goes on below the same root, wherever that stands by then. */
export function* grow(html, mark) {
  const top = document.createElement('div');
  let at = top, root, rest = mark;
  for (const [text, comment, tag, attributes] of html.matchAll(/<!--([^]*?)-->|<\/[^>]*>|<([\w-]+)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/g)) {
    if (comment != null) at.append(document.createComment(comment));
    else if (tag) {
      if (rest && attributes.includes(rest)) { rest = ''; yield root; }
      const element = document.createElementNS(tag === 'svg' ? SVG : at.namespaceURI, tag);
      for (const [, name, value] of attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) element.setAttribute(name, decoded(value ?? ''));
      at.append(element);
      root ??= element;
      if (!VOID.test(tag)) at = element;
    } else if (text[0] === '<') at = at.parentNode;
    else at.append(decoded(text));
  }
  return root;
}

// What stands in a slot is not the views' own: it is lifted out while a tree is compared or taken over.
const slots = root => [...root.querySelectorAll('[data-part]')];
export const lift = root => {
  const { activeElement } = root.getRootNode();
  return slots(root).map(slot => {
    const held = document.createDocumentFragment();
    if (slot.contains(activeElement)) held.focus = activeElement;
    held.append(...slot.childNodes);
    return [slot.dataset.part, held];
  });
};
/** Puts it back, with the focus if it was there. */
export const lower = (root, lifted) => {
  for (const slot of slots(root)) {
    const at = lifted.findIndex(([name]) => name === slot.dataset.part);
    if (at < 0) continue;
    const [, held] = lifted.splice(at, 1)[0];
    slot.replaceChildren(held);
    held.focus?.focus({ preventScroll: true });
  }
};

// The tree that the server sent? What was typed, and attributes, do not count: Yew copes with both.
export const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.childNodes.length === b.childNodes.length
  && [...a.childNodes].every((n, i) => same(n, b.childNodes[i]));

/** Carries over what was typed and chosen, but for the fields whose names are `spared`. */
export const put = (from, to, spared) => {
  const old = [...from.querySelectorAll(FIELD)];
  for (const e of to.querySelectorAll(FIELD)) {
    const o = old.find(o => o.name === e.name && o.form?.dataset.form === e.form?.dataset.form && (e.type !== 'radio' || o.value === e.value));
    // The language is the screen's, and a file is nobody's to set.
    if (!o || e.name === 'lang' || e.type === 'file' || spared?.test(e.name)) continue;
    if (e.checked !== o.checked) e.checked = o.checked;
    if (e.value !== o.value) e.value = o.value;
    // A choice whose name is not in this list yet.
    if (e.options && e.value !== o.value) e.add(new Option(o.selectedOptions[0].text, o.value, true, true));
  }
};
