import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build, type InlineConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeBundle } from '../../../build/nodeBundle.mjs';
import { inRoot } from '../../../build/paths.mjs';

let program: string;
let temporary: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  // Below node_modules, where the program finds its packages.
  mkdirSync(inRoot('node_modules/.tmp'), { recursive: true });
  program = mkdtempSync(inRoot('node_modules/.tmp/host-test-'));
  temporary = mkdtempSync(path.join(tmpdir(), 'normscope-test-'));
  writeFileSync(path.join(program, 'package.json'), '{"type": "module", "version": "1.2.3"}');
  const { build: options } = nodeBundle;
  const input = { 'web/server': inRoot('electron/web/server.ts') };
  const outDir = path.join(program, 'dist');
  const rolldownOptions = { ...options.rolldownOptions, input };
  await build({ ...nodeBundle, build: { ...options, outDir, rolldownOptions } } as InlineConfig);
}, 60_000);
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const each of [program, temporary]) rmSync(each, { recursive: true, force: true });
});

/** Starts the host as a user does, with a temporary folder of its own. */
function start() {
  const child = spawn(
    process.execPath,
    [path.join(program, 'dist/web/server.js'), '--settings', path.join(program, 'settings')],
    { env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  const address = new Promise<string>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      const found = /http:\S+/.exec(String(text));
      if (found) resolve(found[0]);
    });
  });
  return { child, ended, address };
}

const left = () => readdirSync(temporary);

// Windows has no signals, and its temporary folder another name.
describe.skipIf(process.platform === 'win32')('the host as a process', () => {
  test('what a killed host left is deleted at the next start', async () => {
    const killed = start();
    await killed.address;
    const [folder = '', ...more] = left();
    expect(more).toEqual([]);
    writeFileSync(path.join(temporary, folder, 'x.npy'), 'handed over');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(left()).toEqual([folder]);
    const next = start();
    await next.address;
    expect(existsSync(path.join(temporary, folder))).toBe(false);
    expect(left()).toHaveLength(1);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    expect(left()).toEqual([]);
  }, 60_000);

  test('a signal as soon as its folder is there ends it, and leaves nothing', async () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      const { child, ended } = start();
      while (left().length === 0) await wait(1);
      child.kill(signal);
      expect(await ended, signal).toBe(0);
      expect(left(), signal).toEqual([]);
    }
  }, 60_000);

  test('a signal at any moment of the start leaves nothing', async () => {
    for (const delay of [0, 40, 80, 120, 160, 200]) {
      const { child, ended } = start();
      await wait(delay);
      child.kill('SIGTERM');
      await ended;
      expect(left(), `${delay} ms`).toEqual([]);
    }
  }, 60_000);

  test('who has the token gets an address for a command line that works once', async () => {
    const { child, ended, address } = start();
    const ticket = await (await fetch(await address, { method: 'POST' })).text();
    expect(ticket).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?ticket=[\w-]{32}$/);
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(403);
    child.kill('SIGTERM');
    await ended;
  }, 60_000);
});
