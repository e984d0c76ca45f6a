import fs from 'node:fs';
import path from 'node:path';
import { ensureElectronLibraries } from './electronLibraries.mjs';
import { inRoot } from './paths.mjs';
import { run, runNode } from './run.mjs';
import { say } from './say.mjs';

const packageDirectory = inRoot('node_modules/electron');

/** The executable inside an unpacked runtime. */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

const executableIn = (directory) => {
  const file = path.join(directory, executableName());
  return fs.existsSync(file) ? file : undefined;
};

/** The wanted version: the one of the locked package. */
export const electronVersion = () =>
  JSON.parse(fs.readFileSync(path.join(packageDirectory, 'package.json'), 'utf8')).version;

/** A runtime that is already here: from the override variable, else the one that was fetched before. */
export function presentRuntime(env = process.env) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return executableIn(override);
  const dist = path.join(packageDirectory, 'dist');
  const version = path.join(dist, 'version');
  const matches =
    fs.existsSync(version) && fs.readFileSync(version, 'utf8').trim().replace(/^v/, '');
  return matches === electronVersion() ? executableIn(dist) : undefined;
}

/** Why fetching failed, from the output of electron's installer, in a few words. */
export function fetchFailure({ output, timedOut }, seconds) {
  if (timedOut) return `its release was not fetched within ${seconds} seconds`;
  if (/fetch failed|ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/.test(output)) {
    return 'its release host cannot be reached';
  }
  return output.trim().split('\n')[0].slice(0, 120) || 'its installer failed';
}

/** Lets the package's own installer fetch the runtime, from its cache or the release host. */
async function fetchRuntime(seconds) {
  const patience = setTimeout(() => say(`fetching Electron ${electronVersion()} (120 MB)`), 3000);
  const installer = path.join(packageDirectory, 'install.js');
  const result = await runNode([installer], { stdio: 'pipe', timeout: seconds * 1000 });
  clearTimeout(patience);
  // An interrupted installer may leave half a runtime.
  if (result.timedOut)
    fs.rmSync(path.join(packageDirectory, 'dist'), { recursive: true, force: true });
  return presentRuntime() ? undefined : fetchFailure(result, seconds);
}

/** Does it run at all? Missing system libraries show here. */
async function startFailure(executable) {
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  const args = ['-p', 'process.versions.electron'];
  const { status, output } = await run(executable, args, { env, stdio: 'pipe', timeout: 30_000 });
  return status === 0 ? undefined : output.trim().split('\n')[0] || `exit status ${status}`;
}

/**
 * An Electron executable that runs: from ELECTRON_OVERRIDE_DIST_PATH, node_modules, the cache
 * (electron_config_cache) or the official release, in this order.
 * @param seconds  how long fetching may take
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function findElectron(seconds) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH && !presentRuntime()) {
    return { reason: `ELECTRON_OVERRIDE_DIST_PATH has no ${executableName()}` };
  }
  const reason = presentRuntime() ? undefined : await fetchRuntime(seconds);
  if (reason) return { reason };
  const executable = presentRuntime();
  await ensureElectronLibraries(executable);
  const failure = await startFailure(executable);
  return failure ? { reason: `${executable} does not run: ${failure}` } : { executable };
}
