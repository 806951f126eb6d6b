// The four ways in which an entry is looked at: alone until its filing is answered, on a host's page, touched and hydrated, at rest.
// In: an entry, a profile. Out: the figures of one cold load. Never: a figure of a run whose filing did not arrive as it was typed.

import { readFileSync } from 'node:fs';
import { VALUES } from './entries.mjs';
import { PROFILES, openPage, sleep } from './browser.mjs';

const round = (x, digits = 1) => (x === null || x === undefined ? null : Math.round(x * 10 ** digits) / 10 ** digits);

/** Of every long task that began in this time: what is over 50 ms, and the longest. */
function tasks(list, from, to) {
  const inside = list.filter(([start]) => start >= from && start < to).map(([, length]) => length);
  return { blocking: round(inside.reduce((sum, length) => sum + length - 50, 0)), longest: round(Math.max(0, ...inside)) };
}

/** The largest window of layout shifts, as Web Vitals count it. */
function layoutShift(shifts, end) {
  let best = 0;
  let sum = 0;
  let first = -Infinity;
  let last = -Infinity;
  for (const [at, value] of shifts.filter(([start]) => start < end)) {
    if (at - last > 1000 || at - first > 5000) {
      sum = 0;
      first = at;
    }
    sum += value;
    last = at;
    best = Math.max(best, sum);
  }
  return round(best, 4);
}

/** What had arrived by a moment; bytes with headers, as sent. */
function wire(requests, end = Infinity) {
  const got = [...requests.values()].filter((r) => /^https?:/.test(r.url) && r.done <= end);
  const plain = got.filter((r) => ['Script', 'Stylesheet', 'Document', 'Fetch', 'XHR'].includes(r.kind) && r.bytes > 2000 && !r.encoding && !/noise|hero/.test(r.url));
  return { bytes: got.reduce((sum, r) => sum + r.bytes, 0), requests: got.length, uncompressed: plain.map((r) => new URL(r.url).pathname) };
}

/** The page alone is watched for a field as the others are: looking for it in every frame is work too, and no entry's own. */
const NONE = { id: 'none', fields: [{ name: 'subject', type: 'text', sel: '[name="subject"]' }] };

