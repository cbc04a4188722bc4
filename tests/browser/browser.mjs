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
    });
    return {
      chromium,
      visit: (options, work) => visit(chromium, options, work),
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
 * Opens `url` in a context of its own (empty storage) and hands the page to `work`.
 * `page.said` are the complaints of the browser so far, as sentences; `page.loaded` every answered or failed request.
 */
async function visit(chromium, { url, width = 1280, height = 900, scheme = 'light', script = true }, work) {
  const context = await chromium.createBrowserContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.setViewport({ width, height });
    await setScheme(page, scheme);
    await page.setJavaScriptEnabled(script);
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    listen(page);
    await page.goto(url, { waitUntil: 'load' });
    await settle(page);
    return await work(page);
  } finally {
    await context.close().catch(() => {});
  }
}

function listen(page) {
  page.said = [];
  page.loaded = [];
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
      type: response.headers()['content-type'] ?? '',
    });
  });
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
      // Without script no frame is reported; the time-out then goes on.
      requestAnimationFrame(() => requestAnimationFrame(done));
      setTimeout(done, 100);
    });
  });
}

/** Calls `probe`, a function that stands alone, in the page; no policy of the page can forbid that. */
export function ask(page, probe, ...values) {
  return page.evaluate(`(${probe})(${values.map((value) => JSON.stringify(value)).join(', ')})`);
}
