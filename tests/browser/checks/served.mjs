// The same folder served by a web server below other folders: style, script and links are all found there.

import { ask } from '../browser.mjs';
import { PREFIX } from '../server.mjs';

export default {
  name: 'served',
  about: `works when served from ${PREFIX}`,
  pages: ({ visited }) => [...visited],
  async run(page, { visit, facts, server, answers }) {
    const url = new URL(page.path.split('/').map(encodeURIComponent).join('/'), server.url).href;
    const problems = await visit({ url }, async (opened) => {
      const bad = opened.loaded.filter((answer) => answer.status >= 400 || !answer.url.startsWith(server.url));
      const styles = await ask(opened, unloaded);
      const answered = (kind) => opened.loaded.filter((answer) => answer.kind === kind).length;
      const scripts = facts.get(page.path).links.filter((link) => link.tag === 'script').length;
      return [
        ...opened.said.map((what) => ({ what })),
        ...bad.map((answer) => ({ what: `asked for ${answer.url}, answer ${answer.status}` })),
        ...styles.map((style) => ({ what: `the style ${style} has no rules` })),
        ...(answered('script') < scripts ? [{ what: `${answered('script')} of ${scripts} scripts loaded` }] : []),
      ];
    });
    for (const link of facts.get(page.path).links) {
      if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link.value)) continue;
      const target = new URL(link.value, url);
      target.hash = '';
      const status = await answers(target.href);
      if (status !== 200) problems.push({ what: `the link ${link.value} is answered ${status}`, where: link.where });
    }
    return problems.map(({ what, where }) => ({ what: what.replaceAll(server.url, ''), where }));
  },
};

/** Runs in the page: the styles that are not there. */
function unloaded() {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
  return links
    .filter((link) => !link.sheet || link.sheet.cssRules.length === 0)
    .map((link) => link.getAttribute('href'));
}
