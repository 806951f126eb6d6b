// The sentences of the parts. In: a seat (its language, where the assets are). Out: `say(key, args)`, sizes, times, dates.
// Never: a sentence of its own; where the catalogue cannot be fetched, a part does not start, and the form stays as the node sent it.

const catalogues = {};
/** First strong isolate and pop directional isolate: Latin text does not disturb the Arabic around it. */
const isolate = text => `\u2068${text}\u2069`;

/** Fetches the catalogue once for each language. A failure is not kept: the next part tries again. */
async function catalogue(at, language) {
  const url = `${at}parts/${language}.json`;
  try {
    return await (catalogues[url] ??= fetch(url).then(answer => answer.ok ? answer.json() : Promise.reject()));
  } catch {
    delete catalogues[url];
    throw new Error('no words');
  }
}

/** The plural category, as the node has it. Browsers know no rule for `zgh`; this is the one of `tzm`. */
function category(language, n) {
  if (language === 'zgh') return n <= 1 || n > 10 && n < 100 ? 'one' : 'other';
  return new Intl.PluralRules(language).select(n);
}

/** What stands before and after the first `mark` that is not inside braces. */
function cut(text, mark) {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === mark && !depth) return [text.slice(0, i), text.slice(i + 1)];
    depth += (c === '{') - (c === '}');
  }
  return [text, ''];
}

/** The case with the number itself, else its plural category, else the last one. */
function choose(cases, value, language) {
  const kind = typeof value === 'number' ? category(language, value) : '';
  let fitting, last = '';
  for (let rest = cases; rest;) {
    const [one, after] = cut(rest, '|'), [key, pattern] = cut(one, '=');
    if (key === String(value)) return pattern;
    if (key === kind) fitting = pattern;
    [rest, last] = [after, pattern];
  }
  return fitting ?? last;
}

/** Western digits, as Moroccan administrations write them. */
export function number(n, language, digits = 0) {
  const locale = { ar: 'ar-MA-u-nu-latn', zgh: 'fr' }[language] ?? language;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(n);
}

function place(value, language) {
  if (typeof value === 'number') return number(value, language);
  const text = String(value ?? '');
  return language === 'ar' && /[a-z]/i.test(text) ? isolate(text) : text;
}

/** A compiled pattern with its values put in. */
export function fill(pattern, args, language) {
  let text = '';
  for (let rest = pattern; rest;) {
    const at = rest.indexOf('{');
    if (at < 0) return text + rest;
    text += rest.slice(0, at);
    const [inside, after] = cut(rest.slice(at + 1), '}'), [name, cases] = cut(inside, '|');
    text += cases ? fill(choose(cases, args[name], language), args, language) : place(args[name], language);
    rest = after;
  }
  return text;
}

/** `say(key, args)` in the seat's language, with `say.size(bytes)`, `say.time(seconds)` and `say.date(millis)`. */
export async function words(seat) {
  const { language } = seat.page, known = await catalogue(seat.at, language);
  const say = (key, args = {}) => fill(known[key] ?? '', args, language);
  say.language = language;
  say.size = bytes => {
    const mega = bytes >= 2 ** 20, amount = mega ? bytes / 2 ** 20 : Math.max(1, bytes / 1024);
    return say(mega ? 'part-size-mega' : 'part-size-kilo', { size: number(amount, language, mega && amount < 10 ? 1 : 0) });
  };
  say.time = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  say.date = millis => {
    const at = new Date(millis), two = n => String(n).padStart(2, '0');
    if (!Intl.DateTimeFormat.supportedLocalesOf(language).length) {
      return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
    }
    const form = { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' };
    return new Intl.DateTimeFormat(language === 'ar' ? 'ar-MA-u-nu-latn' : language, form).format(at);
  };
  return say;
}

/** An element with its class, text and further properties; attributes begin with `@`. */
export function make(name, className, text, more = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const key in more) {
    if (key[0] === '@') element.setAttribute(key.slice(1), more[key]); else element[key] = more[key];
  }
  return element;
}
