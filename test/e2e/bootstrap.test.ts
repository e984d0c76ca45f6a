import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { executableName } from '../../build/electronRuntime.mjs';
import { inRoot } from '../../build/paths.mjs';

// The start scripts as a user runs them. Electron and the browser are shell scripts that write down
// how they were called.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-start-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const record = path.join(folder, 'record');
const isRoot = process.getuid?.() === 0;

function fakeProgram(name: string, script: string): string {
  const at = fs.mkdtempSync(path.join(folder, 'bin-'));
  fs.writeFileSync(path.join(at, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return at;
}

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

function npmRun(script: string, args: string[], env: Record<string, string>): Promise<Outcome> {
  const base = { ...process.env, INIT_CWD: folder, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const child = spawn(process.execPath, [inRoot('build', `${script}.mjs`), ...args], {
    cwd: inRoot('.'),
    env: { ...base, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
}

const noElectron = { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };

test('the command line passes on its exit status and reads paths from where it was called', async () => {
  const wrong = await npmRun('cli', ['no-such-command'], {});
  expect(wrong.status).toBe(2);
  const good = await npmRun('cli', ['report', '--example', 'nlp', '--out', 'here'], {});
  expect(good.status).toBe(0);
  expect(fs.readdirSync(path.join(folder, 'here')).length).toBe(3);
});

test('start without a display writes the reports of both examples and prints their paths', async () => {
  const { status, stdout, stderr } = await npmRun('start', [], {});
  expect(status).toBe(0);
  expect(stderr).toContain('no display here');
  const printed = stdout.match(/\S+\.(png|svg|json)/g) ?? [];
  expect(printed.length).toBe(6);
  for (const file of printed) expect(fs.existsSync(path.resolve(folder, file)), file).toBe(true);
});

test('start opens the desktop app where a runtime is present', async () => {
  const probe = 'test "$ELECTRON_RUN_AS_NODE" = 1 && exit 0';
  const runtime = fakeProgram(executableName(), `${probe}\necho "$@" > ${record}`);
  const env = { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: runtime };
  expect((await npmRun('start', ['x.npy'], env)).status).toBe(0);
  const called = fs.readFileSync(record, 'utf8').trim();
  expect(called).toBe(`${isRoot ? '--no-sandbox ' : ''}${inRoot('.')} x.npy`);
});

test('start opens a browser window where no runtime is, and ends with it', async () => {
  const browser = fakeProgram('chromium', `echo "$@" > ${record}`);
  const env = { ...noElectron, DISPLAY: ':9', PATH: `${browser}:${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = await npmRun('start', [], env);
  expect(status).toBe(0);
  expect(stderr).toContain('no Electron runtime here');
  const [, host, token] = /(http:\/\/127\.0\.0\.1:\d+\/)\?token=(\S+)/.exec(stdout) ?? [];
  const called = fs.readFileSync(record, 'utf8');
  expect(called).toContain(`--app=${String(host)}?ticket=`);
  expect(called).not.toContain(token);
});

test('desktop without a runtime fails with the reason and the remedy', async () => {
  const { status, stderr } = await npmRun('desktop', [], { ...noElectron, DISPLAY: ':9' });
  expect(status).toBe(1);
  expect(stderr).toContain(`ELECTRON_OVERRIDE_DIST_PATH has no ${executableName()}`);
  expect(stderr).toContain('electron_config_cache');
});
