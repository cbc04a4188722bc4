// A page is used with the keyboard alone: the skip link comes first and moves to the text, Tab reaches everything in
// turn and is trapped nowhere, and what has the focus is in sight with an outline around it, in light and dark.

import { ask, setScheme, settle } from '../browser.mjs';
import { onePerKind, sample } from '../site.mjs';

/** A walk ends after so many steps on a page with more places to stop. */
const STEPS = 1000;

export default {
  name: 'keyboard',
  about: 'skip link, Tab through the page, focus in sight',
  pages: ({ visited }) => {
    const policies = [...visited].filter((page) => page.kind.split(' ').includes('policy'));
    return [...new Set([...onePerKind([...visited]), ...sample(policies, 12)])];
  },
  async run(page, { visit }) {
    const skip = await visit({ url: page.url }, skipLink);
    const walked = await visit({ url: page.url }, walk);
    return [...skip, ...walked];
  },
};

async function skipLink(opened) {
  await opened.keyboard.press('Tab');
  const first = await ask(opened, () => {
    const link = document.activeElement;
    const target = link.matches('a[href^="#"]') && document.getElementById(link.getAttribute('href').slice(1));
    if (!target || !document.querySelector('main')?.contains(target))
      return 'the first Tab is not on a skip link to main';
    const box = link.getBoundingClientRect();
    const shown = box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth;
    return shown && link.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      ? null
      : 'the skip link is not in sight when it has the focus';
  });
  if (first) return [{ what: first }];
  await opened.keyboard.press('Enter');
  await settle(opened);
  const inMain = () => document.querySelector('main').contains(document.activeElement);
  if (!(await ask(opened, inMain))) return [{ what: 'the skip link does not move the focus to main' }];
  await opened.keyboard.press('Tab');
  const after = await ask(opened, () => ({
    inside: document.querySelector('main').contains(document.activeElement),
    any: document.querySelector('main a[href], main button, main [tabindex="0"]') !== null,
  }));
  return after.any && !after.inside ? [{ what: 'Tab after the skip link does not go on in main' }] : [];
}

async function walk(opened) {
  const problems = [];
  const names = await ask(opened, listStops);
  const order = [];
  const reached = new Set();
  while (order.length < STEPS) {
    await opened.keyboard.press('Tab');
    const stop = await ask(opened, whereFocusIs);
    if (stop.at === null || stop.at === order[0]) break;
    if (stop.what && !reached.has(stop.at)) problems.push({ what: stop.what, where: stop.name });
    // A script may carry its buttons along with the focus, so those alone may come again.
    const ofPage = (at) => at < names.length;
    const again = stop.at === order.at(-1) || (ofPage(stop.at) && reached.has(stop.at));
    reached.add(stop.at);
    order.push(stop.at);
    if (again || (order.length >= 20 && !order.slice(-20).some(ofPage))) {
      problems.push({ what: 'Tab is trapped', where: stop.name });
      break;
    }
  }
  if (order.length < STEPS) {
    const missed = names.filter((_, at) => !reached.has(at));
    problems.push(...missed.map((where) => ({ what: 'Tab never reaches it', where })));
    const fixed = order.filter((at) => at < names.length);
    problems.push(...(await backwards(opened, fixed, names.length)));
  }
  for (const scheme of ['light', 'dark']) {
    await setScheme(opened, scheme);
    await settle(opened);
    problems.push(...(await ask(opened, outlines, scheme)));
  }
  return problems;
}

/** Shift and Tab go back the way that Tab came; `order` and `known` leave out what a script carries along. */
async function backwards(opened, order, known) {
  let stop = { at: null };
  const back = async () => {
    await opened.keyboard.down('Shift');
    await opened.keyboard.press('Tab');
    await opened.keyboard.up('Shift');
    stop = await ask(opened, whereFocusIs);
  };
  const wanted = order.slice(-5).reverse();
  for (let press = 0; press < 20 && wanted.length > 0; press += 1) {
    await back();
    if (stop.at === wanted[0]) wanted.shift();
    // Before the last stop the walk may begin at its first again; after that only carried buttons may stand between.
    else if (wanted.length < Math.min(5, order.length) && stop.at < known) break;
  }
  return wanted.length > 0 ? [{ what: 'Shift and Tab do not go back the same way', where: stop.name }] : [];
}

/** Runs in the page: remembers what Tab should reach, in the order of the page, and names it. */
function listStops() {
  const able =
    'a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable=""], [contenteditable="true"]';
  const stops = [...document.querySelectorAll(able)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.disabled &&
      !element.closest('[inert]') &&
      !(element.type === 'radio' && !element.checked) &&
      element.type !== 'hidden' &&
      element.checkVisibility({ visibilityProperty: true }),
  );
  const name = (element) => {
    const holder = element.closest('[id]');
    const words = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40);
    const kind = [element.tagName.toLowerCase(), ...element.classList].join('.');
    return `${kind} “${words}”${holder ? ` in #${holder.id}` : ''}`;
  };
  globalThis.policybookStops = { stops, name };
  return stops.map(name);
}

/** Runs in the page: the number of the stop that has the focus, null for none, and what is wrong with its place. */
function whereFocusIs() {
  const { stops, name } = globalThis.policybookStops;
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement)
    return { at: null, name: 'nothing' };
  if (!stops.includes(element)) stops.push(element);
  const answer = { at: stops.indexOf(element), name: name(element), what: null };
  const boxes = [...element.getClientRects()].filter((box) => box.width >= 1 && box.height >= 1);
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || boxes.length === 0) {
    answer.what = 'has the focus and cannot be seen';
    return answer;
  }
  const inside = (box) => box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  if (!boxes.some(inside)) {
    answer.what = 'has the focus out of the window';
    return answer;
  }
  const open = boxes.some((box) =>
    [0.5, 0.1, 0.9].some((part) => {
      const hit = document.elementFromPoint(box.left + box.width * part, box.top + box.height * part);
      return hit && (element.contains(hit) || hit.contains(element));
    }),
  );
  if (!open) answer.what = 'has the focus under something else';
  return answer;
}

/** Runs in the page: gives each stop the focus in turn and looks for an outline that stands out from what is behind. */
function outlines(scheme) {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => {
    const [r, g, b] = [...rgba(colour).slice(0, 3)].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return 'Canvas';
  };
  const problems = [];
  const able = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const canvasColour = document.createElement('span');
  canvasColour.style.color = 'Canvas';
  document.body.append(canvasColour);
  const plain = getComputedStyle(canvasColour).color;
  for (const element of document.querySelectorAll(able)) {
    if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    const holder = element.closest('[id]');
    const where = `${[element.tagName.toLowerCase(), ...element.classList].join('.')}${holder ? ` in #${holder.id}` : ''}`;
    const before = getComputedStyle(element).boxShadow;
    element.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(element);
    const outlined =
      style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && rgba(style.outlineColor)[3] > 0;
    if (!outlined && style.boxShadow === before) {
      problems.push({ what: `has no outline when it has the focus (${scheme})`, where });
    } else if (outlined && style.outlineStyle !== 'auto') {
      const inner = parseFloat(style.outlineOffset) < 0;
      const ground = behind(inner ? element : (element.parentElement ?? element));
      const ratio = contrast(style.outlineColor, ground === 'Canvas' ? plain : ground);
      if (ratio < 3) {
        problems.push({
          what: `has an outline of too little contrast (${scheme})`,
          where: `${where}: ${ratio.toFixed(1)} to 1`,
        });
      }
    }
    element.blur();
  }
  canvasColour.remove();
  return problems;
}
