// Tests of the checks themselves: a page without fault passes all of them, and each seeded fault is found.

import { spawnSync } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'";
const SKIP = '<a class="skip" href="#main">Skip to the text</a>';
const LAW = '<p id="a">Staff shall keep the records of the school.</p>';

const TERM = `${LAW}<p>The <a class="term" data-term="1" href="#a">staff</a> keep them.</p>
<div id="pb-term-1"><p class="meaning">All who are paid.</p></div>`;

const MATRIX = `<table data-rows="r"><thead><tr><th scope="col">Rule</th>
<th scope="col" data-d="a"><a href="#a">A</a></th><th scope="col" data-d="b"><a href="#a">B</a></th></tr></thead>
<tbody><tr data-r="x" id="a"><th scope="row"><a href="#a">X</a></th><td>Silent</td><td>Silent</td></tr></tbody></table>`;

/** A page; `main` follows the heading. The rest says what differs from a page without fault. */
const page = (title, main, { head = '', skip = SKIP, kind = 'plain' } = {}) => `<!doctype html>
<html lang="en" class="${kind}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="style.css">
${head}
</head>
<body>
${skip}
<header><a href="good.html">Start</a></header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
<article>${main}</article>
</main>
</body>
</html>
`;

const style = (name) => `<link rel="stylesheet" href="${name}">`;
const script = (name) => `<script src="${name}" defer></script>`;

const FILES = {
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
  'style.css': `
    body { margin: 1rem; font: 1rem/1.6 sans-serif; color: black; background: white }
    a { color: navy; padding: .3rem; display: inline-block }
    .skip { position: absolute; top: -9rem } .skip:focus { top: 0; background: white }
    table { border-collapse: collapse } .far { height: 3000px } .tall { min-height: 3000px }`,
  'dark.css': '@media (prefers-color-scheme: dark) { article { color: #777; background: #666 } }',
  'lost.css': 'p { background: url("lost.svg") }',
  'wide.css': 'article { width: 900px }',
  'bare.css': 'a.bare:focus { outline: none }',
  'faint.css': 'a.faint:focus { outline: 2px solid #eee }',
  'clear.css': 'a.clear { opacity: 0 }',
  'bar.css': 'header { position: sticky; top: 0; height: 9rem; background: white }',
  'paper.css': '@media print { article p { display: none } .box { overflow: auto; width: 5rem } .in { width: 40rem }}',
  'show.css': '#a { display: none } #a.on { display: block }',
  'show.js': 'document.getElementById("a").className = "on";',
  'words.js': 'document.querySelector("article").append("Latecomers");',
  'twice.js': 'document.querySelector("article").insertAdjacentHTML("beforeend", "<i id=a>.</i>");',
  'trap.js': 'addEventListener("keydown", (e) => { if (document.activeElement.id === "b") e.preventDefault(); });',
  'over.js': `const term = document.querySelector(".term");
    const note = Object.assign(document.createElement("div"), { id: "n", textContent: "All who are paid." });
    note.role = "tooltip"; term.setAttribute("aria-describedby", "n");
    term.append(note);`,
  'broken.js': 'throw new Error("broken on purpose");',

  'good.html': page(
    'Good',
    `<h2>Rules</h2>${LAW}<p><a href="#a">To the rule</a> <a href="below/good.html#a">Other</a></p>`,
  ),
  'below/good.html': page('Below', LAW).replaceAll('href="', 'href="../').replaceAll('../#', '#'),
  'markup.html': page('Markup', '<p><div>A block in a paragraph.</div></p>'),
  'nowhere.html': page('Nowhere', '<p><a href="nowhere/at/all.html">Link</a></p>'),
  'no-id.html': page('No id', '<p><a href="good.html#zzz">Link</a></p>'),
  'root.html': page('Root', LAW, { head: style('/style.css') }),
  'folder.html': page('Folder', '<p><a href="below/">Link</a></p>'),
  'case.html': page('Case', '<p><a href="Good.html">Link</a></p>'),
  'out.html': page('Out', '<p><a href="../out.html">Link</a></p>'),
  'elsewhere.html': page('Elsewhere', LAW, { head: '<script src="https://example.invalid/a.js"></script>' }),
  'style.html': page('Style', LAW, { head: style('lost.css') }),
  'heads.html': page('Heads', '<h3>Too deep</h3><h1>Second</h1>'),
  'ids.html': page('Ids', '<p id="a">One.</p><p id="a">Two.</p>'),
  'late-id.html': page('Late id', LAW, { head: script('twice.js') }),
  'table.html': page('Table', '<table><tr><th>Head</th><td>Cell</td></tr></table>'),
  'title.html': page('Good', LAW),
  'inline.html': page('Inline', `${LAW}<script>document.title = "x";</script>`),
  'broken.html': page('Broken', LAW, { head: script('broken.js') }),
  'wide.html': page('Wide', LAW, { head: style('wide.css') }),
  'show.html': page('Show', LAW, { head: style('show.css') + script('show.js') }),
  'words.html': page('Words', LAW, { head: script('words.js') }),
  'paper.html': page('Paper', `${LAW}<div class="box"><div class="in">Cut off.</div></div>`, {
    head: style('paper.css'),
  }),
  'bar.html': page('Bar', `<p><a href="#a">Rule</a></p><div class="far"></div><div class="tall">${LAW}</div>`, {
    head: style('bar.css'),
    kind: 'bar',
  }),
  'skip.html': page('Skip', '<p><a href="good.html">Link</a></p>', { skip: '', kind: 'policy' }),
  'bare.html': page('Bare', '<p><a class="bare" href="good.html">Link</a></p>', {
    head: style('bare.css'),
    kind: 'policy',
  }),
  'faint.html': page('Faint', '<p><a class="faint" href="good.html">Link</a></p>', {
    head: style('faint.css'),
    kind: 'policy',
  }),
  'clear.html': page('Clear', '<p><a class="clear" href="good.html">Link</a></p>', {
    head: style('clear.css'),
    kind: 'policy',
  }),
  'trap.html': page('Trap', '<p><a id="b" href="good.html">Link</a> <a href="good.html">Last</a></p>', {
    head: script('trap.js'),
    kind: 'policy',
  }),
  'term.html': page('Term', TERM, { kind: 'policy' }),
  'over.html': page('Over', TERM, { head: script('over.js'), kind: 'policy' }),
  'deaf.html': page('Deaf', MATRIX, { kind: 'matrix' }),
  'marks.css': 'ins { text-decoration: none; background: #cfc }',
  'marks.html': page(
    'Marks',
    `<p class="marks-legend"><ins>came</ins></p><p><ins>all</ins> <del>[deleted: no end of deletion]</del></p>
<div class="marked-text"></div>`,
    { head: style('marks.css'), kind: 'redline' },
  ),
  'dark.html': page('Dark', LAW, { head: style('dark.css') }),
  'picture.html': page('Picture', '<p><img src="icon.svg" width="9" height="9"></p>'),
};

