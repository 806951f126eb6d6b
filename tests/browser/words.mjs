// The product's own words, read from its catalogues, so that a test says which promise it checks and not how it is phrased.
// In: words/locales/{language}.ftl. Out: the text of a message without variables, or a pattern for one with them.

import { readFileSync } from 'node:fs';

const catalogues = {};

function catalogue(language) {
  return (catalogues[language] ??= read(language));
}

function read(language) {
  const text = readFileSync(new URL(`../../words/locales/${language}.ftl`, import.meta.url), 'utf8');
  const messages = new Map();
  for (const [, key, value] of text.matchAll(/^([a-z][\w-]*) = (.+)$/gm)) messages.set(key, literal(value.trim()));
  return messages;
}

// A character written as a literal, such as the marks that keep a number left to right.
const literal = (value) => value.replace(/\{ "\\u([0-9a-fA-F]{4})" \}/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

const PLACEABLE = /\{[^{}]*\}/g;
// A page gives narrow and fixed spaces back as plain ones.
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');

/** The text of a message that has no variables. */
export function word(language, key) {
  const value = catalogue(language).get(key);
  if (value === undefined) throw new Error(`${language}.ftl has no one-line message ${key}`);
  return value;
}

/** A pattern for a message: whatever stands in the place of its variables fits. */
export function like(language, key) {
  const parts = word(language, key).split(PLACEABLE).map(escape);
  return new RegExp(parts.join('.*?'));
}
