import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../build/paths.mjs';
import { isRoot } from '../../build/platform.mjs';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { startApp, startDesktopApp } from './app.ts';
import type { DesktopApp } from './desktopApp.ts';
import { desktopRuntime } from './desktopRuntime.ts';

// The page with what lies behind it: in the browser host, over the stand-in for Electron, and in Electron itself
// wherever there is one; and of the last two what the shell does.
type WindowWithApi = Window & { normscope: NormscopeApi };

/** The program in any host. */
interface Started {
  readonly page: Page;
  close(): Promise<void>;
}

/** What this suite asks of the desktop beside. */
interface Desktop extends Started {
  readonly folder: string;
  address(): string;
  /** Chooses an entry of the menu whose dialog is answered with a file. */
  saveByMenu(item: string, file: string): Promise<void>;
  /** @returns the exit status of a second start with a file */
  secondStart(file: string): Promise<number | null>;
  windows(): number;
  resize?(bounds: { x: number; y: number; width: number; height: number }): Promise<void>;
}

async function inBrowser(): Promise<Started> {
  const app = await startApp();
  const page = await app.open();
  return { page, close: () => app.close() };
}

async function overStandIn(): Promise<Desktop> {
  const app: DesktopApp = await startDesktopApp();
  const page = await app.open({ files: [inRoot('test/fixtures/npy/one.npy')] });
  return {
    page,
    folder: app.folder,
    address: () => app.address(page),
    async saveByMenu(item, file) {
      const asked = app.answer('save', () => ({ canceled: false, filePath: file }));
      await app.menu(item);
      await asked;
    },
    secondStart: (file) => app.secondStart([file]),
    windows: () => page.context().pages().length,
    close: () => app.close(),
  };
}

