// What changed between two texts is told by words and lines: every mark has words for a screen reader and an underline
// or a strike, on the screen, in the dark and on paper; a legend with both stands over the text.

import { ask, settle } from '../browser.mjs';

const KINDS = ['redline', 'packet'];

/** What a page is looked at as: the media type and the colours. */
const LOOKS = [
  ['screen', 'light'],
  ['screen', 'dark'],
  ['print', 'light'],
];

export default {
  name: 'redline',
  about: 'marks are words and lines, never colour alone',
  pages: ({ site }) => site.pages.filter((page) => KINDS.includes(page.kind)),
  run: (page, { visit }) =>
    visit({ url: page.url }, async (opened) => {
      const found = await ask(opened, spoken);
      for (const [media, colours] of LOOKS) {
        await opened.emulateMediaType(media);
        await opened.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colours }]);
        await settle(opened);
        for (const problem of await ask(opened, drawn)) {
          found.push({ ...problem, what: `${problem.what} (${media}, ${colours})` });
        }
      }
      return found;
    }),
};

/** Runs in the page: marks that a screen reader is not told of, and what is missing around the text. */
function spoken() {
  const problems = [];
  const told = { INS: ['inserted', 'insertion'], DEL: ['deleted', 'deletion'] };
  for (const mark of document.querySelectorAll('main :is(ins, del)')) {
    if (mark.closest('.marks-legend')) continue;
    const words = mark.textContent.trim();
    const [first, last] = told[mark.tagName];
    if (!words.startsWith(`[${first}: `) || !words.endsWith(`${last}]`)) {
      problems.push({ what: 'a mark says nothing to a screen reader', where: words.slice(0, 60) });
    }
    for (const hidden of mark.querySelectorAll('.vh')) {
      const { display, visibility } = getComputedStyle(hidden);
      if (display === 'none' || visibility === 'hidden' || hidden.closest('[aria-hidden=true]')) {
        problems.push({ what: 'the words of a mark are hidden from a screen reader', where: words.slice(0, 60) });
      }
    }
  }
  const legend = document.querySelector('.marks-legend');
  if (!legend?.querySelector('ins') || !legend.querySelector('del')) {
    problems.push({ what: 'has no legend with both marks', where: 'main' });
  }
  // What is read comes in the order of the page: the changes in words, then the text.
  const list = document.querySelector('section.changed');
  const text = document.querySelector('.marked-text');
  if (text && !(list && list.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    problems.push({ what: 'does not tell the changes in words before the text', where: 'main' });
  }
  return problems;
}

/** Runs in the page: marks that only a colour shows. */
function drawn() {
  const lines = { INS: 'underline', DEL: 'line-through' };
  const problems = [];
  for (const mark of document.querySelectorAll('main :is(ins, del)')) {
    const drawn = getComputedStyle(mark).textDecorationLine;
    if (!drawn.includes(lines[mark.tagName])) {
      problems.push({ what: `a mark has no ${lines[mark.tagName]}`, where: mark.textContent.trim().slice(0, 60) });
    }
  }
  return problems;
}
