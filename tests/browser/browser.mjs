// Chromium: started once with an empty profile; every visit is a page of its own that notes what the browser says.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

// Without the background flags Chromium looks up hosts of its maker at every start.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
];

/** Starts Chromium. `close` ends it and removes its profile. */
export async function start() {
  const program = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(program)) {
    throw new Error(`no browser at ${program}; install Debian's chromium or name one in CHROMIUM`);
  }
  const profile = await mkdtemp(join(tmpdir(), 'policybook-browser-'));
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const chromium = await puppeteer.launch({
      executablePath: program,
      userDataDir: profile,
      headless: true,
      args: FLAGS,
      protocolTimeout: 60_000,
      // The signals are for run.mjs, which also removes the profile.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const free = [];
    return {
      chromium,
      visit: (options, work) => visit(chromium, free, options, work),
      close: async () => {
        await chromium.close().catch(() => {});
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Opens `url` and hands the page to `work`. A page is used again with its storage emptied, as a new one takes longer
 * than most visits; one whose visit failed is thrown away.
 * `page.said` are the complaints of the browser in this visit, as sentences; `page.loaded` every answered request.
 */
async function visit(chromium, free, { url, width = 1280, height = 900, scheme = 'light', script = true }, work) {
  const page = free.pop() ?? (await newPage(chromium));
  try {
    page.said = [];
    page.loaded = [];
    await page.setViewport({ width, height });
    await page.emulateMediaType('screen');
    await setScheme(page, scheme);
    await page.setJavaScriptEnabled(script);
    await page.goto(url, { waitUntil: 'load' });
    if (script) await settle(page);
    else await new Promise((done) => setTimeout(done, 100));
    const result = await work(page);
    await page.evaluate(forget);
    await page.setJavaScriptEnabled(true);
    await page.goto('about:blank');
    free.push(page);
    return result;
  } catch (error) {
    await page
      .browserContext()
      .close()
      .catch(() => {});
    throw error;
  }
}

/** Runs in the page: leaves no trace for the next visit. */
function forget() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A page without an address of its own has no storage.
  }
}

/** A page in a context of its own, so that it has the focus and a storage to itself. */
async function newPage(chromium) {
  const context = await chromium.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) {
      page.said.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => page.said.push(`script error: ${error.message}`));
  page.on('dialog', (dialog) => {
    page.said.push(`opened a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('requestfailed', (request) => {
    page.said.push(`did not load: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', (response) => {
    page.loaded.push({
      url: response.url(),
      kind: response.request().resourceType(),
      status: response.status(),
    });
  });
  return page;
}

/** Light or dark, and without movement, so that no colour is caught halfway. */
export async function setScheme(page, scheme) {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

/** Waits until fonts are there, transitions are over and two frames are drawn. */
export async function settle(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        // An endless one cannot be finished.
      }
    }
    await new Promise((done) => {
      // A page that is not drawn reports no frame; the time-out then goes on.
      requestAnimationFrame(() => requestAnimationFrame(done));
      setTimeout(done, 100);
    });
  });
}

/** Calls `probe`, a function that stands alone, in the page; no policy of the page can forbid that. */
export function ask(page, probe, ...values) {
  return page.evaluate(`(${probe})(${values.map((value) => JSON.stringify(value)).join(', ')})`);
}
