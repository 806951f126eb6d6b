// When something has been drawn. In: what to do then. Out: it is done, once. Never: not at all, in a page that is not shown.

/** After the next frame; in a page that is not shown, soon. */
export const drawn = then => {
  let once = () => { once = () => {}; then(); };
  requestAnimationFrame(() => setTimeout(() => once()));
  setTimeout(() => once(), 500);
};
