import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type * as Fake from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
// The first call loads the whole service.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// The entry point as a whole: each test goes on where the one before it ended.
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-main-'));
const argv = process.argv;
let fake: typeof Fake;

/** Runs main.ts anew against an electron module that has seen nothing. */
async function startMain(prepare: (module: typeof Fake) => void = () => undefined): Promise<void> {
  vi.resetModules();
  fake = (await import('electron')) as unknown as typeof Fake;
  fake.reset();
  fake.app.paths = { userData: profile, logs: path.join(profile, 'logs') };
  prepare(fake);
  // Else its listeners for uncaught errors would be those of the test run.
  vi.spyOn(process, 'on').mockReturnValue(process);
  process.argv = ['normscope', '--some-switch', path.join(profile, 'missing.npy')];
  await import('../../../electron/main/main.ts');
}

beforeAll(() => startMain());
afterEach(() => void vi.restoreAllMocks());
afterAll(() => {
  process.argv = argv;
  fs.rmSync(profile, { recursive: true });
});

const VIEW = {
  ...{ yaw: 0.6, pitch: 0.4, zoom: 1, panX: 0, panY: 0, explode: 0 },
  ...{ colour: 'value', fourD: 'auto', pinned: null, hovered: null, theme: 'light' },
};

const windows = () => fake.BrowserWindow.all;

function invoke(name: string, argument?: unknown): Promise<unknown> {
  const sender = windows().at(-1)?.webContents;
  const from = { sender, senderFrame: sender?.mainFrame };
  return Promise.resolve(fake.ipcMain.handlers.get('normscope:call')?.(from, name, argument));
}

test('before the app is ready, the scheme is registered and no window is open', () => {
  expect(fake.protocol.registerSchemesAsPrivileged).toHaveBeenCalledOnce();
  expect(fake.app.requestSingleInstanceLock).toHaveBeenCalledExactlyOnceWith({
    files: [path.join(profile, 'missing.npy')],
  });
  expect(fake.app.enableSandbox).toHaveBeenCalledOnce();
  for (const name of ['web-contents-created', 'second-instance', 'open-file'])
    expect(fake.app.listenerCount(name)).toBe(1);
  expect(fake.protocol.handle).not.toHaveBeenCalled();
  fake.app.emit('second-instance', new fake.FakeEvent(), [], '/', { files: [] });
  expect(windows().length).toBe(0);
});

const COMPUTE = {
  tensor: { kind: 'example', id: 'nlp' },
  spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
};

test('once it is ready, everything is denied and served before the window loads', async () => {
  await fake.app.becomeReady();
  await vi.waitFor(() => expect(windows().length).toBe(1));
  const [window] = windows();
  const load = window?.loadURL.mock.invocationCallOrder[0] ?? 0;
  for (const earlier of [
    fake.protocol.handle,
    fake.session.defaultSession.setPermissionRequestHandler,
    fake.session.defaultSession.setPermissionCheckHandler,
    fake.ipcMain.handle,
    fake.Menu.setApplicationMenu,
  ])
    expect(earlier.mock.invocationCallOrder[0]).toBeLessThan(load);
  expect(window?.webContents.setWindowOpenHandler).toHaveBeenCalledOnce();
  expect(window?.options).toMatchObject({ webPreferences: { sandbox: true } });
});

test('the page gets the examples of the service', async () => {
  expect(await invoke('app.info')).toMatchObject({
    ok: true,
    value: { name: 'Normscope', version: '1.2.3', host: 'desktop', locale: 'en-GB' },
  });
  expect(await invoke('tensor.examples')).toMatchObject({
    ok: true,
    value: expect.arrayContaining([
      expect.objectContaining({ shape: [2, 5, 4] }),
      expect.objectContaining({ shape: [2, 3, 5, 5] }),
    ]) as unknown,
  });
});

test.each([
  ['no.such.call', undefined],
  ['__proto__', undefined],
  [42, undefined],
  ['tensor.describe', undefined],
  ['tensor.describe', { kind: 'file', handle: 1 }],
  ['layer.compute', { tensor: { kind: 'example', id: 'nlp' } }],
  ['layer.compute', { ...COMPUTE, holds: [7] }],
  ['settings.set', { theme: 'pink' }],
  ['window.openHelp', 'https://evil.example/'],
  ['window.fullScreen', 'yes'],
  ['app.info', { path: '/etc/passwd' }],
])('a call of %s with %j is a bad request', async (name, argument) => {
  expect(await invoke(name as string, argument)).toMatchObject({ ok: false, code: 'badRequest' });
});

test('changed settings colour the window, name the menu, and are kept in the profile', async () => {
  expect(await invoke('settings.set', { theme: 'dark', language: 'ko' })).toMatchObject({
    ok: true,
  });
  expect(fake.nativeTheme.themeSource).toBe('dark');
  expect(windows()[0]?.setBackgroundColor).toHaveBeenCalled();
  const labels = fake.Menu.setApplicationMenu.mock.lastCall?.[0].template.map((item) => item.label);
  expect(labels).toContain('보기(&V)');
  const kept = JSON.parse(fs.readFileSync(path.join(profile, 'settings.json'), 'utf8')) as object;
  expect(kept).toMatchObject({ theme: 'dark', language: 'ko' });
});

test('a menu entry reaches the page', () => {
  const file = fake.Menu.setApplicationMenu.mock.lastCall?.[0].template.find(
    ({ label }) => label === '파일(&F)',
  );
  file?.submenu?.find(({ id }) => id === 'export-png')?.click?.();
  expect(windows()[0]?.webContents.send).toHaveBeenLastCalledWith(
    'normscope:event',
    'menu',
    'export-png',
  );
});

