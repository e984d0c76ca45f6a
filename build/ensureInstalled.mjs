import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { say, SetupError } from './say.mjs';

const stampFile = inRoot('node_modules/.normscope-lock');

const lockHash = () =>
  createHash('sha256')
    .update(fs.readFileSync(inRoot('package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

/** True when node_modules holds exactly what package-lock.json names, for this machine. */
export function isInstalled() {
  try {
    return fs.readFileSync(stampFile, 'utf8') === lockHash();
  } catch {
    return false;
  }
}

/** Records that node_modules follows the present lock file. */
export function markInstalled() {
  fs.writeFileSync(stampFile, lockHash());
}

/** Installs the locked packages when they are missing or stale. @throws SetupError */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return;
    say('installing the locked packages (once, about a minute)');
    const npm = process.env.npm_execpath
      ? [process.execPath, [process.env.npm_execpath]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
    const flags = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
    const { status, output } = await run(npm[0], [...npm[1], ...flags], { stdio: 'pipe' });
    if (status !== 0) throw new SetupError(`npm ci failed:\n${output.trim()}`);
    markInstalled();
  });
}
