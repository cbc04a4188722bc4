// A page prints: Chromium makes a PDF of it, the text is all on the paper and nothing is cut off at the edge.

import { ask, settle } from '../browser.mjs';

// Letter paper less a margin of 3/4 inch on both sides, in CSS pixels.
const PAPER = 672;

export default {
  name: 'print',
  about: 'prints to PDF with all of its text',
  pages: ({ visited }) => [...visited],
  run: (page, { visit }) =>
    visit({ url: page.url, width: PAPER }, async (opened) => {
      const problems = [];
      const pdf = await opened.pdf({ format: 'letter', preferCSSPageSize: true, tagged: true, outline: true });
      if (Buffer.from(pdf.subarray(0, 5)).toString() !== '%PDF-') problems.push({ what: 'prints no PDF' });
      await opened.emulateMediaType('print');
      await settle(opened);
      problems.push(...(await ask(opened, onPaper)));
      return problems;
    }),
};

/** Runs in the page: what of the text is missing on paper or cut off at its edge. */
function onPaper() {
  const problems = [];
  const text = document.querySelector('article') ?? document.querySelector('main');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('script, style, template, noscript, nav, [hidden]')) continue;
    if (element.closest('form, label, button, select, output, [role="status"]')) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      problems.push({ what: 'is not on paper', where: `“${node.data.trim().slice(0, 60)}”` });
    }
  }
  for (const element of text.querySelectorAll('*')) {
    const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
    // A box of one pixel holds words for a screen reader only.
    if (cut && element.clientWidth > 1) {
      const holder = element.closest('[id]');
      problems.push({
        what: `is cut off at the edge of the paper, by ${element.scrollWidth - element.clientWidth} px`,
        where: `${element.tagName.toLowerCase()}.${element.className}${holder ? ` in #${holder.id}` : ''}`,
      });
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    problems.push({ what: `is wider than the paper, by ${root.scrollWidth - root.clientWidth} px` });
  }
  return problems;
}
