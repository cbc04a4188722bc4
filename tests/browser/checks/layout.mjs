// No page scrolls sideways, from a telephone (320 px) to a wide screen.

import { ask, settle } from '../browser.mjs';

const WIDTHS = [320, 768, 1440, 2560];

export default {
  name: 'layout',
  about: `no sideways scrolling at ${WIDTHS.join(', ')} px`,
  pages: ({ visited }) => [...visited],
  run: (page, { visit }) =>
    visit({ url: page.url }, async (opened) => {
      const problems = [];
      for (const width of WIDTHS) {
        await opened.setViewport({ width, height: 900 });
        await settle(opened);
        const wide = await ask(opened, tooWide);
        if (wide) problems.push({ what: `scrolls sideways at ${width} px, by ${wide.by} px`, where: wide.where });
      }
      return problems;
    }),
};

/** Runs in the page: by how much the page is wider than the window, and the element that reaches farthest. */
function tooWide() {
  const root = document.documentElement;
  const by = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  if (by <= 0) return null;
  let farthest = null;
  let edge = root.clientWidth;
  for (const element of document.body.querySelectorAll('*')) {
    const right = element.getBoundingClientRect().right;
    let box = element.parentElement;
    while (box && getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
    if ((!box || box === document.body || box === root) && right > edge + 0.5) [farthest, edge] = [element, right];
  }
  if (!farthest) return { by, where: '' };
  const holder = farthest.closest('[id]');
  const name = `${farthest.tagName.toLowerCase()}${farthest.className ? `.${farthest.className}` : ''}`;
  return { by, where: holder && holder !== farthest ? `${name} in #${holder.id}` : name };
}
