import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  executableName,
  fetchFailure,
  findElectron,
  presentRuntime,
} from '../../../build/electronRuntime.mjs';

const folders: string[] = [];

/** A folder with a shell script in the executable's place. */
function fakeRuntime(script: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-test-'));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, executableName()), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

test('the executable is named as each system names it', () => {
  expect(executableName('linux')).toBe('electron');
  expect(executableName('win32')).toBe('electron.exe');
  expect(executableName('darwin')).toBe('Electron.app/Contents/MacOS/Electron');
});

test('the override variable supplies the runtime', () => {
  const folder = fakeRuntime('exit 0');
  const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  expect(presentRuntime(env)).toBe(path.join(folder, executableName()));
  expect(presentRuntime({ ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toBeUndefined();
});

test.runIf(process.platform === 'linux')('a runtime that runs is found', async () => {
  const folder = fakeRuntime('test "$ELECTRON_RUN_AS_NODE" = 1');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  expect(await findElectron(1)).toEqual({ executable: path.join(folder, 'electron') });
});

test.runIf(process.platform === 'linux')(
  'a runtime that does not run is named with its first complaint',
  async () => {
    const folder = fakeRuntime('echo libnss3.so: cannot open >&2; exit 127');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    const reason = `${path.join(folder, 'electron')} does not run: libnss3.so: cannot open`;
    expect(await findElectron(1)).toEqual({ reason });
  },
);

test('an empty override folder is a reason, not a crash', async () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/nowhere');
  const reason = `ELECTRON_OVERRIDE_DIST_PATH has no ${executableName()}`;
  expect(await findElectron(1)).toEqual({ reason });
});

test('why fetching failed is told in a few words', () => {
  const offline = { output: 'TypeError: fetch failed\n    at node:internal', timedOut: false };
  expect(fetchFailure(offline, 60)).toBe('its release host cannot be reached');
  expect(fetchFailure({ output: '', timedOut: true }, 60)).toBe(
    'its release was not fetched within 60 seconds',
  );
});
