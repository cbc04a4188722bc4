// One h1, no heading level skipped, unique ids, th with scope, one main; in the file, and again after the script ran.

import { ask } from '../browser.mjs';
import { inspectPage } from '../inspect.mjs';

export default {
  name: 'structure',
  about: 'ids, headings, tables, landmarks, titles',
  pages: ({ site }) => site.pages,
  async run(page, { facts, visited, visit, sameTitle }) {
    const problems = [...facts.get(page.path).problems];
    for (const other of sameTitle(page)) problems.push({ what: `has the title of ${other}`, where: 'title' });
    if (!visited.has(page)) return problems;
    const live = await visit({ url: page.url }, (opened) => ask(opened, inspectPage));
    const known = new Set(problems.map((problem) => problem.what));
    const late = live.problems.filter((problem) => !known.has(problem.what));
    return [...problems, ...late.map(({ what, where }) => ({ what: `after the script ran: ${what}`, where }))];
  },
};
