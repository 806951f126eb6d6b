// The documents of one form: its list, its progress, its queue. In: the form's slot and file field. Out: hidden fields with the documents' ids.
// Never: a node of ours outside of the slot, two files on the line at once, silence about a file that does not go with the form.

import { make } from '../words.js';
import { Item } from './item.js';
import { LIMITS } from './type.js';

/** In the place of the id of what has not left this device. */
const HERE = '-';

export class Box {
  items = [];
  /** One after the other: files are read, and sent. */
  reading = Promise.resolve();
  sending = null;

  constructor(part, name) {
    Object.assign(this, { part, name });
    this.build();
  }
  get say() { return this.part.say; }
  get endpoint() { return this.part.endpoint; }
  get rows() { return this.items.filter(item => !item.voice); }

  build() {
    const { say } = this;
    this.written = '';
    this.node = make('div', 'wasl-docs');
    // There before anything comes into them, so that a screen reader hears it.
    this.status = make('p', 'wasl-unseen', '', { '@role': 'status' });
    this.alarm = make('p', 'wasl-unseen', '', { '@role': 'alert' });
    this.list = make('ul', 'wasl-docs-list', '', { '@aria-label': say('part-documents-list') });
    this.list.append(...this.rows.map(item => item.build()));
    this.total = make('div', 'wasl-docs-total');
    this.totalText = make('p', 'wasl-doc-state', '', { id: `wasl-docs-total-${this.name}` });
    this.totalBar = make('progress', 'wasl-bar', '', { max: 100, '@aria-labelledby': this.totalText.id });
    this.total.append(this.totalText, this.totalBar);
    this.wait = make('div', 'wasl-notice wasl-notice-keep', '', { hidden: true });
    const stop = make('button', 'wasl-tool', say('part-documents-wait-stop'), { type: 'button', onclick: () => this.giveUp?.() });
    this.waitText = make('p');
    this.wait.append(this.waitText, stop);
    this.without = make('p', 'wasl-notice wasl-notice-wrong', '', { hidden: true, tabIndex: -1 });
    this.fields = make('div', '', '', { hidden: true });
    this.node.append(this.status, this.alarm, this.list, this.total, this.wait, this.without, this.fields);
    this.behind();
    this.show();
  }

  /** Where the form is on the screen now; the node moves there as it is. */
  mount(slot, input) {
    if (input !== this.input) this.lent = false;
    Object.assign(this, { slot, input });
    if (this.node.parentNode !== slot) slot.replaceChildren(this.node);
    if (input && !input.wasl) {
      input.wasl = true;
      const field = input.closest('.wasl-field') ?? input.parentNode;
      field.addEventListener('dragover', e => { e.preventDefault(); field.dataset.over = ''; });
      field.addEventListener('dragleave', () => delete field.dataset.over);
      field.addEventListener('drop', e => { e.preventDefault(); delete field.dataset.over; this.add(e.dataTransfer.files); });
    }
    if (input?.files.length && !this.lent) this.take(input);
    // What the node wrote into a form that it gave back is here already.
    for (const field of slot.closest('form').querySelectorAll(`input[type=hidden][value="${HERE}"]`)) field.remove();
    for (const field of slot.closest('form').querySelectorAll('input[type=hidden][name=documents]')) {
      if (!this.fields.contains(field)) field.disabled = this.items.some(item => item.id === field.value);
    }
  }
  /** What was chosen is ours from here on: the field is empty again, and the same file can be chosen again. */
  take(input) {
    const files = [...input.files];
    if (!files.length) return;
    input.value = '';
    this.lent = false;
    this.add(files);
  }
  add(files) {
    let room = LIMITS.files - this.items.filter(item => item.state !== 'refused').length;
    for (const file of files) {
      const item = this.put({ blob: file, name: file.name });
      if (room-- > 0) this.line(item); else item.become('refused', 'too-many');
    }
    this.speak('part-documents-added', { count: files.length });
  }
  put(from) {
    const item = new Item(this, from);
    this.items.push(item);
    if (item.row) this.list.append(item.row);
    this.changed(item);
    return item;
  }
  /** Behind the files that are being read. */
  line(item) {
    this.reading = this.reading.then(() => item.prepare()).then(() => { this.pump(); });
  }
  async pump() {
    if (this.sending) return;
    for (let next; (next = this.items.find(item => item.state === 'waiting'));) await (this.sending = next.send());
    this.sending = null;
  }
  remove(item) {
    const { rows } = this, at = rows.indexOf(item), near = rows[at + 1] ?? rows[at - 1];
    item.gone = true;
    item.forget();
    this.items = this.items.filter(other => other !== item);
    item.row?.remove();
    if (item.row) {
      this.speak('part-documents-removed', { name: item.name });
      if (near) near.focus(); else this.input?.focus();
    }
    this.changed();
  }
  clear() {
    for (const item of this.items) { item.gone = true; item.upload?.stop(); item.row?.remove(); }
    this.items = [];
    this.show();
  }

  /** A document's state is another one. */
  changed(item) {
    if (item && item.row) {
      if (item.state === 'done') this.speak('part-documents-done', { name: item.name });
      else if (['refused', 'failed'].includes(item.state)) this.alarm.textContent = `${item.name}: ${item.note.textContent}`;
      else if (item.state === 'offline') this.speak('part-document-offline', {});
    }
    this.behind();
    this.show();
    this.keep();
    this.settled?.();
  }
  keep() { this.part.keep(); }
  moved() {
    this.show();
    this.settled?.();
  }
  speak(key, args) { this.status.textContent = this.say(key, args); }

