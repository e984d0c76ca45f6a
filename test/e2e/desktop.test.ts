import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { inRoot } from '../../build/paths.mjs';
import { isRoot } from '../../build/platform.mjs';
import { desktopRuntime } from './desktopRuntime.ts';

// The real app in a real Electron, wherever there is one.
const runtime = desktopRuntime();
const missing = 'missing' in runtime ? runtime.missing : undefined;
const executable = 'executable' in runtime ? runtime.executable : '';
const title = missing ? `the desktop app (skipped: ${missing})` : 'the desktop app';

type WindowWithApi = Window & { normscope: NormscopeApi };

describe.skipIf(missing !== undefined)(title, () => {
  const folder = path.join(os.tmpdir(), `normscope-desktop-${process.pid}`);
  const profile = path.join(folder, 'profile');
  const flags = [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${profile}`];
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    fs.mkdirSync(folder, { recursive: true });
    app = await _electron.launch({
      executablePath: executable,
      args: [...flags, inRoot('.')],
      chromiumSandbox: !isRoot,
    });
    page = await app.firstWindow();
    await page.waitForFunction(() => document.querySelector('#app')?.childElementCount);
  });
  afterAll(async () => {
    await app?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test('the window shows the page of app:// and its three functions', async () => {
    expect(page.url()).toBe('app://normscope/index.html');
    const names = await page.evaluate(() =>
      Object.keys((window as unknown as WindowWithApi).normscope),
    );
    expect(names).toEqual(['call', 'on', 'openDropped']);
  });

  test('the page has neither Node nor Electron', async () => {
    const seen = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    );
    expect(seen).toEqual([]);
  });

  test("the notebook's example is computed in the service as PyTorch does", async () => {
    const reply = await page.evaluate(async () => {
      const { normscope } = window as unknown as WindowWithApi;
      const examples = await normscope.call('tensor.examples', undefined);
      if (!examples.ok) return null;
      const ref = examples.value[0]?.ref;
      if (!ref) return null;
      const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;
      const answer = await normscope.call('layer.compute', { tensor: ref, spec });
      if (!answer.ok) throw new Error(answer.message);
      return [...answer.value.y.data].slice(0, 4);
    });
    // The first row that the notebook prints.
    expect(reply?.map((value) => value.toFixed(4))).toEqual([
      '1.0112',
      '0.6694',
      '0.2133',
      '-2.1240',
    ]);
  });

  test('a call with a wrong name or argument is answered with a failure', async () => {
    const codes = await page.evaluate(async () => {
      const { normscope } = window as unknown as WindowWithApi;
      const replies = [
        await normscope.call('no.such.call' as 'app.info', undefined),
        await normscope.call('tensor.describe', { kind: 'file' } as never),
      ];
      return replies.map((reply) => (reply.ok ? 'ok' : reply.code));
    });
    expect(codes).toEqual(['badRequest', 'badRequest']);
  });

  test('the policy of the page denies inline scripts, eval and other hosts', async () => {
    const policy = await page.evaluate(async () => {
      const { headers } = await fetch('app://normscope/index.html');
      return headers.get('content-security-policy');
    });
    expect(policy).toContain("default-src 'none'");
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.inline = "ran"';
      document.body.append(script);
      const reached = await fetch('https://pytorch.org/').then(
        () => true,
        () => false,
      );
      return { inline: document.body.dataset['inline'] ?? null, reached };
    });
    expect(ran).toEqual({ inline: null, reached: false });
  });

  test('files outside the bundle are not found', async () => {
    const statuses = await page.evaluate(async () => {
      const names = ['../package.json', '..%2f..%2fpackage.json', '%2e%2e%2fmain%2fmain.js'];
      const answers = names.map((name) => fetch(`app://normscope/${name}`));
      return (await Promise.all(answers)).map(({ status }) => status);
    });
    expect(statuses).toEqual([404, 404, 404]);
  });

  test('navigation, new windows and permissions are denied', async () => {
    const outcome = await page.evaluate(async () => {
      const opened = window.open('https://example.com/');
      location.href = 'https://example.com/';
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return { opened: opened === null, state, href: location.href };
    });
    expect(outcome).toEqual({ opened: true, state: 'denied', href: 'app://normscope/index.html' });
    expect(app.windows().length).toBe(1);
  });

  test('the menu exports a picture to where the user chose', async () => {
    const file = path.join(folder, 'picture.png');
    await app.evaluate(({ dialog, Menu }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      Menu.getApplicationMenu()?.getMenuItemById('export-png')?.click();
    }, file);
    await expect.poll(() => fs.existsSync(file), { timeout: 30_000 }).toBe(true);
    // The signature of every PNG file.
    const signature = fs.readFileSync(file).subarray(0, 8).toString('latin1');
    expect(signature).toBe('\x89PNG\r\n\x1a\n');
  });

  test('a second start hands its file to this window and ends', async () => {
    const npy = inRoot('test/fixtures/npy/one.npy');
    const opened = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const { normscope } = window as unknown as WindowWithApi;
          normscope.on('opened', ([first]) => resolve(first?.name ?? ''));
          normscope.on('failed', ({ message }) => resolve(message));
        }),
    );
    const second = spawn(executable, [...flags, inRoot('.'), npy], { stdio: 'ignore' });
    const ended = new Promise((resolve) => second.on('close', resolve));
    expect(await opened).toBe('one.npy');
    expect(await ended).toBe(0);
    expect(app.windows().length).toBe(1);
  });

  test('bounds are remembered for the next start', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 20, y: 30, width: 1100, height: 700 });
    });
    const state = path.join(profile, 'window.json');
    const read = () => (fs.existsSync(state) ? fs.readFileSync(state, 'utf8') : '');
    await expect.poll(read, { timeout: 5000 }).toContain('"width":1100');
  });
});
