import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createDesktopHost } from '../../../electron/main/desktopHost.ts';
import { Document } from '../../../electron/main/document.ts';
import { LongWork } from '../../../electron/main/longWork.ts';
import { OneDialog } from '../../../electron/main/oneDialog.ts';
import { RecentFiles } from '../../../electron/main/recentFiles.ts';
import { languageOf } from '../../../electron/main/language.ts';
import type { Language, Settings } from '../../../core/settings.ts';
import { app, BrowserWindow, clipboard, dialog, reset, shell, FakeEvent } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-host-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

let window: BrowserWindow;
let language: Language = 'en';
const settingsChanged = vi.fn();
const speaker = { show: vi.fn() };

let document: Document;
let recent: RecentFiles;
const save = vi.fn();

function createHost(current: BrowserWindow | null = window) {
  const shown = () => current as never;
  const dialogs = new OneDialog();
  document = new Document({ language: () => language, dialogs, save });
  recent = new RecentFiles(at('recent.json'), () => undefined);
  return createDesktopHost({
    window: shown,
    language: () => language,
    document,
    recent,
    dialogs,
    work: new LongWork({
      window: shown,
      language: () => language,
      dialogs,
      show: () => undefined,
    }),
    folders: at('folders.json'),
    speaker,
    presenting: () => undefined,
    settingsChanged,
    commandsApply: () => undefined,
  });
}

beforeEach(() => {
  reset();
  language = 'en';
  window = new BrowserWindow({});
  app.paths = { documents: folder };
  for (const name of ['folders.json', 'recent.json']) fs.rmSync(at(name), { force: true });
});

const bytes = new Uint8Array([137, 80, 78, 71]);
const picture = { name: 'nlp-BatchNorm1d.png', extension: 'png', description: 'PNG', bytes };
const answer = (filePath: string) => ({ canceled: false, filePath });
const at = (name: string) => path.join(folder, name);

test('a file is written where the user chose, and the next dialog starts there', async () => {
  const host = createHost();
  fs.mkdirSync(at('slides'));
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('slides/a.png')));
  expect(await host.saveFile(picture)).toEqual({ path: at('slides/a.png') });
  expect(fs.readFileSync(at('slides/a.png'))).toEqual(Buffer.from(bytes));
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(window, {
    title: 'Export',
    defaultPath: at('nlp-BatchNorm1d.png'),
    filters: [{ name: 'PNG', extensions: ['png'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  expect(await host.saveFile(picture)).toBeNull();
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: at('slides/nlp-BatchNorm1d.png') }),
  );
});

test('a place for a large file is asked for like any other, and nothing is written there', async () => {
  const host = createHost();
  const { bytes: _, ...asked } = picture;
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('large.png')));
  const place = await host.placeFor(asked);
  expect(place?.path).toBe(at('large.png'));
  expect(await place?.done()).toEqual({ path: at('large.png') });
  await place?.dropped();
  expect(fs.existsSync(at('large.png'))).toBe(false);
  expect(await host.placeFor(asked)).toBeNull();
});

test('of several files the first is asked for, and the others lie beside it with their numbers', async () => {
  const files = [1, 2, 3].map((n) => ({
    ...picture,
    name: `talk-${n}.png`,
    bytes: new Uint8Array([n]),
  }));
  fs.mkdirSync(at('pages'));
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('pages/mine-1.png')));
  const saved = await createHost().saveFiles?.(files, 'talk');
  expect(saved).toEqual({ path: at('pages/mine-1.png') });
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: at('talk-1.png') }),
  );
  expect(fs.readdirSync(at('pages')).sort()).toEqual(['mine-1.png', 'mine-2.png', 'mine-3.png']);
  expect(fs.readFileSync(at('pages/mine-3.png'))).toEqual(Buffer.from([3]));
  expect(await createHost().saveFiles?.(files, 'talk')).toBeNull();
});

test('a cancelled dialog writes nothing', async () => {
  const before = fs.readdirSync(folder);
  expect(await createHost().saveFile(picture)).toBeNull();
  expect(fs.readdirSync(folder)).toEqual(before);
});

test('a name without the extension gets it, and the user is asked about that name', async () => {
  dialog.showSaveDialog
    .mockResolvedValueOnce(answer(at('plain')))
    .mockResolvedValueOnce(answer(at('plain.png')));
  expect(await createHost().saveFile(picture)).toEqual({ path: at('plain.png') });
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: at('plain.png') }),
  );
  expect(fs.existsSync(at('plain'))).toBe(false);
});

test('a file that cannot be written fails with the reason and leaves nothing behind', async () => {
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('missing/a.png')));
  await expect(createHost().saveFile(picture)).rejects.toMatchObject({
    name: 'InputError',
    code: 'unwritable',
  });
  expect(fs.existsSync(at('missing'))).toBe(false);
});

