import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { run } from '../../build/run.mjs';
import { say, SetupError } from '../../build/say.mjs';
import { benchPath } from './paths.mjs';

const stampFile = benchPath('node_modules/.normscope-lock');

const lockHash = () =>
  createHash('sha256')
    .update(fs.readFileSync(benchPath('package-lock.json')))
    .digest('hex');

function isInstalled() {
  try {
    return fs.readFileSync(stampFile, 'utf8') === lockHash();
  } catch {
    return false;
  }
}

/** Installs what Normscope is measured against, here and not among the app's packages. @throws SetupError */
export async function ensurePeers() {
  if (isInstalled()) return;
  say('installing the peers of the bench (once)');
  const npm = process.env.npm_execpath
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const flags = ['ci', '--loglevel=error', '--no-audit', '--no-fund'];
  const { status, output } = await run(npm[0], [...npm[1], ...flags], {
    cwd: benchPath(),
    // Its CPU library is in the package: the installer would fetch the one for graphics cards.
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
    stdio: 'pipe',
  });
  if (status !== 0) throw new SetupError(`npm ci in test/bench failed:\n${output.trim()}`);
  fs.writeFileSync(stampFile, lockHash());
}