async function inElectron(executable: string): Promise<Desktop> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-desktop-'));
  const profile = `--user-data-dir=${path.join(folder, 'settings')}`;
  const flags = [...(isRoot ? ['--no-sandbox'] : []), profile];
  const app: ElectronApplication = await _electron.launch({
    executablePath: executable,
    args: [...flags, inRoot('.'), inRoot('test/fixtures/npy/one.npy')],
    chromiumSandbox: !isRoot,
  });
  const page = await app.firstWindow();
  await page.locator('canvas').first().waitFor();
  return {
    page,
    folder,
    address: () => page.url(),
    saveByMenu: (item, file) =>
      app.evaluate(
        ({ dialog, Menu }, { id, filePath }) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
          Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
        },
        { id: item, filePath: file },
      ),
    secondStart: (file) =>
      new Promise((resolve) =>
        spawn(executable, [...flags, inRoot('.'), file], { stdio: 'ignore' }).on('close', resolve),
      ),
    windows: () => app.windows().length,
    resize: (bounds) =>
      app.evaluate(
        ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to),
        bounds,
      ),
    async close() {
      await app.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const runtime = desktopRuntime();
const missing = 'missing' in runtime ? runtime.missing : undefined;
const executable = 'executable' in runtime ? runtime.executable : '';

test.runIf(process.env['NORMSCOPE_NEEDS_ELECTRON'])(
  'in Electron, where it is asked for, it runs',
  () => {
    expect(missing).toBeUndefined();
  },
);

describe('the page in the browser host', () => suite(inBrowser, () => undefined));
describe('the desktop app over a stand-in', () => suite(overStandIn, shell));
describe.skipIf(missing !== undefined)(
  `the desktop app in Electron${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    suite(
      () => inElectron(executable),
      (desktop) => {
        shell(desktop);

        test('permissions are denied', async () => {
          const state = await desktop().page.evaluate(
            async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
          );
          expect(state).toBe('denied');
        });

        test('bounds are remembered for the next start', async () => {
          await desktop().resize?.({ x: 20, y: 30, width: 1100, height: 700 });
          const state = path.join(desktop().folder, 'settings/window.json');
          const read = () => (fs.existsSync(state) ? fs.readFileSync(state, 'utf8') : '');
          await expect.poll(read, { timeout: 5000 }).toContain('"width":1100');
        });
      },
    );
  },
);

/** What the page does in every host. @param more  what it does in this one beside */
function suite<T extends Started>(start: () => Promise<T>, more: (started: () => T) => void): void {
  let started: T;
  let page: Page;
  beforeAll(async () => {
    started = await start();
    ({ page } = started);
  });
  afterAll(async () => {
    await started?.close();
  });

  test('the page has three functions of its host', async () => {
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
      const ref = examples.ok ? examples.value[0]?.ref : undefined;
      if (!ref) return null;
      const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;
      const answer = await normscope.call('layer.compute', { tensor: ref, spec });
      if (!answer.ok) throw new Error(answer.message);
      return [...answer.value.y.data];
    });
    const text = reply?.map((value) => value.toFixed(4)) ?? [];
    // The first row and the last one that the notebook prints.
    expect(text.slice(0, 4)).toEqual(['1.0112', '0.6694', '0.2133', '-2.1240']);
    expect(text.slice(-4)).toEqual(['1.2202', '-0.3651', '-1.3004', '-1.2020']);
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

  test('the policy of the page denies inline scripts, eval, strings as markup and other hosts', async () => {
    const ran = await page.evaluate(async () => {
      const { headers } = await fetch('index.html');
      const script = document.createElement('script');
      try {
        script.textContent = 'document.body.dataset.inline = "ran"';
        document.body.append(script);
      } catch {
        // A string is no script.
      }
      const [evaluated, markup, reached] = await Promise.all([
        // Not within the test's own evaluation, which the policy lets pass.
        new Promise((resolve) =>
          setTimeout(() => {
            try {
              // eslint-disable-next-line @typescript-eslint/no-implied-eval
              resolve(new Function('return true')());
            } catch {
              resolve(false);
            }
          }),
        ),
        new Promise((resolve) =>
          setTimeout(() => {
            try {
              document.createElement('div').innerHTML = '<b>b</b>';
              resolve(true);
            } catch {
              resolve(false);
            }
          }),
        ),
        fetch('https://pytorch.org/').then(
          () => true,
          () => false,
        ),
      ]);
      const policy = headers.get('content-security-policy');
      const inline = document.body.dataset['inline'] ?? null;
      return { policy, inline, evaluated, markup, reached };
    });
    expect(ran.policy).toContain("default-src 'none'");
    expect(ran).toMatchObject({ inline: null, evaluated: false, markup: false, reached: false });
  });

  test('files outside the bundle are not found', async () => {
    const statuses = await page.evaluate(async () => {
      const names = ['../package.json', '..%2f..%2fpackage.json', '%2e%2e%2fmain%2fmain.js'];
      const answers = names.map((name) => fetch(`./${name}`));
      return (await Promise.all(answers)).map(({ status }) => status);
    });
    expect(statuses.filter((status) => status !== 403 && status !== 404)).toEqual([]);
  });

  more(() => started);
}

/** What the desktop's shell does, in the order of these tests. */
function shell(desktop: () => Desktop): void {
  test('the window shows the page of app://', () => {
    expect(desktop().address()).toBe('app://normscope/index.html');
  });

  test('the file of the command line is opened', async () => {
    await desktop()
      .page.getByRole('button', { name: /^one\.npy/ })
      .waitFor();
  });

  test('navigation and new windows are denied; the page may load itself again', async () => {
    const outcome = await desktop().page.evaluate(async () => {
      const opened = window.open('https://example.com/');
      location.href = 'https://example.com/';
      await new Promise((resolve) => setTimeout(resolve, 500));
      return opened === null;
    });
    expect(outcome).toBe(true);
    expect(desktop().address()).toBe('app://normscope/index.html');
    expect(desktop().windows()).toBe(1);

    const loaded = desktop().page.waitForEvent('load', { timeout: 30_000 });
    await desktop().page.evaluate(() => location.reload());
    await loaded;
    await desktop().page.locator('canvas').first().waitFor();
  });

  test('the menu exports a picture to where the user chose', async () => {
    const file = path.join(desktop().folder, 'picture.png');
    await desktop().saveByMenu('export-png', file);
    await expect.poll(() => fs.existsSync(file), { timeout: 30_000 }).toBe(true);
    // The signature of every PNG file.
    const signature = fs.readFileSync(file).subarray(0, 8).toString('latin1');
    expect(signature).toBe('\x89PNG\r\n\x1a\n');
  });

  test('a second start hands its file to this window and ends', async () => {
    const file = path.join(desktop().folder, 'second.csv');
    fs.writeFileSync(file, '1,2\n3,4\n');
    expect(await desktop().secondStart(file)).toBe(0);
    await desktop()
      .page.getByRole('button', { name: /^second\.csv/ })
      .waitFor();
    expect(desktop().windows()).toBe(1);
  });
}
