// The host page's own server: the site's files from memory, and filings handed on to the node.
// In: the built site, the node's address. Out: an origin. Never: a compression at request time, or an answer from a cache.

import { createServer, request } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { filesOf } from './build.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.jpg': 'image/jpeg', '.bin': 'application/octet-stream',
};

export async function startSite({ site, node, port }) {
  const files = new Map();
  for (const [at, path] of filesOf(site)) {
    const packed = existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : null;
    files.set(at, { data: packed ?? readFileSync(path), packed: Boolean(packed), type: TYPES[extname(path)] });
  }
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url, 'http://host').pathname;
    if (path.startsWith('/v1/')) return handOn(incoming, outgoing, `${node}${incoming.url}`);
    const file = files.get(path) ?? files.get(path.replace(/\/?$/, '/index.html'));
    if (!file) return outgoing.writeHead(404).end();
    outgoing.writeHead(200, {
      'content-type': file.type, 'content-length': file.data.length, 'cache-control': 'max-age=3600',
      ...(file.packed && { 'content-encoding': 'br' }),
    });
    outgoing.end(file.data);
  });
  server.keepAliveTimeout = 30_000;
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${port}`, stop: () => { server.closeAllConnections(); server.close(); } };
}

/** A filing made by a page of this origin reaches the node without a preflight, as on an administration's own server. */
function handOn(incoming, outgoing, to) {
  const { origin, ...headers } = incoming.headers;
  const passed = request(to, { method: incoming.method, headers: { ...headers, host: new URL(to).host } }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.writeHead(502).end());
  incoming.pipe(passed);
}