export function modesOf(tools) {
  const { origin, settings } = tools;
  let serial = 0;
  const stamp = Date.now().toString(36);
  const configOf = (entry, stop) => ({
    stop,
    submit: entry.submit,
    fields: entry.fields.map((field) => ({ ...field, value: field.name === 'subject' ? `Mesure ${stamp} ${serial}` : VALUES[field.name] })),
  });
  const isFiling = (r) => r.method === 'POST' && [`/v1/agencies/${settings.agency}/cases`, `/${settings.agency}`].includes(new URL(r.url).pathname);

  /** One page, opened, looked at, and closed again whatever happens. */
  async function withPage(profile, config, address, look) {
    const open = await openPage(tools, profile, config);
    const result = {};
    try {
      await open.page.goto(address, { waitUntil: 'commit', timeout: profile.limit });
      await look(open, result);
    } catch (error) {
      result.error = `${String(error.message).split('\n')[0]} (${Object.keys(open.stages).join(', ')})`;
    }
    if (open.errors.length) result.console = [...new Set(open.errors)].slice(0, 3);
    await open.context.close();
    return result;
  }
  const inPage = (open) => open.page.evaluate(() => globalThis.bench.read());

  /** Alone on a page, until the browser has the receipt. */
  async function alone(entry, profile) {
    serial += 1;
    const config = configOf(entry, 'end');
    const result = await withPage(profile, config, entry.url ?? `${origin}/${entry.id}/`, async (open, out) => {
      const { stages, requests } = open;
      const answer = () => [...requests.values()].find((r) => isFiling(r) && r.answered);
      await open.until(() => stages.submit, 'the form filled and sent');
      for (out.again = 0; ; out.again += 1) {
        if (await open.until(answer, 'an answer', profile.cpu > 1 ? 10_000 : 5_000).then(() => true, () => false)) break;
        if (out.again === 3) throw new Error('nothing was filed');
        await open.page.evaluate(() => globalThis.bench.again());
      }
      const filing = answer();
      if (filing.status !== 201) throw new Error(`the filing was answered ${filing.status}`);
      const zero = stages.start.timeOrigin;
      await sleep(200); // what was on its way is noted
      const page = entry.url ? null : await inPage(open);
      const usable = stages.usable.at;
      Object.assign(out, {
        visible: round(stages.visible.at - zero), usable: round(usable - zero), tries: stages.usable.tries,
        submitted: round(stages.submit.at - zero), sent: round(filing.answered - zero), first: wire(requests, usable), all: wire(requests),
      });
      if (page) Object.assign(out, { ...tasks(page.longtask, 0, usable - zero), shift: layoutShift(page.shift, stages.fill.at - zero) });
    });
    if (!result.error) result.error = await arrived(config);
    return result;
  }

  /** Whether the node has the filing as it was typed: nothing when it has. */
  async function arrived(config) {
    const want = Object.fromEntries(config.fields.map((field) => [field.name, field.value]));
    const ask = async (path) => {
      const answer = await fetch(`${settings.node}${path}`, { headers: { authorization: `Bearer ${settings.token}` } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    };
    const { cases } = await ask('/v1/desk/cases?limit=20');
    const found = cases.filter((item) => item.subject === want.subject);
    if (found.length !== 1) return `${found.length} cases were filed`;
    const filed = await ask(`/v1/desk/cases/${found[0].reference}`);
    const got = { ...filed, ...filed.complainant };
    const wrong = ['kind', 'category', 'subject', 'body', 'name', 'email', 'phone'].filter((name) => got[name] !== want[name]);
    return wrong.length ? `filed with another ${wrong.join(', ')}` : undefined;
  }

  /** At the end of a ministry's page: what it costs that page. */
  async function host(entry, profile) {
    const none = entry.id === 'none';
    return withPage(profile, configOf(entry, 'visible'), `${origin}/${entry.id}/host.html`, async (open, out) => {
      await open.page.waitForLoadState('load', { timeout: profile.limit });
      if (!none) await open.until(() => open.stages.visible, 'the form');
      await sleep(1000);
      const page = await inPage(open);
      const zero = open.stages.start.timeOrigin;
      Object.assign(out, { fcp: round(page.fcp), lcp: round(page.lcp), shift: layoutShift(page.shift, Infinity), ...tasks(page.longtask, 0, Infinity), widget: none ? null : round(open.stages.visible.at - zero), ...wire(open.requests) });
    });
  }

  /** The widget touched by a finger, until WebAssembly has taken the form over. */
  async function alive(entry, profile) {
    return withPage(profile, configOf(entry, 'visible'), `${origin}/${entry.id}/`, async (open, out) => {
      await open.until(() => open.stages.visible, 'the form');
      const zero = open.stages.start.timeOrigin;
      const spot = await open.page.evaluate((selector) => {
        const e = globalThis.bench.find(selector);
        e.scrollIntoView({ block: 'center' });
        const box = e.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      }, '[name="subject"]');
      const touched = Date.now() - zero;
      await open.page.mouse.click(...spot);
      await open.page.waitForFunction(() => document.querySelector('wasl-widget')?.seat?.state === 3, null, { timeout: profile.limit });
      const ready = Date.now() - zero;
      await open.page.waitForLoadState('networkidle');
      await sleep(500);
      const page = await inPage(open);
      const before = tasks(page.longtask, 0, touched);
      const after = tasks(page.longtask, touched, Infinity);
      Object.assign(out, { hydrated: round(ready - touched), longest: before.longest, longestAfter: after.longest, ...wire(open.requests), ...(await memory(open)) });
    });
  }

  /** Memory with the form shown and nothing touched, after the garbage is collected. */
  async function rest(entry, profile) {
    const empty = entry.id === 'empty';
    return withPage(profile, empty ? { stop: 'never' } : configOf(entry, 'visible'), entry.url ?? `${origin}/${entry.id}/`, async (open, out) => {
      await open.page.waitForLoadState('load');
      if (!empty) await open.until(() => open.stages.visible, 'the form');
      await sleep(1000);
      Object.assign(out, await memory(open));
    });
  }

  async function memory({ cdp, page }) {
    await cdp.send('HeapProfiler.enable');
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
    const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    const wasm = await cdp.send('Runtime.callFunctionOn', {
      objectId: objects.objectId, returnByValue: true,
      functionDeclaration: 'function () { return this.reduce((sum, memory) => { try { return sum + memory.buffer.byteLength; } catch { return sum; } }, 0); }',
    });
    return { heap: usedSize, buffers: backingStorageSize ?? null, wasm: wasm.result.value, process: await privateKiB(page) };
  }

  /** Private memory of the page's own process, on Linux: the process that works when the page is made to. */
  async function privateKiB(page) {
    const renderers = async () => (await tools.control.send('SystemInfo.getProcessInfo')).processInfo.filter((p) => p.type === 'renderer');
    const before = new Map((await renderers()).map((p) => [p.id, p.cpuTime]));
    await page.evaluate(() => { for (const end = performance.now() + 300; performance.now() < end;); });
    const worked = (p) => p.cpuTime - (before.get(p.id) ?? 0);
    const [mine] = (await renderers()).sort((a, b) => worked(b) - worked(a));
    try {
      const text = readFileSync(`/proc/${mine.id}/smaps_rollup`, 'utf8');
      return ['Private_Clean', 'Private_Dirty'].reduce((sum, name) => sum + Number(text.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0), 0);
    } catch {
      return null;
    }
  }

  const all = Object.keys(PROFILES);
  return {
    alone: { run: alone, profiles: all, has: () => true, floor: [] },
    host: { run: host, profiles: all, has: (entry) => !entry.url, floor: [NONE] },
    alive: { run: alive, profiles: all, has: (entry) => Boolean(entry.ours && !entry.url), floor: [] },
    rest: { run: rest, profiles: ['none'], has: () => true, floor: [{ id: 'empty', fields: [] }] },
  };
}
