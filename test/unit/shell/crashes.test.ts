import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setUpCrashHandling, watchForCrashes } from '../../../electron/main/crashes.ts';
import { setUpLifecycle } from '../../../electron/main/lifecycle.ts';
import { OneDialog } from '../../../electron/main/oneDialog.ts';
import { Log } from '../../../electron/main/log.ts';
import { app, BrowserWindow, dialog, FakeEvent, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-log-'));
const file = path.join(folder, 'logs/main.log');
const log = new Log(file);
let dialogs: OneDialog;
const written = () => fs.readFileSync(file, 'utf8');
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(() => {
  reset();
  dialogs = new OneDialog();
  fs.rmSync(path.dirname(file), { recursive: true, force: true });
});
afterEach(() => void vi.restoreAllMocks());

function watched(): BrowserWindow {
  const window = new BrowserWindow({});
  watchForCrashes(window as never, log, () => 'en', dialogs);
  return window;
}

/** Lets pending promises run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a window whose process is gone is offered to be loaded again', async () => {
  const window = watched();
  window.webContents.emit('render-process-gone', new FakeEvent(), {
    reason: 'crashed',
    exitCode: 5,
  });
  await settle();
  expect(dialog.showMessageBox).toHaveBeenCalledExactlyOnceWith(
    window,
    expect.objectContaining({ buttons: ['Reload', 'Quit'], detail: 'crashed' }),
  );
  expect(window.webContents.reload).toHaveBeenCalledOnce();
  expect(written()).toContain('"reason":"crashed"');
});

test('the user may quit instead, or wait for a window that hangs', async () => {
  dialog.showMessageBox.mockResolvedValue({ response: 1, checkboxChecked: false });
  const window = watched();
  window.emit('unresponsive');
  await settle();
  expect(app.quit).not.toHaveBeenCalled();
  window.webContents.emit('did-fail-load', new FakeEvent(), -6, 'ERR_FILE_NOT_FOUND', 'x', true);
  await settle();
  expect(app.quit).toHaveBeenCalledOnce();
  expect(window.webContents.reload).not.toHaveBeenCalled();
  dialog.showMessageBox.mockResolvedValue({ response: 0, checkboxChecked: false });
});

test('a window that hangs is loaded again in a new process: the old one ends first', async () => {
  const window = watched();
  window.emit('unresponsive');
  await settle();
  const { forcefullyCrashRenderer, reload } = window.webContents;
  expect(forcefullyCrashRenderer).toHaveBeenCalledOnce();
  expect(reload).not.toHaveBeenCalled();
  window.webContents.emit('render-process-gone', new FakeEvent(), {
    reason: 'killed',
    exitCode: 9,
  });
  await settle();
  expect(reload).toHaveBeenCalledOnce();
  // Nobody is asked about an end that was meant.
  expect(dialog.showMessageBox).toHaveBeenCalledOnce();
});

test('a crash while a dialog is open is told of when that is closed, and not of a window that is gone', async () => {
  let answer = (_: null) => {};
  const opened = () => new Promise<null>((resolve) => (answer = resolve));
  const crash = (window: BrowserWindow) =>
    window.webContents.emit('render-process-gone', new FakeEvent(), { reason: 'oom', exitCode: 5 });
  void dialogs.ifFree(opened);
  const window = watched();
  crash(window);
  await settle();
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
  answer(null);
  await settle();
  expect(dialog.showMessageBox).toHaveBeenCalledOnce();
  expect(window.webContents.reload).toHaveBeenCalledOnce();

  void dialogs.ifFree(opened);
  crash(window);
  window.close();
  answer(null);
  await settle();
  expect(dialog.showMessageBox).toHaveBeenCalledOnce();
});

test('a clean end, an aborted load and a failed subframe ask nothing', async () => {
  const { webContents } = watched();
  webContents.emit('render-process-gone', new FakeEvent(), { reason: 'clean-exit', exitCode: 0 });
  webContents.emit('did-fail-load', new FakeEvent(), -3, 'ERR_ABORTED', 'x', true);
  webContents.emit('did-fail-load', new FakeEvent(), -6, 'ERR_FILE_NOT_FOUND', 'x', false);
  await settle();
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
});

/** The listeners that main adds to process, without adding them to this one. */
function processListeners(): Map<string | symbol, (cause: unknown) => void> {
  const listeners = new Map<string | symbol, (cause: unknown) => void>();
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    listeners.set(name, listener as (cause: unknown) => void);
    return process;
  });
  setUpCrashHandling(log, () => 'en');
  return listeners;
}

