// Elements out of the node's own HTML. In: the HTML of a root. Out: the same grown without a parser (Trusted Types refuse one). Never: innerHTML.

const VOID = /^(?:br|hr|img|input|wbr)$/, SVG = 'http://www.w3.org/2000/svg';
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = text => text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) =>
  name ? NAMED[name] ?? whole : String.fromCodePoint(hex ? parseInt(hex, 16) : number));

/** The node's own HTML, which closes what it opens and quotes what it sets, as elements. Yields what is there so far before each
 * element whose attributes fit `mark`; goes on below the same root, wherever that stands by then. */
export function* grow(html, mark) {
  const top = document.createElement('div');
  let at = top, root;
  for (const [text, comment, tag, attributes] of html.matchAll(/<!--([^]*?)-->|<\/[^>]*>|<([\w-]+)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/g)) {
    if (comment != null) at.append(document.createComment(comment));
    else if (tag) {
      if (mark?.test(attributes)) yield root;
      const element = document.createElementNS(tag === 'svg' ? SVG : at.namespaceURI, tag);
      for (const [, name, value] of attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) element.setAttribute(name, decoded(value ?? ''));
      at.append(element);
      root ??= element;
      if (!VOID.test(tag)) at = element;
    } else if (text[0] === '<') at = at.parentNode;
    else at.append(decoded(text));
  }
  return root;
}
