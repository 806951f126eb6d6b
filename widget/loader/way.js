// The way out: a link to the form's own page, where our node cannot be reached from the page that the widget stands in. In: its address, a
// language. Out: an element. Never: a sentence that would have to be fetched.

const SAID = {
  ar: 'افتحوا الاستمارة في صفحتها الخاصة',
  fr: 'Ouvrir le formulaire sur sa propre page',
  en: 'Open the form on its own page',
  es: 'Abrir el formulario en su propia página',
  zgh: 'ⵕⵥⵎⴰⵜ ⵜⵉⴼⵔⴽⵉⵜ ⴳ ⵜⴰⵙⵏⴰ ⵏⵏⵙ',
};

export const link = (href, language) => Object.assign(document.createElement('a'), { href, target: '_blank', textContent: SAID[language] ?? SAID.fr });
