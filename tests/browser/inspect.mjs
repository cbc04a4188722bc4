// What a document says of itself, read in the browser from a live page or from the text of a file.

/** Runs in the page: ids, links, title, and what is wrong with headings, tables and landmarks. */
export function inspect(document) {
  const problems = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const problem = (what, element) => problems.push({ what, where: element ? place(element) : '' });

  function place(element) {
    const steps = [];
    for (let node = element; node && node.nodeType === 1 && node.tagName !== 'BODY'; node = node.parentElement) {
      if (node.id) {
        steps.unshift(`#${node.id}`);
        break;
      }
      const name = node.tagName.toLowerCase();
      const alike = node.parentElement
        ? [...node.parentElement.children].filter((n) => n.tagName === node.tagName)
        : [];
      steps.unshift(alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(node) + 1})` : name);
    }
    return steps.join(' > ');
  }

  const ids = all('[id]').map((element) => element.id);
  const seen = new Set();
  for (const element of all('[id]')) {
    if (seen.has(element.id)) problem(`the id "${element.id}" stands twice`, element);
    if (/\s/.test(element.id) || element.id === '') problem(`the id "${element.id}" cannot be linked to`, element);
    seen.add(element.id);
  }
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for', 'headers']) {
    for (const element of all(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\s+/).filter(Boolean)) {
        if (!seen.has(id)) problem(`${name} names the id "${id}", which the page does not have`, element);
      }
    }
  }

  if (!document.documentElement.getAttribute('lang')) problem('the page has no lang');
  if (document.title.trim() === '') problem('the page has no title');
  if (all('main').length !== 1) problem(`the page has ${all('main').length} main elements`);
  const firsts = all('h1');
  if (firsts.length !== 1) problem(`the page has ${firsts.length} h1`);
  let above = 0;
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName[1]);
    if (level > above + 1) problem(`a heading skips from h${above} to h${level}`, heading);
    if (heading.textContent.trim() === '') problem('a heading is empty', heading);
    above = level;
  }

  for (const table of all('table')) {
    const role = table.getAttribute('role');
    if (role === 'presentation' || role === 'none') continue;
    const heads = [...table.querySelectorAll('th')];
    if (heads.length === 0) problem('a table has no th', table);
    for (const head of heads) {
      if (!['col', 'row', 'colgroup', 'rowgroup'].includes(head.getAttribute('scope'))) {
        problem('a th has no scope', head);
      }
    }
  }
  for (const element of all('[tabindex]')) {
    if (Number(element.getAttribute('tabindex')) > 0) problem('a tabindex above 0 changes the order', element);
  }

  const links = all('[href], [src]').map((element) => ({
    value: element.getAttribute('href') ?? element.getAttribute('src'),
    tag: element.tagName.toLowerCase(),
    rel: element.getAttribute('rel') ?? '',
    where: place(element),
  }));
  for (const element of all('[srcset], [style]')) {
    for (const name of ['srcset', 'style']) {
      if (element.hasAttribute(name)) problem(`a ${name} attribute`, element);
    }
  }
  return { ids, links, problems, title: document.title };
}

/** Runs in a page: the same for the text of a file, without loading what it names. */
export const inspectText = `(html) => (${inspect})(new DOMParser().parseFromString(html, 'text/html'))`;
/** Runs in a page: the same for that page as it stands. */
export const inspectPage = `() => (${inspect})(document)`;
