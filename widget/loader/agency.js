// The script tag of an agency's page, with the agency's form in it: what shows the form and holds what is pressed; the rest is a module of the
// same version. In: `<script src="…/{agency}/wasl.js?lang=" data-…  async>`. Out: the form where the tag stands. Never: a global.

import { place } from './element.js';
import { first } from './first.js';
import { grow } from './grow.js';

const script = document.currentScript;
if (script) {
  const { src, dataset } = script, here = new URL('..', src).href;
  // The node writes an object in the place of the text.
  const form = { ...'__WASL_FORM__', node: here, grow }, { page } = form;
  first(here, form);
  // The address of the script names the language, if anything does.
  place(script, here, dataset.agency ?? page.agency.id, dataset.lang ?? (/[?&]lang=/.test(src) && page.language));
}
