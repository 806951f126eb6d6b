// The measured browser: a fresh, throttled page whose traffic and stages are noted.
// In: a profile, what the probe shall do. Out: the page with its notes. Never: a warm cache, a request to anybody but this machine.

import { chromium } from '@playwright/test';
import { probe } from './probe.mjs';

const kbit = (n) => (n * 1000) / 8;
export const PROFILES = {
  none: { title: 'no throttling', cpu: 1, net: null, limit: 30_000 },
  '4g': { title: 'CPU 4×, 1.6 Mbit/s down, 750 kbit/s up, 150 ms', cpu: 4, net: { latency: 150, downloadThroughput: kbit(1600), uploadThroughput: kbit(750) }, limit: 90_000 },
  '3g': { title: 'CPU 6×, 400 kbit/s, 400 ms', cpu: 6, net: { latency: 400, downloadThroughput: kbit(400), uploadThroughput: kbit(400) }, limit: 180_000 },
};
export const VIEWPORT = { width: 412, height: 823 };
const BINDING = 'benchEmit';

export const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

export const launch = (executablePath) =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** Opening a context opens a window whose own pages work for a while: waits until the browser is calm. */
async function settle(control) {
  let calm = 0;
  let last = null;
  for (const end = Date.now() + 5000; calm < 2 && Date.now() < end; await sleep(100)) {
    const { processInfo } = await control.send('SystemInfo.getProcessInfo');
    const sum = processInfo.reduce((n, process) => n + process.cpuTime, 0);
    calm = last !== null && sum - last < 0.025 ? calm + 1 : 0;
    last = sum;
  }
}

/** What went over the wire, one entry per request. */
function traffic(cdp) {
  const requests = new Map();
  cdp.on('Network.requestWillBeSent', (e) => requests.set(e.requestId, { url: e.request.url, method: e.request.method, kind: e.type, at: e.wallTime * 1000, clock: e.timestamp, bytes: 0 }));
  const note = (e, take) => { const r = requests.get(e.requestId); if (r) take(r, r.at + (e.timestamp - r.clock) * 1000); };
  cdp.on('Network.responseReceived', (e) => note(e, (r, at) => Object.assign(r, { status: e.response.status, answered: at, encoding: Object.entries(e.response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '' })));
  cdp.on('Network.loadingFinished', (e) => note(e, (r, at) => Object.assign(r, { bytes: e.encodedDataLength, done: at })));
  return requests;
}

export async function openPage({ browser, control }, profile, config) {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'fr-FR' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const requests = traffic(cdp);
  const stages = {};
  const waiters = new Set();
  const errors = [];
  const poke = () => waiters.forEach((wake) => wake());
  page.on('pageerror', (error) => errors.push(String(error.message).slice(0, 200)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text().slice(0, 200)));
  cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== BINDING) return;
    const note = JSON.parse(payload);
    stages[note.stage] ??= note;
    poke();
  });
  cdp.on('Network.responseReceived', poke);
  await cdp.send('Network.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: BINDING });
  await page.addInitScript({ content: `(${probe})(${JSON.stringify(config)})` });
  await settle(control);
  if (profile.net) await cdp.send('Network.emulateNetworkConditions', { offline: false, ...profile.net });
  if (profile.cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu });
  const until = (done, what, limit = profile.limit) =>
    new Promise((fulfil, refuse) => {
      const timer = setTimeout(() => end(refuse, new Error(`waited in vain: ${what}`)), limit);
      const end = (how, value) => { clearTimeout(timer); waiters.delete(check); how(value); };
      const check = () => (stages.fail ? end(refuse, new Error(stages.fail.why)) : done() && end(fulfil));
      waiters.add(check);
      check();
    });
  return { context, page, cdp, requests, stages, errors, until };
}

/** Whether the throttling does what it says: a fixed piece of work, a small request, 200 kB. */
export async function calibrate(tools, name, origin) {
  const open = await openPage(tools, PROFILES[name], { stop: 'never' });
  await open.page.goto(`${origin}/empty/`, { waitUntil: 'load', timeout: PROFILES[name].limit });
  const measured = await open.page.evaluate(async () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `row ${id}` })));
    const time = async (what) => { const start = performance.now(); await what(); return Math.round(performance.now() - start); };
    const parse = () => { for (let i = 0; i < 8; i += 1) JSON.parse(text); };
    parse();
    const work = [];
    for (let i = 0; i < 5; i += 1) work.push(await time(parse));
    return {
      work: work.sort((a, b) => a - b)[2],
      small: await time(async () => (await fetch('/host.css?again')).text()),
      big: await time(async () => (await fetch('/noise.bin')).arrayBuffer()),
    };
  });
  await open.context.close();
  return measured;
}