/** The check, the page, and words of the problem that it must report there. */
const EXPECTED = [
  ['markup', 'markup.html', 'close-order'],
  ['links', 'nowhere.html', 'leads to no file'],
  ['links', 'no-id.html', 'leads to no id'],
  ['links', 'root.html', 'begins with "/"'],
  ['links', 'folder.html', 'leads to no file'],
  ['links', 'case.html', 'leads to no file'],
  ['links', 'out.html', 'leads out of the site'],
  ['links', 'elsewhere.html', 'from elsewhere'],
  ['links', 'style.html', 'lost.css loads lost.svg'],
  ['structure', 'heads.html', 'skips from h1 to h3'],
  ['structure', 'heads.html', 'has 2 h1'],
  ['structure', 'ids.html', 'stands twice'],
  ['structure', 'late-id.html', 'after the script ran: the id "a" stands twice'],
  ['structure', 'table.html', 'th has no scope'],
  ['structure', 'title.html', 'has the title of good.html'],
  ['open', 'inline.html', 'Content Security Policy'],
  ['open', 'elsewhere.html', 'console error'],
  ['open', 'broken.html', 'broken on purpose'],
  ['open', 'style.html', 'did not load'],
  ['served', 'root.html', 'answer 404'],
  ['served', 'case.html', 'is answered 404'],
  ['layout', 'wide.html', 'scrolls sideways at 320 px'],
  ['script', 'show.html', 'cannot be read without JavaScript'],
  ['script', 'words.html', 'only with JavaScript'],
  ['print', 'paper.html', 'is not on paper'],
  ['print', 'paper.html', 'is cut off at the edge'],
  ['fragments', 'bar.html', 'begins under header'],
  ['terms', 'term.html', 'mouse: no definition is shown'],
  ['terms', 'over.html', 'stands over its term'],
  ['matrix', 'deaf.html', 'no button'],
  ['keyboard', 'skip.html', 'not on a skip link'],
  ['keyboard', 'bare.html', 'has no outline'],
  ['keyboard', 'faint.html', 'too little contrast'],
  ['keyboard', 'clear.html', 'cannot be seen'],
  ['keyboard', 'trap.html', 'Tab is trapped'],
  ['keyboard', 'trap.html', 'Tab never reaches it'],
  ['redline', 'marks.html', 'says nothing to a screen reader'],
  ['redline', 'marks.html', 'a mark has no underline (print, light)'],
  ['redline', 'marks.html', 'has no legend'],
  ['redline', 'marks.html', 'before the text'],
  ['axe', 'dark.html', 'color-contrast'],
  ['axe', 'picture.html', 'image-alt'],
];

const folder = await mkdtemp(join(tmpdir(), 'policybook-faults-'));
try {
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const run = fileURLToPath(new URL('run.mjs', import.meta.url));
  const done = spawnSync(process.execPath, [run, folder, '--all'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const found = read(done.stdout);
  const missed = EXPECTED.filter(
    ([check, path, words]) => !found.some((f) => f.check === check && f.path === path && f.what.includes(words)),
  );
  const untrue = found.filter(({ path }) => ['good.html', 'below/good.html'].includes(path));
  for (const [check, path, words] of missed) console.log(`FAIL  ${check} does not find in ${path}: ${words}`);
  for (const { check, path, what } of untrue) console.log(`FAIL  ${check} finds in ${path}: ${what}`);
  if (done.status !== 1) console.log(`FAIL  the run ended with ${done.status}, not 1`);
  const failed = missed.length + untrue.length + (done.status === 1 ? 0 : 1);
  if (failed > 0) console.log(done.stdout);
  console.log(`${EXPECTED.length - missed.length} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The problems in the printed report. */
function read(report) {
  const found = [];
  let check = '';
  let what = '';
  for (const line of report.split('\n')) {
    const place = /^ {10}(\S+\.html)/.exec(line);
    if (/^(ok {2}|FAIL) {2}/.test(line)) check = /^\S+\s+(\w+):/.exec(line)[1];
    else if (line.startsWith('To look at')) break;
    else if (place) found.push({ check, what, path: place[1] });
    else what = line.trim();
  }
  return found;
}
