// Runs the checks on a built site and prints a line for each; see ../README.md.

import { parseArgs } from 'node:util';
import { ask, start } from './browser.mjs';
import { faultsOfStyle, targetOf } from './checks/links.mjs';
import axe from './checks/axe.mjs';
import fragments from './checks/fragments.mjs';
import keyboard from './checks/keyboard.mjs';
import layout from './checks/layout.mjs';
import links from './checks/links.mjs';
import markup from './checks/markup.mjs';
import matrix from './checks/matrix.mjs';
import open from './checks/open.mjs';
import print from './checks/print.mjs';
import redline from './checks/redline.mjs';
import script from './checks/script.mjs';
import served from './checks/served.mjs';
import structure from './checks/structure.mjs';
import terms from './checks/terms.mjs';
import { inspectText } from './inspect.mjs';
import { Report } from './report.mjs';
import { serve } from './server.mjs';
import { groupBy, readSite, sample } from './site.mjs';

// In this order they run: what needs no browser of its own comes first.
const CHECKS = [markup, links, structure, open, served, layout, script, print, redline, fragments, terms, matrix, keyboard, axe];

const USAGE = `Usage: node run.mjs SITE [--only CHECK]... [--pages N] [--all]

  SITE           folder of a built site
  --only CHECK   run this check alone: ${CHECKS.map((check) => check.name).join(', ')}
  --pages N      open at most N pages in the browser, spread over the site (40)
  --all          print every place of a problem, not the first few

The browser is /usr/bin/chromium, or the program that CHROMIUM names.
Exit status: 0 all passed, 1 problems found, 2 could not run.`;

/** Pages that are open at the same time. */
const TOGETHER = 3;
/** Seconds that one check may take on one page, and the whole run. */
const PAGE_SECONDS = 120;
const RUN_SECONDS = 1200;

class WrongUse extends Error {}

function settings() {
  let given;
  try {
    given = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        pages: { type: 'string', default: '40' },
        all: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse(error.message);
  }
  const { values, positionals } = given;
  if (values.help) return null;
  const unknown = values.only.find((name) => !CHECKS.some((check) => check.name === name));
  const limit = Number(values.pages);
  if (positionals.length !== 1) throw new WrongUse('one SITE is needed');
  if (unknown !== undefined) throw new WrongUse(`there is no check "${unknown}"`);
  if (!Number.isInteger(limit) || limit < 1) throw new WrongUse('--pages is a whole number from 1');
  const checks = CHECKS.filter((check) => values.only.length === 0 || values.only.includes(check.name));
  return { folder: positionals[0], checks, limit, all: values.all };
}

async function main() {
  const options = settings();
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  const site = await readSite(options.folder);
  const browser = await start();
  const server = await serve(site);
  const close = async () => {
    server.close();
    await browser.close();
  };
  const leave = (why, status) => {
    console.error(why);
    close().finally(() => process.exit(status));
  };
  process.once('SIGINT', () => leave('stopped', 130));
  process.once('SIGTERM', () => leave('stopped', 143));
  const watch = setTimeout(() => leave(`not finished after ${RUN_SECONDS} seconds`, 2), RUN_SECONDS * 1000);
  try {
    const report = new Report(options.all);
    const tools = await prepare(site, browser, server, report, options.limit);
    console.log(
      `${site.pages.length} pages, ${tools.visited.size} of them opened in ${await browser.chromium.version()}`,
    );
    for (const check of options.checks) await runCheck(check, tools, report);
    report.finish();
    return report.failed > 0 ? 1 : 0;
  } finally {
    clearTimeout(watch);
    await close();
  }
}

/** What the checks share: the site, what its documents say of themselves, and the way to open a page. */
async function prepare(site, browser, server, report, limit) {
  const facts = new Map();
  await browser.visit({ url: 'about:blank' }, async (blank) => {
    for (const page of site.pages) {
      const fact = await ask(blank, inspectText, page.html);
      facts.set(page.path, { ...fact, idSet: new Set(fact.ids) });
    }
  });
  const titles = groupBy(site.pages, (page) => facts.get(page.path).title);
  const answers = new Map();
  const styles = new Map();
  return {
    site,
    facts,
    server,
    visited: new Set(sample(site.pages, limit)),
    visit: browser.visit,
    note: (page, what, where) => report.note(page.path, what, where),
    /** The first other page with the same title, as a list of none or one. */
    sameTitle: (page) => {
      const [first] = titles.get(facts.get(page.path).title);
      return first === page ? [] : [first.path];
    },
    /** The status that the server answers for an address; asked once. */
    answers: (address) => {
      if (!answers.has(address))
        answers.set(
          address,
          fetch(address, { method: 'HEAD' }).then((got) => got.status),
        );
      return answers.get(address);
    },
    /** What is wrong in a style that a page names; looked at once, and told to the first page that names it. */
    styleProblems: async (page, value) => {
      const path = targetOf(site, page.path, value).path;
      if (styles.has(path)) return [];
      styles.set(path, true);
      return faultsOfStyle(site, path);
    },
  };
}

/** One check on all of its pages, a few at a time. */
async function runCheck(check, tools, report) {
  const pages = check.pages(tools);
  const begun = Date.now();
  const found = new Map();
  let next = 0;
  const worker = async () => {
    while (next < pages.length) {
      const page = pages[next];
      next += 1;
      found.set(page, await problemsOf(check, page, tools));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  const results = pages.map((page) => ({ page: page.path, problems: found.get(page) }));
  report.check(check, results, (Date.now() - begun) / 1000);
}

async function problemsOf(check, page, tools) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not finished after ${PAGE_SECONDS} seconds`)), PAGE_SECONDS * 1000);
  });
  try {
    return await Promise.race([check.run(page, tools), late]);
  } catch (error) {
    return [{ what: `the check could not be made: ${error.message}` }];
  } finally {
    clearTimeout(timer);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`browser tests: ${error.message}`);
  if (error instanceof WrongUse) console.error(USAGE);
  process.exitCode = 2;
}
