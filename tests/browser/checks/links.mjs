// Every link, script, style and picture of every file leads to a file of the site, and every fragment to an id there.

import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export default {
  name: 'links',
  about: 'links and fragments land, also from file://',
  pages: ({ site }) => site.pages,
  async run(page, { site, facts, styleProblems }) {
    const problems = [];
    for (const link of facts.get(page.path).links) {
      const what = faultOf(site, facts, page, link);
      if (what) problems.push({ what, where: link.where });
      else if (link.rel === 'stylesheet') problems.push(...(await styleProblems(page, link.value)));
    }
    return problems;
  },
};

/** What is wrong with a link; none when it lands, or leads to another site as links may. */
function faultOf(site, facts, page, { value, tag, rel }) {
  const loads = tag !== 'a' && tag !== 'area' && !['canonical', 'alternate', 'license'].includes(rel);
  if (/^(https?:)?\/\//i.test(value)) return loads ? `loads ${value} from elsewhere` : null;
  if (/^(mailto|tel):/i.test(value)) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return `the address ${value} is of an unexpected kind`;
  if (value.startsWith('/')) return `the address ${value} begins with "/", so the site cannot stand in a folder`;
  const target = targetOf(site, page.path, value);
  if (target === null) return `the address ${value} leads out of the site`;
  if (!site.files.has(target.path)) return `the address ${value} leads to no file`;
  if (target.fragment === '' || target.fragment === 'top') return null;
  const ids = facts.get(target.path)?.idSet;
  if (ids && !ids.has(target.fragment)) return `the address ${value} leads to no id`;
  return null;
}

/** The file, as a path in the site, and the fragment that an address of a page names; null outside the site. */
export function targetOf(site, from, value) {
  const url = new URL(value, pathToFileURL(join(site.root, from)));
  const fragment = decodeURIComponent(url.hash.slice(1));
  url.hash = '';
  url.search = '';
  const path = relative(site.root, fileURLToPath(url)).split(sep).join('/');
  if (path.startsWith('..')) return null;
  return { path, fragment };
}

/** What is wrong with the addresses in a style: `url(...)` and `@import`. */
export async function faultsOfStyle(site, path) {
  const style = await readFile(join(site.root, path), 'utf8');
  const text = style.replace(/\/\*[\s\S]*?\*\//g, '');
  const addresses = [...text.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']/g)];
  return addresses
    .map((match) => match[1] ?? match[2])
    .filter((value) => !value.startsWith('#'))
    .filter((value) => {
      if (/^[a-z][a-z0-9+.-]*:|^\//i.test(value)) return true;
      const target = targetOf(site, path, value);
      return target === null || !site.files.has(target.path);
    })
    .map((value) => ({ what: `${path} loads ${value}, which is no file of the site`, where: '' }));
}
