// What is wrong with a screen for somebody who does not see, hear or point as most do: axe's rules, the size of what is
// pressed, and whether anything hangs over the edge. In: a page. Out: sentences; a table of all of them at the end.

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RESULTS = fileURLToPath(new URL('results', import.meta.url));
const NOTES = join(RESULTS, 'axe.jsonl');
/** CSS pixels: what a thumb finds. */
const TARGET = 44;

/** What axe finds in the document, or inside one element. */
export async function violations(page, within) {
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(SOURCE);
  return page.evaluate(async (selector) => {
    const { violations: found } = await globalThis.axe.run(selector ?? document, { resultTypes: ['violations'] });
    return found.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.flat().join(' ')} ${n.failureSummary.replace(/\s+/g, ' ')}`).join(' | ')}`);
  }, within);
}

/** Whether something is wider than the window. */
export const overhang = (page) =>
  page.evaluate(() => (document.documentElement.scrollWidth > innerWidth ? [`wider than the window: ${document.documentElement.scrollWidth} > ${innerWidth}`] : []));

/** What can be pressed and is too small; a link inside a sentence may be as small as its words. */
export function smallTargets(page) {
  return page.locator('[data-wasl-root]').first().evaluate((place, least) => {
    const controls = 'button, input:not([type=hidden]), select, textarea, summary, a[href], [role=button]';
    const wrong = [];
    for (const e of place.querySelectorAll(controls)) {
      if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: false }) || e.closest('[aria-hidden=true], [inert]')) continue;
      const inSentence = e.localName === 'a' && ['P', 'LI', 'DD', 'SPAN', 'TD'].includes(e.parentElement.tagName) && getComputedStyle(e).display.startsWith('inline');
      const boxes = [e, ...(e.labels ?? [])].map((node) => node.getBoundingClientRect());
      // A label that is wide and high around or beside its small box is what the thumb meets.
      const fits = boxes.some((box) => box.width + 0.5 >= least && box.height + 0.5 >= least);
      if (!inSentence && !fits) wrong.push(`small target: ${e.localName}.${e.className} ${e.name ?? ''} ${e.textContent.trim().slice(0, 30)} ${boxes.map((b) => `${Math.round(b.width)}x${Math.round(b.height)}`).join(' ')}`);
    }
    return wrong;
  }, TARGET);
}

/** Writes down what was found on a screen, for the table. */
export function note(language, where, screen, found) {
  mkdirSync(RESULTS, { recursive: true });
  appendFileSync(NOTES, `${JSON.stringify({ language, where, screen, count: found.length })}\n`);
}

/** The table: how often something was found on each screen, by language. */
export function table() {
  if (!existsSync(NOTES)) return '';
  const notes = readFileSync(NOTES, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const languages = [...new Set(notes.map((n) => n.language))];
  const screens = [...new Set(notes.map((n) => n.screen))].sort();
  const cell = (screen, language) => {
    const here = notes.filter((n) => n.screen === screen && n.language === language);
    return here.length ? `${here.reduce((sum, n) => sum + n.count, 0)} of ${here.length}` : '';
  };
  const rows = screens.map((screen) => `| ${screen} | ${languages.map((language) => cell(screen, language)).join(' | ')} |`);
  const all = notes.reduce((sum, n) => sum + n.count, 0);
  return [
    '', 'What axe, the size of targets and the window’s edge found: findings of looks, by screen and language',
    `| screen | ${languages.join(' | ')} |`, `|---|${languages.map(() => '---').join('|')}|`, ...rows,
    `${all} findings in ${notes.length} looks`, '',
  ].join('\n');
}
