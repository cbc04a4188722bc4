// Without JavaScript every word of the page is there to be read, and the script adds no words of its own to the text.

import { ask } from '../browser.mjs';

export default {
  name: 'script',
  about: 'all words without JavaScript',
  pages: ({ visited }) => [...visited],
  async run(page, { visit }) {
    const { hidden, words } = await visit({ url: page.url, script: false }, (opened) => ask(opened, read));
    const live = await visit({ url: page.url }, (opened) => ask(opened, read));
    const known = new Set(words);
    const added = [...new Set(live.words)].filter((word) => !known.has(word));
    const waiting = hidden.filter((text) => text.inArticle || live.seen.includes(text.whole));
    const problems = waiting.map((text) => ({
      what: 'cannot be read without JavaScript',
      where: `“${text.whole.slice(0, 60)}”`,
    }));
    if (words.length === 0) problems.push({ what: 'has no words without JavaScript' });
    if (added.length > 0) {
      problems.push({ what: 'has words only with JavaScript', where: added.slice(0, 12).join(' ') });
    }
    return problems;
  },
};

/**
 * Runs in the page: the words that can be seen outside controls, the texts that can be seen, and those that
 * cannot. A text outside the article may be hidden for good: a line for paper alone, say.
 */
function read() {
  const words = [];
  const seen = [];
  const hidden = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.data.trim();
    if (text === '' || element.closest('script, style, template, noscript')) continue;
    // Words of a control are of use only with the script that moves it.
    if (element.closest('button, select, label, output, dialog, [role="status"], [aria-live]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const shown =
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 0 && box.height > 0;
    // What a closed fold holds can be opened.
    if (shown || element.closest('details:not([open])')) words.push(...text.split(/\s+/));
    else hidden.push({ whole: text, inArticle: element.closest('article') !== null });
    if (shown) seen.push(text);
  }
  return { words, seen, hidden };
}
