// The receipt's code for cameras, and the button that prints. In: the seat of a receipt, on the screen or on paper.
// Out: the picture that the node draws, in its place. Never: the access code in an address of a request.

export const start = seat => {
  const draw = () => {
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
  return { screen: draw, open: () => print() };
};
