// The script tag of an agency's page, whole. In: `<script src="…/wasl.js" data-agency data-lang data-mode async>`. Out: the element, and one where
// the tag stands; on our own hosted page, what makes it live. Never: a global.

import { place } from './element.js';
import { Seat } from './seat.js';
import { define } from './whole.js';

const script = document.currentScript;
// A module does not know which tag it stands in, and so neither where the node is.
if (script) {
  const { src, dataset } = script;
  // Where the node is: this file's folder, above a version's.
  const here = new URL(/\/w\/\w+\/wasl\.js/.test(src) ? '../..' : '.', src).href;
  const first = define(here);

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
  place(script, here, dataset.agency, dataset.lang);
}
