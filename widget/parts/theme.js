// A site's own colours, made readable. In: a seat whose host sets `--wasl-accent` or `--wasl-on-accent`. Out: the pair that the screens use, each
// at least 4.5:1 on what it stands on; a word in the console for the web team where theirs is not. Never: a change of the host's page.

const ENOUGH = 4.5, said = new Set();

const light = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
  return .2126 * x + .7152 * y + .0722 * z;
};
export const contrast = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05);
};
const hex = (c) => '#' + c.map((n) => Math.round(n).toString(16).padStart(2, '0')).join('');

/** The nearest mix of a colour with black or white that can be read on every ground. */
export function readable(colour, grounds) {
  const worst = (c) => Math.min(...grounds.map((g) => contrast(c, g)));
  for (let step = 0; step <= 50; step++) {
    for (const end of [0, 255]) {
      const mix = colour.map((c) => Math.round(c + (end - c) * step / 50));
      if (worst(mix) >= ENOUGH) return mix;
    }
  }
  return worst([0, 0, 0]) > worst([255, 255, 255]) ? [0, 0, 0] : [255, 255, 255];
}

/** A colour of the sheet as red, green, blue, in whatever notation the site wrote it. */
function read(probe, name) {
  probe.style.color = `var(${name})`;
  const text = getComputedStyle(probe).color, plain = /^rgba?\((\d+), (\d+), (\d+)/.exec(text);
  if (plain) return plain.slice(1, 4).map(Number);
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

export function start(seat) {
  const sheet = new CSSStyleSheet(), { place } = seat;
  const look = () => {
    const theirs = getComputedStyle(place.host);
    const set = ['--wasl-accent', '--wasl-on-accent'].map((name) => theirs.getPropertyValue(name).trim());
    sheet.replaceSync('');
    if (!set.some(Boolean)) return;
    const probe = document.createElement('span');
    probe.className = 'wasl-shell';
    probe.hidden = true;
    place.append(probe);
    const [accent, on, surface, ground] = ['--_accent', '--_on-accent', '--_surface', '--_ground'].map((name) => read(probe, name));
    probe.remove();
    const text = readable(accent, [surface, ground]), over = readable(on, [accent]);
    const rules = [];
    if (hex(text) !== hex(accent)) rules.push(['--_accent-text', text, `${hex(accent)} on ${hex(surface)}`, contrast(accent, surface)]);
    if (hex(over) !== hex(on)) rules.push(['--_on-accent', over, `${hex(on)} on ${hex(accent)}`, contrast(on, accent)]);
    for (const [, colour, pair, ratio] of rules) {
      if (said.has(pair)) continue;
      said.add(pair);
      console.warn(`wasl-widget: ${pair} has a contrast of ${ratio.toFixed(1)}:1, below ${ENOUGH}:1. Text uses ${hex(colour)} instead.`);
    }
    sheet.replaceSync(`.wasl,.wasl-shell{${rules.map(([name, colour]) => `${name}:${hex(colour)}!important`).join(';')}}`);
    if (!place.adoptedStyleSheets.includes(sheet)) place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  };
  // What the site may change at any time.
  let seen, last = 0;
  const state = () => {
    const theirs = getComputedStyle(place.host);
    return ['--wasl-accent', '--wasl-on-accent', 'color-scheme'].map((name) => theirs.getPropertyValue(name)).join();
  };
  const again = () => {
    const now = performance.now();
    if (now - last < 1e3) return;
    last = now;
    if (state() !== seen) { seen = state(); look(); }
  };
  for (const type of ['focusin', 'pointerdown']) place.addEventListener(type, again, { signal: seat.life.signal });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', look);
  const hooks = { screen: look, end: () => dark.removeEventListener('change', look) };
  seen = state();
  look();
  return hooks;
}
