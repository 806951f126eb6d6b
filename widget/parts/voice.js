// A spoken message: recorded, listened to, recorded again, and sent with the form. For people who do not write.
// In: a seat whose filing form has the slot `voice` and a button `voice`. Out: a recording that the documents part sends with the form.
// Never: a recording that leaves before the form is sent, a sound of ours that a page's policy would have to allow, a meter that is read aloud.

import { make, words } from './words.js';

const LONGEST = 300, WARNING = 30;
const KINDS = [['audio/webm;codecs=opus', 'webm'], ['audio/mp4', 'm4a'], ['audio/ogg;codecs=opus', 'ogg']];
const BITS = 32_000;
/** Enough for a voice: five minutes decoded are 19 MB. */
const RATE = 16_000;

class Voice {
  state = 'idle';
  seconds = 0;
  /** The person wants to write as well. */
  writing = false;

  constructor(seat, say) {
    Object.assign(this, { seat, say });
    this.filed = () => { this.stopAll(); Object.assign(this, { item: null, shown: false, writing: false, state: 'idle', seconds: 0 }); };
    this.typed = () => this.first();
    seat.place.addEventListener('wasl:filed', this.filed);
    seat.place.addEventListener('input', this.typed);
  }
  get form() { return this.seat.find('[data-form=file]'); }

  /** Its button was pressed. */
  async open() {
    this.shown = true;
    await this.screen();
    this.main?.focus();
  }
  async screen() {
    const { seat } = this, slot = this.form?.querySelector('[data-part=voice]');
    if (!slot) return this.stopAll();
    // A draft may have brought a recording back.
    const kept = seat.parts.documents?.voice;
    if (kept && !this.item) Object.assign(this, { item: kept, shown: true, state: 'recorded', seconds: kept.seconds ?? 0 });
    if (seat.page.language !== this.say.language) { this.say = await words(seat).catch(() => this.say); this.node = null; }
    const button = slot.querySelector('[data-open=voice]');
    if (button) button.hidden = !!this.shown;
    for (const old of slot.querySelectorAll('.wasl-voice')) if (old !== this.node || !this.shown) old.remove();
    if (!this.shown) return this.first();
    if (!this.node) this.build();
    if (this.node.parentNode !== slot) slot.append(this.node);
    if (kept && !this.status.textContent) this.tell('part-voice-recorded', { seconds: Math.max(1, Math.floor(this.seconds)) });
    this.show();
  }

  build() {
    const { say } = this, button = (key, act) => make('button', `wasl-tool wasl-tool-${key}`, say(`part-voice-${key}`), { type: 'button', onclick: act });
    this.node = make('div', 'wasl-voice', '', { '@role': 'group', '@aria-label': say('part-voice-title') });
    this.lead = make('p', 'wasl-hint', say('part-voice-lead'));
    this.main = make('button', 'wasl-button wasl-button-main wasl-voice-main', '', { type: 'button', onclick: () => this.press() });
    this.level = make('div', 'wasl-voice-level', '', { '@aria-hidden': true });
    this.level.append(make('span'));
    this.clock = make('p', 'wasl-voice-time', '', { '@role': 'timer', '@aria-live': 'off' });
    const meter = make('div', 'wasl-voice-meter');
    meter.append(this.level, this.clock);
    this.tools = make('div', 'wasl-doc-tools');
    this.listen = button('listen', () => this.state === 'listening' ? this.silence() : this.play());
    this.tools.append(this.listen, button('redo', () => this.redo()), button('remove', () => this.remove()));
    this.pen = button('write', () => { this.writing = true; this.first(); this.form.querySelector('[name=subject]')?.focus(); });
    this.status = make('p', 'wasl-hint wasl-voice-said', '', { '@role': 'status' });
    this.node.append(this.lead, this.main, meter, this.tools, this.pen, this.status);
  }
  become(state, said) {
    this.state = state;
    if (said) this.tell(said);
    this.show();
  }
  /** Button, meter and time in view, on a small telephone too. */
  see() { (this.node.offsetHeight < innerHeight ? this.node : this.main.hidden ? this.tools : this.clock.parentNode).scrollIntoView({ block: 'center', behavior: 'instant' }); }
  tell(key, args) { this.status.textContent = this.say(key, args); }

  show() {
    const { node, state, say } = this;
    if (!node) return;
    const held = node.getRootNode().activeElement, has = state === 'recorded' || state === 'listening';
    node.dataset.state = state;
    this.main.textContent = say(state === 'recording' ? 'part-voice-stop' : 'part-voice-record');
    this.main.hidden = has;
    this.tools.hidden = !has;
    this.listen.textContent = say(state === 'listening' ? 'part-voice-silence' : 'part-voice-listen');
    this.listen.classList.toggle('wasl-tool-silence', state === 'listening');
    this.lead.hidden = has;
    this.clock.parentNode.hidden = !has && state !== 'recording';
    this.level.hidden = state !== 'recording';
    this.time();
    this.first();
    if (held === this.main && has) this.listen.focus();
    else if (this.tools.contains(held) && !has) this.main.focus();
  }
  time() {
    const text = this.state === 'recording' ? `${this.say.time(this.seconds)} / ${this.say.time(LONGEST)}` : this.say.time(this.seconds);
    if (this.clock.textContent !== text) this.clock.textContent = text;
  }
  /** With a recording and nothing written, the rest of the message is out of the way. */
  first() {
    const { form } = this, empty = ['subject', 'body'].every(name => !form?.querySelector(`[name=${name}]`)?.value);
    const alone = !!this.item && empty && !this.writing;
    this.seat.root.toggleAttribute('data-wasl-voice', alone);
    if (this.pen) this.pen.hidden = !alone;
  }

