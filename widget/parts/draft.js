// The draft of a filing on this device, with the person's consent: kept while they type, offered when they come back, forgotten on sending.
// In: a seat whose form has the field `keep`, the slot `draft` around it and, for what is offered, the slot `offer`. Out: `seat.parts.draft`; the form filled in again.
// Never: a word kept without the tick, or after the erase button, or once the case is filed; a message sent that nobody pressed.

import { erase, load, save, tidy } from './draft/store.js';
import { make, words } from './words.js';

const PAUSE = 400;
/** Not the person's words, or somebody else's to fill in. */
const OURS = ['lang', 'keep', 'file', 'documents', 'voice', 'proof', 'website', 'page'];
const FILING = '[data-form=file]';

class Draft {
  /** `offered`: a draft of an earlier visit, until the person decides. Nothing is written over it meanwhile. */
  offered = null;
  unsent = false;

  constructor(seat, say) {
    Object.assign(this, { seat, say });
    const on = (target, type, f) => { target.addEventListener(type, f); this.off.push(() => target.removeEventListener(type, f)); };
    this.off = [];
    on(seat.place, 'input', e => this.typed(e.target));
    on(seat.place, 'change', e => this.typed(e.target));
    on(seat.place, 'wasl:filed', () => this.forget());
    on(seat.place, 'wasl:error', e => this.pending(['offline', 'later', 'unreadable'].includes(e.detail?.code)));
    // The last chance to write: a phone may end the page without another word.
    on(document, 'visibilitychange', () => document.hidden && this.write());
    on(window, 'pagehide', () => this.write());
  }
  get key() { return `${this.seat.page.base_url}/${this.seat.page.agency.id}`; }
  get form() { return this.seat.find(FILING); }
  get tick() { return this.form?.querySelector('[name=keep]'); }
  get kept() { return !!this.tick?.checked; }

  async screen() {
    const { seat, tick } = this;
    // The switch of a fresh screen says what the one before it said.
    if (this.box && tick && this.box !== tick) tick.checked = this.box.checked;
    this.box = tick ?? this.box;
    if (seat.page.language !== this.say.language) this.say = await words(seat).catch(() => this.say);
    // On the hosted page without WebAssembly, the receipt is a page of its own.
    if (seat.page.screen.receipt) await this.forget();
    const slot = this.form?.querySelector('[data-part=draft]');
    if (!slot) return;
    if (!this.node || this.node.lang !== this.say.language) this.build();
    for (const old of this.form.querySelectorAll('.wasl-draft, .wasl-draft-offer')) if (old !== this.node && old !== this.panel) old.remove();
    if (this.node.parentNode !== slot) slot.append(this.node);
    // Where the form begins, and the eye is.
    if (this.panel) (this.form.querySelector('[data-part=offer]') ?? slot).prepend(this.panel);
    this.buttons();
  }
  build() {
    this.node = make('div', 'wasl-draft', '', { lang: this.say.language });
    this.status = make('p', 'wasl-hint', '', { '@role': 'status' });
    this.eraser = make('button', 'wasl-tool', this.say('part-draft-erase-kept'), { type: 'button', onclick: () => this.erase() });
    this.node.append(this.status, this.eraser);
    this.panel = this.offered && this.offer();
  }
  /** The erase button is there while something is kept. */
  buttons() { if (this.eraser) this.eraser.hidden = !this.kept; }

