// One document of a form: checked, made smaller, sent; and its row in the list.
// In: a file, or what an earlier visit kept of one. Out: a row, an upload, a document's id. Never: words of its own, a decision about other documents.

import { make } from '../words.js';
import { draw, strip, thumbnail } from './photo.js';
import { LIMITS, renamed, sniff } from './type.js';
import { Ended, Upload } from './upload.js';

let count = 0;
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), b => b.toString(16).padStart(2, '0')).join('');

export class Item {
  /** `held` (until the form is sent), `preparing`, `waiting`, `sending`, `offline`, `paused`, `done`, `refused` (here), `failed` (there). */
  state = 'preparing';

  /** `from`: blob and name; voice; or, of an earlier visit: key, url, ready, end. */
  constructor(box, from) {
    Object.assign(this, { key: random(), original: false, ...from });
    Object.assign(this, { box, number: ++count, source: from.blob, size: from.blob.size });
    if (this.voice) this.state = 'held'; else this.row = this.build();
  }
  get say() { return this.box.say; }
  get sent() { return this.state === 'done' ? this.size : this.upload?.offset ?? 0; }
  /** Whether the form has to wait for it. */
  get open() { return ['preparing', 'waiting', 'sending', 'offline', 'held', 'paused'].includes(this.state); }

  /** Nothing of it ever got through, though there is a network: it has to go with the form itself. */
  get stuck() { return !this.voice && !this.url && (this.open ? this.ready && this.box.cut : this.code === 'failed'); }

  /** What the person may have to be told, and what is kept of it on the device. */
  become(state, code, detail) {
    if (this.gone) return;
    Object.assign(this, { state, code, detail });
    this.show();
    this.box.changed(this);
  }

  /** Looks at the file itself, and makes a photo fit for the way. */
  async prepare() {
    if (this.gone || this.state !== 'preparing') return;
    try {
      if (this.ready) { await this.picture(); return this.become('waiting'); }
      const { source } = this;
      if (!source.size) return this.become('refused', 'empty');
      const kind = await sniff(source);
      if (!kind) return this.become('refused', 'unsupported');
      const made = kind.picture ? await this.fit(source, kind) : { blob: source, end: kind.end };
      if (made.blob.size > LIMITS.bytes) return this.become('refused', 'too-large');
      const again = made.end === kind.end ? kind : await sniff(made.blob) ?? kind;
      Object.assign(this, { blob: made.blob, type: again.type, end: made.end, size: made.blob.size, placed: again.placed, ready: true });
      this.become('waiting');
    } catch {
      this.become('refused', 'unreadable');
    }
  }
  /** A photo smaller if that is worth it and the person wants it; otherwise itself, without its metadata. */
  async fit(source, kind) {
    this.drawn ??= await draw(source, kind.end);
    const { picture, drawn } = this.drawn ?? {};
    if (picture) this.frame(picture);
    this.reducible = !!drawn;
    return drawn && !this.original ? drawn : { blob: await strip(source, kind.end), end: kind.end };
  }
  async picture() {
    const small = /^image/.test(this.type) && await thumbnail(this.blob);
    if (small) this.frame(small);
  }
  frame(canvas) {
    if (!this.row) return;
    canvas.className = 'wasl-doc-picture';
    canvas.setAttribute('aria-hidden', true);
    this.image = canvas;
    this.row.firstChild.replaceWith(canvas);
  }

  /** Sends it until it is at the node, or until it ends otherwise. */
  async send() {
    if (this.gone || !['waiting', 'held'].includes(this.state)) return;
    const { blob, type, voice } = this;
    const name = this.end && !new RegExp(`\\.${this.end}$`, 'i').test(this.name) ? renamed(this.name, this.end) : this.name;
    const hear = event => {
      if (event === 'begun') { this.url = this.upload.url; this.box.keep(); }
      else if (event === 'lost' && this.state === 'sending') this.become('offline');
      else if (event === 'moved' && this.state === 'offline') this.become('sending');
      else this.move();
    };
    const upload = this.upload = new Upload(this.box.endpoint, { blob, name, type, voice, url: this.url }, this.say.language, hear);
    this.become('sending');
    try {
      const id = await upload.run();
      if (this.upload !== upload) return;
      this.id = id;
      this.become('done');
    } catch (e) {
      if (this.upload !== upload || !(e instanceof Ended)) return;
      if (e.code !== 'stopped') this.become('failed', e.code, e.detail);
    }
  }
  move() {
    this.show();
    this.box.moved();
  }
  pause() {
    this.upload?.stop();
    this.become('paused');
  }
  resume() {
    if (!['paused', 'failed'].includes(this.state)) return;
    this.become('waiting');
    this.box.pump();
  }
  /** The other choice about a photo: what was sent of the first is taken back. */
  choose(original) {
    this.forget();
    Object.assign(this, { original, ready: false, id: null });
    this.become('preparing');
    this.box.line(this);
  }
  forget() {
    const { upload, url } = this;
    this.upload = null;
    if (upload) upload.cancel(); else if (url) new Upload(this.box.endpoint, { url }, this.say.language, () => {}).cancel();
    this.url = null;
  }

