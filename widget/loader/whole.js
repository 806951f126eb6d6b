// The element with everything in one script. In: where the node is. Out: whether this script is the one that defined it. Never: twice.

import * as does from './act.js';
import { TAG, define as element } from './element.js';

export const define = here => {
  if (customElements.get(TAG)) return false;
  does.listen();
  element((e, what, ...given) => what === 'connected' && !e.seat ? does.take(e, { here }) : does[what](e, ...given));
  return true;
};
