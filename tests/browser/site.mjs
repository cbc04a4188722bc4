// The site folder as a plain value: its files, and its pages as text. Knows nothing of a browser.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Reads the folder: `files` are paths with "/" from the folder, `pages` the HTML ones in the order of their paths. */
export async function readSite(folder) {
  const root = resolve(folder);
  const there = await stat(root).catch(() => null);
  if (!there?.isDirectory()) throw new Error(`${folder} is not a folder`);
  const files = new Set(await filesUnder(root, ''));
  const paths = [...files].filter((path) => path.endsWith('.html')).sort();
  if (paths.length === 0) throw new Error(`${folder} has no HTML page`);
  const pages = await Promise.all(paths.map((path) => readPage(root, path)));
  return { root, files, pages };
}

async function filesUnder(root, below) {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const lists = entries.map((entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesUnder(root, path) : [path];
  });
  return (await Promise.all(lists)).flat();
}

async function readPage(root, path) {
  const html = await readFile(join(root, path), 'utf8');
  return {
    path,
    html,
    url: pathToFileURL(join(root, path)).href,
    /** The class of the root element, which names the kind of the page; "" when it has none. */
    kind: /<html\b[^>]*\bclass="([^"]*)"/i.exec(html)?.[1] ?? '',
    /** How many folders stand above the page. */
    depth: path.split('/').length - 1,
  };
}

/**
 * At most `limit` pages: in turn from every group of one kind and depth, the largest page of a group first and then
 * pages spread over the group. All pages when they are few enough.
 */
export function sample(pages, limit) {
  if (pages.length <= limit) return pages;
  const groups = [...groupBy(pages, (page) => `${page.kind} ${page.depth}`).values()].map(spread);
  const chosen = new Set();
  for (let turn = 0; chosen.size < limit; turn += 1) {
    for (const group of groups) {
      if (turn < group.length && chosen.size < limit) chosen.add(group[turn]);
    }
  }
  return pages.filter((page) => chosen.has(page));
}

/** The largest page of every kind. */
export function onePerKind(pages) {
  return [...groupBy(pages, (page) => page.kind).values()].map((group) => spread(group)[0]);
}

export function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
}

/** The largest first, then steps through the rest that end far apart wherever one stops. */
function spread(group) {
  const rest = [...group].sort((a, b) => b.html.length - a.html.length || (a.path < b.path ? -1 : 1));
  const order = [];
  for (let step = rest.length; order.length < rest.length; step = Math.max(1, Math.floor(step / 2))) {
    for (let at = 0; at < rest.length; at += step) if (!order.includes(rest[at])) order.push(rest[at]);
  }
  return order;
}
