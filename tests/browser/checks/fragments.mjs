// A link within a page moves to its clause, and the clause is then in sight, not under a bar that stays on top.

import { ask, settle } from '../browser.mjs';
import { onePerKind, sample } from '../site.mjs';

export default {
  name: 'fragments',
  about: 'links within a page move to the clause',
  pages: ({ visited }) => {
    const within = [...visited].filter((page) => /<main[\s\S]*href="#/.test(page.html));
    return [...new Set([...onePerKind(within), ...sample(within, 12)])];
  },
  run: (page, { visit }) =>
    visit({ url: page.url, height: 700 }, async (opened) => {
      const problems = [];
      const values = await ask(opened, fragmentsOf);
      for (const value of some(values)) {
        await opened.evaluate(
          `document.querySelector('main a[href=' + ${JSON.stringify(JSON.stringify(value))} + ']').click()`,
        );
        await settle(opened);
        const what = await ask(opened, arrived, value);
        if (what) problems.push({ what, where: value });
      }
      return problems;
    }),
};

/** Six of a list at most, first and last among them. */
function some(values) {
  const step = Math.max(1, (values.length - 1) / 5);
  const picked = [];
  for (let at = 0; at < values.length; at += step) picked.push(values[Math.round(at)]);
  return [...new Set(picked)];
}

/** Runs in the page. */
function fragmentsOf() {
  const links = [...document.querySelectorAll('main a[href^="#"]')].map((link) => link.getAttribute('href'));
  return [...new Set(links)].filter((value) => value.length > 1);
}

/** Runs in the page: what is wrong after the link was followed. */
function arrived(value) {
  const target = document.querySelector(':target');
  if (location.hash !== value) return `the address ends with "${location.hash}" after the click`;
  if (!target) return 'nothing is marked as the target';
  const box = target.getBoundingClientRect();
  const atEnd = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
  if (box.top < -1) return `the target begins ${Math.round(-box.top)} px above the window`;
  if (box.top >= innerHeight && !atEnd) return 'the target is below the window';
  const over = document.elementFromPoint(Math.max(1, box.left + 5), Math.max(1, box.top + 3));
  for (let node = over; node && !node.contains(target); node = node.parentElement) {
    if (['fixed', 'sticky'].includes(getComputedStyle(node).position) && !target.contains(node)) {
      return `the target begins under ${node.tagName.toLowerCase()}.${node.className}`;
    }
  }
  return null;
}
