// The receipt's code for cameras, the button that prints, and a question before a receipt that nobody has kept is left. In: the seat of a receipt, on
// the screen or on paper. Out: the picture that the node draws, in its place. Never: the access code in an address of a request, a seat kept in memory.

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
  on('submit', e => { if (code() && e.target.elements.access_code?.value === code()) drop?.(); });
  const draw = () => {
    watch();
    const slot = seat.find('[data-part=qr]'), form = seat.find('[data-form=paper]');
    if (!slot || !form || slot.firstChild || slot.asked) return;
    slot.asked = true;
    // Without it the receipt has its reference, code and link: nothing is said.
    seat.ask('POST', form.getAttribute('action'), new URLSearchParams(new FormData(form))).then(({ root }) => {
      const picture = root.querySelector('.wasl-qr');
      if (picture && !slot.firstChild) slot.append(picture);
    }, () => {});
  };
  draw();
  return { screen: draw, open: () => print(), end: () => drop?.() };
};
