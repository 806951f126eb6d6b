// The tables of the bench, in Markdown. In: all runs. Out: text. Never: a median that hides how many runs it is of.

import { PROFILES, VIEWPORT } from './browser.mjs';

const numbers = (list) => list.filter((x) => typeof x === 'number' && Number.isFinite(x)).sort((a, b) => a - b);
export function median(list) {
  const sorted = numbers(list);
  return sorted.length ? (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2 : null;
}
const show = (x, digits = 0) => (x === null || x === undefined ? '–' : x.toFixed(digits));
const signed = (x) => (x === null ? '–' : `${x > 0 ? '+' : ''}${x.toFixed(0)}`);
const range = (list) => {
  const sorted = numbers(list);
  return sorted.length ? `${show(median(sorted))} (${show(sorted[0])}–${show(sorted.at(-1))})` : '–';
};
const table = (head, rows) => [`| ${head.join(' | ')} |`, `|${head.map((_, i) => (i ? '--:' : '---')).join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');

export function report({ runs, entries, machine, calibration }) {
  const of = (mode, profile, id) => runs.filter((r) => r.mode === mode && r.profile === profile && r.entry === id);
  const good = (mode, profile, id) => of(mode, profile, id).filter((r) => !r.error);
  const count = (mode, profile, id) => `${good(mode, profile, id).length}/${of(mode, profile, id).length}`;
  const profiles = Object.keys(PROFILES).filter((profile) => runs.some((r) => r.profile === profile));
  const measured = (mode, profile) => entries.filter((entry) => of(mode, profile, entry.id).length);
  const out = [];
  const say = (...lines) => out.push(lines.join('\n'), '');

  say('# The widget beside other forms');
  say(`${machine.date}, Chromium ${machine.chromium}, ${machine.cores} cores, viewport ${VIEWPORT.width} × ${VIEWPORT.height}, cold cache in every run, Brotli everywhere.`,
    'Medians; in brackets the lowest and the highest run. KB are 1000 bytes over the wire, headers included. The same fields, filings on the same node.');
  say(table(['Entry', 'What', 'Versions'], entries.map((e) => [e.id, e.title, e.versions || '–'])));

  for (const profile of profiles.filter((p) => measured('alone', p).length)) {
    say(`## Alone on a page: ${PROFILES[profile].title}`);
    say('Visible: the first text field is drawn. Usable: the earliest moment at which typed text stays. Sent: the browser has the node’s 201, and the node has what was typed.');
    say(table(['Entry', 'KB until usable', 'Requests', 'Visible ms', 'Usable ms', 'Sent ms', 'KB in all', 'Requests in all', 'Longest task ms', 'CLS', 'Runs'], measured('alone', profile).map(({ id }) => {
      const g = good('alone', profile, id);
      const m = (get) => median(g.map(get));
      return [id, show(m((r) => r.first.bytes / 1000), 1), show(m((r) => r.first.requests)), range(g.map((r) => r.visible)), range(g.map((r) => r.usable)), range(g.map((r) => r.sent)),
        show(m((r) => r.all.bytes / 1000), 1), show(m((r) => r.all.requests)), show(m((r) => r.longest)), show(m((r) => r.shift), 3), count('alone', profile, id)];
    })));
  }

  for (const profile of profiles.filter((p) => measured('host', p).length)) {
    say(`## What it costs its page: ${PROFILES[profile].title}`);
    say('A page with a picture, text and thirty links; the form far below, by one script tag. Differences are to the same page without a form, in the same round. Nothing is touched.');
    const floor = new Map(good('host', profile, 'none').map((r) => [r.round, r]));
    const less = (g, name) => median(g.map((r) => (floor.has(r.round) ? r[name] - floor.get(r.round)[name] : null)));
    const bare = [...floor.values()];
    say(table(['Entry', 'LCP ms', '+LCP', '+FCP', 'CLS', 'Longest task ms', 'Form drawn ms', 'KB more', 'Runs'], [
      ['(no form)', range(bare.map((r) => r.lcp)), '–', '–', show(median(bare.map((r) => r.shift)), 3), show(median(bare.map((r) => r.longest))), '–', '–', count('host', profile, 'none')],
      ...measured('host', profile).map(({ id }) => {
        const g = good('host', profile, id);
        return [id, range(g.map((r) => r.lcp)), signed(less(g, 'lcp')), signed(less(g, 'fcp')), show(median(g.map((r) => r.shift)), 3), show(median(g.map((r) => r.longest))), show(median(g.map((r) => r.widget))), show(less(g, 'bytes') / 1000, 1), count('host', profile, id)];
      })]));
  }

  const touched = profiles.filter((p) => measured('alive', p).length);
  if (touched.length) {
    say('## Touched: until WebAssembly has taken the form over');
    say('Everything that was downloaded, page included. Hydrated: from the touch. Longest task before and after the touch. WebAssembly memory counts beside the heap.');
    say(table(['Entry', 'Profile', 'KB', 'Requests', 'Hydrated ms', 'Longest before', 'Longest after', 'Heap MB', 'WebAssembly MB', 'Runs'], touched.flatMap((profile) => measured('alive', profile).map(({ id }) => {
      const g = good('alive', profile, id);
      const m = (get) => median(g.map(get));
      return [id, profile, show(m((r) => r.bytes / 1000), 1), show(m((r) => r.requests)), range(g.map((r) => r.hydrated)), show(m((r) => r.longest)), show(m((r) => r.longestAfter)), show(m((r) => r.heap / 1e6), 2), show(m((r) => r.wasm / 1e6), 2), count('alive', profile, id)];
    }))));
  }

  if (measured('rest', 'none').length) {
    say('## Memory with the form shown, nothing touched');
    const empty = good('rest', 'none', 'empty');
    say(table(['Entry', 'JS heap MB', 'over an empty page', 'Buffers kB', 'Process MiB', 'over an empty page', 'Runs'], [{ id: 'empty' }, ...measured('rest', 'none')].map(({ id }) => {
      const g = good('rest', 'none', id);
      const m = (name, list = g) => median(list.map((r) => r[name]));
      const over = (name) => (id === 'empty' || m(name) === null ? null : m(name) - m(name, empty));
      return [id, show(m('heap') / 1e6, 2), show(over('heap') === null ? null : over('heap') / 1e6, 2), show(m('buffers') / 1000, 1), show(m('process') === null ? null : m('process') / 1024, 1), show(over('process') === null ? null : over('process') / 1024, 1), count('rest', 'none', id)];
    })));
  }

  say('## Against the aims');
  say(table(['Aim', 'Measured', 'Held'], aims({ good, profiles })));
  say('## How far to trust this');
  const failed = runs.filter((r) => r.error);
  say(...[
    `Runs: ${runs.length}, of which ${failed.length} failed and are in no median${failed.length ? `: ${[...new Set(failed.map((r) => `${r.entry} (${r.mode}, ${r.profile}): ${r.error}`))].slice(0, 8).join('; ')}` : ''}.`,
    `Load of the machine before a run: median ${show(median(runs.map((r) => r.load)), 1)}, highest ${show(Math.max(...runs.map((r) => r.load)), 1)} on ${machine.cores} cores.`,
    ...Object.entries(calibration).map(([profile, c]) => `Throttling, checked at the start, ${profile}: a fixed piece of work ${c.work} ms, a small request ${c.small} ms, 200 kB ${c.big} ms.`),
    `Typed text that a form wiped again: ${wiped(runs)}.`,
    `Sent without compression: ${[...new Set(runs.flatMap((r) => r.all?.uncompressed ?? []))].join(', ') || 'nothing of 2 kB or more'}.`,
    `Errors on the console: ${[...new Set(runs.flatMap((r) => (r.console ?? []).map((text) => `${r.entry}: ${text}`)))].slice(0, 5).join('; ') || 'none'}.`,
  ].map((line) => `- ${line}`));
  return `${out.join('\n').trim()}\n`;
}

