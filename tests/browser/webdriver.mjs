// A browser driven by the W3C's WebDriver over HTTP: Firefox ESR by geckodriver, WebKitGTK's MiniBrowser by WebKitWebDriver.
// In: which engine. Out: a session with the few verbs of a person: open, find, read, press, type, choose.
// Never: ends a process that it did not start; waits without an end.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE = 20_000;

const onPath = (name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name)).find(existsSync);
const program = (variable, ...names) => process.env[variable] || names.map(onPath).find(Boolean);

/** The engines besides Chromium: what each needs, and how it is asked for. */
export const ENGINES = {
  'Firefox ESR': {
    needs: () => ({ 'firefox-esr': program('FIREFOX', 'firefox-esr', 'firefox'), geckodriver: program('GECKODRIVER', 'geckodriver') }),
    driver: ({ geckodriver }, port) => [geckodriver, ['--port', String(port)]],
    capabilities: (paths) => ({ 'moz:firefoxOptions': { binary: paths['firefox-esr'], args: ['-headless'] } }),
  },
  WebKitGTK: {
    needs: () => ({ WebKitWebDriver: program('WEBKIT_DRIVER', 'WebKitWebDriver'), Xvfb: program('XVFB', 'Xvfb') }),
    display: true,
    driver: ({ WebKitWebDriver }, port) => [WebKitWebDriver, [`--port=${port}`]],
    capabilities: () => ({}),
  },
};

/** What of an engine is not on this machine. */
export const missing = (engine) => Object.entries(ENGINES[engine].needs()).filter(([, path]) => !path).map(([name]) => name);

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Asks again until there is an answer that counts. */
export async function eventually(what, ask, limit = PATIENCE) {
  let last;
  for (const end = Date.now() + limit; Date.now() < end; await pause(100)) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`waited in vain: ${what}${last ? ` (${last.message})` : ''}`);
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
  });
}

/** Starts a program in a group of its own, and remembers how to end exactly it and what it has started. */
function start(path, args, env) {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...env }, detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said = (said + chunk).slice(-4000); });
  const ended = new Promise((done) => { child.once('exit', done); });
  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
    // A driver that was cut short leaves its browser behind, in the same group.
    try { process.kill(-child.pid, 'SIGKILL'); } catch { /* nobody is left */ }
  };
  return { child, stop, said: () => said };
}

/** A screen that nobody sees; its number comes on the third pipe. */
async function startDisplay(path) {
  const display = start(path, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
  const number = await new Promise((done, fail) => {
    display.child.stdio[3].once('data', (chunk) => done(String(chunk).trim()));
    display.child.once('exit', () => fail(new Error(`Xvfb did not start: ${display.said()}`)));
  });
  return { ...display, env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', LIBGL_ALWAYS_SOFTWARE: '1' } };
}

export async function openSession(engine) {
  const { needs, driver, capabilities, display } = ENGINES[engine];
  const paths = needs();
  const screen = display && (await startDisplay(paths.Xvfb));
  const port = await freePort();
  const process_ = start(...driver(paths, port), screen?.env);
  const at = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await process_.stop();
    await screen?.stop();
  };
  try {
    await eventually('the driver', async () => (await fetch(`${at}/status`)).ok);
    const { sessionId, capabilities: got } = await call(at, 'POST', '/session', { capabilities: { alwaysMatch: capabilities(paths) } });
    const session = new Session(`${at}/session/${sessionId}`, stop);
    session.version = `${got.browserName} ${got.browserVersion}`;
    return session;
  } catch (error) {
    await stop();
    throw new Error(`${engine}: ${error.message}\n${process_.said()}`);
  }
}

async function call(at, method, path, body) {
  const answer = await fetch(at + path, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }), signal: AbortSignal.timeout(60_000) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${value.error}: ${String(value.message).split('\n')[0]}`);
  return value;
}

const ROOT = `const seen = (d) => d.querySelector('[data-wasl-root]');
  const root = seen(document) ?? seen(document.querySelector('wasl-widget')?.shadowRoot ?? document);`;
// French has spaces that do not break; what is looked for has plain ones.
const plain = (text) => text.replace(/\s+/g, ' ');

export class Session {
  constructor(at, stop) {
    Object.assign(this, { at, stop });
  }

  call(method, path, body) { return call(this.at, method, path, body); }

  async end() {
    await this.call('DELETE', '').catch(() => {});
    await this.stop();
  }

  open(url) { return this.call('POST', '/url', { url }); }
  run(script, ...args) { return this.call('POST', '/execute/sync', { script, args }); }
  resize(width, height) { return this.call('POST', '/window/rect', { width, height }); }

  /** The root of the screens: in the widget's shadow, or in the page itself. */
  root() { return eventually('the form', () => this.run(`${ROOT} return root;`)); }

  /** Runs inside the root: `root` is the screen's element. Looked up in the same script: a screen may take another one's place at any time. */
  async inRoot(script, ...args) {
    await this.root();
    return this.run(`${ROOT} const args = [...arguments]; ${script}`, ...args);
  }

  text() { return this.inRoot('return root.innerText;'); }

  /** The visible element that a selector names. */
  find(selector) {
    return eventually(selector, () => this.inRoot('return [...root.querySelectorAll(args[0])].find((e) => e.getClientRects().length) ?? null;', selector));
  }

  /** A button or link by the words on it. */
  named(tag, words) {
    return eventually(`«${words}»`, () => this.inRoot('return [...root.querySelectorAll(args[0])].find((e) => e.getClientRects().length && e.innerText.replace(/\\s+/g, " ").includes(args[1])) ?? null;', tag, plain(words)));
  }

  async press(element) {
    await this.run('arguments[0].scrollIntoView({ block: "center", behavior: "instant" })', element);
    await this.call('POST', `/element/${element[ELEMENT]}/click`);
  }

  async type(selector, text) {
    const element = await this.find(selector);
    await this.call('POST', `/element/${element[ELEMENT]}/value`, { text });
  }

  /** Chooses an option of a list by its value, as its keys do. */
  async choose(selector, value) {
    const option = await this.inRoot('return root.querySelector(args[0]).querySelector(`option[value="${args[1]}"]`);', selector, value);
    await this.call('POST', `/element/${option[ELEMENT]}/click`);
  }

  value(selector) { return this.inRoot('return root.querySelector(args[0]).value;', selector); }

  async waitFor(words, limit) { await eventually(`«${words}» on the screen`, async () => plain(await this.text()).includes(plain(words)), limit); }
}

