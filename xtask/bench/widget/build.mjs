// The pages of the bench: every peer bundled and minified, every file also as Brotli at the highest quality.
// In: the entries, the folder of the peers' packages, an empty folder. Out: a site in that folder. Never: fetches anything.

import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import * as esbuild from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const COMPRESSED = ['.html', '.js', '.css'];

export async function buildSite({ site, peers, entries, browser }) {
  const write = (path, data) => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), data);
  };
  const page = (name, parts) =>
    readFileSync(join(HERE, 'pages', name), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, key) => parts[key] ?? '');
  for (const entry of entries) {
    const parts = entry.ours ? { BODY: entry.tag, TAG: '', HOST_BODY: entry.tag } : await bundle(entry, site, peers);
    if (!entry.url) write(`${entry.id}/index.html`, page('bare.html', parts));
    // On the host's page the form stands at the same place, and comes by one script tag that does not block.
    if (!entry.url) write(`${entry.id}/host.html`, page('host.html', { BODY: parts.HOST_BODY, TAG: parts.TAG }));
  }
  write('none/host.html', page('host.html', {}));
  write('empty/index.html', page('bare.html', {}));
  write('host.css', (await esbuild.transform(readFileSync(join(HERE, 'pages/host.css'), 'utf8'), { loader: 'css', minify: true })).code);
  write('hero.jpg', await heroImage(browser));
  write('noise.bin', noise(200_000));
  compress(site);
}

/** Two bundles of a peer: for a page of its own (style sheet and script in its head) and as one tag that brings the sheet. */
async function bundle(entry, site, peers) {
  const at = `/${entry.id}`;
  const module = JSON.stringify(join(HERE, 'peers', `${entry.id}.js`));
  const make = (name, contents) =>
    esbuild.build({
      stdin: { contents, resolveDir: HERE, loader: 'js' },
      bundle: true, minify: true, format: 'iife', target: 'es2022', legalComments: 'none', charset: 'utf8', logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl' },
      nodePaths: [join(peers, 'node_modules')],
      outfile: join(site, entry.id, name),
    });
  const start = "mount(document.getElementById('place'))";
  await make('main.js', `import { mount } from ${module}; ${start};`);
  await make('embed.js', `import { mount } from ${module};
const link = document.createElement('link');
link.rel = 'stylesheet'; link.href = '${at}/embed.css'; link.onload = link.onerror = () => ${start};
document.head.append(link);`);
  return {
    HEAD: `<link rel="stylesheet" href="${at}/main.css"><script defer src="${at}/main.js"></script>`,
    TAG: `<script async src="${at}/embed.js"></script>`,
  };
}

/** Bytes that do not compress, the same in every run. */
function noise(length) {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = 1; i < length; i += 1) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

/** A header picture of a photograph's weight, drawn with a fixed seed: the largest thing on the host's page. */
async function heroImage(browser) {
  const page = await browser.newPage();
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 500 });
    const pen = canvas.getContext('2d');
    let seed = 42;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const sky = pen.createLinearGradient(0, 0, 0, 500);
    sky.addColorStop(0, '#7fb2d9');
    sky.addColorStop(0.6, '#e8d9b5');
    sky.addColorStop(1, '#5b6f4a');
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 1200, 500);
    for (let i = 0; i < 900; i += 1) {
      pen.fillStyle = `hsla(${20 + random() * 180},${20 + random() * 40}%,${25 + random() * 55}%,.35)`;
      pen.beginPath();
      pen.ellipse(random() * 1200, 150 + random() * 350, 4 + random() * 40, 3 + random() * 25, random() * 3, 0, 7);
      pen.fill();
    }
    return canvas.toDataURL('image/jpeg', 0.82).split(',')[1];
  });
  await page.close();
  return Buffer.from(data, 'base64');
}

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (COMPRESSED.includes(extname(name))) {
      const raw = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
      writeFileSync(`${path}.br`, brotliCompressSync(raw, { params }));
    }
  }
}

/** The versions of an entry's packages, as they were installed. */
export function versionsOf(entry, peers) {
  const version = (name) => JSON.parse(readFileSync(join(peers, 'node_modules', name, 'package.json'), 'utf8')).version;
  return (entry.packages ?? []).map((name) => `${name} ${version(name)}`).join(', ');
}

/** Every file of the site by its address. */
export function filesOf(site) {
  const files = new Map();
  (function walk(folder) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (extname(name) !== '.br') files.set(`/${relative(site, path)}`, path);
    }
  })(site);
  return files;
}
