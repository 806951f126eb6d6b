// The receipt's code for cameras, and the button that prints. In: the seat of a receipt, on the screen or on paper.
// Out: the picture that the node draws, in its place. Never: the access code in an address of a request.

export const start = seat => {
  const draw = () => {
    const slot = seat.find('[data-part=qr]'), form = seat.find('[data-form=paper]');
    if (!slot || !form || slot.firstChild || slot.asked) return;
    slot.asked = true;
    const x = new XMLHttpRequest();
    x.open('POST', form.getAttribute('action'));
    x.responseType = 'document';
    // Without it the receipt has its reference, code and link: nothing is said.
    x.onload = () => {
      const picture = x.response?.querySelector('.wasl-qr');
      if (picture && !slot.firstChild) slot.append(document.importNode(picture, true));
    };
    x.send(new URLSearchParams(new FormData(form)));
  };
  draw();
  return { screen: draw, open: () => print() };
};
