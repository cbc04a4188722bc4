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
    const problems = hidden.map((text) => ({ what: 'cannot be read without JavaScript', where: `“${text}”` }));
    if (words.length === 0) problems.push({ what: 'has no words without JavaScript' });
    if (added.length > 0) {
      problems.push({ what: 'has words only with JavaScript', where: added.slice(0, 12).join(' ') });
    }
    return problems;
  },
};

/** Runs in the page: the words that can be seen outside controls, and the beginnings of texts that cannot be seen. */
function read() {
  const words = [];
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
    const seen =
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 0 && box.height > 0;
    if (seen) words.push(...text.split(/\s+/));
    // What a closed fold holds can be opened; what is marked hidden outside the text waits for the script.
    else if (element.closest('details:not([open])')) words.push(...text.split(/\s+/));
    else if (element.closest('article') || !element.closest('[hidden]')) hidden.push(text.slice(0, 60));
  }
  return { words, hidden };
}