function wiped(runs) {
  const list = [...new Set(runs.filter((r) => r.tries > 1).map((r) => r.entry))];
  return list.map((id) => `${id} in ${runs.filter((r) => r.entry === id && r.tries > 1).length} runs`).join(', ') || 'none';
}

/** The best way of embedding against the hand-written form, and the absolute aims. */
function aims({ good, profiles }) {
  const held = (yes) => (yes ? 'yes' : '**no**');
  const rows = [];
  const best = (mode, profile) => ['wasl-one', 'wasl'].find((id) => good(mode, profile, id).length);
  for (const profile of profiles) {
    const id = best('alone', profile);
    const m = (entry, name) => median(good('alone', profile, entry).map((r) => r[name]));
    if (id && good('alone', profile, 'vanilla').length) {
      for (const name of ['visible', 'usable']) {
        const [ours, floor] = [m(id, name), m('vanilla', name)];
        rows.push([`${name}, ${profile}: no later than the hand-written form + 15 %`, `${id} ${show(ours)} ms, vanilla ${show(floor)} ms (${signed((ours / floor - 1) * 100)} %)`, held(ours <= floor * 1.15)]);
      }
    }
    const on = best('host', profile);
    if (on && good('host', profile, 'none').length) {
      const floor = good('host', profile, 'none');
      const list = good('host', profile, on);
      const noise = Math.max(...numbers(floor.map((r) => r.lcp))) - median(floor.map((r) => r.lcp));
      const more = median(list.map((r) => r.lcp)) - median(floor.map((r) => r.lcp));
      rows.push([`LCP of the page, ${profile}: unchanged within noise`, `${signed(more)} ms; the page alone varies by ${show(noise)} ms`, held(more <= Math.max(noise, 20))]);
      rows.push([`CLS of the page, ${profile}: unchanged`, show(median(list.map((r) => r.shift)), 4), held(median(list.map((r) => r.shift)) - median(floor.map((r) => r.shift)) < 0.005)]);
      rows.push([`no task over 50 ms before a touch, ${profile}`, `${show(median(list.map((r) => r.longest)))} ms; the page alone ${show(median(floor.map((r) => r.longest)))} ms`, held(median(list.map((r) => r.longest)) <= Math.max(50, median(floor.map((r) => r.longest))))]);
    }
  }
  const first = best('alone', profiles[0]);
  if (first) {
    // The page itself is not the widget's: what an empty one weighs is about 0.6 KB.
    const kb = median(good('alone', profiles[0], first).map((r) => r.first.bytes)) / 1000;
    rows.push(['until usable: at most 20 KB', `${show(kb, 1)} KB, page included`, held(kb <= 20)]);
  }
  const taken = best('alive', profiles[0]);
  if (taken) {
    const list = good('alive', profiles[0], taken);
    const kb = median(list.map((r) => r.bytes)) / 1000;
    const heap = median(list.map((r) => r.heap + r.wasm)) / 1e6;
    rows.push(['hydrated, everything: at most 110 KB', `${show(kb, 1)} KB, page included`, held(kb <= 110)]);
    rows.push(['heap under 6 MB', `${show(heap, 2)} MB, WebAssembly memory included`, held(heap < 6)]);
  }
  return rows;
}
