// What the text seems to be about, proposed while the person writes: categories to take with one press, or who else is competent.
// In: a seat whose form asks for a category; answers of our own node to what stands in subject and body. Out: a line and buttons under the text.
// Never: a third party, a word that is kept, a choice that was not pressed, a form that waits; where the node does not answer, nothing.

import { make, words } from './words.js';

const PAUSE = 600, LEAST = 12; // milliseconds without a key, letters

class Matter {
  last = '';

  constructor(seat, say) {
    Object.assign(this, { seat, say });
    const { signal } = seat.life, on = (type, f) => seat.place.addEventListener(type, f, { signal });
    on('input', e => /^(subject|body)$/.test(e.composedPath()[0].name) && this.soon());
    on('change', e => /^(kind|category)$/.test(e.composedPath()[0].name) && !this.ours && this.clear());
    on('wasl:filed', () => this.clear());
  }
  get form() { return this.seat.find('[data-form=file]'); }
  field(name) { return this.form?.elements[name]; }
  get open() { const { form } = this, choice = this.field('category'); return form && choice && !choice.value; }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }
  async ask() {
    const { seat } = this, text = [this.field('subject')?.value, this.field('body')?.value].join('\n').trim();
    if (!this.open || this.off || !navigator.onLine || text === this.last || (text.match(/\p{L}/gu) ?? []).length < LEAST) return;
    this.last = text;
    this.asking?.abort();
    const { signal } = this.asking = new AbortController(), { agency, base_url, language } = seat.page;
    try {
      const body = JSON.stringify({ text: [...text].slice(0, 1e4).join(''), kind: this.field('kind')?.value || undefined, language });
      const answer = await fetch(`${base_url}/v1/agencies/${agency.id}/suggestions`, { method: 'POST', signal, body, headers: { 'content-type': 'application/json', 'accept-language': language } });
      // What the node will not do now it is not asked for again here.
      if (!answer.ok) { this.off = true; return; }
      this.found = await answer.json();
    } catch {
      return;
    }
    // Nothing appears while a finger is down.
    await seat.pressed;
    this.draw();
  }

  /** On the screen once the form is alive, or stays plain: what takes it over finds the node's own tree. */
  draw() {
    const { seat, found, say } = this;
    if (!found || !this.open || seat.state < 3 || this.node?.matches(':hover, :focus-within')) return;
    const here = this.field('body')?.closest('.wasl-section');
    if (!here) return;
    if (this.node?.parentNode !== here) {
      this.node?.remove();
      this.node = make('div', 'wasl-matter', '', { lang: say.language });
      this.status = make('p', 'wasl-hint', '', { '@role': 'status' });
      this.choice = make('div', 'wasl-draft-choice', '', { '@role': 'group', '@aria-label': say('part-matter-take') });
      this.node.append(this.status, this.choice);
      here.append(this.node);
    }
    const { categories, elsewhere, outside, because } = found, options = [...this.field('category').options];
    const offered = categories.filter(c => options.some(o => o.value === c.id && !o.disabled));
    const quoted = because.map(word => say('part-matter-word', { word })).join(say.language === 'ar' ? '، ' : ', ');
    const why = quoted && say('part-matter-because', { words: quoted });
    const said = offered.length ? say('part-matter-about', { name: offered[0].name }) : outside ? say('part-matter-outside') : elsewhere.length ? say('part-matter-elsewhere', { body: elsewhere[0].body }) : '';
    this.choice.replaceChildren(...offered.map(c => this.button(c)), ...(offered.length ? [] : elsewhere).map(body => this.body(body)));
    // Said once it is there to be found, and only if it is something else.
    const line = said && [said, why].filter(Boolean).join(' ');
    setTimeout(() => { if (this.status.textContent !== line) this.status.textContent = line; });
    this.hold();
  }
  button({ id, name }) {
    const button = make('button', 'wasl-tool', name, { type: 'button', '@aria-pressed': 'false' });
    button.onclick = () => {
      const choice = this.field('category');
      if (!choice) return;
      this.ours = true;
      choice.value = id;
      for (const type of ['input', 'change']) choice.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      this.ours = false;
      for (const other of this.choice.children) other.setAttribute('aria-pressed', other === button);
      this.status.textContent = this.say('part-matter-taken', { name });
    };
    return button;
  }
  body({ body, reason, url }) {
    const line = make('p', 'wasl-hint');
    if (url) line.append(make('a', '', body, { href: url, target: '_blank', rel: 'noopener' })); else line.append(make('strong', '', body));
    if (reason) line.append(` — ${reason}`);
    return line;
  }
  /** What stands below does not come up again under the finger. */
  hold() { if (this.node) this.node.style.minBlockSize = `${this.node.offsetHeight}px`; }
  clear() {
    this.asking?.abort();
    this.found = null;
    this.last = '';
    this.hold();
    if (this.node) this.status.textContent = '';
    this.choice?.replaceChildren();
    // Another kind: what was written may be asked about again.
    this.soon();
  }

  async screen() {
    const { seat } = this;
    if (seat.page?.language !== this.say.language) {
      this.say = await words(seat).catch(() => this.say);
      this.node?.remove();
      this.node = this.found = null;
      this.last = '';
      this.soon();
    }
    this.draw();
  }
  end() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }
}

export async function start(seat) {
  const part = new Matter(seat, await words(seat));
  part.soon();
  return part;
}