  /** The tick was set or taken away. */
  take(tick) {
    if (this.restoring) return;
    if (!tick.checked) return this.erase();
    this.decided();
    this.status.textContent = this.say('part-draft-keeping');
    this.write();
  }
  typed(target) {
    const { form } = this;
    if (!form || !form.contains(target) || target === this.tick || this.restoring) return;
    this.unsent = false;
    this.changed();
  }
  /** The offer is answered. */
  decided() {
    this.offered = null;
    this.panel?.remove();
    this.panel = null;
    this.buttons();
  }
  /** Soon: the person is typing. */
  changed() {
    if (!this.kept || this.offered) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), PAUSE);
  }
  /** Sending was tried, and nobody knows that it arrived. */
  pending(unsent = true) {
    this.unsent = unsent;
    if (this.kept) this.write();
  }

  /** What is in the form. The key goes with it: the same message sent on another day is still the same. */
  values() {
    const fields = [...this.form.elements].filter(e => e.name && !OURS.includes(e.name) && e.type !== 'submit');
    return fields.filter(e => !['radio', 'checkbox'].includes(e.type) || e.checked).map(e => [e.name, e.value]);
  }
  write() {
    clearTimeout(this.timer);
    if (!this.form || !this.kept || this.offered || this.restoring) return;
    const { seat, unsent, key } = this, documents = seat.parts.documents?.kept() ?? [];
    const record = { at: Date.now(), language: seat.page.language, values: this.values(), unsent, documents: documents.map(({ blob, ...rest }) => rest) };
    const files = documents.map(({ key: name, ready, blob }) => [`${name}${ready ? '' : '-raw'}`, blob]);
    // One after the other: what is written last is what stays.
    this.writing = (this.writing ?? Promise.resolve()).then(() => this.kept && save(key, record, files)).catch(() => {
      // No room for the files: the words at least.
      return save(key, { ...record, documents: [] }, []).catch(() => { this.status.textContent = this.say('part-draft-impossible'); });
    });
  }

  async erase() {
    await this.forget();
    this.status.textContent = this.say('part-draft-erased');
    this.tick?.focus();
  }
  async forget() {
    clearTimeout(this.timer);
    if (this.tick) this.tick.checked = false;
    this.unsent = false;
    this.decided();
    await this.writing;
    await erase(this.key).catch(() => {});
  }

  /** What an earlier visit left, offered and not forced on anybody: the next person at this device may be another one. */
  offer() {
    const { say, offered } = this, panel = make('div', 'wasl-notice wasl-notice-keep wasl-draft-offer');
    panel.setAttribute('role', 'region');
    panel.setAttribute('aria-label', say('part-draft-title'));
    const button = (key, act, main) => make('button', `wasl-button${main ? ' wasl-button-main' : ''}`, say(key), { type: 'button', onclick: act });
    panel.append(make('h3', '', say(offered.unsent ? 'part-draft-unsent' : 'part-draft-found', { date: say.date(offered.at) })));
    const row = make('div', 'wasl-draft-choice');
    if (offered.unsent) row.append(button('part-draft-send', () => this.send(), true));
    row.append(button('part-draft-restore', () => this.restore(), !offered.unsent), button('part-draft-erase', () => this.erase()));
    panel.append(row);
    return panel;
  }

  async restore() {
    const { offered: record, seat } = this;
    if (!record) return;
    this.decided();
    // What is kept stays as it is until all of it is back.
    this.restoring = true;
    const { country } = Object.fromEntries(record.values), list = this.form.querySelector('[data-list]');
    if (country && list) await seat.part(`country-${seat.page.language}`).then(p => p.fill(list), () => list.add(new Option(country, country)));
    this.put([...record.values, ['keep', this.tick?.value]]);
    const documents = record.documents.flatMap(item => {
      const blob = record.files.get(`${item.key}${item.ready ? '' : '-raw'}`);
      return blob ? [{ ...item, blob }] : [];
    });
    if (documents.length) {
      await seat.part('documents');
      seat.parts.documents?.restore(documents);
      if (documents.some(item => item.voice)) await seat.part('voice').then(() => seat.parts.voice?.screen(), () => {});
    }
    this.restoring = false;
    this.unsent = record.unsent;
    this.buttons();
    this.status.textContent = this.say('part-draft-restored');
    this.write();
    const first = [...this.form.elements].find(e => /text|textarea/.test(e.type) && !e.value) ?? this.form.querySelector('[name=subject]');
    first?.focus();
  }
  /** Values into the fields, and the events that the living form listens to. */
  put(values) {
    const left = new Map();
    for (const [name, value] of values) left.set(name, [...left.get(name) ?? [], value]);
    for (const e of this.form.elements) {
      if (!left.has(e.name) || e.type === 'file') continue;
      if (e.type === 'radio' || e.type === 'checkbox') e.checked = left.get(e.name).includes(e.value);
      else e.value = left.get(e.name)[0];
      if (e.type !== 'hidden') for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
  }
  /** One press: the message of the other day, by its own key, as soon as there is a network. */
  async send() {
    await this.restore();
    this.unsent = true;
    if (!navigator.onLine) {
      this.status.textContent = this.say('part-draft-waits');
      await new Promise(back => addEventListener('online', back, { once: true }));
    }
    this.status.textContent = '';
    const { form } = this;
    form?.requestSubmit(form.querySelector('[type=submit]'));
  }

  end() {
    this.write();
    for (const off of this.off) off();
  }
}

export async function start(seat) {
  const part = new Draft(seat, await words(seat));
  seat.parts.draft = part;
  await tidy(Date.now()).catch(() => {});
  part.offered = part.kept ? null : await load(part.key, Date.now()).catch(() => null);
  await part.screen();
  return part;
}