test('an error that nobody caught is logged, shown, and ends the app', () => {
  processListeners().get('uncaughtException')?.(new Error('boom'));
  expect(written()).toMatch(/^\d{4}-.* uncaught exception: Error: boom/);
  expect(dialog.showErrorBox).toHaveBeenCalledOnce();
  expect(dialog.showErrorBox.mock.lastCall?.[1]).toContain(file);
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
});

test('a terminal that went away and a rejected promise end nothing', () => {
  const listeners = processListeners();
  listeners.get('uncaughtException')?.(Object.assign(new Error('write'), { code: 'EPIPE' }));
  listeners.get('unhandledRejection')?.(new Error('late'));
  expect(app.exit).not.toHaveBeenCalled();
  expect(dialog.showErrorBox).not.toHaveBeenCalled();
  expect(written()).toContain('unhandled rejection: Error: late');
});

test('a log that grew long is turned over, and one that cannot be written is no failure', () => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, 'x'.repeat(1_000_001));
  log.add('after', { a: 1 });
  expect(written()).toMatch(/ after: \{"a":1\}\n$/);
  expect(written().length).toBeLessThan(100);
  expect(fs.statSync(`${file}.old`).size).toBe(1_000_001);
  expect(() => new Log(path.join(file, 'below-a-file')).add('x', null)).not.toThrow();
});

test('the app ends with its last window, except on macOS, where the dock opens a new one', () => {
  const openWindow = vi.fn();
  let windows = 0;
  setUpLifecycle({ hasWindow: () => windows > 0, openWindow, close: () => Promise.resolve() });
  vi.spyOn(process, 'platform', 'get').mockReturnValue('darwin');
  app.emit('window-all-closed');
  expect(app.quit).not.toHaveBeenCalled();
  app.emit('activate');
  windows = 1;
  app.emit('activate');
  expect(openWindow).toHaveBeenCalledOnce();
  vi.spyOn(process, 'platform', 'get').mockReturnValue('linux');
  app.emit('window-all-closed');
  expect(app.quit).toHaveBeenCalledOnce();
});

test('quitting waits for the service to close, once, even if that fails', async () => {
  const close = vi.fn(() => Promise.reject(new Error('worker')));
  setUpLifecycle({ hasWindow: () => false, openWindow: () => undefined, close });
  const first = new FakeEvent();
  app.emit('will-quit', first);
  expect(first.defaultPrevented).toBe(true);
  await settle();
  expect(app.quit).toHaveBeenCalledOnce();
  const second = new FakeEvent();
  app.emit('will-quit', second);
  expect(second.defaultPrevented).toBe(false);
  expect(close).toHaveBeenCalledOnce();
});

test('files of a start that comes while the app ends are opened by the next start', async () => {
  let end = () => {};
  const close = () => new Promise<void>((resolve) => (end = resolve));
  const keep = setUpLifecycle({ hasWindow: () => false, openWindow: () => undefined, close });
  expect(keep(['/data/a.npy'])).toBe(false);
  app.emit('will-quit', new FakeEvent());
  expect(keep(['/data/b.npy'])).toBe(true);
  // Quitting again while it ends waits as well.
  const again = new FakeEvent();
  app.emit('will-quit', again);
  expect(again.defaultPrevented).toBe(true);
  end();
  await settle();
  app.emit('will-quit', new FakeEvent());
  expect(app.relaunch).toHaveBeenCalledExactlyOnceWith({ args: ['/data/b.npy'] });
});
