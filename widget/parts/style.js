// A style: what is wrong in the form, what is on its way, the dialog. In: a seat in a host's page. Out: one more sheet behind the form's own. Never: needed to see the
// untouched form.

import css from 'wasl-touched-sheet';
import { adopter } from './sheet/adopt.js';

export const start = adopter(css, 1);
