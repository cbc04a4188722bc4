// axe-core finds nothing: WCAG 2.0 to 2.2 at levels A and AA, and its best practices; light and dark, wide and narrow.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ask, setScheme, settle } from '../browser.mjs';
import { groupBy, onePerKind } from '../site.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations', 'incomplete'],
  // Reading the style a second time by request is what the page's own policy forbids.
  preload: false,
};

const SCHEMES = ['light', 'dark'];

export default {
  name: 'axe',
  about: 'no accessibility violation (axe), light and dark, 1280 and 360 px',
  pages: ({ visited }) => [...visited],
  run: (page, { visit, note, visited }) =>
    visit({ url: page.url }, async (opened) => {
      await opened.evaluate(AXE);
      const found = [];
      const look = async (width, state) => {
        await opened.setViewport({ width, height: 900 });
        for (const scheme of SCHEMES) {
          await setScheme(opened, scheme);
          await settle(opened);
          const { violations, incomplete } = await ask(opened, runAxe, OPTIONS);
          found.push(...violations.map((violation) => ({ ...violation, how: `${scheme} ${width} px${state}` })));
          for (const { rule, where, why } of incomplete) note(page, `axe cannot decide ${rule}: ${why}`, where);
        }
      };
      await look(1280, '');
      await look(360, '');
      // A clause that was linked to looks different, and the script may add to it.
      if (onePerKind([...visited]).includes(page) && (await ask(opened, arrive))) await look(1280, ' at a clause');
      const same = groupBy(found, ({ rule, where, why }) => `${rule} ${where} ${why}`);
      return [...same.values()].map((group) => ({
        what: `${group[0].rule}: ${group[0].help}`,
        where: `${group[0].where} (${group.map(({ how }) => how).join(', ')}): ${group[0].why}`,
      }));
    }),
};

/** Runs in the page: follows a link within the page, if there is one. */
function arrive() {
  const links = [...document.querySelectorAll('main a[href^="#"]')];
  links[Math.floor(links.length / 2)]?.click();
  return links.length > 0;
}

/** Runs in the page. */
async function runAxe(options) {
  const { violations, incomplete } = await globalThis.axe.run(document, options);
  const flat = (results) =>
    results.flatMap((result) =>
      result.nodes.map((node) => ({
        rule: result.id,
        help: result.help,
        where: node.target.flat().join(' '),
        why: [...node.any, ...node.all, ...node.none].map((check) => check.message)[0] ?? '',
      })),
    );
  return { violations: flat(violations), incomplete: flat(incomplete) };
}