test('tensors are asked for in the language of the user', async () => {
  language = 'ko';
  const paths = ['/data/x.npy', '/data/y.npz'];
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: paths });
  expect(await createHost().openFiles()).toEqual(paths);
  expect(dialog.showOpenDialog).toHaveBeenLastCalledWith(window, {
    title: '텐서 열기',
    defaultPath: folder,
    filters: [
      {
        name: '텐서와 보고서',
        extensions: [
          'npy',
          'npz',
          'safetensors',
          'pt',
          'pth',
          'ckpt',
          'bin',
          'csv',
          'tsv',
          'txt',
          'json',
          ...['png', 'jpg', 'jpeg', 'webp'],
        ],
      },
      { name: '모든 파일', extensions: ['*'] },
    ],
    properties: ['openFile', 'multiSelections'],
  });
  expect(await createHost().openFiles()).toEqual([]);
});

test('without a window nothing is asked', async () => {
  const host = createHost(null);
  expect(await host.openFiles()).toEqual([]);
  expect(await host.saveFile(picture)).toBeNull();
  expect(await host.fullScreen(true)).toBe(false);
  expect(dialog.showOpenDialog).not.toHaveBeenCalled();
  expect(dialog.showSaveDialog).not.toHaveBeenCalled();
});

test('a picture and a text go to the clipboard', async () => {
  const host = createHost();
  await host.copyImage(bytes);
  const blob = clipboard.write.mock.lastCall?.[0][0]?.items['image/png'] as Blob;
  expect(blob.type).toBe('image/png');
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
  await host.copyText('x = torch.randn(2, 5, 4)');
  expect(clipboard.writeText).toHaveBeenCalledExactlyOnceWith('x = torch.randn(2, 5, 4)');
});

test('a dragged picture is a file under its name, with itself small under the pointer, until the program ends', async () => {
  app.paths = { ...app.paths, temp: folder };
  const host = createHost();
  await host.dragImage?.(bytes, 'nlp-BatchNorm1d.png');
  const [[dragged]] = window.webContents.startDrag.mock.calls as [[{ file: string; icon: object }]];
  expect(path.basename(dragged.file)).toBe('nlp-BatchNorm1d.png');
  expect(fs.readFileSync(dragged.file)).toEqual(Buffer.from(bytes));
  expect(dragged.icon).toEqual({ width: 160, bytes: [...bytes] });
  app.emit('will-quit', new FakeEvent());
  expect(fs.existsSync(dragged.file)).toBe(false);
});

test('full screen answers when the window is in it', async () => {
  const host = createHost();
  window.setFullScreen.mockImplementationOnce((flag) => {
    setImmediate(() => {
      window.fullScreen = flag;
      window.emit('enter-full-screen');
    });
  });
  expect(await host.fullScreen(true)).toBe(true);
  expect(await host.fullScreen(true)).toBe(true);
  expect(window.setFullScreen).toHaveBeenCalledExactlyOnceWith(true);
});

test('help opens fixed pages, outside', async () => {
  const host = createHost();
  await host.openHelp('pytorch');
  await host.openHelp('licence');
  expect(shell.openExternal.mock.calls.map(([url]) => new URL(url).hostname)).toEqual([
    'docs.pytorch.org',
    'opensource.org',
  ]);
});

test('events go to the window, and changed settings to the shell', () => {
  const host = createHost();
  const failure = { code: 'unreadable', message: 'No tensor.', details: {} };
  host.emit('failed', failure);
  expect(window.webContents.send).toHaveBeenCalledExactlyOnceWith(
    'normscope:event',
    'failed',
    failure,
  );
  const settings: Settings = {
    theme: 'dark',
    language: 'ko',
    fontScale: 1,
    memoryLimit: 512,
    axes: [],
    presets: [],
    session: null,
  };
  host.settingsChanged?.(settings);
  expect(settingsChanged).toHaveBeenCalledExactlyOnceWith(settings);
});

test('the language is the chosen one, else that of the system', () => {
  const settings: Settings = {
    theme: 'system',
    language: 'system',
    fontScale: 1,
    memoryLimit: 512,
    axes: [],
    presets: [],
    session: null,
  };
  expect(languageOf(settings)).toBe('en');
  app.locale = 'ko-KR';
  expect(languageOf(settings)).toBe('ko');
  expect(createHost().locale).toBe('ko-KR');
  app.locale = 'kok-IN';
  expect(languageOf(settings)).toBe('en');
  expect(languageOf({ ...settings, language: 'ko' })).toBe('ko');
});

