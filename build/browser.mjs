import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRoot } from './platform.mjs';

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/** Where a browser that can open an app window may lie, best first. */
export function browserCandidates(platform = process.platform, env = process.env) {
  if (platform === 'darwin') {
    const folders = ['/Applications', path.posix.join(env.HOME ?? '', 'Applications')];
    return MAC.flatMap((name) => folders.map((at) => `${at}/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return WINDOWS.flatMap((name) => folders.map((at) => `${at}\\${name}`));
  }
  const folders = (env.PATH ?? '').split(':').filter(Boolean);
  return LINUX.flatMap((name) => folders.map((at) => `${at}/${name}`));
}

/** An installed Chromium, Chrome or Edge, or undefined. */
export const findBrowser = () => browserCandidates().find((file) => fs.existsSync(file));

/** The arguments for an app window with its own, empty profile. */
export function browserArguments(url, profile, asRoot = isRoot) {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--window-size=1440,900',
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/**
 * Opens `url` as an app window.
 * @param url  for every user of this machine to read on the browser's command line
 * @returns a promise that settles when the window is closed, or undefined when it could not be opened
 */
export function openBrowser(url, browser = findBrowser()) {
  if (!browser) return undefined;
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-browser-'));
  const child = spawn(browser, browserArguments(url, profile), { stdio: 'ignore' });
  const closed = new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
  return {
    /** Settles with the browser's exit status when its window is closed. */
    closed: closed.finally(() =>
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 }),
    ),
    close: () => child.kill(),
  };
}
