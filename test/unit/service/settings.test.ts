import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../core/settings.ts';
import { readSettings, SettingsStore } from '../../../electron/service/settings.ts';
import { writeFileAtomic } from '../../../electron/service/writeFileAtomic.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'settings-'));

test('settings survive a restart', async () => {
  const at = folder();
  await new SettingsStore(at).set({
    theme: 'dark',
    language: 'ko',
    fontScale: 1.5,
    memoryLimit: 2048,
    axes: [],
    presets: [{ schema: 'normscope-preset', schemaVersion: 1, name: 'mine', size: 'a4' }],
    session: '{"a":1}',
  });
  await expect(new SettingsStore(at).get()).resolves.toEqual({
    theme: 'dark',
    language: 'ko',
    fontScale: 1.5,
    memoryLimit: 2048,
    axes: [],
    presets: [{ schema: 'normscope-preset', schemaVersion: 1, name: 'mine', size: 'a4' }],
    session: '{"a":1}',
  });
});

test('without a file the defaults hold', async () => {
  await expect(new SettingsStore(folder()).get()).resolves.toEqual(DEFAULT_SETTINGS);
});

test('a broken file is set aside and the defaults hold', async () => {
  const at = folder();
  writeFileSync(path.join(at, 'settings.json'), '{"theme": "da');
  await expect(new SettingsStore(at).get()).resolves.toEqual(DEFAULT_SETTINGS);
  expect(readFileSync(path.join(at, 'settings.broken.json'), 'utf8')).toBe('{"theme": "da');
});

test.each(['[1]', 'null', '7', '"dark"', ''])(
  'a file that holds %s is no settings: it is set aside as it was',
  async (text) => {
    const at = folder();
    writeFileSync(path.join(at, 'settings.json'), text);
    await expect(new SettingsStore(at).get()).resolves.toEqual(DEFAULT_SETTINGS);
    expect(readFileSync(path.join(at, 'settings.broken.json'), 'utf8')).toBe(text);
  },
);

test('an entry of the wrong kind falls back to its default, the others stay', async () => {
  const at = folder();
  writeFileSync(path.join(at, 'settings.json'), '{"theme": 7, "language": "ko", "fontScale": 90}');
  await expect(new SettingsStore(at).get()).resolves.toEqual({
    ...DEFAULT_SETTINGS,
    language: 'ko',
  });
});

test.each([127, 65_537, 512.5, '512', null, Number.NaN])(
  'a memory limit of %s MiB is none',
  (memoryLimit) => {
    expect(readSettings({ memoryLimit }).memoryLimit).toBe(512);
  },
);

test.each([128, 1000, 65_536])('a memory limit of %i MiB is kept', (memoryLimit) => {
  expect(readSettings({ memoryLimit }).memoryLimit).toBe(memoryLimit);
});

test('writes that come together all arrive, the last one last', async () => {
  const at = folder();
  const store = new SettingsStore(at);
  await Promise.all([
    store.set({ theme: 'dark' }),
    store.set({ fontScale: 1.2 }),
    store.set({ theme: 'light' }),
  ]);
  await expect(new SettingsStore(at).get()).resolves.toMatchObject({
    theme: 'light',
    fontScale: 1.2,
  });
});

test('who waits until it is idle finds on disk what was set just before, and no unfinished file', async () => {
  const at = folder();
  const store = new SettingsStore(at);
  void store.set({ theme: 'dark' });
  void store.set({ fontScale: 1.4 });
  await store.idle();
  expect(JSON.parse(readFileSync(path.join(at, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'dark',
    fontScale: 1.4,
  });
  expect(readdirSync(at)).toEqual(['settings.json']);
});

test('a file that cannot be written leaves nothing behind and says why', async () => {
  const at = folder();
  const target = path.join(at, 'missing', 'y.npy');
  await expect(writeFileAtomic(target, 'x')).rejects.toMatchObject({ code: 'unwritable' });
  await expect(writeFileAtomic(target, 'x')).rejects.toThrow(/does not exist/);
  expect(readdirSync(at)).toEqual([]);
});

test('a file that takes the place of a folder is refused, and no temporary file stays', async () => {
  const at = folder();
  await expect(writeFileAtomic(at, 'x')).rejects.toMatchObject({ code: 'unwritable' });
  expect(readdirSync(at)).toEqual([]);
  expect(
    readdirSync(path.dirname(at)).filter((name) => name.startsWith(`.${path.basename(at)}`)),
  ).toEqual([]);
});

test.each([0.79, 2.01, 0, -1, '1', null])('a text size of %s is none', (fontScale) => {
  expect(readSettings({ fontScale }).fontScale).toBe(1);
});

test.each([0.8, 1.25, 2])('a text size of %s is kept', (fontScale) => {
  expect(readSettings({ fontScale }).fontScale).toBe(fontScale);
});
