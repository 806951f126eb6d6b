// The whole receipt in the place of the program's short one, the button that prints, and a question before a receipt that nobody has kept is left. In:
// the seat of a receipt, on the screen or on paper. Out: the node's screen. Never: the access code in an address of a request, a seat kept in memory.

/** Asks while the receipt can be seen, until the code was copied, printed or used. The window must not keep the seat. */
const guard = me => {
  const ask = e => {
    const seat = me.deref();
    if (!seat?.root) return drop();
    if (seat.root.isConnected && seat.find('[data-form=paper]')) e.preventDefault();
  };
  const drop = () => {
    removeEventListener('beforeunload', ask);
    removeEventListener('afterprint', drop);
  };
  addEventListener('beforeunload', ask);
  addEventListener('afterprint', drop);
  return drop;
};

/** Until nothing on it is pressed, and nothing marked: what takes its place would take both away. */
const free = async (seat, root) => {
  const marked = () => {
    const said = root.getRootNode().getSelection?.() ?? getSelection();
    return !said.isCollapsed && root.contains(said.anchorNode);
  };
  await seat.pressed;
  while (seat.root === root && root.isConnected && marked()) {
    await new Promise(done => setTimeout(done, 300));
    await seat.pressed;
  }
};

export const start = seat => {
  let kept, drop;
  const code = () => seat.find('[data-form=paper] [name=access_code]')?.value;
  const watch = () => {
    const now = code();
    if (now === kept) return;
    drop?.();
    drop = now && guard(new WeakRef(seat));
    kept = now;
  };
  const { signal } = seat.life, on = (type, f) => seat.place.addEventListener(type, f, { signal });
  // Copied by the button, or by hand; the print page or the case.
  on('click', e => { if (e.composedPath().some(n => n.dataset?.copy && n.dataset.copy === code())) drop?.(); });
  on('copy', () => { if (code()) drop?.(); });
  // In another language it is the same receipt, unless the page itself is left for it.
  on('submit', ({ target: { dataset, elements } }) => { if (code() && elements.access_code?.value === code() && (seat.hosted || dataset.form !== 'again')) drop?.(); });
  const draw = () => {
    watch();
    const { root } = seat, slot = seat.find('[data-part=qr]'), form = seat.find('[data-form=paper]');
    if (!slot || !form || slot.firstChild || slot.asked) return;
    slot.asked = true;
    const keys = new URLSearchParams(new FormData(form));
    keys.set('show', 'screen');
    // Without it the receipt has its reference and code: nothing is said.
    seat.ask('POST', form.getAttribute('action'), keys).then(async doc => {
      await free(seat, root);
      if (seat.root !== root || seat.busy || !doc.page.screen.again) return;
      const at = root.getRootNode().activeElement, held = root.contains(at);
      // The hand stays on what it is on, where the whole one has the same.
      const same = e => e.textContent === at.textContent && e.dataset.copy === at.dataset.copy;
      const of = held && !at.matches('[data-focus]') && (tree => [...tree.querySelectorAll(at.localName)].find(same));
      const moved = held && !(of && of(doc.root)) && 'POST';
      seat.show(doc, moved);
      if (held && !moved) of(seat.root)?.focus();
    }, () => {});
  };
  draw();
  return { screen: draw, open: () => print(), end: () => drop?.() };
};
