// `cargo xtask bench widget` starts this: every entry in turn, so many rounds, then the tables.
// In: a file of settings (the node, its agency, its token, folders, a browser). Out: a line a run; `widget.json` and `widget.md`.
// Never: two runs at once; a page or a browser left open.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { PROFILES, calibrate, launch } from './browser.mjs';
import { buildSite, versionsOf } from './build.mjs';
import { entriesOf } from './entries.mjs';
import { modesOf } from './modes.mjs';
import { report } from './report.mjs';
import { startSite } from './site.mjs';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const chosen = (list, names) => (names ? names.split(',').filter((name) => list.includes(name)) : list);
const site = join(settings.folder, 'site');
rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });

const offered = await entriesOf(settings);
const ids = chosen(offered.map((entry) => entry.id), settings.only);
const entries = offered.filter((entry) => ids.includes(entry.id)).map((entry) => ({ ...entry, versions: versionsOf(entry, settings.peers) }));
const browser = await launch(settings.chromium);
let host;
try {
  await buildSite({ site, peers: settings.peers, entries, browser });
  host = await startSite({ site, node: settings.node, port: settings.sitePort });
  const tools = { browser, control: await browser.newBrowserCDPSession(), origin: host.origin, settings };
  const data = { runs: [], entries, calibration: {}, machine: { date: new Date().toISOString().slice(0, 10), cores: cpus().length, chromium: browser.version() } };
  const profiles = chosen(Object.keys(PROFILES), settings.profiles);
  for (const name of profiles) data.calibration[name] = await calibrate(tools, name, host.origin);
  await measure(tools, data, profiles);
  const text = report(data);
  writeFileSync(join(settings.folder, 'widget.json'), JSON.stringify(data, null, 1));
  writeFileSync(join(settings.folder, 'widget.md'), text);
  console.log(`\n${text}`);
} finally {
  await browser.close();
  host?.stop();
}

async function measure(tools, data, profiles) {
  const modes = modesOf(tools);
  for (let round = 1; round <= settings.rounds; round += 1) {
    for (const mode of chosen(Object.keys(modes), settings.modes)) {
      const { run, has, floor } = modes[mode];
      const list = [...floor, ...data.entries.filter(has)];
      list.push(...list.splice(0, round % list.length)); // another one begins each round
      for (const profile of profiles.filter((name) => modes[mode].profiles.includes(name))) {
        for (const entry of list) {
          const load = loadavg()[0];
          const result = await run(entry, PROFILES[profile]);
          data.runs.push({ round, mode, profile, entry: entry.id, load, ...result });
          console.log(`${round}/${settings.rounds} ${mode} ${profile} ${entry.id}: ${line(result)}`);
        }
      }
    }
  }
}

function line(result) {
  if (result.error) return `failed: ${result.error}`;
  const shown = ['visible', 'usable', 'sent', 'lcp', 'widget', 'hydrated', 'longest', 'bytes', 'heap', 'wasm'].filter((name) => result[name] !== undefined && result[name] !== null);
  return shown.map((name) => `${name} ${result[name]}`).join(', ');
}
