// Small pieces of the page, made with the DOM's own calls. Text only ever goes in as text.

/** An element: attributes (a function is a listener, true or false a property), then children or strings. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (typeof value === 'boolean') node[name] = value;
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ''));
  return node;
}

export function when(language, time, withHour = true) {
  const options = { dateStyle: 'long', timeZone: 'Africa/Casablanca', ...(withHour && { timeStyle: 'short' }) };
  const text = new Intl.DateTimeFormat(language === 'ar' ? 'ar-MA' : 'fr-MA', options).format(new Date(time));
  return el('time', { datetime: time }, text);
}

export const code = (text) => el('bdi', { class: 'code', dir: 'ltr' }, text);

export function badges(w, item) {
  return [
    el('span', { class: `badge ${item.status}` }, w.statuses[item.status] ?? item.status),
    item.outcome && el('span', { class: 'badge' }, w.outcomes[item.outcome] ?? item.outcome),
    item.overdue && el('span', { class: 'badge late' }, w.overdue),
    item.erased_at && el('span', { class: 'badge' }, w.erased),
  ].filter(Boolean);
}

/** A refusal as the node explains it: title, detail, and each field's sentence. */
export function problem(w, refusal) {
  const box = el('div', { class: 'problem', role: 'alert' });
  const title = refusal.title || (refusal.status === 0 ? w.unreachable : `${refusal.status}`);
  box.append(el('p', {}, el('strong', {}, title)));
  if (refusal.detail && refusal.detail !== title) box.append(el('p', {}, refusal.detail));
  if (refusal.errors.length) box.append(el('ul', {}, ...refusal.errors.map((error) => el('li', {}, error.message))));
  return box;
}

export function timeline(w, language, entries, name = 'timeline') {
  const said = (entry) => {
    const about = [entry.outcome && (w.outcomes[entry.outcome] ?? entry.outcome), entry.rating && `${entry.rating}/5`, entry.to, entry.confidence && `${entry.confidence} %`].filter(Boolean).join(' · ');
    const who = [entry.actor.name ?? w.roles[entry.actor.role] ?? entry.actor.role, entry.actor.body].filter(Boolean).join(', ');
    return el(
      'li',
      { class: entry.actor.role },
      el('strong', {}, w.events[entry.type] ?? entry.type),
      about && ` – ${about}`,
      el('div', { class: 'when' }, `${who} · `, when(language, entry.at), entry.in_reply_to && ` · ${w.inReplyTo}${entry.in_reply_to}`),
      entry.text && el('p', { class: 'prose said', dir: 'auto' }, entry.text),
    );
  };
  return el('ol', { class: name }, ...entries.map(said));
}

/** The documents of a case: a button that saves each, or why it cannot be had. */
export function documents(w, list, save) {
  const one = (document) => {
    const withheld = w.withheld[document.scan];
    const get = () => el('button', { class: 'button light', type: 'button', 'aria-label': `${w.download} ${document.name}`, click: () => save(document) }, w.download);
    return el('li', { 'data-document': document.id }, el('bdi', {}, document.name), ' ', withheld ? el('span', { class: 'when' }, withheld) : get());
  };
  return el('ul', { class: 'documents' }, ...list.map(one));
}

/** The cases that a case is linked to: each opens, is confirmed and undone by a press. */
export function links(w, language, list, { open, say }) {
  const press = (text, reference, click) => el('button', { class: 'button light', type: 'button', 'aria-label': `${text} ${reference}`, click }, text);
  const one = ({ reference, since, confirmed }) =>
    el(
      'li',
      { 'data-linked': reference },
      code(reference), ' ',
      el('span', { class: 'when' }, confirmed ? w.linkConfirmed : w.linkFound, ' · ', when(language, since)), ' ',
      press(w.linkOpen, reference, () => open(reference)), ' ',
      !confirmed && press(w.linkConfirm, reference, () => say('link', reference)), ' ',
      press(w.linkUndo, reference, () => say('unlink', reference)),
    );
  return el('ul', { class: 'documents links' }, ...list.map(one));
}

/** What many people file about: a press shows only the cases of one wave, another one all cases again. */
export function waves(w, language, list, chosen, choose) {
  const one = (wave) =>
    el(
      'li',
      { 'data-wave': wave.wave },
      el('strong', {}, w.wave(wave)), ' ',
      el('span', {}, wave.category_name || wave.category, wave.words.length ? ' · ' : '', el('bdi', {}, wave.words.join(' · '))), ' ',
      el('span', { class: 'when' }, when(language, wave.since, false)), ' ',
      el(
        'button',
        { class: 'button light', type: 'button', 'aria-pressed': String(chosen === wave.wave), click: () => choose(chosen === wave.wave ? '' : wave.wave) },
        chosen === wave.wave ? w.waveAll : w.waveOnly,
      ),
    );
  return el('ul', { class: 'waves' }, ...list.map(one));
}

export function facts(w, language, item) {
  const person = item.complainant ?? {};
  const rows = [
    [w.from, item.from ?? item.origin?.peer ?? w.direct],
    item.origin && [w.originReference, code(item.origin.reference)],
    [w.complainant, el('span', { dir: 'auto' }, [person.name, person.email, person.phone].filter(Boolean).join(' · ') || '–')],
    [w.category, item.category_name || item.category],
    [w.received, when(language, item.received_at)],
    [w.due, when(language, item.due_at, false)],
    item.erased_at && [w.erasedAt, when(language, item.erased_at, false)],
  ].filter(Boolean);
  return el('dl', { class: 'facts' }, ...rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}
