// The proof of work against floods (ALTCHA's, version 1), done in the background once somebody touches the form.
// In: a challenge of our node. Out: its solution in the form's hidden field `proof`. Where it does not come about in time
// the form goes out without it: the node decides. Never: a third party, a task that anybody notices, a form that waits for ever.

const SLICE_MS = 8, REST_MS = 4, HURRIED_SLICE_MS = 24; // the last while somebody has pressed «send»
const PATIENCE_MS = 15e3; // how long sending waits
const MARGIN_MS = 12e4; // a solution that ends sooner is replaced while the person is still typing
const HASHES = 32; // between two looks at the clock: a slow telephone does a hash in a tenth of a millisecond before it is warm

// SHA-256's constants: the first 32 bits of the fractions of the roots of the first primes.
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every(p => n % p)) primes.push(n);
const fraction = root => (root % 1) * 2 ** 32 | 0;
const K = Int32Array.from(primes, p => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes.slice(0, 8), p => fraction(Math.sqrt(p)));
const w = new Int32Array(64);

/** One block of 64 bytes, from `at`, into the state. */
const compress = (state, bytes, at) => {
  for (let i = 0; i < 16; i++, at += 4) w[i] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15], y = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const t = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
    const u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
    h = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
};

/** The number behind a challenge: `step(now, end)` looks for it until the clock says `end`; -1 if there is none. */
export const solver = ({ salt, challenge, maxnumber }) => {
  const text = new TextEncoder().encode(salt), whole = text.length & ~63, rest = text.length - whole;
  const begun = START.slice(), state = START.slice(), bytes = new Uint8Array(128);
  const wanted = Int32Array.from({ length: 8 }, (_, i) => parseInt(challenge.slice(8 * i, 8 * i + 8), 16));
  for (let at = 0; at < whole; at += 64) compress(begun, text, at);
  let number = 0;
  const fits = () => {
    const digits = String(number), end = rest + digits.length, last = end + 9 > 64 ? 128 : 64, bits = 8 * (whole + end);
    bytes.fill(0);
    bytes.set(text.subarray(whole));
    for (let i = 0; i < digits.length; i++) bytes[rest + i] = digits.charCodeAt(i);
    bytes[end] = 128;
    bytes[last - 1] = bits;
    bytes[last - 2] = bits >> 8;
    state.set(begun);
    for (let at = 0; at < last; at += 64) compress(state, bytes, at);
    return state[0] === wanted[0] && state.every((word, i) => word === wanted[i]);
  };
  return (now, end) => {
    do {
      for (let n = 0; n < HASHES; n++, number++) {
        if (number > maxnumber) return -1;
        if (fits()) return number;
      }
    } while (now() < end);
  };
};

const pause = ms => new Promise(done => setTimeout(done, ms));
/** The next task, after whatever else waits: timers would be held back. */
const turn = () => new Promise(done => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); done(); };
  port2.postMessage(0);
});

export const start = seat => {
  let payload = '', until = 0, working, hurry = false, resent = false, ours = false, page, ended = false;
  const field = () => seat.find('[data-form=file] [name=proof]');
  const left = () => payload ? until - Date.now() : 0;
  const write = () => { const f = field(); if (f) f.value = left() > 0 ? payload : ''; };
  const drop = () => { payload = ''; write(); };

  const solve = async () => {
    const asked = Date.now(), { agency, base_url } = seat.page;
    const answer = await fetch(`${base_url}/v1/challenge?agency=${encodeURIComponent(agency.id)}`);
    if (!answer.ok) return;
    const { algorithm, challenge, maxnumber, salt, signature, expires_in } = await answer.json();
    const step = solver({ salt, challenge, maxnumber }), now = () => performance.now(), begun = now();
    let number;
    while (!ended && number === undefined) {
      // Nobody sees a page in the background: nothing there can stutter.
      await (hurry || document.hidden ? turn() : pause(REST_MS));
      number = step(now, now() + (hurry || document.hidden ? HURRIED_SLICE_MS : SLICE_MS));
    }
    if (!(number >= 0)) return;
    payload = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took: Math.round(now() - begun) }));
    until = asked + expires_in * 1e3;
    write();
  };
  const work = () => working ??= solve().catch(() => {}).then(() => { working = null; });
  // As long as somebody is writing there is a good one, and no request after they have left.
  const renew = () => { if (field() && left() < MARGIN_MS) work(); };

  /** The node wants a proof, or another one: the form goes out once more by itself, once for each time it was sent. */
  const refused = async () => {
    drop();
    if (resent) return;
    resent = true;
    const { root } = seat;
    root.setAttribute('aria-busy', true);
    await soon();
    root.removeAttribute('aria-busy');
    const form = field()?.form;
    if (!form || left() <= 0) return;
    ours = true;
    form.requestSubmit();
  };
  /** Somebody waits for it, and not for ever. */
  const soon = async () => {
    hurry = true;
    await Promise.race([work(), pause(PATIENCE_MS)]);
    hurry = false;
  };

  const heard = e => {
    if (e.type === 'wasl:filed') drop();
    if (e.type === 'wasl:error' && e.detail.code === 'proof-needed') refused();
  };
  const events = [['input', renew], ['focusin', renew], ['wasl:filed', heard], ['wasl:error', heard]];
  for (const [type, f] of events) seat.place.addEventListener(type, f, { signal: seat.life.signal });

  const screen = () => {
    write();
    if (page === seat.page) return;
    // A page of our own that was posted by the browser itself is not posted again: it would come back without a memory of it.
    const again = (page || !seat.hosted) && seat.page.screen.form?.problem === 'proof-needed';
    page = seat.page;
    if (again) refused(); else renew();
  };
  screen();
  return {
    screen,
    async before(form) {
      if (!form.elements.proof) return;
      if (!ours) resent = false;
      ours = false;
      if (left() <= 0 && navigator.onLine) await soon();
      write();
    },
    end() { ended = true; },
  };
};
