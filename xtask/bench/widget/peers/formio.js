// form.io: its renderer (the smaller build without the form builder) with the Bootstrap styles that its templates need.

import { Formio } from '@formio/js/dist/formio.form.min.js';
import 'bootstrap/dist/css/bootstrap.min.css';
import '@formio/js/dist/formio.form.min.css';
import { CATEGORIES, KINDS, LABELS, post } from './spec.js';

const field = (type, key, more = {}) => ({ type, key, label: LABELS[key], input: true, validate: { required: true }, ...more });
const choices = (list) => ({ widget: 'html5', data: { values: list.map(([value, label]) => ({ value, label })) } });

const SCHEMA = {
  display: 'form',
  components: [
    field('select', 'kind', choices(KINDS)),
    field('select', 'category', choices(CATEGORIES)),
    field('textfield', 'subject'),
    field('textarea', 'body', { rows: 8 }),
    field('textfield', 'name', { autocomplete: 'name' }),
    field('email', 'email', { autocomplete: 'email' }),
    field('textfield', 'phone', { autocomplete: 'tel', validate: {} }),
    field('checkbox', 'consent'),
    { type: 'button', action: 'submit', key: 'submit', label: LABELS.submit, theme: 'primary', input: true },
  ],
};

export async function mount(place) {
  const form = await Formio.createForm(place, SCHEMA);
  form.nosubmit = true; // what was typed goes to this page's server, not to the vendor's
  form.on('submit', async ({ data }) => {
    try {
      await post(data);
      form.emit('submitDone');
    } catch {
      form.emit('submitError', LABELS.failed);
    }
  });
}
