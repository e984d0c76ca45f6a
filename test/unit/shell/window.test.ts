import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THEMES } from '../../../core/figure/theme.ts';
import { applyTheme } from '../../../electron/main/theme.ts';
import { createWindow } from '../../../electron/main/window.ts';
import { type BrowserWindow, FakeEvent, nativeTheme, reset, screen } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-window-'));
const state = path.join(folder, 'window.json');
const files = { preload: '/app/dist/preload/preload.cjs', state, icon: '/app/dist/icon.png' };
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(() => {
  reset();
  fs.rmSync(state, { force: true });
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const open = (theme: Parameters<typeof createWindow>[1] = 'system') =>
  createWindow(files, theme) as unknown as BrowserWindow;

const remember = (bounds: object, maximised = false) =>
  fs.writeFileSync(state, JSON.stringify({ bounds, maximised }));

const boundsOf = ({ options: { x, y, width, height } }: BrowserWindow) => [x, y, width, height];

test('the page is isolated, sandboxed and without Node, explicitly', () => {
  expect(open().options['webPreferences']).toEqual({
    preload: files.preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    spellcheck: false,
    enableWebSQL: false,
  });
});

test('the window loads the page of the app and is shown when it has painted', () => {
  const window = open();
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://normscope/index.html');
  expect(window.options).toMatchObject({ show: false, minWidth: 1024, minHeight: 640 });
  expect(window.show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(window.show).toHaveBeenCalledOnce();
  expect(window.maximize).not.toHaveBeenCalled();
});

test('the background before the first picture is that of the theme', () => {
  expect(open().options['backgroundColor']).toBe(THEMES.light.background);
  nativeTheme.shouldUseDarkColors = true;
  expect(open().options['backgroundColor']).toBe(THEMES.dark.background);
  expect(open('contrast').options['backgroundColor']).toBe(THEMES.contrast.background);
});

test('dialogs and menus follow the theme; contrast is light', () => {
  const seen = (['dark', 'light', 'system', 'contrast'] as const).map((theme) => {
    applyTheme(theme);
    return nativeTheme.themeSource;
  });
  expect(seen).toEqual(['dark', 'light', 'system', 'light']);
});

test('the first window is centred on the primary display', () => {
  // (1920 − 1360) / 2 = 280 and (1040 − 880) / 2 = 80
  expect(boundsOf(open())).toEqual([280, 80, 1360, 880]);
});

test('a window opens where it was, maximised if it was', () => {
  remember({ x: 100, y: 50, width: 1200, height: 700 }, true);
  const window = open();
  expect(boundsOf(window)).toEqual([100, 50, 1200, 700]);
  window.emit('ready-to-show');
  expect(window.maximize).toHaveBeenCalledOnce();
});

test('a window that was on a display which is gone is centred on the primary one', () => {
  remember({ x: 2000, y: 50, width: 1200, height: 700 });
  // (1920 − 1200) / 2 = 360 and (1040 − 700) / 2 = 170
  expect(boundsOf(open())).toEqual([360, 170, 1200, 700]);
  screen.displays = [
    ...screen.displays,
    { id: 2, workArea: { x: 1920, y: 0, width: 1600, height: 900 } },
  ];
  expect(boundsOf(open())).toEqual([2000, 50, 1200, 700]);
});

test('a window that sticks out of its display is moved and shrunk into it', () => {
  remember({ x: 1500, y: 500, width: 1200, height: 700 });
  // 1920 − 1200 = 720 and 1040 − 700 = 340
  expect(boundsOf(open())).toEqual([720, 340, 1200, 700]);
  remember({ x: -50, y: 0, width: 5000, height: 4000 });
  expect(boundsOf(open())).toEqual([0, 0, 1920, 1040]);
  remember({ x: 10, y: 10, width: 200, height: 100 });
  expect(boundsOf(open())).toEqual([10, 10, 1024, 640]);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"bounds":{"x":0,"y":0,"width":-5,"height":700}}',
  '{"bounds":{"x":"0","y":0,"width":1200,"height":700}}',
  '{"bounds":{"x":0.5,"y":0,"width":1200,"height":1e999}}',
])('a broken file of bounds %s is as if there were none', (text) => {
  fs.writeFileSync(state, text);
  expect(boundsOf(open())).toEqual([280, 80, 1360, 880]);
});

test('bounds are written when the window rests and when it closes, and read by the next one', () => {
  const window = open();
  window.bounds = { x: 30, y: 40, width: 1100, height: 720 };
  window.emit('move');
  expect(fs.existsSync(state)).toBe(false);
  vi.advanceTimersByTime(500);
  expect(JSON.parse(fs.readFileSync(state, 'utf8'))).toEqual({
    bounds: window.bounds,
    maximised: false,
    zoom: 0,
  });
  window.maximised = true;
  window.close();
  const next = open();
  expect(boundsOf(next)).toEqual([30, 40, 1100, 720]);
  next.emit('ready-to-show');
  expect(next.maximize).toHaveBeenCalledOnce();
  expect(fs.readdirSync(folder)).toEqual(['window.json']);
});

test('zoom is remembered for the next start, and kept when the page is loaded again', () => {
  const window = open();
  window.bounds = { x: 30, y: 40, width: 1100, height: 720 };
  const { webContents } = window;
  const load = () => {
    webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    webContents.emit('did-finish-load');
  };
  load();
  expect(webContents.zoom).toBe(0);
  webContents.zoom = 1.5;
  load();
  expect(webContents.zoom).toBe(1.5);
  window.close();
  const next = open();
  next.webContents.emit('did-finish-load');
  expect(next.webContents.zoom).toBe(1.5);
});

test('bounds of a full screen are not remembered', () => {
  const window = open();
  window.fullScreen = true;
  window.emit('resize');
  vi.advanceTimersByTime(1000);
  window.emit('close', new FakeEvent());
  expect(fs.existsSync(state)).toBe(false);
});

test('a profile that cannot be written to does not keep the window from closing', () => {
  const blocked = path.join(folder, 'blocked');
  fs.writeFileSync(blocked, '');
  const window = createWindow({ ...files, state: path.join(blocked, 'window.json') }, 'light');
  expect(() => window.close()).not.toThrow();
  fs.rmSync(blocked);
});
