import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../build/browser.mjs';
import { inRoot } from '../../build/paths.mjs';
import { isRoot } from '../../build/platform.mjs';
import { pictureShown, watchCanvas } from './inPage.mjs';

/** Size of the window, in CSS pixels. */
export const WINDOW = { width: 1440, height: 900 };

/** The canvas of Explore's stage. */
export const STAGE = '[data-stage] canvas';

/** Milliseconds since 1970 at which the first picture of a watched page was on screen. */
export const firstPicture = (page) => page.evaluate(pictureShown);

/**
 * The program in a headless browser, on new settings: the loopback host, and a page that watches for its first picture.
 * @param files  to open at start
 * @throws Error when there is no browser
 */
export async function openWebWindow(files = []) {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium, Chrome or Edge');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-window-'));
  const started = Date.now();
  const words = ['--no-open', '--settings', folder, ...files];
  const host = spawn(process.execPath, [inRoot('dist/web/server.js'), ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const starting = chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  try {
    const [address, listening] = await addressOf(host);
    const browser = await starting;
    const context = await browser.newContext({ viewport: WINDOW, locale: 'en-GB' });
    await context.addInitScript(watchCanvas);
    const page = await context.newPage();
    const loading = Date.now();
    await page.goto(address, { waitUntil: 'commit' });
    return { page, started, listening, loading, version: browser.version(), close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    await (await starting.catch(() => null))?.close();
    const ended = new Promise((resolve) => host.once('close', resolve));
    if (host.exitCode === null && host.kill('SIGTERM')) await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function addressOf(host) {
  return new Promise((resolve, reject) => {
    host.once('close', (code) => reject(new Error(`the host ended with ${code}`)));
    createInterface({ input: host.stdout }).on('line', (line) => {
      const found = /https?:\/\/\S+/.exec(line)?.[0];
      if (found) resolve([found, Date.now()]);
    });
  });
}