  show() {
    const { items, say } = this, done = items.filter(item => item.state === 'done');
    const count = items.filter(item => item.state !== 'refused' && item.state !== 'failed');
    const all = count.reduce((sum, item) => sum + item.size, 0), sent = count.reduce((sum, item) => sum + item.sent, 0);
    this.list.hidden = !this.rows.length;
    this.total.hidden = !count.some(item => ['sending', 'offline', 'waiting'].includes(item.state)) || count.length < 2 && !count[0].voice;
    this.totalText.textContent = say('part-documents-total', { done: done.length, count: count.length, sent: say.size(sent), all: say.size(all) });
    this.totalBar.value = all ? Math.floor(100 * sent / all) : 0;
    const quarter = all && count.length ? Math.floor(4 * sent / all) : 0;
    if (!this.total.hidden && quarter > this.quarter && quarter < 4) this.speak('part-documents-percent', { percent: 25 * quarter });
    this.quarter = quarter;
    const ids = done.flatMap(item => [['documents', item.id], ...item.voice ? [['voice', item.id]] : []]);
    if (JSON.stringify(ids) !== this.written) {
      this.written = JSON.stringify(ids);
      this.fields.replaceChildren(...ids.map(([name, value]) => make('input', '', '', { type: 'hidden', name, value })));
    }
    if (!this.wait.hidden) this.waitText.textContent = say(navigator.onLine ? 'part-documents-wait' : 'part-documents-wait-offline');
  }

  /** Whether the way ahead is closed, though there is a network: nobody ever answered. */
  get cut() { return navigator.onLine && this.items.some(item => item.open && !item.url && item.upload?.failures > 2); }
  /** Whether the form itself can take files along: WebAssembly sends only words. */
  get plain() { return this.input?.isConnected && this.part.seat.state !== 3 && !!self.DataTransfer; }
  /** Documents that cannot be sent ahead go with the form. */
  lend() {
    const stuck = this.items.filter(item => item.stuck);
    if (!stuck.length) return true;
    const hand = new DataTransfer();
    for (const item of stuck) {
      item.upload?.stop();
      item.become('failed', 'failed');
      hand.items.add(new File([item.blob ?? item.source], item.name, { type: item.type ?? item.source.type }));
    }
    this.input.files = hand.files;
    this.lent = true;
    this.alarm.textContent = '';
    return true;
  }
  /** Until the next time: they may get through by then. */
  back() {
    if (this.lent) this.input.value = '';
    this.lent = false;
  }
  /** Says once which documents do not go along, where the eye and the focus are. */
  refused() {
    const fresh = this.items.filter(item => item.state === 'refused' && !item.told);
    if (!fresh.length) return false;
    for (const item of fresh) item.told = true;
    this.left = fresh;
    this.behind();
    this.without.focus();
    return true;
  }
  /** As long as one of those that were named is there, it says so: whatever else goes on, and in the language of now. */
  behind() {
    const left = this.left?.filter(item => this.items.includes(item)) ?? [], name = left.map(item => `\u2068${item.name}\u2069`).join(', ');
    this.without.hidden = !left.length;
    this.without.textContent = left.length ? this.say('part-documents-without', { name, count: left.length }) : '';
  }
  /** A recording that stays here until the agreement is there: the form is judged as if it had gone, so that nothing else is asked for. */
  spoken(form) {
    const fields = ['documents', 'voice'].map(name => make('input', '', '', { type: 'hidden', name, value: HERE }));
    this.fields.append(...fields);
    form.addEventListener('submit', () => setTimeout(() => fields.forEach(field => field.remove())), { once: true });
  }

  /** Everything there, then the form may go: `true`. `false` if something cannot go with it, or nobody wants to wait. */
  async flush() {
    // Pressed twice: the first press is still on its way.
    if (this.settled) return false;
    this.back();
    this.left = null;
    this.behind();
    if (this.refused()) return false;
    for (const item of this.items) {
      if (item.state === 'held') item.become('waiting');
      if (item.state === 'paused' || item.state === 'failed' && (item.voice || !item.buttons.retry.hidden)) item.resume();
    }
    this.pump();
    const open = () => this.items.some(item => item.open && !(this.plain && item.stuck));
    if (open()) {
      let later;
      const going = await new Promise(done => {
        this.settled = () => { if (!open()) done(true); };
        this.giveUp = () => done(false);
        this.speak('part-documents-wait', {});
        if (!navigator.onLine) this.part.pending();
        // Not at once: what moves under a finger that presses twice would be pressed.
        later = setTimeout(() => {
          this.wait.hidden = false;
          this.show();
          this.wait.scrollIntoView({ block: 'nearest' });
        }, 700);
      });
      clearTimeout(later);
      this.settled = this.giveUp = null;
      this.wait.hidden = true;
      if (!going) {
        for (const item of this.items) if (item.voice && item.state !== 'done') { item.upload?.stop(); item.become('held'); }
        return false;
      }
    }
    if (this.refused()) return false;
    const bad = this.items.find(item => item.state === 'failed' && !(this.plain && item.stuck));
    if (!bad) return this.lend();
    if (bad.row) bad.focus(); else this.alarm.textContent = this.say('part-document-error-failed');
    return false;
  }
}
