import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRoot } from '../../../build/platform.mjs';
import { DEFAULT_SETTINGS } from '../../../core/settings.ts';
import { SettingsStore } from '../../../electron/service/settings.ts';
import { buildWorkers } from '../workers/buildWorkers.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'settings-'));
const inFolder = (at: string) => path.join(at, 'settings.json');
const onDisk = (at: string) => JSON.parse(readFileSync(inFolder(at), 'utf8')) as object;

test('a change of one program does not undo that of another: each is merged into what is on disk', async () => {
  const at = folder();
  const [desktop, browser] = [new SettingsStore(at), new SettingsStore(at)];
  await Promise.all([desktop.get(), browser.get()]);
  await desktop.set({ theme: 'dark' });
  await expect(browser.set({ language: 'ko' })).resolves.toMatchObject({ theme: 'dark' });
  await desktop.set({ fontScale: 1.5 });
  expect(onDisk(at)).toMatchObject({ theme: 'dark', language: 'ko', fontScale: 1.5 });
});

test('entries of a later version stay, and so does a value that this one does not know', async () => {
  const at = folder();
  writeFileSync(inFolder(at), '{"theme": "solarized", "cursor": {"blink": true}}');
  const settings = await new SettingsStore(at).set({ language: 'ko' });
  expect(settings).toEqual({ ...DEFAULT_SETTINGS, language: 'ko' });
  expect(onDisk(at)).toEqual({ theme: 'solarized', cursor: { blink: true }, language: 'ko' });
});

test('a change that has begun is on disk when the store is idle', async () => {
  const at = folder();
  const store = new SettingsStore(at);
  void store.set({ theme: 'dark' });
  void store.set({ language: 'ko' });
  await store.idle();
  expect(onDisk(at)).toMatchObject({ theme: 'dark', language: 'ko' });
  expect(readdirSync(at)).toEqual(['settings.json']);
});

test('what a killed process left, its lock too, is swept and waits for nobody', async () => {
  const at = folder();
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.once('exit', resolve));
  // the name of this machine in them is what a store of this process writes
  const { MAKER } = await import('../../../electron/service/temporaries.ts');
  const maker = MAKER.replace(/\d+$/, String(gone.pid));
  writeFileSync(path.join(at, `.normscope-${maker}-0123456789ab.tmp`), 'half');
  writeFileSync(path.join(at, `.normscope-${MAKER}-0123456789ab.tmp`), 'of a living one');
  writeFileSync(path.join(at, 'settings.json.lock'), maker);
  const start = Date.now();
  await new SettingsStore(at).set({ theme: 'dark' });
  expect(Date.now() - start).toBeLessThan(2500);
  expect(readdirSync(at).sort()).toEqual([`.normscope-${MAKER}-0123456789ab.tmp`, 'settings.json']);
});

describe.skipIf(process.platform === 'win32')('files that are not what they seem', () => {
  test('a symbolic link stays one and its file keeps its permissions, whether the file is there yet or not', async () => {
    const [at, elsewhere] = [folder(), folder()];
    const target = path.join(elsewhere, 'dotfile');
    symlinkSync(target, inFolder(at));
    await new SettingsStore(at).set({ theme: 'dark' });
    expect(lstatSync(inFolder(at)).isSymbolicLink()).toBe(true);
    chmodSync(target, 0o664);
    await new SettingsStore(at).set({ language: 'ko' });
    expect(lstatSync(inFolder(at)).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o664);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({
      theme: 'dark',
      language: 'ko',
    });
    expect(readdirSync(elsewhere)).toEqual(['dotfile']);
  });

  test('a file that an editor began with a byte order mark is read, and kept', async () => {
    const at = folder();
    writeFileSync(inFolder(at), '\ufeff{"theme": "light", "later": 1}');
    const store = new SettingsStore(at);
    await expect(store.get()).resolves.toMatchObject({ theme: 'light' });
    await store.set({ language: 'ko' });
    expect(onDisk(at)).toEqual({ theme: 'light', later: 1, language: 'ko' });
    expect(readdirSync(at)).toEqual(['settings.json']);
  });

  test.each([
    ['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a device', (file: string) => symlinkSync('/dev/zero', file)],
    ['a link to itself', (file: string) => symlinkSync(file, file)],
  ])(
    '%s in its place is an error and no hang; the defaults and the change hold',
    async (_, make) => {
      const at = folder();
      make(inFolder(at));
      const store = new SettingsStore(at);
      await expect(store.get()).resolves.toEqual(DEFAULT_SETTINGS);
      await expect(store.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'unwritable' });
      await expect(store.get()).resolves.toMatchObject({ theme: 'dark' });
      expect(readdirSync(at)).toEqual(['settings.json']);
    },
  );

  test('a folder that cannot be made is said, and what could not be kept is tried again', async () => {
    const at = folder();
    const home = path.join(at, 'home');
    writeFileSync(home, 'no folder');
    const store = new SettingsStore(path.join(home, 'Normscope'));
    await expect(store.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'unwritable' });
    execFileSync('rm', [home]);
    await store.set({ language: 'ko' });
    expect(onDisk(path.join(home, 'Normscope'))).toMatchObject({ theme: 'dark', language: 'ko' });
  });

  test.skipIf(isRoot)('a read-only home is said', async () => {
    const at = folder();
    chmodSync(at, 0o555);
    const change = new SettingsStore(path.join(at, 'Normscope')).set({ theme: 'dark' });
    await expect(change).rejects.toThrow(/no permission to write/);
  });
});

describe('processes at the same time', () => {
  let dist: URL;
  let remove: () => void;
  beforeAll(async () => {
    ({ dist, remove } = await buildWorkers(['service', 'settings']));
  }, 60_000);
  afterAll(() => remove());

  test('of four processes that change one entry each, again and again, all arrive', async () => {
    const at = folder();
    const built = (name: string) => JSON.stringify(new URL(`workers/${name}.js`, dist).href);
    const script = `
      const [at, entry] = process.argv.slice(1);
      const { createService } = await import(${built('service')});
      const { SettingsStore } = await import(${built('settings')});
      const service = createService({ version: '1', dist: new URL(${JSON.stringify(dist.href)}), settings: new SettingsStore(at) });
      for (let i = 0; i < 20; i++) await service.settings.set(JSON.parse(entry));
      await service.close();`;
    const entries = [{ theme: 'dark' }, { language: 'ko' }, { fontScale: 1.5 }, { session: '{}' }];
    const run = promisify(execFile);
    await Promise.all(
      entries.map((entry) =>
        run(process.execPath, ['--input-type=module', '-e', script, at, JSON.stringify(entry)]),
      ),
    );
    expect(onDisk(at)).toEqual(Object.assign({}, ...entries));
    expect(readdirSync(at)).toEqual(['settings.json']);
  }, 60_000);
});
