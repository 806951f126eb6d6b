// A style: what documents, voice and draft show. In: a seat in a host's page. Out: one more sheet behind the form's own. Never: needed to see the
// untouched form.

import css from 'wasl-attached-sheet';
import { adopter } from './sheet/adopt.js';

export const start = adopter(css, 3);
