import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';
import { SetupError } from './say.mjs';

/**
 * What the lock file of a folder names: whether it is installed there, for this machine, and how it comes.
 * Options: flags (of npm ci), env (added to ours).
 */
export function lockedPackages(folder, { flags = [], env = {} } = {}) {
  const stampFile = path.join(folder, 'node_modules/.normscope-lock');
  const lockHash = () =>
    createHash('sha256')
      .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
      .update(`${process.platform}-${process.arch}`)
      .digest('hex');

  /** True when node_modules holds exactly what the lock file names. */
  function isInstalled() {
    try {
      return fs.readFileSync(stampFile, 'utf8') === lockHash();
    } catch {
      return false;
    }
  }

  /** Installs them. @throws SetupError */
  async function install() {
    const npm = process.env.npm_execpath
      ? [process.execPath, [process.env.npm_execpath]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
    const all = ['ci', ...flags, '--loglevel=error', '--no-audit', '--no-fund'];
    const { status, output } = await run(npm[0], [...npm[1], ...all], {
      cwd: folder,
      env,
      stdio: 'pipe',
    });
    if (status !== 0) throw new SetupError(`npm ci in ${folder} failed:\n${output.trim()}`);
    fs.writeFileSync(stampFile, lockHash());
  }

  return { isInstalled, install };
}
