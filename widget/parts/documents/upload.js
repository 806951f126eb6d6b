// One file on its way to the node, by tus 1.0.0. In: a Blob, its name and kind, where documents are taken. Out: its address and progress.
// Goes on where it was after a lost line, a pause or another visit. Never: more than one piece at risk, a file sent without an end to waiting.

const VERSION = { 'Tus-Resumable': '1.0.0' };
const SMALLEST = 65_536, FIRST = 262_144, LARGEST = 4_194_304;
/** A piece that takes less time is followed by a larger one, more time by a smaller one (milliseconds). */
const QUICK = 2_000, SLOW = 8_000;
/** Nothing moved for so long: the line is dead. */
const STALLED = 30_000;
const PATIENCE = 9, LONGEST_WAIT = 30_000;

/** Why an upload ended without its document. `code`: `stopped`, `too-large`, `unsupported`, `refused`, `failed`. */
export class Ended extends Error {
  constructor(code, detail) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Origins that the page's policy lets nothing be sent to: no patience helps there. */
const forbidden = new Set();
document.addEventListener('securitypolicyviolation', e => {
  try { if (e.effectiveDirective === 'connect-src' && e.disposition === 'enforce') forbidden.add(new URL(e.blockedURI).origin); } catch { /* no address */ }
});

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export class Upload {
  offset = 0;
  piece = FIRST;
  stopped = false;
  /** Attempts in a row that nobody answered, with a network at hand. */
  failures = 0;

  /** `from`: blob, name, type, voice; `url` of an upload begun earlier. `hear(event)`: `moved`, `lost` (the line), `begun` (it has an address). */
  constructor(endpoint, from, language, hear) {
    Object.assign(this, { endpoint, language, hear }, from);
  }
  get id() { return this.url?.split('/').pop(); }

  /** Until the whole file is at the node. */
  async run() {
    this.stopped = false;
    this.failures = 0;
    for (let known = false; ;) {
      try {
        if (!this.url) { await this.create(); known = true; }
        if (!known) { await this.ask(); known = true; }
        while (this.offset < this.blob.size) { await this.patch(); this.failures = 0; }
        return this.id;
      } catch (e) {
        if (this.stopped) throw new Ended('stopped');
        if (e instanceof Ended) throw e;
        known = false;
        if (forbidden.has(new URL(this.endpoint).origin)) throw new Ended('failed');
        // Networks that let no PATCH through let a POST through.
        if (this.failures > 2) this.plain = true;
        // Away is not broken: only answers that do not come while the line is there are counted.
        if (navigator.onLine && ++this.failures > PATIENCE) throw new Ended('failed');
        this.hear('lost');
        await this.rest(e.after ?? Math.min(LONGEST_WAIT, 500 * 2 ** this.failures) * (0.75 + Math.random() / 2));
        if (this.stopped) throw new Ended('stopped');
      }
    }
  }
  stop() {
    this.stopped = true;
    this.request?.abort();
    this.wake?.();
  }
  /** Tells the node to forget it. Nobody waits for the answer: what is not claimed expires there. */
  cancel() {
    this.stop();
    if (this.url) this.send('DELETE', this.url, {}).catch(() => {});
    this.url = null;
  }

  async create() {
    const meta = { filename: this.name, filetype: this.type, ...this.voice && { voice: 'yes' } };
    const said = Object.entries(meta).map(([key, value]) => `${key} ${base64(value)}`).join(',');
    const answer = await this.send('POST', this.endpoint, { 'Upload-Length': this.blob.size, 'Upload-Metadata': said });
    if (answer.status !== 201) this.judge(answer);
    this.url = new URL(answer.getResponseHeader('Location'), this.endpoint).href;
    this.offset = 0;
    this.hear('begun');
  }
  async ask() {
    const answer = await this.send('HEAD', this.url, {});
    if (answer.status > 299) return this.judge(answer);
    this.offset = Number(answer.getResponseHeader('Upload-Offset')) || 0;
    this.hear('moved');
  }
  async patch() {
    const from = this.offset, started = performance.now(), part = this.blob.slice(from, from + this.piece);
    const headers = { 'Upload-Offset': from, 'Content-Type': 'application/offset+octet-stream' };
    if (this.plain) headers['X-HTTP-Method-Override'] = 'PATCH';
    const answer = await this.send(this.plain ? 'POST' : 'PATCH', this.url, headers, part, sent => { this.offset = from + Math.min(sent, part.size); this.hear('moved'); });
    if (answer.status > 299) { this.offset = from; this.judge(answer); }
    this.offset = Number(answer.getResponseHeader('Upload-Offset')) || from + part.size;
    this.hear('moved');
    const took = performance.now() - started;
    if (took < QUICK && part.size === this.piece) this.piece = Math.min(LARGEST, this.piece * 2);
    if (took > SLOW) this.piece = Math.max(SMALLEST, this.piece / 2);
  }

  /** What an answer that is not a yes means: for good, or for now. */
  judge(answer) {
    const { status } = answer;
    // Forgotten there: from the beginning.
    if (status === 404 || status === 410) this.url = null;
    else if (status === 413) throw new Ended('too-large');
    else if (status === 415 || status === 422) throw new Ended('unsupported');
    else if (status >= 400 && status < 500 && ![405, 408, 409, 423, 425, 429].includes(status)) {
      let detail;
      try { detail = JSON.parse(answer.responseText).detail; } catch { /* not one of ours */ }
      throw new Ended('refused', detail);
    }
    const after = Number(answer.getResponseHeader('Retry-After')) * 1000;
    throw Object.assign(new Error(), { after: after > 0 ? Math.min(after, 60_000) : undefined });
  }

  /** XMLHttpRequest: the only one that tells how much of a body has left. */
  send(method, url, headers, body, moved) {
    return new Promise((done, fail) => {
      const x = this.request = new XMLHttpRequest();
      let watch;
      const alive = () => { clearTimeout(watch); watch = setTimeout(() => x.abort(), STALLED); };
      x.open(method, url);
      for (const [name, value] of Object.entries({ ...VERSION, 'Accept-Language': this.language, ...headers })) x.setRequestHeader(name, value);
      x.onload = () => done(x);
      x.onerror = x.onabort = () => fail(new Error());
      x.onloadend = () => clearTimeout(watch);
      if (body) x.upload.onprogress = e => { alive(); moved(e.loaded); };
      alive();
      x.send(body);
    });
  }
  /** Some time, or until the network is back. */
  rest(ms) {
    return new Promise(done => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener('online', end);
        done();
      };
      const timer = setTimeout(end, navigator.onLine ? ms : LONGEST_WAIT);
      addEventListener('online', end);
      this.wake = end;
    });
  }
}
