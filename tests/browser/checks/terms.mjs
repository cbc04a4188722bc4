// A defined term shows its definition to a mouse, to the keyboard and to a finger: in sight, joined to the term, gone
// with Escape; a first touch shows it and a second one goes to the clause, as the link does without script.

import { ask, settle } from '../browser.mjs';

export default {
  name: 'terms',
  about: 'definitions by mouse, keyboard and touch',
  pages: ({ visited }) => [...visited].filter((page) => page.html.includes('<a class="term"')),
  async run(page, { visit }) {
    const problems = [];
    for (const [how, act] of Object.entries(WAYS)) {
      const width = how === 'touch' ? 360 : 1280;
      problems.push(...(await visit({ url: page.url, width, height: 700 }, (opened) => use(opened, how, act))));
    }
    return problems;
  },
};

const WAYS = {
  mouse: (term) => term.hover(),
  keyboard: (term) => term.focus(),
  touch: (term) => term.tap(),
};

async function use(opened, how, act) {
  const term = await opened.$('article a.term');
  await term.evaluate((link) => link.scrollIntoView({ block: 'center' }));
  await act(term);
  await settle(opened);
  const seen = await ask(opened, shown);
  if (seen) return [{ what: `${how}: ${seen}` }];
  if (how === 'touch') {
    await term.tap();
    await settle(opened);
    const there = await ask(opened, () => location.hash === document.querySelector('article a.term').hash);
    return there ? [] : [{ what: 'a second touch does not go to the definition' }];
  }
  await opened.keyboard.press('Escape');
  const gone = await ask(opened, () => !document.querySelector('[role="tooltip"]').checkVisibility());
  return gone ? [] : [{ what: `${how}: Escape does not take the definition away` }];
}

/** Runs in the page: what is wrong with the definition beside the first term. */
function shown() {
  const term = document.querySelector('article a.term');
  const note = document.getElementById(term.getAttribute('aria-describedby'));
  if (!note || !note.checkVisibility()) return 'no definition is shown';
  const meaning = document.querySelector(`#pb-term-${term.dataset.term} .meaning`).textContent.trim();
  if (!note.textContent.includes(meaning)) return 'the definition is not the one of the text';
  const box = note.getBoundingClientRect();
  if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight) return 'the definition is not all in sight';
  const link = term.getClientRects()[0];
  const covers = box.top < link.bottom && box.bottom > link.top && box.left < link.right && box.right > link.left;
  return covers ? 'the definition stands over its term' : null;
}