test('dialogs start where the last one of their kind ended, also after a restart', async () => {
  fs.mkdirSync(at('data'));
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [at('data/x.npy')] });
  await createHost().openFiles();
  const host = createHost();
  await host.openFiles();
  expect(dialog.showOpenDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: at('data') }),
  );
  await host.saveFile(picture);
  expect(dialog.showSaveDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: at(picture.name) }),
  );
  fs.rmdirSync(at('data'));
  await host.openFiles();
  expect(dialog.showOpenDialog).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({ defaultPath: folder }),
  );
});

test('a second dialog does not open while one is open', async () => {
  let answerFirst = (_: { canceled: boolean; filePaths: string[] }) => {};
  dialog.showOpenDialog.mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)));
  const host = createHost();
  const first = host.openFiles();
  expect(await host.openFiles()).toEqual([]);
  expect(await host.saveFile(picture)).toBeNull();
  expect(dialog.showOpenDialog).toHaveBeenCalledOnce();
  expect(dialog.showSaveDialog).not.toHaveBeenCalled();
  answerFirst({ canceled: false, filePaths: [at('x.npy')] });
  expect(await first).toEqual([at('x.npy')]);
});

const report = { name: 'nlp.normscope.json', extension: 'json', description: 'JSON', bytes };

test('the document is saved where it lies, or where the user says; elsewhere nothing is lost', async () => {
  const host = createHost();
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('first.normscope.json')));
  expect(await host.saveDocument?.(report, false)).toEqual({ path: at('first.normscope.json') });
  expect(await host.saveDocument?.(report, false)).toEqual({ path: at('first.normscope.json') });
  expect(dialog.showSaveDialog).toHaveBeenCalledOnce();
  dialog.showSaveDialog.mockResolvedValueOnce(answer(at('second.normscope.json')));
  expect(await host.saveDocument?.(report, true)).toEqual({ path: at('second.normscope.json') });
  dialog.showSaveDialog.mockResolvedValueOnce({ canceled: true, filePath: '' });
  expect(await host.saveDocument?.(report, true)).toBeNull();
  expect(document.path).toBe(at('second.normscope.json'));
  expect(recent.list()).toEqual([at('second.normscope.json'), at('first.normscope.json')]);
});

test('an opened report is the document, a tensor is not; both are recent files of the system', () => {
  const host = createHost();
  document.watch(window as never);
  host.fileOpened?.(at('a.npy'), false);
  expect(document.path).toBeNull();
  host.fileOpened?.(at('b.normscope.json'), true);
  expect(document.path).toBe(at('b.normscope.json'));
  host.documentState?.({ edited: false, kept: true, name: 'b.normscope.json' });
  expect(window.setRepresentedFilename).toHaveBeenLastCalledWith(at('b.normscope.json'));
  expect(app.addRecentDocument).toHaveBeenCalledWith(at('a.npy'));
  expect(recent.list()).toEqual([at('b.normscope.json'), at('a.npy')]);
});

test('the page is printed with its colours, and nothing else is asked meanwhile', async () => {
  let done = () => {};
  window.webContents.print.mockImplementationOnce((_options: object, over: () => void) => {
    done = over;
  });
  const host = createHost();
  const printing = host.print?.();
  expect(window.webContents.print.mock.lastCall?.[0]).toEqual({ printBackground: true });
  expect(await host.openFiles()).toEqual([]);
  expect(dialog.showOpenDialog).not.toHaveBeenCalled();
  done();
  await printing;
  await host.openFiles();
  expect(dialog.showOpenDialog).toHaveBeenCalledOnce();
});

test('work shows its progress on the dock or task bar until it has ended', () => {
  const host = createHost();
  const progress = (done: number) =>
    host.emit('progress', {
      job: 'a',
      label: 'b',
      done,
      total: 4,
      bytesPerSecond: 1,
      secondsLeft: null,
    });
  progress(1);
  expect(window.setProgressBar).toHaveBeenLastCalledWith(0.25);
  progress(4);
  expect(window.setProgressBar).toHaveBeenLastCalledWith(-1);
});

test('a lesson is written over where it lies, and the speaker’s window opens for its presentation', async () => {
  const host = createHost();
  fs.writeFileSync(at('means.json'), 'before');
  const file = {
    name: 'other.json',
    extension: 'json',
    description: '',
    bytes: Buffer.from('after'),
  };
  expect(await host.saveOver?.(at('means.json'), file)).toEqual({ path: at('means.json') });
  expect(fs.readFileSync(at('means.json'), 'utf8')).toBe('after');
  expect(recent.list()[0]).toBe(at('means.json'));
  expect(dialog.showSaveDialog).not.toHaveBeenCalled();
  expect(await host.speaker?.('key')).toBe(true);
  expect(speaker.show).toHaveBeenCalledExactlyOnceWith('key');
});
