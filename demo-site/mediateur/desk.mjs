// The Mediator's desk: sign in, the list of what arrived, one case, and the actions on it.
// In: the staff API (api.mjs) and the words; out: the page. Nothing is kept but the token and the language, in this tab.

import * as api from './api.mjs';
import { actionForm, canAct } from './actions.mjs';
import { badges, code, documents, el, facts, links, problem, timeline, waves, when } from './parts.mjs';
import { direction, other, words } from './words.mjs';

const EVERY = 5000;
const main = document.getElementById('main');
const live = document.getElementById('live');
const languageButton = document.getElementById('language');
const signOutButton = document.getElementById('sign-out');

const asked = new URLSearchParams(location.search).get('lang');
let language = words[asked] ? asked : sessionStorage.getItem('wasl-desk-language') ?? 'fr';
let w = words[language];
let status = '';
let wave = '';
let open = '';
let openStatus = '';
let panes;

function dress() {
  w = words[language];
  document.documentElement.lang = language;
  document.documentElement.dir = direction[language];
  document.title = w.title;
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = w[node.dataset.word];
  languageButton.textContent = other[language].label;
  languageButton.lang = other[language].language;
  signOutButton.hidden = !api.signedIn();
  sessionStorage.setItem('wasl-desk-language', language);
}

function leave(refusal) {
  api.signOut();
  open = '';
  location.hash = '';
  showSignIn(refusal);
}

function showSignIn(refusal) {
  dress();
  panes = undefined;
  const input = el('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', dir: 'ltr' });
  const trouble = el('div', {});
  if (refusal) trouble.append(problem(w, refusal));
  const submit = (event) => {
    event.preventDefault();
    const value = input.value.trim();
    if (!value) {
      trouble.replaceChildren(problem(w, { title: w.tokenMissing, errors: [] }));
      input.focus();
      return;
    }
    api.signIn(value);
    showDesk();
  };
  const form = el(
    'form',
    { class: 'signin', method: 'post', submit },
    el('h2', {}, w.signInTitle),
    el('p', {}, w.signInLead),
    el('div', { class: 'field' }, el('label', { for: 'token' }, w.token), input),
    trouble,
    el('button', { class: 'button', type: 'submit' }, w.signIn),
  );
  main.replaceChildren(form);
}

function showDesk() {
  dress();
  const list = el('ul', { class: 'list' });
  const filter = el(
    'select',
    { id: 'filter', change: () => { status = filter.value; refreshList(); } },
    el('option', { value: '' }, w.all),
    ...Object.entries(w.statuses).map(([value, text]) => el('option', { value }, text)),
  );
  filter.value = status;
  const bar = el(
    'div',
    { class: 'bar' },
    el('div', { class: 'field' }, el('label', { for: 'filter' }, w.filter), filter),
    el('button', { class: 'button light', type: 'button', click: () => { refreshList(); if (open) refreshCase(); } }, w.refresh),
  );
  const surges = el('div', { class: 'surges' });
  const below = el('div', {});
  const left = el('section', { class: 'pane left', 'aria-labelledby': 'cases' }, el('h2', { id: 'cases' }, w.cases), surges, bar, list, below);
  const right = el('section', { class: 'pane right', 'aria-live': 'off' });
  const desk = el('div', { class: 'desk' }, left, right);
  panes = { desk, surges, surging: '', list, below, right, timeline: undefined };
  main.replaceChildren(desk);
  refreshList();
  refreshWaves();
  showCase();
}

function row(item) {
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', 'data-reference': item.reference, 'aria-current': item.reference === open ? 'true' : undefined, click: () => { location.hash = `#/${item.reference}`; } },
      el('span', { class: 'subject', dir: 'auto' }, item.subject || w.erased),
      el('span', { class: 'meta' }, code(item.reference), w.kinds[item.kind], ...badges(w, item)),
      el('span', { class: 'meta' }, when(language, item.received_at), item.origin && code(item.origin.reference)),
    ),
  );
}

