// SurveyJS: its free renderer for plain pages, with its own style sheet, as its documentation embeds it.

import { Model } from 'survey-core';
import { renderSurvey } from 'survey-js-ui';
import 'survey-core/survey-core.fontless.min.css';
import { CATEGORIES, KINDS, LABELS, post } from './spec.js';

const choices = (list) => list.map(([value, text]) => ({ value, text }));
const text = (name, inputType, autocomplete, isRequired = true) => ({ type: 'text', name, title: LABELS[name], inputType, autocomplete, isRequired });

const SCHEMA = {
  completeText: LABELS.submit,
  completedHtml: `<p>${LABELS.sent}</p>`,
  showQuestionNumbers: 'off',
  elements: [
    { type: 'dropdown', name: 'kind', title: LABELS.kind, renderAs: 'select', isRequired: true, choices: choices(KINDS) },
    { type: 'dropdown', name: 'category', title: LABELS.category, renderAs: 'select', isRequired: true, choices: choices(CATEGORIES) },
    text('subject', 'text', 'off'),
    { type: 'comment', name: 'body', title: LABELS.body, rows: 8, isRequired: true },
    text('name', 'text', 'name'),
    text('email', 'email', 'email'),
    text('phone', 'tel', 'tel', false),
    { type: 'boolean', name: 'consent', title: LABELS.consent, renderAs: 'checkbox', isRequired: true },
  ],
};

export function mount(place) {
  const survey = new Model(SCHEMA);
  survey.onComplete.add(async (sender, options) => {
    options.showSaveInProgress();
    try {
      await post(sender.data);
      options.showSaveSuccess(LABELS.sent);
    } catch {
      options.showSaveError(LABELS.failed);
    }
  });
  renderSurvey(survey, place);
}
