// Counts a check on a page as one test, and prints a problem once with the pages that have it.

import { groupBy } from './site.mjs';

const FIRST = 3;

export class Report {
  constructor(all) {
    this.limit = all ? Infinity : FIRST;
    this.passed = 0;
    this.failed = 0;
    this.notes = [];
  }

  /** Remembers what deserves a look and fails no test. */
  note(page, what, where) {
    this.notes.push({ page, what, where });
  }

  /** Counts and prints a check; `results` are a page and its problems each. */
  check({ name, about }, results, seconds) {
    const bad = results.filter((result) => result.problems.length > 0);
    this.passed += results.length - bad.length;
    this.failed += bad.length;
    const count = `${results.length - bad.length} of ${results.length} pages`;
    console.log(`${bad.length > 0 ? 'FAIL' : 'ok  '}  ${name}: ${about}: ${count}, ${seconds.toFixed(1)} s`);
    this.print(bad.flatMap(({ page, problems }) => problems.map((problem) => ({ page, ...problem }))));
  }

  finish() {
    if (this.notes.length > 0) {
      console.log('To look at; these fail no test:');
      this.print(this.notes);
    }
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
  }

  print(problems) {
    for (const [what, places] of groupBy(problems, (problem) => problem.what)) {
      const pages = new Set(places.map((place) => place.page)).size;
      console.log(`      ${what} [${places.length} times on ${pages} pages]`);
      const lines = [...new Set(places.map(({ page, where }) => `${page}${where ? ` ${where}` : ''}`))];
      for (const line of lines.slice(0, this.limit)) console.log(`          ${line}`);
      if (lines.length > this.limit) console.log(`          and ${lines.length - this.limit} more (--all shows them)`);
    }
  }
}
