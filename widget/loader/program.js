// The WebAssembly program: one instance for all widgets of one build. In: where its files are. Out: the module, or that there is none. Never: fetched
// before somebody asks, or asked again after it has died.

export const modules = {};

/** Whether this page may run WebAssembly at all. */
export const allowed = () => { try { return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); } catch { return false; } };

// Glue and WebAssembly travel side by side.
export const load = at => modules[at] ??= (async () => {
  const wasm = fetch(at + 'widget_bg.wasm');
  // Heard below, which may be too late for the page's console.
  wasm.catch(() => {});
  const m = await import(at + 'widget.js');
  await m.default({ module_or_path: wasm });
  return m;
})();

/** A trap kills the one instance for every widget on the page. */
export const die = (at, all) => {
  modules[at] = Promise.reject();
  modules[at].catch(() => {});
  for (const seat of all) if (seat.at === at) queueMicrotask(() => seat.rest(true));
};
