// The demo that the tests look at: two nodes and the demo site. In: nothing, or WASL_DEMO_READY; out: addresses and tokens.
// Starts `cargo xtask demo` on ports that are free and data of its own, and ends exactly that process.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPO = fileURLToPath(new URL('../..', import.meta.url));
// The demo builds release artefacts first when nothing is built.
const START = 20 * 60_000;
const PORTS = 3;

/** Addresses and tokens, from the ready file of a running demo. */
export function stack(file = process.env.WASL_DEMO_READY) {
  const ready = JSON.parse(readFileSync(file, 'utf8'));
  return {
    site: ready.demo_site,
    agencyNode: ready.nodes.agencies,
    mediatorNode: ready.nodes.mediator,
    operators: ready.operator_tokens,
    tokens: Object.fromEntries(ready.tokens.filter(({ role }) => role === 'caseworker').map(({ agency, token }) => [agency, token])),
    cases: ready.cases.map((item) => ({ id: item.id, agency: item.agency, reference: item.reference, accessCode: item.access_code })),
  };
}

export async function startStack() {
  const given = process.env.WASL_DEMO_READY;
  if (given) {
    if (!existsSync(given)) throw new Error(`WASL_DEMO_READY names a file that is not there: ${given}`);
    return { readyFile: given, stop: async () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'wasl-browser-'));
  const readyFile = join(folder, 'ready.json');
  const port = await freeRange();
  const child = spawn('cargo', ['xtask', 'demo', '--port', String(port), '--data', join(folder, 'data'), '--ready-file', readyFile], {
    cwd: REPO,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk) => { said = (said + chunk).slice(-8000); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGINT');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child, readyFile, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { readyFile, stop };
}

async function ready(child, readyFile, said) {
  const until = Date.now() + START;
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null) throw new Error(`cargo xtask demo ended with ${child.exitCode}:\n${said()}`);
    if (Date.now() > until) throw new Error(`cargo xtask demo was not ready in time:\n${said()}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** A port after which the next ones are free too. */
async function freeRange() {
  for (;;) {
    const base = 20_000 + 10 * Math.floor(Math.random() * 2_000);
    const free = await Promise.all(Array.from({ length: PORTS }, (_, i) => isFree(base + i)));
    if (free.every(Boolean)) return base;
  }
}

function isFree(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}
