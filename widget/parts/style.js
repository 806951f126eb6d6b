// The style of everything but the untouched form: other screens, errors, dialogs, what parts show. In: a seat in a host's page.
// Out: one more sheet behind the form's own. Never: on our own page, whose document has all of it, or a style element.

import css from 'wasl-later-sheet';

let sheet;

export function start({ place, sheet: own }) {
  // Without constructable sheets the whole is linked already.
  if (!own) return {};
  if (!sheet) { sheet = new CSSStyleSheet(); sheet.replaceSync(css); }
  const sheets = [...place.adoptedStyleSheets];
  // The site's own colours stay the last word.
  sheets.splice(sheets.indexOf(own) + 1, 0, sheet);
  place.adoptedStyleSheets = sheets;
  return {};
}
