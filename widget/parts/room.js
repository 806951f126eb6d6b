// The room that a page has kept for a form, under a screen that needs less (a link, a sentence). In: the seat of such a screen. Out: the room let go of once
// the person presses something: until then what follows stays where it is. Never: a jump that nobody caused.

export const start = seat => {
  const { root, life: { signal } } = seat, leave = () => root.removeAttribute('data-room');
  for (const type of ['click', 'keyup']) addEventListener(type, leave, { once: true, signal });
};