  /** The row: small picture or sign, name, how far, what can be done. */
  build() {
    const { say, number, name } = this, id = `wasl-doc-${number}`;
    const row = make('li', 'wasl-doc');
    row.append(this.image ?? make('span', 'wasl-doc-sign', (/\.([^.\s]{1,4})$/.exec(name)?.[1] ?? '').toUpperCase(), { '@aria-hidden': true }));
    const main = make('div', 'wasl-doc-main'), title = make('p', 'wasl-doc-name', '', { id: `${id}-name` });
    title.append(make('bdi', '', name));
    this.note = make('p', 'wasl-doc-state', '', { id: `${id}-state` });
    this.bar = make('progress', 'wasl-bar', '', { max: 100, '@aria-labelledby': `${id}-name` });
    this.hint = make('p', 'wasl-doc-state');
    this.keeper = make('label', 'wasl-tick wasl-doc-original');
    this.keepBox = make('input', 'wasl-check', '', { type: 'checkbox', checked: this.original });
    this.keepBox.onchange = () => this.choose(this.keepBox.checked);
    this.keeper.append(this.keepBox, make('span', '', say('part-document-original', { size: say.size(this.source.size) })));
    main.append(title, this.note, this.bar, this.hint, this.keeper);
    const tools = make('div', 'wasl-doc-tools');
    this.buttons = {};
    for (const [what, act] of [['pause', () => this.pause()], ['resume', () => this.resume()], ['retry', () => this.resume()], ['remove', () => this.box.remove(this)]]) {
      const button = this.buttons[what] = make('button', `wasl-tool wasl-tool-${what}`, say(`part-document-${what}`), { type: 'button' });
      button.setAttribute('aria-label', say('part-document-named', { what: button.textContent, name }));
      button.onclick = () => { const held = button.getRootNode().activeElement === button; act(); if (held && button.hidden && !this.gone) this.focus(); };
      tools.append(button);
    }
    row.append(main, tools);
    this.row = row;
    this.show();
    return row;
  }
  /** To the first thing that can be done with it. */
  focus() { (Object.values(this.buttons).find(b => !b.hidden) ?? this.row).focus(); }

  show() {
    if (!this.row) return;
    const { say, state, buttons, size } = this, part = size ? Math.floor(100 * this.sent / size) : 0;
    this.row.dataset.state = state;
    const wrong = state === 'refused' || state === 'failed';
    const args = { done: say.size(this.sent), all: say.size(size), size: say.size(size), limit: say.size(LIMITS.bytes) };
    const text = wrong ? this.detail ?? say(`part-document-error-${this.code}`, args) : say(`part-document-${state}`, args);
    if (this.note.textContent !== text) this.note.textContent = text;
    this.bar.hidden = !['sending', 'offline', 'paused'].includes(state);
    this.bar.value = part;
    buttons.pause.hidden = !['waiting', 'sending', 'offline'].includes(state);
    buttons.resume.hidden = state !== 'paused';
    buttons.retry.hidden = state !== 'failed' || ['too-large', 'unsupported'].includes(this.code);
    this.keeper.hidden = !this.reducible || wrong;
    const hint = this.placed && !wrong ? say('part-document-placed') : this.reducible && !this.original && this.ready ? say('part-document-reduced', { before: say.size(this.source.size), after: say.size(size) }) : '';
    this.hint.hidden = !hint;
    if (this.hint.textContent !== hint) this.hint.textContent = hint;
  }

  /** What the draft keeps of it. */
  kept() {
    const { key, name, type, end, voice, url, ready, placed, seconds } = this;
    return { key, name, type, end, voice, url, ready, placed, seconds, blob: this.blob };
  }
}
