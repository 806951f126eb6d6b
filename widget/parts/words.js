// The sentences of the widget's parts, in the language of the page. In: `parts/<language>.json`, compiled patterns
// (`{name}`, `{count|one=…|other=…}`, see words/src/pattern.rs). Out: `say(key, args)`. Never: a sentence of its own.

const catalogues = {};

/** What stands before and after the first `mark` that is not inside braces. */
const cut = (text, mark) => {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (!depth && text[i] === mark) return [text.slice(0, i), text.slice(i + 1)];
    depth += (text[i] === '{') - (text[i] === '}');
  }
  return [text, ''];
};

const choose = (cases, value, plural) => {
  let last = '', fitting;
  for (let rest = cases, one; rest;) {
    [one, rest] = cut(rest, '|');
    const at = one.indexOf('='), key = one.slice(0, at);
    last = one.slice(at + 1);
    if (key === String(value)) return last;
    if (key === plural) fitting = last;
  }
  return fitting ?? last;
};

const write = (pattern, args, language) => {
  let text = '';
  for (let rest = pattern; rest;) {
    const at = rest.indexOf('{');
    if (at < 0) return text + rest;
    text += rest.slice(0, at);
    const [inside, after] = cut(rest.slice(at + 1), '}'), [name, cases] = cut(inside, '|'), value = args?.[name];
    const plural = typeof value === 'number' ? new Intl.PluralRules(language).select(value) : '';
    text += cases ? write(choose(cases, value, plural), args, language) : value ?? '';
    rest = after;
  }
  return text;
};

/** The sentences for what is shown now: `(await words(seat))('part-…', { count: 2 })`. */
export const words = async seat => {
  const { language } = seat.page, url = `${seat.at}parts/${language}.json`;
  const catalogue = await (catalogues[url] ??= fetch(url).then(answer => answer.json()).catch(error => {
    delete catalogues[url];
    throw error;
  }));
  return (key, args) => key in catalogue ? write(catalogue[key], args, language) : key;
};
