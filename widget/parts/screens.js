// A style: every screen but the form. In: a seat in a host's page. Out: one more sheet behind the form's own. Never: needed to see the
// untouched form.

import css from 'wasl-screens-sheet';
import { adopter } from './sheet/adopt.js';

export const start = adopter(css, 2);
