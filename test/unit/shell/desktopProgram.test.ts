import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { contextTemplate } from '../../../electron/main/contextMenu.ts';
import { LongWork } from '../../../electron/main/longWork.ts';
import { menuTemplate } from '../../../electron/main/menuTemplate.ts';
import { OneDialog } from '../../../electron/main/oneDialog.ts';
import { RecentFiles } from '../../../electron/main/recentFiles.ts';
import { BrowserWindow, Notification, reset, type FakeMenuItem } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
beforeEach(reset);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-program-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('ten recent files are remembered, the newest first, each once; anything else in the file is no file', () => {
  const file = path.join(folder, 'recent.json');
  const changed = vi.fn();
  const recent = new RecentFiles(file, changed);
  for (let i = 0; i < 12; i++) recent.add(`/a/${i}.npy`);
  recent.add('/a/5.npy');
  const numbers = [5, 11, 10, 9, 8, 7, 6, 4, 3, 2];
  expect(new RecentFiles(file, changed).list()).toEqual(numbers.map((i) => `/a/${i}.npy`));
  recent.clear();
  expect(recent.list()).toEqual([]);
  expect(changed).toHaveBeenCalledTimes(14);
  fs.writeFileSync(file, '[7, "relative.npy", "/b.npy", null]');
  expect(recent.list()).toEqual(['/b.npy']);
});

test('the menu opens a recent file by its name, in which "&" marks no letter', () => {
  const opened: string[] = [];
  const template = menuTemplate({
    language: 'en',
    platform: 'linux',
    developer: false,
    send: () => undefined,
    recent: ['/a/x & y.npy'],
    openRecent: (file) => opened.push(file),
    clearRecent: () => undefined,
    showLog: () => undefined,
    openPytorchHelp: () => undefined,
  }) as readonly FakeMenuItem[];
  const list = template[0]?.submenu?.find(({ id }) => id === 'recent');
  expect(list?.submenu?.[0]?.label).toBe('x && y.npy');
  list?.submenu?.[0]?.click?.();
  expect(opened).toEqual(['/a/x & y.npy']);
});

const params = (fields: object) =>
  ({
    isEditable: false,
    selectionText: '',
    mediaType: 'none',
    editFlags: { canCut: false, canCopy: true, canPaste: true, canSelectAll: true },
    ...fields,
  }) as never;
const entries = (fields: object) =>
  contextTemplate(params(fields), {
    language: () => 'ko',
    applies: (command) => command !== 'copy-values',
    send: () => undefined,
  }).map(({ id, role, label }) => [id ?? role, label]);

test('the native menu of a field edits, of a selection copies, of the picture does what applies to it', () => {
  expect(entries({ isEditable: true }).map(([role]) => role)).toEqual([
    'cut',
    'copy',
    'paste',
    'selectAll',
  ]);
  expect(entries({ selectionText: 'μ = 0' })).toEqual([['copy', '복사']]);
  expect(entries({ mediaType: 'canvas' })).toEqual([
    ['copy-image', '그림 복사'],
    ['export-png', '그림 내보내기 (PNG)…'],
    ['export-svg', '그림 내보내기 (SVG)…'],
  ]);
  expect(entries({})).toEqual([]);
});

test('long work that ends behind other windows is told of; short work and what is watched are not', async () => {
  vi.useFakeTimers();
  const window = new BrowserWindow({});
  const show = vi.fn();
  const dialogs = new OneDialog();
  const work = new LongWork({
    window: () => window as never,
    language: () => 'ko',
    dialogs,
    show,
  });
  const lasting = (milliseconds: number) =>
    work.watch(new Promise((resolve) => setTimeout(resolve, milliseconds)));
  window.focused = false;
  const short = lasting(500);
  await vi.advanceTimersByTimeAsync(500);
  await short;
  window.focused = true;
  const watched = lasting(20_000);
  await vi.advanceTimersByTimeAsync(20_000);
  await watched;
  // A person who is asked is no work.
  window.focused = false;
  const asked = work.watch(dialogs.ifFree(() => new Promise((done) => setTimeout(done, 20_000))));
  await vi.advanceTimersByTimeAsync(20_000);
  await asked;
  expect(Notification.all).toEqual([]);
  window.focused = false;
  const long = lasting(20_000);
  await vi.advanceTimersByTimeAsync(20_000);
  await long;
  expect(Notification.all.map(({ options }) => options.body)).toEqual(['계산이 끝났습니다.']);
  Notification.all[0]?.emit('click');
  expect(show).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
