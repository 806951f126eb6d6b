// Files as people have them, made here: photos that say where they were taken, papers, and things that are none of it.
// In: a page (its browser draws the photos). Out: what `setInputFiles` takes. And what left the browser of them, byte by byte.

/** Exif with a camera's name, a place, and how the picture is turned (6: a quarter to the right). */
export const CAMERA = 'GalaxyTest A05', PLACE = '33.5731N';
function exif(orientation) {
  const tiff = Buffer.alloc(26 + 24);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  // Orientation, and the maker's note as text at the end.
  tiff.writeUInt16BE(0x0112, 10); tiff.writeUInt16BE(3, 12); tiff.writeUInt32BE(1, 14); tiff.writeUInt16BE(orientation, 18);
  tiff.writeUInt16BE(0x010f, 22); tiff.writeUInt16BE(2, 24); tiff.writeUInt32BE(1, 26);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(`${CAMERA} ${PLACE}`, 'latin1')]);
}

/** A picture drawn by the browser: `noise` from 0 (flat) to 255 decides how large the file is. */
export async function picture(page, type, width, height, noise) {
  const bytes = await page.evaluate(async ([type, width, height, noise]) => {
    const canvas = new OffscreenCanvas(width, height), c = canvas.getContext('2d'), data = c.createImageData(width, height);
    for (let i = 0, seed = 7; i < data.data.length; i += 4) {
      seed = (seed * 16807) % 2147483647;
      for (let k = 0; k < 3; k++) data.data[i + k] = 80 + 40 * k + (seed >> k * 4) % (noise + 1);
      data.data[i + 3] = 255;
    }
    c.putImageData(data, 0, 0);
    const blob = await canvas.convertToBlob({ type, quality: 0.95 });
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(',')[1]);
      reader.readAsDataURL(blob);
    });
  }, [type, width, height, noise]);
  return Buffer.from(bytes, 'base64');
}

/** As a telephone makes them. */
export async function photo(page, { name = 'IMG_0001.jpg', width = 3000, height = 2000, noise = 40, orientation = 6 } = {}) {
  const plain = await picture(page, 'image/jpeg', width, height, noise), block = exif(orientation);
  const head = Buffer.from([0xff, 0xe1, (block.length + 2) >> 8, (block.length + 2) & 255]);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + PLACE.length]), Buffer.from(PLACE)]);
  // Behind the picture some cameras put a film, with the place in it.
  const buffer = Buffer.concat([plain.subarray(0, 2), head, block, comment, plain.subarray(2), Buffer.from(`ftypmp42 ${PLACE}`)]);
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A PNG with a chunk of text. */
export async function screenshot(page, name = 'ecran.png') {
  const plain = await picture(page, 'image/png', 60, 40, 200), text = Buffer.from(`Comment\0${PLACE} ${CAMERA}`);
  const chunk = Buffer.alloc(12 + text.length);
  chunk.writeUInt32BE(text.length, 0);
  chunk.write('tEXt', 4, 'latin1');
  text.copy(chunk, 8);
  return { name, mimeType: 'image/png', buffer: Buffer.concat([plain.subarray(0, 33), chunk, plain.subarray(33)]) };
}

/** A WebP in the extended form, with Exif and XMP. */
export async function webp(page, name = 'photo.webp') {
  const plain = await picture(page, 'image/webp', 60, 40, 200);
  const chunk = (id, data) => {
    const head = Buffer.alloc(8);
    head.write(id, 0, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const extended = Buffer.alloc(10);
  extended[0] = 0x0c;
  extended.writeUIntLE(59, 4, 3);
  extended.writeUIntLE(39, 7, 3);
  // What the browser drew may be extended already: only its picture is taken.
  let at = 12;
  while (plain.toString('latin1', at, at + 3) !== 'VP8' || plain.toString('latin1', at, at + 4) === 'VP8X') at += 8 + plain.readUInt32LE(at + 4) + (plain.readUInt32LE(at + 4) % 2);
  const image = plain.subarray(at, at + 8 + plain.readUInt32LE(at + 4) + (plain.readUInt32LE(at + 4) % 2));
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', extended), image, chunk('EXIF', exif(6).subarray(6)), chunk('XMP ', Buffer.from(`<x>${PLACE}</x>`))]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return { name, mimeType: 'image/webp', buffer: Buffer.concat([head, body]) };
}

export const pdf = (name, bytes = 3_000) => ({ name, mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, 'A'), Buffer.from('\n%%EOF\n')]) });

/** Uploads as they leave the page: what was announced, every request, and all bytes in their order. */
export function uploads(page) {
  const seen = { requests: [], sent: new Map() };
  page.on('request', (request) => {
    const url = new URL(request.url()), at = /\/v1\/agencies\/[^/]+\/documents(?:\/(.+))?$/.exec(url.pathname);
    if (!at) return;
    const headers = request.headers();
    seen.requests.push({ method: request.method(), id: at[1], offset: headers['upload-offset'] && Number(headers['upload-offset']), metadata: headers['upload-metadata'] });
  });
  return seen;
}
