// Trees of elements. In: roots of the node's. Out: compared, their typed values and their slots carried over. Never: a word about what a
// screen means.

const FIELD = 'input,select,textarea';

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

/** Carries over what was typed and chosen, and the doors that were opened, but for the fields whose names are `spared`. */
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
  const doors = from.querySelectorAll('form details');
  to.querySelectorAll('form details').forEach((door, n) => { door.open ||= doors[n]?.open; });
};
