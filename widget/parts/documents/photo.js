// Photos before they leave the phone: smaller, and without where and with what they were taken.
// In: a picture as a Blob. Out: another Blob, or a canvas with the picture small.
// Never: a blob: address (the host page's policy may forbid it), a picture made smaller on the main thread where the browser can do it beside.

const LONGEST = 2000, QUALITY = 0.82, WORTH = 0.8;

/** A bitmap no larger than asked on its longest side, turned as its camera says; nothing if the browser cannot read it. */
async function decode(blob, longest) {
  let whole;
  try {
    whole = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  const by = Math.min(1, longest / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(whole.width * by)), height = Math.max(1, Math.round(whole.height * by));
  if (by === 1) return whole;
  try {
    const small = await createImageBitmap(whole, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
    if (small.width === width) return small;
  } catch { /* an older browser: it is drawn below */ }
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').drawImage(whole, 0, 0, width, height);
  return canvas;
}

/** The bitmap on a canvas. Drawn: a bitmap that is handed over loses how it is turned (Chromium 156). */
function canvasOf(picture) {
  if (picture instanceof HTMLCanvasElement) return picture;
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas;
}

/**
 * `{ picture, drawn }`: a canvas with the picture small, and the picture drawn anew if that saves more than a fifth.
 * Nothing of the camera survives a new drawing. `null` if this browser cannot read it.
 */
export async function draw(blob, end) {
  const small = await decode(blob, LONGEST);
  if (!small) return null;
  const picture = canvasOf(await decode(small, 160) ?? small);
  const canvas = picture.width === small.width ? picture : canvasOf(small), wanted = end === 'jpg' || end === 'heic' ? 'image/jpeg' : 'image/webp';
  const drawn = await new Promise(done => canvas.toBlob(done, wanted, QUALITY));
  const worth = drawn?.type === wanted && (end === 'heic' || drawn.size < blob.size * WORTH);
  return { picture, drawn: worth ? { blob: drawn, end: wanted === 'image/jpeg' ? 'jpg' : 'webp' } : null };
}

/** Only the small picture. */
export async function thumbnail(blob) {
  const small = await decode(blob, 160);
  return small && canvasOf(small);
}

/** A TIFF of one entry: how the picture is turned. */
const turn = orientation => Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
const EXIF = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0);
const text = (bytes, from, length) => String.fromCharCode(...bytes.subarray(from, from + length));

/** The orientation that a TIFF block names, 1 if none. */
function orientation(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), little = bytes[0] === 0x49;
  try {
    const at = view.getUint32(4, little), count = view.getUint16(at, little);
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + 12 * i;
      if (view.getUint16(entry, little) === 0x112) return Math.min(8, Math.max(1, view.getUint16(entry + 8, little)));
    }
  } catch { /* a broken block says nothing */ }
  return 1;
}

/** Behind the entropy-coded data that begins at `at`: where the next marker stands. */
function pastScan(bytes, at) {
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1];
    if (next && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/** JPEG: keeps what draws the picture (and its colour profile), and how it is turned. */
function jpeg(bytes) {
  const kept = [];
  let turned = 1, at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0xff) { at += 1; continue; }
    if (marker === 0xd9) break;
    const length = bytes[at + 2] * 256 + bytes[at + 3], name = text(bytes, at + 4, 12), end = at + 2 + length;
    if (marker === 0xe1 && name.startsWith('Exif\0\0')) turned = orientation(bytes.subarray(at + 10, end));
    const app = marker >= 0xe0 && marker <= 0xef, kind = marker & 15;
    const needed = !app && marker !== 0xfe || app && (kind === 0 && name.startsWith('JFIF') || kind === 2 && name.startsWith('ICC_PROFILE') || kind === 14);
    const stop = marker === 0xda ? pastScan(bytes, end) : end;
    if (needed) kept.push(bytes.subarray(at, stop));
    at = stop;
  }
  const block = turned > 1 ? [Uint8Array.of(0xff, 0xe1, 0, 2 + 6 + 26), EXIF, turn(turned)] : [];
  return [bytes.subarray(0, 2), ...block, ...kept, Uint8Array.of(0xff, 0xd9)];
}

/** PNG: drops every chunk of text, time and Exif. */
function png(bytes) {
  const view = new DataView(bytes.buffer), kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = text(bytes, at + 4, 4), end = at + 12 + view.getUint32(at);
    if (!/^(tEXt|zTXt|iTXt|eXIf|tIME)$/.test(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') break;
    at = end;
  }
  return kept;
}

/** WebP: drops Exif and XMP, and writes how the picture is turned back. */
function webp(bytes) {
  const view = new DataView(bytes.buffer), kept = [];
  let turned = 1, size = 4, extended;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = text(bytes, at, 4), length = view.getUint32(at + 4, true), end = Math.min(bytes.length, at + 8 + length + length % 2);
    const chunk = bytes.slice(at, end);
    if (name === 'EXIF') {
      const from = text(chunk, 8, 6) === 'Exif\0\0' ? 14 : 8;
      turned = orientation(chunk.subarray(from));
    } else if (name !== 'XMP ') {
      if (name === 'VP8X') extended = chunk;
      kept.push(chunk);
    }
    at = end;
  }
  if (extended) {
    extended[8] &= ~0x0c;
    if (turned > 1) {
      extended[8] |= 8;
      kept.push(Uint8Array.of(0x45, 0x58, 0x49, 0x46, 26, 0, 0, 0), turn(turned));
    }
  }
  for (const chunk of kept) size += chunk.length;
  const head = Uint8Array.of(0x52, 0x49, 0x46, 0x46, size & 255, size >> 8 & 255, size >> 16 & 255, size >>> 24, 0x57, 0x45, 0x42, 0x50);
  return [head, ...kept];
}

/** The same picture, byte for byte, without its metadata; as it is where the format is another one. */
export async function strip(blob, end) {
  const of = { jpg: jpeg, png, webp }[end];
  if (!of) return blob;
  const parts = of(new Uint8Array(await blob.arrayBuffer()));
  return new Blob(parts, { type: blob.type });
}
