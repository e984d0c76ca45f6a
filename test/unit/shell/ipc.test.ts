import { beforeEach, expect, test, vi } from 'vitest';
import { setUpIpc } from '../../../electron/main/ipc.ts';
import { sendEvent } from '../../../electron/main/sendEvent.ts';
import { BrowserWindow, ipcMain, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const call = vi.fn(() => Promise.resolve({ ok: true as const, value: 'answer' }));
const dropped = vi.fn();
const listening = vi.fn();
let window: BrowserWindow;

type AppWindow = ReturnType<Parameters<typeof setUpIpc>[0]['window']>;

beforeEach(() => {
  reset();
  window = new BrowserWindow({});
  setUpIpc({ window: () => window as unknown as AppWindow, call, dropped, listening });
});

interface Sender {
  sender: unknown;
  senderFrame: unknown;
}

const good = (): Sender => ({
  sender: window.webContents,
  senderFrame: window.webContents.mainFrame,
});

/** Senders that must be refused, by what is wrong with them. */
const BAD: Readonly<Record<string, () => Sender>> = {
  'another web contents': () => ({ ...good(), sender: new BrowserWindow({}).webContents }),
  'a frame that is gone': () => ({ ...good(), senderFrame: null }),
  'a frame that was replaced': () => ({
    ...good(),
    senderFrame: { ...window.webContents.mainFrame, detached: true },
  }),
  'a subframe': () => ({
    ...good(),
    senderFrame: { ...window.webContents.mainFrame, parent: window.webContents.mainFrame },
  }),
  ...Object.fromEntries(
    [
      'https://evil.example',
      'app://other',
      'app://normscope.evil.example',
      'file://',
      'null',
      'http://normscope',
      '',
    ].map((origin) => [
      `the origin "${origin}"`,
      () => ({ ...good(), senderFrame: { ...window.webContents.mainFrame, origin } }),
    ]),
  ),
};

const invoke = (from: Sender, ...args: unknown[]) =>
  Promise.resolve(ipcMain.handlers.get('normscope:call')?.(from, ...args));
const send = (name: string, from: Sender, ...args: unknown[]) =>
  ipcMain.listeners.get(`normscope:${name}`)?.(from, ...args);

test('there is one handler and two listeners, and no other way in', () => {
  expect([...ipcMain.handlers.keys()]).toEqual(['normscope:call']);
  expect([...ipcMain.listeners.keys()]).toEqual(['normscope:dropped', 'normscope:listening']);
});

test('a call from the page of the app is passed on with name and argument', async () => {
  const argument = { kind: 'example', id: 'nlp' };
  expect(await invoke(good(), 'tensor.describe', argument)).toEqual({ ok: true, value: 'answer' });
  expect(call).toHaveBeenCalledExactlyOnceWith('tensor.describe', argument);
});

test.each(Object.keys(BAD))('nothing is accepted from %s', async (name) => {
  const sender = BAD[name]?.() ?? good();
  expect(await invoke(sender, 'app.info', undefined)).toMatchObject({
    ok: false,
    code: 'senderRefused',
  });
  send('dropped', sender, ['/x.npy']);
  send('listening', sender);
  for (const inner of [call, dropped, listening]) expect(inner).not.toHaveBeenCalled();
});

test('nothing is accepted while no window is open', async () => {
  const sender = good();
  setUpIpc({ window: () => null, call, dropped, listening });
  expect(await invoke(sender, 'app.info')).toMatchObject({ ok: false, code: 'senderRefused' });
});

test('dropped files are paths or nothing', () => {
  for (const bad of [undefined, 'x.npy', [1], [''], [null], {}]) send('dropped', good(), bad);
  expect(dropped).not.toHaveBeenCalled();
  send('dropped', good(), ['/x.npy']);
  expect(dropped).toHaveBeenCalledExactlyOnceWith(['/x.npy']);
});

test('the window says when it listens', () => {
  send('listening', good());
  expect(listening).toHaveBeenCalledOnce();
});

test('an event goes to the window, unless that is gone', () => {
  const target = window as unknown as Parameters<typeof sendEvent>[0];
  sendEvent(target, 'menu', 'open');
  expect(window.webContents.send).toHaveBeenCalledExactlyOnceWith(
    'normscope:event',
    'menu',
    'open',
  );
  sendEvent(null, 'menu', 'open');
  window.webContents.isCrashed.mockReturnValueOnce(true);
  sendEvent(target, 'menu', 'open');
  window.destroyed = true;
  sendEvent(target, 'menu', 'open');
  expect(window.webContents.send).toHaveBeenCalledOnce();
});
