// The floor: a form written by hand for this page alone, with a label, a rule and a place for its error at each field.

import './form.css';
import { CATEGORIES, KINDS, LABELS, post } from './spec.js';

const OPTIONAL = ['phone'];

const wrap = (name, control) => `<p><label for="cf-${name}">${LABELS[name]}</label>${control}<span class="err" id="cf-${name}-err"></span></p>`;
const rules = (name) => `id="cf-${name}" name="${name}" aria-describedby="cf-${name}-err"${OPTIONAL.includes(name) ? '' : ' required'}`;
const input = (name, type, complete) => wrap(name, `<input ${rules(name)} type="${type}" autocomplete="${complete}">`);
const select = (name, options) =>
  wrap(name, `<select ${rules(name)}><option value="">${LABELS.choose}</option>${options.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select>`);

export function mount(place) {
  place.innerHTML = `<form class="cf" novalidate>
${select('kind', KINDS)}${select('category', CATEGORIES)}${input('subject', 'text', 'off')}
${wrap('body', `<textarea ${rules('body')} rows="8"></textarea>`)}
${input('name', 'text', 'name')}${input('email', 'email', 'email')}${input('phone', 'tel', 'tel')}
<p class="check"><input ${rules('consent')} type="checkbox"><label for="cf-consent">${LABELS.consent}</label><span class="err" id="cf-consent-err"></span></p>
<p><button type="submit">${LABELS.submit}</button></p><p role="status"></p></form>`;
  const form = place.firstElementChild;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, form.querySelector('[role=status]'));
  });
}

async function send(form, status) {
  let first;
  for (const control of form.elements) {
    if (!control.name) continue;
    const { valid, valueMissing } = control.validity;
    control.setAttribute('aria-invalid', String(!valid));
    form.querySelector(`#${control.id}-err`).textContent = valid ? '' : valueMissing ? LABELS.required : LABELS.badEmail;
    if (!valid) first ??= control;
  }
  if (first) return first.focus();
  try {
    await post(Object.fromEntries(new FormData(form)));
    status.textContent = LABELS.sent;
  } catch {
    status.textContent = LABELS.failed;
  }
}
