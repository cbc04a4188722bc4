// The matrix and its heat map by keyboard: choosing, ordering, moving, filtering, another day. What is shown is in the
// address, stays after loading it again, and goes along to the other pages of the matrix.

import { ask, settle } from '../browser.mjs';

export default {
  name: 'matrix',
  about: 'choose, order, move, filter, as of a day; all in the address',
  pages: ({ site }) => site.pages.filter((page) => page.html.includes(' data-rows="')),
  async run(page, { visit }) {
    const problems = [];
    for (const step of [choose, move, sort, differ, day, squares, old]) {
      const found = await visit({ url: page.url }, async (opened) => step(opened, await ask(opened, shown)));
      if (found) problems.push({ what: found, where: step.name });
    }
    return problems;
  },
};

/** Runs in the page: the districts and rules in the order in which they are seen, and the verdicts. */
function shown() {
  const table = document.querySelector('table[data-rows]');
  const down = table.dataset.rows;
  const across = down === 'd' ? 'r' : 'd';
  const seen = (list) => [...list].filter((one) => one.checkVisibility());
  const rows = seen(table.tBodies[0].rows);
  const verdict = (cell) => {
    const words = [...cell.querySelectorAll('.verdict, .vh')].find((one) => one.checkVisibility());
    return words?.textContent.replace(/,.*/s, '').trim();
  };
  return {
    down,
    [down]: rows.map((row) => row.dataset[down]),
    [across]: seen(table.tHead.rows[0].cells).slice(1).map((head) => head.dataset[across]),
    verdicts: rows.map((row) => seen(row.cells).slice(1).map(verdict)),
    query: Object.fromEntries(new URLSearchParams(location.search)),
    on: [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href')).filter((to) => /^(matrix|heat)/.test(to)),
  };
}

/** What is wrong with the address, after something was done: it is to show the same when it is loaded anew. */
async function kept(opened, key) {
  const now = await ask(opened, shown);
  if (!now.query[key]) return `the address has no ${key}`;
  const others = now.on.filter((to) => !to.includes('date=') || key === 'date');
  if (!others.length || !others.every((to) => to.includes(`${key}=`))) return `links to the other pages do not keep ${key}`;
  await opened.reload({ waitUntil: 'load' });
  await settle(opened);
  const again = await ask(opened, shown);
  return JSON.stringify(again) === JSON.stringify(now) ? null : `the page shows something else when ${key} is loaded again`;
}

/** A button by its words, pressed by keyboard. */
async function press(opened, words, key = 'Enter') {
  const found = await opened.evaluateHandle(
    `[...document.querySelectorAll('main button')].find((one) => one.checkVisibility() && (one.getAttribute('aria-label') ?? one.textContent) === ${JSON.stringify(words)})`,
  );
  const button = found.asElement();
  if (!button) throw new Error(`there is no button “${words}”`);
  await button.focus();
  await opened.keyboard.press(key);
  await settle(opened);
  return button;
}

/** Leaving out a district by its box. */
async function choose(opened, before) {
  if (before.d.length < 2) return null;
  await press(opened, 'Choose districts');
  const box = await opened.$('.pick li input[type=checkbox]');
  await box.focus();
  await opened.keyboard.press('Space');
  await settle(opened);
  const after = await ask(opened, shown);
  if (after.d.join() !== before.d.slice(1).join()) return 'a district that is not chosen is still shown';
  const focus = await ask(opened, () => document.activeElement.type);
  if (focus !== 'checkbox') return 'the focus is lost with a choice';
  await opened.keyboard.press('Escape');
  const back = await ask(opened, () => document.activeElement.textContent);
  if (back !== 'Choose districts') return 'Escape does not close the list';
  return kept(opened, 'nd');
}

/** One place to the right, by the button in the head; in the heat map one place down. */
async function move(opened, before) {
  if (before.d.length < 2) return null;
  const name = await ask(
    opened,
    () => document.querySelector('thead th[data-d] a, tbody tr[data-d] th a').textContent,
  );
  if (before.down === 'd') await press(opened, 'Choose districts');
  const words = before.down === 'd' ? `${name} down` : `Move ${name} right`;
  await press(opened, words);
  const after = await ask(opened, shown);
  const wanted = [before.d[1], before.d[0], ...before.d.slice(2)];
  if (after.d.join() !== wanted.join()) return 'a district does not move';
  const focus = await ask(opened, () => document.activeElement.getAttribute('aria-label'));
  if (focus !== words) return `the focus is on ${focus} after a move`;
  return kept(opened, 'od');
}

async function sort(opened, before) {
  if (before.d.length < 2) return null;
  const rule = before.r.at(-1);
  await opened.select('.choose select', rule);
  await settle(opened);
  const after = await ask(opened, shown);
  const scale = await ask(opened, () => [...document.querySelectorAll('.scale li')].map((one) => one.children[1].textContent.trim()));
  const column = after.down === 'd' ? after.verdicts.map((row) => row.at(-1)) : after.verdicts.at(-1);
  const places = column.map((word) => scale.indexOf(word.toLowerCase()));
  if (places.some((place, at) => place < 0 || place < places[at - 1])) return `the districts do not stand in the order of the scale: ${column}`;
  return kept(opened, 'sort');
}

async function differ(opened, before) {
  const box = await opened.$('#pb-matrix-differ');
  await box.focus();
  await opened.keyboard.press('Space');
  await settle(opened);
  const after = await ask(opened, shown);
  const of = (at) => (before.down === 'r' ? before.verdicts[at] : before.verdicts.map((row) => row[at]));
  const wanted = before.r.filter((_, at) => new Set(of(at)).size > 1);
  if (after.r.join() !== wanted.join()) return 'a rule on which all agree is still shown';
  return kept(opened, 'differ');
}

/** The oldest day: what stood then is shown, and said to be of then. */
async function day(opened, before) {
  const days = await ask(opened, () => [...(document.querySelectorAll('.choose select')[1]?.options ?? [])].map((one) => one.value).filter(Boolean));
  if (!days.length) return null;
  const select = (await opened.$$('.choose select'))[1];
  await select.select(days.at(-1));
  await settle(opened);
  const after = await ask(opened, shown);
  if (days.length > 1 && after.verdicts.join() === before.verdicts.join()) return 'the verdicts of another day are those of today';
  const told = await ask(opened, () => document.querySelector('.told').textContent);
  if (!told.includes('as of')) return 'nothing says that the table is of another day';
  const lost = after.verdicts.flat().filter((word) => !word);
  if (lost.length) return `${lost.length} cells have no word`;
  const failed = await kept(opened, 'date');
  if (failed) return failed;
  await press(opened, 'Show all');
  const now = await ask(opened, shown);
  return now.verdicts.join() === before.verdicts.join() ? null : '“Show all” does not lead back to today';
}

/** In the heat map one square is in the order of Tab, arrows go to the others, Enter to the words. */
async function squares(opened, before) {
  if (before.down !== 'd') return null;
  if ((await ask(opened, () => document.querySelectorAll('td[tabindex]').length)) !== 1) return 'not one square is in the order of Tab';
  await (await opened.$('td[tabindex]')).focus();
  await opened.keyboard.press('ArrowRight');
  await opened.keyboard.press('ArrowDown');
  await settle(opened);
  const at = await ask(opened, () => [document.activeElement.cellIndex, document.activeElement.parentElement.rowIndex]);
  if (at.join() !== '2,2' && before.d.length > 1) return `the arrow keys lead to ${at}`;
  const note = await ask(opened, () => document.getElementById(document.activeElement.getAttribute('aria-describedby'))?.textContent);
  const verdict = before.verdicts[at[1] - 1][at[0] - 1];
  if (!note?.includes(verdict)) return `the note at a square does not say “${verdict}”`;
  await Promise.all([opened.waitForNavigation(), opened.keyboard.press('Enter')]);
  await settle(opened);
  const words = await ask(opened, shown);
  const right = words.down === 'r' && words.r.join() === before.r[at[0] - 1] && words.d.join() === before.d[at[1] - 1];
  return right ? null : 'Enter does not lead to the words';
}

/** An address of before, with what is shown in its fragment. */
async function old(opened, before) {
  await opened.goto(`${opened.url()}#r=${before.r[1]},${before.r[0]}`);
  await settle(opened);
  const after = await ask(opened, shown);
  if (after.r.join() !== `${before.r[1]},${before.r[0]}`) return 'an address with a fragment shows something else';
  return null;
}