test('the file of the command line is opened when the page listens; one that is missing is reported', async () => {
  const contents = windows()[0]?.webContents;
  contents?.send.mockClear();
  fake.ipcMain.listeners.get('normscope:listening')?.({
    sender: contents,
    senderFrame: contents?.mainFrame,
  });
  await vi.waitFor(() => expect(contents?.send).toHaveBeenCalledOnce(), 10_000);
  expect(contents?.send.mock.lastCall?.slice(0, 2)).toEqual(['normscope:event', 'failed']);
});

test('what does not apply to the page is greyed', async () => {
  const enabled = (id: string) => {
    const menu = fake.Menu.buildFromTemplate.mock.results.at(-1)?.value as ReturnType<
      typeof Fake.Menu.buildFromTemplate
    >;
    return menu.getMenuItemById(id)?.enabled;
  };
  expect(enabled('export-png')).toBe(true);
  expect(await invoke('window.commands', ['open', 'about'])).toMatchObject({ ok: true });
  expect(enabled('open')).toBe(true);
  expect(enabled('export-png')).toBe(false);
  expect(await invoke('window.commands', ['no-such-command'])).toMatchObject({ ok: false });
});

test('the page is told when the window leaves full screen', () => {
  const [window] = windows();
  window?.emit('leave-full-screen');
  expect(window?.webContents.send).toHaveBeenLastCalledWith('normscope:event', 'fullScreen', false);
});

test('the screen stays on while the page presents, and no longer than it is there', async () => {
  const { powerSaveBlocker } = fake;
  await invoke('window.presenting', true);
  await invoke('window.presenting', true);
  expect(powerSaveBlocker.start).toHaveBeenCalledExactlyOnceWith('prevent-display-sleep');
  await invoke('window.presenting', false);
  expect(powerSaveBlocker.stop).toHaveBeenCalledExactlyOnceWith(7);
  // Full screen alone is no presentation.
  windows()[0]?.emit('enter-full-screen');
  expect(powerSaveBlocker.start).toHaveBeenCalledOnce();
  await invoke('window.presenting', true);
  windows()[0]?.webContents.emit('render-process-gone', new fake.FakeEvent(), {
    reason: 'clean-exit',
    exitCode: 0,
  });
  expect(powerSaveBlocker.stop).toHaveBeenCalledTimes(2);
});

test('closing after saving does not happen when the page could not save', async () => {
  const [window] = windows();
  const { dialog } = fake;
  await invoke('document.state', { edited: true, kept: false, name: 'a.npy' });
  dialog.showMessageBox.mockResolvedValueOnce({ response: 0, checkboxChecked: false });
  window?.close();
  const { send } = window?.webContents ?? {};
  await vi.waitFor(() =>
    expect(send).toHaveBeenLastCalledWith('normscope:event', 'saveDocument', true),
  );
  // A tensor that is gone: the report fails before there is anything to write.
  const request = {
    request: {
      tensor: { kind: 'file', handle: 'gone' },
      spec: { layer: 'LayerNorm', options: {}, mode: 'train' },
    },
    view: VIEW,
    format: 'json',
    scale: 1,
    language: 'en',
  };
  expect(await invoke('document.save', { request, as: true })).toMatchObject({
    ok: false,
    code: 'unknownTensor',
  });
  await invoke('document.state', { edited: false, kept: false, name: 'a.npy' });
  expect(window?.destroyed).toBe(false);
});

test('a second start brings the window to the front', () => {
  const [window] = windows();
  if (window) Object.assign(window, { visible: true, minimised: true });
  fake.app.emit('second-instance', new fake.FakeEvent(), [], '/', { files: [] });
  expect(window?.restore).toHaveBeenCalledOnce();
  expect(window?.focus).toHaveBeenCalledOnce();
});

test('a window that was closed is opened again from the dock', () => {
  windows()[0]?.close();
  fake.app.emit('activate', new fake.FakeEvent(), false);
  fake.app.emit('activate', new fake.FakeEvent(), true);
  expect(windows().length).toBe(2);
});

test('with no window (macOS) what needs its page is greyed, and Open opens one and is carried out', () => {
  windows().at(-1)?.close();
  const before = windows().length;
  const menu = fake.Menu.buildFromTemplate.mock.results.at(-1)?.value as ReturnType<
    typeof Fake.Menu.buildFromTemplate
  >;
  expect(menu.getMenuItemById('export-png')?.enabled).toBe(false);
  const open = menu.getMenuItemById('open');
  expect(open?.enabled).toBe(true);
  open?.click?.();
  expect(windows().length).toBe(before + 1);
  const contents = windows().at(-1)?.webContents;
  expect(contents?.send).not.toHaveBeenCalled();
  fake.ipcMain.listeners.get('normscope:listening')?.({
    sender: contents,
    senderFrame: contents?.mainFrame,
  });
  expect(contents?.send).toHaveBeenCalledExactlyOnceWith('normscope:event', 'menu', 'open');
});

test('quitting closes the service first', async () => {
  const event = new fake.FakeEvent();
  fake.app.emit('will-quit', event);
  expect(event.defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(fake.app.quit).toHaveBeenCalledOnce(), 5000);
});

test('a second instance registers nothing, opens nothing and quits', async () => {
  await startMain(({ app }) => (app.lockIsFree = false));
  await fake.app.becomeReady();
  expect(fake.app.quit).toHaveBeenCalledOnce();
  expect(fake.protocol.registerSchemesAsPrivileged).not.toHaveBeenCalled();
  expect(windows().length).toBe(0);
});
