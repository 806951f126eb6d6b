// Documents beside a form: chosen, made smaller, sent ahead of it, and named in it when they are there.
// In: a seat whose forms have slots `documents` and a file field. Out: `seat.parts.documents` with `take`, `add`, `flush`, `before`, `kept`, `restore`.
// Never: anything to a node but the one whose page this is; a form that goes while its documents are still on the way.

import { Box } from './documents/box.js';
import { words } from './words.js';

class Documents {
  boxes = new Map();

  constructor(seat, say) {
    Object.assign(this, { seat, say });
    // A message that was sent takes its documents with it.
    this.filed = () => this.boxes.get('file')?.clear();
    seat.place.addEventListener('wasl:filed', this.filed);
    this.network = () => { for (const box of this.boxes.values()) box.show(); };
    for (const type of ['online', 'offline']) addEventListener(type, this.network);
  }
  get endpoint() {
    const { base_url, agency } = this.seat.page;
    return `${base_url}/v1/agencies/${encodeURIComponent(agency.id)}/documents`;
  }

  /** After every change of screen: each form's documents are in its own slot. */
  async screen() {
    const { seat, say } = this;
    if (seat.page.language !== say.language) {
      this.say = await words(seat).catch(() => this.say);
      for (const box of this.boxes.values()) box.build();
    }
    const { case: shown } = seat.page.screen;
    for (const slot of seat.root.querySelectorAll('[data-part=documents]')) {
      const form = slot.closest('form'), name = form.dataset.form;
      const box = this.boxes.get(name) ?? this.boxes.set(name, new Box(this, name)).get(name);
      // A form of a case that went through comes back empty.
      if (shown && box.went && shown.form !== name) box.clear();
      box.went = false;
      box.mount(slot, form.querySelector('input[type=file]'));
    }
  }
  /** Files that were chosen in a form's field. */
  take(input) { this.boxes.get(input.form?.dataset.form)?.take(input); }
  /** A document of the filing form from another part; a voice message waits until the form is sent. */
  add(blob, { voice = false, name = 'document', seconds, type = blob.type.split(';')[0] } = {}) {
    const box = this.boxes.get('file');
    const item = box.put({ blob, name, type, voice, seconds });
    if (!voice) box.line(item);
    return item;
  }
  remove(item) { item.box.remove(item); }
  get voice() { return this.boxes.get('file')?.items.find(item => item.voice); }

  flush(name = 'file') { return this.boxes.get(name)?.flush(); }
  /** Asked before a form is sent. */
  async before(form) {
    const box = this.boxes.get(form?.dataset.form ?? 'file');
    if (!box) return true;
    const { voice } = this.seat.parts;
    // Without the agreement the form comes back at once, and nothing more leaves with it.
    if (form?.elements.consent && !form.elements.consent.checked) {
      if (box.name === 'file' && (this.voice ? this.voice.state !== 'done' : voice?.state === 'recording')) box.spoken(form);
      return true;
    }
    // A recording that still runs ends here and goes along.
    if (box.name === 'file') await voice?.finish?.();
    return box.went = await box.flush();
  }
  /** What is not at the node yet, and not in the form either. */
  holds(form) {
    const box = this.boxes.get(form.dataset.form);
    return box && !box.lent && box.items.some(item => item.open || item.state === 'failed');
  }

  /** What a draft keeps, and takes back. */
  kept() { return (this.boxes.get('file')?.items ?? []).filter(item => !['refused', 'failed'].includes(item.state)).map(item => item.kept()); }
  restore(list) {
    const box = this.boxes.get('file');
    if (!box) return;
    for (const from of list) if (!box.items.some(item => item.key === from.key)) {
      const item = box.put(from);
      if (!item.voice) box.line(item);
    }
  }
  keep() { this.seat.parts.draft?.changed?.(); }
  pending() { this.seat.parts.draft?.pending?.(); }

  end() {
    this.seat.place.removeEventListener('wasl:filed', this.filed);
    for (const type of ['online', 'offline']) removeEventListener(type, this.network);
    for (const box of this.boxes.values()) box.clear();
  }
}

export async function start(seat) {
  const part = new Documents(seat, await words(seat));
  seat.parts.documents = part;
  await part.screen();
  return part;
}
