// The form by which an agent acts in a case. In: the case's status; out: one action for the staff API.

import { el, problem } from './parts.mjs';

const ACTIONS = ['acknowledge', 'ask', 'message', 'answer', 'close'];
const NEEDS_TEXT = new Set(['ask', 'message', 'answer']);
const OUTCOMES = ['upheld', 'partly_upheld', 'not_upheld', 'inadmissible'];
const ENDED = new Set(['closed', 'withdrawn']);

export const canAct = (status) => !ENDED.has(status);

/** `send(action)` answers a promise; what the node refuses is shown above the button, the text stays. */
export function actionForm(w, status, send) {
  const fresh = ['received', 'forwarded', 'escalated'].includes(status);
  const offered = ACTIONS.filter((name) => name !== 'acknowledge' || fresh);
  const textarea = el('textarea', { id: 'text', name: 'text', rows: '5', dir: 'auto', maxlength: '10000' });
  const outcome = el(
    'select',
    { id: 'outcome', name: 'outcome' },
    el('option', { value: '' }, w.chooseOutcome),
    ...OUTCOMES.map((name) => el('option', { value: name }, w.outcomes[name])),
  );
  const textField = el('div', { class: 'field' }, el('label', { for: 'text' }, w.text), textarea);
  const outcomeField = el('div', { class: 'field' }, el('label', { for: 'outcome' }, w.outcome), outcome);
  const choice = (name, index) =>
    el('label', {}, el('input', { type: 'radio', name: 'action', value: name, checked: index === 0 }), w[name]);
  const trouble = el('div', {});
  const button = el('button', { class: 'button', type: 'submit' }, w.send);
  const form = el(
    'form',
    { method: 'post', novalidate: '' },
    el('fieldset', { class: 'choices' }, el('legend', {}, w.action), ...offered.map(choice)),
    outcomeField,
    textField,
    trouble,
    button,
  );
  const chosen = () => form.elements.action.value;
  const fit = () => {
    outcomeField.hidden = chosen() !== 'close';
    textField.hidden = chosen() === 'acknowledge';
  };
  form.addEventListener('change', fit);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const action = { action: chosen() };
    const text = textarea.value.trim();
    if (NEEDS_TEXT.has(action.action) || (action.action === 'close' && text)) action.text = text;
    if (action.action === 'close' && outcome.value) action.outcome = outcome.value;
    button.disabled = true;
    try {
      await send(action);
    } catch (refusal) {
      trouble.replaceChildren(problem(w, refusal));
    } finally {
      button.disabled = false;
    }
  });
  fit();
  return form;
}
