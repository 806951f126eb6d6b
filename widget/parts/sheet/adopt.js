// One more sheet for a screen in a host's page. In: a seat, a sheet, its place among ours. Out: it is there once, behind those that come before it.
// Never: on our own page, whose document has all of it, or a style element.

/** Makes a sheet; each seat that is given adopts the same one. `rank`: its place among ours, whichever comes first over the network. */
export const adopter = (css, rank) => {
  let sheet;
  return ({ place, sheet: own }) => {
    // Without constructable sheets the whole is linked already.
    if (!own) return {};
    if (!sheet) { sheet = Object.assign(new CSSStyleSheet(), { rank }); sheet.replaceSync(css); }
    const all = place.adoptedStyleSheets.filter(other => other !== sheet);
    // The site's own colours stay the last word.
    let at = all.indexOf(own) + 1;
    while (all[at]?.rank < rank) at += 1;
    all.splice(at, 0, sheet);
    place.adoptedStyleSheets = all;
    return {};
  };
};
