// Our page inside a frame of somebody's site. In: the hosted page. Out: its height, to the page around it, whenever it changes.
// Never: anything else; a height is no secret, so any page may hear it.

export function start(seat) {
  const { root } = seat;
  let told;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== told) parent.postMessage({ wasl: 'height', height: told = height }, '*');
  };
  const watch = new ResizeObserver(tell);
  watch.observe(root.ownerDocument.body);
  const hooks = { screen: tell, end: () => watch.disconnect() };
  tell();
  return hooks;
}
