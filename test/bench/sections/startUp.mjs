import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { presentRuntime } from '../../../build/electronRuntime.mjs';
import { inRoot, root } from '../../../build/paths.mjs';
import { hasDisplay, isRoot } from '../../../build/platform.mjs';
import { duration, table } from '../format.mjs';
import { watchCanvas } from '../inPage.mjs';
import { median } from '../median.mjs';
import { firstPicture, openWebWindow } from '../webWindow.mjs';

/** One start in a browser, in milliseconds from the start of the host. */
async function startOnce() {
  const window = await openWebWindow();
  try {
    const shown = await firstPicture(window.page);
    const { started, listening, loading, version } = window;
    return { host: listening - started, page: shown - loading, all: shown - started, version };
  } finally {
    await window.close();
  }
}

/** One start of the desktop app. */
async function startDesktopOnce(executablePath) {
  const started = Date.now();
  const app = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), root],
  });
  try {
    const page = await app.firstWindow();
    // The window may show its picture before anyone can watch: then it counts from the first look.
    await page.evaluate(watchCanvas);
    return (await firstPicture(page)) - started;
  } finally {
    await app.close();
  }
}

/**
 * One start of the desktop's main process over the tests' stand-in for Electron, which opens no window: milliseconds from the
 * start of the process to the load of the page.
 */
async function startMainOnce() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-start-'));
  const started = Date.now();
  const main = fork(inRoot('test/e2e/standIn/main.mjs'), {
    env: { ...process.env, STAND_IN: JSON.stringify({ profile, locale: 'en-GB' }) },
  });
  const ended = new Promise((resolve) => main.once('exit', resolve));
  try {
    return await new Promise((resolve, reject) => {
      main.on('message', ({ kind }) => kind === 'open' && resolve(Date.now() - started));
      main.once('exit', (code) => reject(new Error(`main ended with ${code}`)));
    });
  } finally {
    main.kill();
    await ended;
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

async function desktop(times) {
  const windows = [];
  for (let i = 0; i < times; i++) windows.push(await startMainOnce());
  const main = `Desktop app's main process, over a stand-in for Electron, from its start to the load of the page: ${duration(median(windows) * 1000)}.`;
  const executable = presentRuntime();
  const missing = !executable ? 'no Electron runtime here' : hasDisplay() ? null : 'no display';
  if (missing) return `${main} The app itself was not measured (${missing}).`;
  const all = [];
  for (let i = 0; i < times; i++) all.push(await startDesktopOnce(executable));
  return `${main} The app itself, from the start of its process to its first picture: ${duration(median(all) * 1000)}.`;
}

/** From the start of the process to the figure's first painted frame. */
export const startUp = {
  title: 'Start-up',
  parts: ['Start-up'],
  async run({ quick, say, versions }) {
    const times = quick ? 2 : 7;
    const starts = [];
    for (let i = 0; i < times; i++) {
      say(`start ${i + 1} of ${times}`);
      starts.push(await startOnce());
    }
    versions.Chromium = starts[0].version;
    const of = (key) => duration(median(starts.map((start) => start[key])) * 1000);
    const rows = [
      ['host: process to address', of('host')],
      ['page: address to first picture (goal: 500 ms)', of('page')],
      ['all: process to first picture, with the start of a headless browser', of('all')],
    ];
    return { text: `${table(['', 'median'], rows)}\n\n${await desktop(times)}` };
  },
};
