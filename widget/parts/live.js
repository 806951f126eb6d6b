// An open case that stays true: when something is written in it, the page shows it without being loaded again.
// In: the seat of a case's screen. Out: the node's fresh HTML, worked into the one that is there; a sentence that says
// what is new. A socket says when; where none is to be had, the page is asked for from time to time while it is seen.
// Never: a typed word, an open fold, the focus or the place on the page lost; a request while nobody looks.
import { words } from './words.js';

const SLOT = '[data-part=live]', FIELDS = 'input:not([type=hidden]),textarea,select';
const SOON = 1000, POLL = 30000, POLL_MAX = 120000, PING = 45000, PATIENCE = 10000;
/** The node will not have this code, whoever asks again. */
const WRONG = 1008;

// Two nodes that stand for the same thing.
const name = node => node.id || node.dataset?.form || node.classList?.[0] || '';
const alike = (a, b) => a.nodeName === b.nodeName && name(a) === name(b);
/** Somebody is at work in it: it stays, even where the node has no more use for it. */
const touched = node => node.nodeType === 1 && (node.contains(node.getRootNode().activeElement)
  || [...node.querySelectorAll(FIELDS)].some(f => f.value !== (f.defaultValue ?? f.value) || f.checked !== f.defaultChecked));

const OURS = ['open', 'hidden', 'value', 'checked', 'data-wasl-script', 'aria-busy', 'data-copied'];
const attributes = (old, fresh) => {
  for (const { name, value } of fresh.attributes) if (!OURS.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!OURS.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
};

/** Makes `old` say what `fresh` says, with as few changes as there are differences. */
const renew = (old, fresh) => {
  if (old.nodeType !== 1) { if (old.data !== fresh.data) old.data = fresh.data; return; }
  if (old.matches('[data-part],' + FIELDS + ',input')) return;
  attributes(old, fresh);
  const rest = [...fresh.childNodes], kept = new Set();
  let from = 0;
  for (const child of [...old.childNodes]) {
    const at = rest.findIndex((f, n) => n >= from && alike(child, f));
    if (at >= 0) { renew(child, rest[at]); rest[at] = child; from = at + 1; }
    else if (touched(child)) kept.add(child);
    else child.remove();
  }
  let here = old.firstChild;
  for (const node of rest) {
    while (kept.has(here)) here = here.nextSibling;
    if (node === here) here = here.nextSibling;
    else old.insertBefore(node.ownerDocument === old.ownerDocument ? node : document.importNode(node, true), here);
  }
};

const scroller = element => {
  for (let e = element; e; e = e.assignedSlot ?? e.parentNode ?? e.host) {
    if (e.nodeType === 1 && e.scrollHeight > e.clientHeight && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
  }
  return document.scrollingElement;
};

export const start = seat => {
  let watched, socket, alive, asking, tries = 0, wait = POLL, timer, heard, told;

  const stop = () => {
    clearTimeout(timer);
    timer = alive = watched = null;
    const old = socket;
    socket = null;
    old?.close();
  };
  const later = ms => { clearTimeout(timer); timer = setTimeout(tick, ms); };
  const looked = () => !document.hidden && seat.root?.isConnected;

  /** The case as it stands now, if it stands otherwise than here. */
  const refresh = async () => {
    const here = seat.page?.screen.case;
    if (!here || asking || seat.busy) return;
    asking = true;
    const known = told;
    try {
      const { base_url, agency, language } = seat.page;
      const form = new URLSearchParams({ lang: language, reference: here.case.reference, access_code: here.access_code });
      const { root, page } = await seat.ask('POST', `${base_url}/${agency.id}/case`, form), there = page.screen.case;
      const say = await words(seat).catch(() => {});
      // Another screen came meanwhile, or the person is sending: what comes back then is newer.
      if (!there || seat.page?.screen.case !== here || seat.busy || JSON.stringify(there.case) === JSON.stringify(here.case)) return;
      const news = there.case.timeline.length > here.case.timeline.length;
      steadily(() => {
        renew(seat.root, root);
        here.case = there.case;
        sounds();
        if (news && say) announce(say('part-live-news'));
      });
    } catch { /* the network is away: the next time */ } finally {
      asking = false;
      // More was written while this was on its way.
      if (told !== known) catchUp();
    }
  };
  /** Changes the page so that what the person looks at stays where it is: what has the focus, else what is in the middle. */
  const steadily = change => {
    const seen = e => { const { top, bottom } = e.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
    const active = seat.root.getRootNode().activeElement, things = [...seat.root.querySelectorAll('.wasl-entry,details,form')];
    const held = seat.root.contains(active) && seen(active) ? active : things.find(e => seen(e) && e.getBoundingClientRect().top > innerHeight / 4);
    const before = held?.getBoundingClientRect().top;
    change();
    const moved = held?.isConnected && held.getBoundingClientRect().top - before;
    if (moved) scroller(seat.root).scrollBy({ top: moved, behavior: 'instant' });
  };
  const catchUp = () => looked() && told !== seat.page?.screen.case?.case.timeline.length && refresh();
  const announce = text => {
    const entries = seat.root.querySelectorAll('.wasl-entry'), last = entries[entries.length - 1], a = document.createElement('a');
    a.href = '#' + last.id;
    a.className = 'wasl-link';
    a.textContent = last.querySelector('.wasl-entry-what').textContent;
    place()?.replaceChildren(text + ' ', a);
  };
  /** Where it is said. It is there before anything is, so that a screen reader hears what comes. */
  const place = () => {
    const slot = seat.find(SLOT);
    if (slot && !slot.firstChild) {
      const p = document.createElement('p');
      p.className = 'wasl-live';
      p.setAttribute('role', 'status');
      slot.append(p);
    }
    return slot?.firstChild;
  };

  const connect = () => {
    if (socket || !looked()) return;
    const { case: { reference }, access_code } = seat.page.screen.case;
    let s = null;
    const lost = e => {
      clearTimeout(patience);
      if (s !== socket) return;
      socket = alive = null;
      s?.close();
      if (e?.code === WRONG) return stop();
      // Not all at once after a node came back. After some tries the page is asked for instead.
      if (++tries < 3) later(SOON * 2 ** tries * (.5 + Math.random()));
    };
    const patience = setTimeout(lost, PATIENCE);
    // A policy may forbid it: some browsers throw, some say so in an event, some never say that it is closed.
    try { s = socket = new WebSocket(`${seat.page.base_url.replace(/^http/, 'ws')}/v1/cases/${reference}/live`); } catch { return lost(); }
    s.onclose = s.onerror = lost;
    s.onopen = () => s.send(access_code);
    s.onmessage = e => {
      if (s !== socket) return;
      clearTimeout(patience);
      heard = true;
      if (e.data === 'pong') return;
      alive = true;
      tries = 0;
      wait = POLL;
      later(PING);
      told = JSON.parse(e.data).events;
      catchUp();
    };
  };
  const tick = () => {
    if (!seat.page?.screen.case || !seat.root.isConnected) return stop();
    if (!looked()) return; // woken when it is looked at again
    if (alive) {
      // What could not be fetched when it was told, while something was being sent, is fetched now.
      if (heard) { catchUp(); return greet(PING); }
      const old = socket;
      socket = alive = null;
      old.close();
      tries = 1;
    }
    if (tries > 1) {
      refresh();
      later(wait);
      wait = Math.min(wait * 1.5, POLL_MAX);
    } else later(PATIENCE);
    connect();
  };
  const greet = ms => {
    heard = false;
    socket.send('ping');
    later(ms);
  };
  const again = () => {
    if (!watched || !looked()) return;
    if (alive) { catchUp(); return greet(SOON * 3); }
    refresh();
    tick();
  };
  /** What can be listened to has its button, also where it has just come. */
  const sounds = () => {
    const { timeline } = seat.page.screen.case.case;
    if (seat.parts.listen) seat.parts.listen.screen();
    else if (timeline.some(entry => entry.documents?.some(d => d.media_type.startsWith('audio/')))) seat.part('listen').catch(() => {});
  };
  const screen = () => {
    const here = seat.page?.screen.case?.case.reference;
    if (here !== watched) stop();
    if (!here) return;
    place();
    sounds();
    if (watched) return alive ? catchUp() : again();
    watched = here;
    tries = 0;
    tick();
  };
  document.addEventListener('visibilitychange', again);
  addEventListener('online', again);
  addEventListener('pageshow', again);
  screen();
  return {
    screen,
    end: () => {
      stop();
      document.removeEventListener('visibilitychange', again);
      removeEventListener('online', again);
      removeEventListener('pageshow', again);
    },
  };
};
