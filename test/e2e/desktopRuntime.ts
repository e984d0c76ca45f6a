import { spawnSync } from 'node:child_process';
import { presentRuntime } from '../../build/electronRuntime.mjs';
import { hasDisplay } from '../../build/platform.mjs';

export type DesktopRuntime = { readonly executable: string } | { readonly missing: string };

/**
 * The Electron executable that tests can start, or why there is none. It is asked for its version
 * first: Playwright ends the whole process when it launches one that does not work.
 */
export function desktopRuntime(): DesktopRuntime {
  const executable = presentRuntime();
  if (!executable) {
    return { missing: 'no Electron runtime in ELECTRON_OVERRIDE_DIST_PATH or node_modules' };
  }
  if (!hasDisplay()) return { missing: 'no display' };
  const { stdout } = spawnSync(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (!/^\d+\.\d+\.\d+/.test(stdout ?? '')) return { missing: `${executable} does not run` };
  return { executable };
}