/** The waves with something to answer, above the list; drawn again only when something has changed, so that a button keeps its focus. */
async function refreshWaves() {
  const at = panes;
  try {
    const page = await api.listWaves(language);
    if (at !== panes || !at) return;
    const open = page.waves.filter((one) => one.open > 0 || one.wave === wave);
    const shown = JSON.stringify([open, wave]);
    if (at.surging === shown) return;
    at.surging = shown;
    const choose = (chosen) => {
      wave = chosen;
      refreshList();
      refreshWaves().then(() => at.surges.querySelector('button')?.focus({ preventScroll: true }));
    };
    at.surges.replaceChildren(...(open.length ? [waves(w, language, open, wave, choose)] : []));
  } catch {
    // The list says when the node does not answer.
  }
}

async function refreshList(cursor) {
  const at = panes;
  try {
    const page = await api.listCases(language, { status, wave, cursor });
    if (at !== panes || !at) return;
    const focused = document.activeElement?.dataset?.reference;
    const rows = page.cases.map(row);
    cursor ? at.list.append(...rows) : at.list.replaceChildren(...rows);
    at.paged = Boolean(cursor);
    if (focused) at.list.querySelector(`[data-reference="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    at.below.replaceChildren();
    if (!at.list.children.length) at.below.append(el('p', { class: 'empty' }, w.empty));
    if (page.cursor) at.below.append(el('p', { class: 'more' }, el('button', { class: 'button light', type: 'button', click: () => refreshList(page.cursor) }, w.more)));
  } catch (refusal) {
    if (at !== panes || !at) return;
    if (refusal.status === 401) leave({ ...refusal, title: w.tokenRefused, detail: refusal.title, errors: [] });
    else at.below.replaceChildren(problem(w, refusal));
  }
}

function markOpen() {
  panes.desk.classList.toggle('one', open !== '');
  for (const button of panes.list.querySelectorAll('button')) {
    if (button.dataset.reference === open) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

async function showCase() {
  if (!panes) return;
  open = decodeURIComponent(location.hash.replace(/^#\/?/, ''));
  markOpen();
  const at = panes;
  if (!open) {
    at.right.replaceChildren(el('p', { class: 'empty' }, w.choose));
    return;
  }
  const reference = open;
  at.right.replaceChildren(el('p', { class: 'empty' }, w.loading));
  const toList = el('button', { class: 'button light to-list', type: 'button', click: () => { location.hash = ''; } }, w.backToList);
  try {
    const item = await api.readCase(language, reference);
    if (at !== panes || reference !== open) return;
    const heading = el('h2', { tabindex: '-1', dir: 'auto' }, item.subject || w.erased);
    at.badges = el('p', { class: 'badges' });
    at.timeline = el('div', {});
    at.documents = el('div', {});
    at.links = el('div', {});
    at.named = '';
    at.linked = '';
    at.erased = item.erased_at;
    at.act = el('div', { class: 'act' });
    at.right.replaceChildren(
      el(
        'article',
        { class: 'case' },
        toList,
        heading,
        at.badges,
        facts(w, language, item),
        at.links,
        ...(item.erased_at ? [] : [el('h3', {}, w.filed), el('p', { class: 'prose', dir: 'auto' }, item.body)]),
        ...(item.prior_steps ? [el('h3', {}, w.priorSteps), el('p', { class: 'prose', dir: 'auto' }, item.prior_steps)] : []),
        at.documents,
        ...(item.history.length ? [el('h3', {}, w.history), timeline(w, language, history(item), 'past')] : []),
        el('h3', {}, w.timeline),
        at.timeline,
        at.act,
      ),
    );
    fill(item);
    offer(item);
    heading.focus({ preventScroll: true });
  } catch (refusal) {
    if (at !== panes || reference !== open) return;
    at.right.replaceChildren(el('div', { class: 'case' }, toList, problem(w, refusal)));
  }
}

/** What happened before; what the complainant declared when escalating stands under the steps already taken. */
const history = (item) => item.history.map((entry) => (entry.type === 'escalated' && item.prior_steps ? { ...entry, text: undefined } : entry));

/** Hands a document to the browser as a file to be kept; never shown as a page. */
async function save(reference, chosen, trouble) {
  try {
    const url = URL.createObjectURL(await api.readDocument(language, reference, chosen.id));
    el('a', { href: url, download: chosen.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    trouble.replaceChildren();
  } catch (refusal) {
    trouble.replaceChildren(problem(w, refusal));
  }
}

/** What changes without the agent: badges and timeline. The form is left alone, so that no text is lost. */
function fill(item) {
  panes.badges.replaceChildren(code(item.reference), w.kinds[item.kind], ...badges(w, item));
  panes.timeline.replaceChildren(timeline(w, language, item.timeline));
  belongs(item);
  // Only what has changed is drawn again: a button keeps its focus.
  const named = JSON.stringify(item.documents);
  if (panes.named === named) return;
  panes.named = named;
  const trouble = el('div', {});
  const all = documents(w, item.documents, (chosen) => save(item.reference, chosen, trouble));
  panes.documents.replaceChildren(...(item.documents.length ? [el('h3', {}, w.documents), all, trouble] : []));
}

/** Says of two cases that they are about the same, or not. */
async function say(reference, action, trouble) {
  const at = panes;
  live.textContent = '';
  try {
    await api.act(language, reference, action);
    const after = await api.readCase(language, reference);
    if (at !== panes || reference !== open) return;
    fill(after);
    live.textContent = w.done;
  } catch (refusal) {
    trouble.replaceChildren(problem(w, refusal));
  }
}

/** What a case belongs to: other cases of the same contact, and a wave. */
function belongs(item) {
  const linked = item.linked ?? [];
  const shown = JSON.stringify([linked, item.wave]);
  if (panes.linked === shown) return;
  panes.linked = shown;
  const trouble = el('div', {});
  const on = { open: (reference) => { location.hash = `#/${reference}`; }, say: (action, to) => say(item.reference, { action, to }, trouble) };
  const out = () => say(item.reference, { action: 'single_out' }, trouble).then(refreshWaves);
  const single = el('button', { class: 'button light', type: 'button', click: out }, w.waveLeave);
  panes.links.replaceChildren(
    ...(linked.length ? [el('h3', {}, w.linked), links(w, language, linked, on)] : []),
    ...(item.wave ? [el('p', { class: 'of-wave' }, w.waveOf, ' ', code(item.wave), ' ', single)] : []),
    trouble,
  );
}

function offer(item) {
  openStatus = item.status;
  const at = panes;
  at.act.replaceChildren(el('h3', {}, w.act));
  if (item.erased_at || !canAct(item.status)) {
    at.act.append(el('p', {}, w.nothing));
    return;
  }
  const reference = item.reference;
  at.act.append(
    actionForm(w, item.status, async (action) => {
      live.textContent = '';
      await api.act(language, reference, action);
      const after = await api.readCase(language, reference);
      if (at !== panes || reference !== open) return;
      fill(after);
      offer(after);
      live.textContent = w.done;
      refreshList();
    }),
  );
}

async function refreshCase() {
  const at = panes;
  const reference = open;
  try {
    const item = await api.readCase(language, reference);
    if (at !== panes || reference !== open || !at.timeline) return;
    // Nothing of what was erased stays on the screen.
    if (item.erased_at && !at.erased) return showCase();
    fill(item);
    const writing = at.act.querySelector('textarea')?.value || at.act.contains(document.activeElement);
    if (item.status !== openStatus && !writing) offer(item);
  } catch {
    // The list says when the node does not answer.
  }
}

languageButton.addEventListener('click', () => {
  language = other[language].language;
  api.signedIn() ? showDesk() : showSignIn();
});
signOutButton.addEventListener('click', () => leave());
addEventListener('hashchange', showCase);
setInterval(() => {
  if (!panes || document.hidden) return;
  if (!panes.paged) refreshList();
  refreshWaves();
  if (open && panes.timeline) refreshCase();
}, EVERY);

api.signedIn() ? showDesk() : showSignIn();
