// What a form that came with its script needs once it is drawn: a module of the same version. In: an element and its first moments. Out: what
// `act` does, and the rest of the form's style. Never: needed to see the form, or to type in it.

import * as act from './act.js';
import rest from 'wasl-form-sheet';

export * from './act.js';
export const take = (element, early) => {
  early.rest = rest;
  act.take(element, early);
};
