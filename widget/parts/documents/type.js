// What a file is, by its bytes. In: a Blob. Out: `{ type, end, picture }`, or nothing for what administrations do not take.
// Never: trusts a name or the type that the browser guessed. The node decides again, by the same bytes.

export const LIMITS = { files: 10, bytes: 26_214_400 };

/** Media type and the ending of the name. */
const KINDS = {
  pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heic: 'image/heic',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', odt: 'application/vnd.oasis.opendocument.text',
  mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', weba: 'audio/webm', webm: 'video/webm', mp4: 'video/mp4',
};
/** What a browser can decode and draw. */
const PICTURES = ['jpg', 'png', 'webp', 'heic'];
/** Kinds that may hold the place where they were made and are sent as they are. */
const PLACED = ['heic', 'mp4'];

const HEAD = 4096, TAIL = 65_536;
const latin = bytes => String.fromCharCode(...bytes.subarray(0, HEAD));

/** The kind's name, or `undefined`. */
function kindOf(head, tail) {
  const text = latin(head), [a, b] = head;
  const brand = text.slice(8, 12);
  if (text.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (text.startsWith('\xff\xd8\xff')) return 'jpg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && brand === 'WEBP') return 'webp';
  if (text.startsWith('OggS')) return 'ogg';
  if (text.startsWith('ID3') || a === 0xff && [0xfb, 0xf3, 0xf2, 0xfa].includes(b)) return 'mp3';
  if (text.startsWith('\x1a\x45\xdf\xa3') && text.slice(0, 64).includes('webm')) return /\x86[\x80-\xff]V_/.test(text.split('\x1f\x43\xb6\x75')[0]) ? 'webm' : 'weba';
  if (text.slice(4, 8) === 'ftyp') {
    if (/^(hei[cxms]|hev[cx]|mif1|msf1)/.test(brand)) return 'heic';
    if (/^M4[AB]/.test(brand)) return 'm4a';
    if (/^(isom|iso\d|mp4\d|avc1|dash|MSNV|M4V |qt {2}|3gp)/.test(brand)) return 'mp4';
  }
  if (text.startsWith('PK\x03\x04')) {
    if (text.slice(30).startsWith('mimetypeapplication/vnd.oasis.opendocument.text')) return 'odt';
    if (tail.includes('word/document.xml')) return 'docx';
  }
}

export async function sniff(blob) {
  const read = async part => new Uint8Array(await part.arrayBuffer());
  const head = await read(blob.slice(0, HEAD)), zip = head[0] === 0x50;
  const tail = zip ? new TextDecoder('latin1').decode(await read(blob.slice(Math.max(0, blob.size - TAIL)))) : '';
  const end = kindOf(head, tail);
  return end && { end, type: KINDS[end], picture: PICTURES.includes(end), placed: PLACED.includes(end) };
}

/** A name whose ending says what the file is. */
export const renamed = (name, end) => `${name.replace(/\.[^.\s]{1,5}$/, '')}.${end}`;