  press() {
    if (this.state === 'recording') this.recorder.stop();
    else if (this.state === 'idle') this.record();
  }
  async record() {
    this.become('asking', 'part-voice-asking');
    const kind = KINDS.find(([type]) => window.MediaRecorder?.isTypeSupported(type));
    try {
      if (!kind) throw new Error();
      const stream = this.stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 } });
      if (this.state !== 'asking') return this.stopAll();
      const recorder = this.recorder = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: BITS }), pieces = [];
      recorder.ondataavailable = e => e.data.size && pieces.push(e.data);
      recorder.onstop = () => { this.ended = this.recorded(new Blob(pieces, { type: kind[0].split(';')[0] }), kind[1]); };
      recorder.onerror = () => this.stopAll();
      stream.getAudioTracks()[0].onended = () => recorder.state === 'recording' && recorder.stop();
      recorder.start(1000);
      this.started = performance.now();
      this.become('recording', 'part-voice-recording');
      this.see();
      this.meter(stream);
    } catch (e) {
      this.stopAll();
      this.become(this.item ? 'recorded' : 'idle', e?.name === 'NotAllowedError' ? 'part-voice-refused' : 'part-voice-none');
    }
  }
  /** How loud it is, for the eye; how long it is; and the end when it is long enough. */
  meter(stream) {
    const context = this.context = new AudioContext(), analyser = context.createAnalyser(), data = new Uint8Array(analyser.fftSize = 512);
    context.createMediaStreamSource(stream).connect(analyser);
    const bar = this.level.firstChild;
    let warned = false;
    this.ticking = setInterval(() => {
      analyser.getByteTimeDomainData(data);
      const loud = Math.sqrt(data.reduce((sum, v) => sum + (v - 128) ** 2, 0) / data.length) / 128;
      bar.style.inlineSize = `${Math.min(100, Math.round(300 * loud))}%`;
      this.seconds = (performance.now() - this.started) / 1000;
      this.time();
      if (!warned && this.seconds > LONGEST - WARNING) { warned = true; this.tell('part-voice-soon', { seconds: WARNING }); }
      if (this.seconds >= LONGEST && this.recorder.state === 'recording') this.recorder.stop();
    }, 80);
  }
  async recorded(blob, end) {
    const { seconds } = this;
    this.stopAll();
    if (!blob.size || this.gone) return this.become(this.item ? 'recorded' : 'idle');
    if (!this.seat.parts.documents) await this.seat.part('documents');
    if (this.item) this.seat.parts.documents.remove(this.item);
    this.item = this.seat.parts.documents.add(blob, { voice: true, name: `${this.say('part-voice-name')}.${end}`, seconds: Math.floor(seconds) });
    this.become('recorded');
    this.tell('part-voice-recorded', { seconds: Math.max(1, Math.floor(seconds)) });
    this.see();
  }

  /** Decoded and played by the page itself: no address that a policy would have to allow. */
  async play() {
    try {
      const context = this.player = new AudioContext({ sampleRate: RATE });
      const sound = await context.decodeAudioData(await this.item.blob.arrayBuffer());
      if (this.player !== context) return;
      const source = context.createBufferSource(), started = performance.now();
      source.buffer = sound;
      source.connect(context.destination);
      source.onended = () => this.player === context && this.silence();
      source.start();
      this.become('listening');
      this.ticking = setInterval(() => { this.clock.textContent = `${this.say.time(Math.min(sound.duration, (performance.now() - started) / 1000))} / ${this.say.time(sound.duration)}`; }, 250);
    } catch {
      this.silence();
      this.tell('part-voice-unheard');
    }
  }
  silence() {
    this.stopAll();
    this.become('recorded');
  }
  redo() {
    this.stopAll();
    this.seconds = 0;
    this.main.hidden = false;
    this.main.focus();
    this.record();
  }
  remove() {
    this.stopAll();
    if (this.item) this.seat.parts.documents.remove(this.item);
    Object.assign(this, { item: null, seconds: 0 });
    this.become('idle', 'part-voice-removed');
  }
  /** Microphone, sound and clock: everything off. */
  stopAll() {
    clearInterval(this.ticking);
    if (this.recorder?.state === 'recording') { this.recorder.onstop = null; this.recorder.stop(); }
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    for (const context of [this.context, this.player]) context?.close().catch(() => {});
    Object.assign(this, { recorder: null, stream: null, context: null, player: null });
  }

  /** A recording that still runs ends with what was said; the documents part asks for it before it sends. */
  async finish() {
    const { recorder } = this;
    if (this.state !== 'recording') return;
    const stopped = new Promise(done => recorder.addEventListener('stop', done));
    recorder.stop();
    await stopped;
    await this.ended;
  }
  /** What is being said is nowhere else yet. */
  holds(form) { return form === this.form && ['asking', 'recording'].includes(this.state); }
  end() {
    this.gone = true;
    this.stopAll();
    const { place } = this.seat;
    place.removeEventListener('wasl:filed', this.filed);
    place.removeEventListener('input', this.typed);
  }
}

export async function start(seat) {
  const part = new Voice(seat, await words(seat));
  seat.parts.voice = part;
  if (!seat.parts.documents) await seat.part('documents');
  await part.screen();
  return part;
}
