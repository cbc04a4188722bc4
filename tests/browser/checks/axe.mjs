// axe-core finds nothing: WCAG 2.0 to 2.2 at levels A and AA, and its best practices; light and dark, wide and narrow.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ask, setScheme, settle } from '../browser.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations', 'incomplete'],
  // Reading the style a second time by request is what the page's own policy forbids.
  preload: false,
};

const WIDTHS = [1280, 360];
const SCHEMES = ['light', 'dark'];

export default {
  name: 'axe',
  about: 'no accessibility violation (axe), light and dark, 1280 and 360 px',
  pages: ({ visited }) => [...visited],
  run: (page, { visit, note }) =>
    visit({ url: page.url }, async (opened) => {
      await opened.evaluate(AXE);
      const problems = [];
      for (const width of WIDTHS) {
        await opened.setViewport({ width, height: 900 });
        for (const scheme of SCHEMES) {
          await setScheme(opened, scheme);
          await settle(opened);
          const result = await ask(opened, runAxe, OPTIONS);
          problems.push(...result.violations.map(({ rule, help, where, why }) => ({
            what: `${rule}: ${help}`,
            where: `${where} (${scheme}, ${width} px${why ? `; ${why}` : ''})`,
          })));
          for (const { rule, where, why } of result.incomplete) note(page, `axe cannot decide ${rule}: ${why}`, where);
        }
      }
      return problems;
    }),
};

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
