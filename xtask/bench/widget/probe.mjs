// Runs in the measured page before any of its scripts: finds the form wherever it is, types as early as that sticks,
// fills it, sends it, and says when. In: fields, a button, where to stop. Out: stages through the binding `benchEmit`.
// Given to the browser as text: refers to nothing outside of itself.

export function probe(config) {
  const now = () => performance.now();
  const emit = (stage, more = {}) => globalThis.benchEmit?.(JSON.stringify({ stage, at: performance.timeOrigin + now(), ...more }));
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  const task = () => new Promise((done) => { waiting.push(done); channel.port2.postMessage(0); });
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });

  const seen = { longtask: [], shift: [], lcp: null, fcp: null };
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  emit('start', { timeOrigin: performance.timeOrigin });
  observe('longtask', (e) => seen.longtask.push([e.startTime, e.duration]));
  observe('layout-shift', (e) => { if (!e.hadRecentInput) seen.shift.push([e.startTime, e.value]); });
  observe('largest-contentful-paint', (e) => { seen.lcp = e.startTime; });
  observe('paint', (e) => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime; });

  // Every shadow root made by a script is noted as it is made.
  const roots = new Set();
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init) {
    const root = attach.call(this, init);
    roots.add(root);
    return root;
  };
  const isVisible = (e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && e.checkVisibility({ visibilityProperty: true });
  };
  const find = (selector) => {
    const all = [...document.querySelectorAll(selector)];
    for (const root of roots) if (root.host.isConnected) all.push(...root.querySelectorAll(selector));
    return all.find(isVisible) ?? all[0] ?? null;
  };
  async function until(get, what, limit = 8000) {
    for (const end = now() + limit; ;) {
      const got = get();
      if (got) return got;
      if (now() > end) throw new Error(`waited in vain for ${what}`);
      await frame();
    }
  }

  // By the events that a browser sends; the native setter, past any that a library put on the element.
  const fire = (e, type, Kind = Event, init = {}) => e.dispatchEvent(new Kind(type, { bubbles: true, composed: true, cancelable: true, ...init }));
  const set = (e, value) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, value);
  const plain = (text) => String(text).replace(/\r\n/g, '\n');
  function type(e, value) {
    e.focus();
    set(e, value);
    fire(e, 'input', InputEvent, { inputType: 'insertText', data: value });
  }
  const holds = (field, e) => {
    if (!e?.isConnected) return false;
    if (field.type === 'check') return e.checked;
    return field.type === 'select' ? e.value.includes(field.value) : plain(e.value) === plain(field.value);
  };
  async function fill(field) {
    const e = await until(() => find(field.sel), field.sel);
    if (holds(field, e)) return;
    if (field.type === 'check') e.click();
    else if (field.type === 'select') {
      e.focus();
      set(e, [...e.options].find((option) => option.value.includes(field.value))?.value ?? field.value);
      fire(e, 'input');
      fire(e, 'change');
      e.blur();
    } else {
      type(e, field.value);
      fire(e, 'change');
      e.blur();
    }
    await task();
  }
  async function fillAll() {
    for (const field of config.fields) await fill(field);
    for (let round = 0; ; round += 1) { // a library may still be putting things back
      await frame();
      const lost = config.fields.filter((field) => !holds(field, find(field.sel)));
      if (!lost.length) return;
      if (round > 20) throw new Error(`would not stay filled: ${lost.map((field) => field.name).join(', ')}`);
      for (const field of lost) await fill(field);
    }
  }
  async function send() {
    const button = await until(() => { const b = find(config.submit); return b && !b.disabled && b; }, config.submit);
    emit('submit');
    button.click();
  }

  async function run() {
    const first = config.fields.find((field) => field.type === 'text');
    for (let e; !e || !isVisible(e); e = document.documentElement && find(first.sel)) await frame();
    await task(); // after the frame that drew it
    emit('visible');
    if (config.stop === 'visible') return;
    let at;
    let last;
    let good = 0;
    let tries = 0;
    while (good < 3 || now() - at < 100) {
      const e = find(first.sel);
      if (e && e === last && holds(first, e)) good += 1;
      else if (e && isVisible(e) && !e.disabled && !e.readOnly) {
        last = e;
        good = 0;
        tries += 1;
        at = now();
        type(e, first.value);
      }
      await frame();
    }
    emit('usable', { at: performance.timeOrigin + at, tries });
    fire(last, 'change');
    last.blur();
    emit('fill');
    await fillAll();
    await send();
  }
  globalThis.bench = {
    again: async () => { await fillAll(); await send(); },
    read: () => ({ ...seen, timeOrigin: performance.timeOrigin }),
    find,
  };
  if (config.stop !== 'never') run().catch((error) => emit('fail', { why: String(error?.message ?? error) }));
}
