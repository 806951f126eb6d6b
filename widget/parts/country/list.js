// The countries by name, once somebody opens the door behind which they are asked for. One module a language. In: the list
// that came with the form, which has what was chosen and no more. Out: all of them, and the same one chosen.
// Never: anything before the door is open; on a page without scripts the node's own list is whole from the beginning.

import names from 'wasl-countries';

const fill = (list) => {
  const chosen = list.value, first = list.options[0];
  if (list.length > 2) return;
  list.replaceChildren(first, ...names.map(([code, name]) => new Option(name, code)));
  list.value = chosen;
};

export const start = () => ({ fill });
