// The script tag of an agency's page. In: `<script src="…/wasl.js" data-agency data-lang data-mode async>`, or `…/{agency}/wasl.js?lang=`, which brings
// the agency's form with it. Out: the element, and one where the tag stands; on our own hosted page, what makes it live. Never: a global.

import { TAG, define } from './element.js';
import { Seat } from './seat.js';
import { grow } from './tree.js';

const script = document.currentScript, { agency, lang, mode, label, place } = script?.dataset ?? {}, src = script?.src;
// In the script of an agency the node writes an object in the place of the text.
const given = WITH_FORM ? { ...'__WASL_FORM__', grow } : null;
// A module does not know which tag it stands in, and so neither where the node is.
if (script) {
  // Where the node is: this file's folder, above an agency's or a version's.
  const here = new URL(given ? '..' : /\/w\/\w+\/wasl\.js/.test(src) ? '../..' : '.', src).href;

  const first = define(here, given);

  // Our own hosted page: the form is there, and posts by itself.
  const enhance = () => {
    const root = document.querySelector('[data-wasl-root]'), data = document.querySelector('[data-wasl-data]');
    if (!root || !data) return;
    const seat = new Seat(root.parentNode, here, true);
    seat.take({ root, page: JSON.parse(data.textContent), labels: data.dataset });
    seat.changed();
    seat.settle();
    if (parent !== self) seat.part('frame').catch(() => {});
  };
  if (first) document.readyState === 'loading' ? addEventListener('DOMContentLoaded', enhance) : enhance();

  const whose = agency ?? given?.page.agency.id;
  if (whose && place !== 'none') {
    const e = document.createElement(TAG);
    e.setAttribute('agency', whose);
    e.setAttribute('node', here);
    // The address of the script names the language, if anything does.
    const language = lang ?? (/[?&]lang=/.test(src) && given?.page.language);
    if (language) e.lang = language;
    if (mode) e.setAttribute('mode', mode);
    if (label != null) e.setAttribute('label', label);
    script.after(e);
  }
}
