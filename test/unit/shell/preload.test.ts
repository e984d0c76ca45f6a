import { beforeEach, expect, test, vi } from 'vitest';
import { createApi } from '../../../electron/preload/createApi.ts';
import { contextBridge, ipcRenderer, reset, webUtils } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

/** The API as the page gets it. */
const load = () => createApi(ipcRenderer as never, webUtils);

/** What happens when main sends an event. */
function receive(event: string, payload: unknown): void {
  const [channel, listener] = ipcRenderer.on.mock.lastCall ?? [];
  expect(channel).toBe('normscope:event');
  listener?.({ sender: ipcRenderer }, event, payload);
}

beforeEach(reset);

test('the page gets three functions and nothing of Electron', async () => {
  await import('../../../electron/preload/preload.ts');
  expect(contextBridge.exposeInMainWorld).toHaveBeenCalledOnce();
  const [name, api] = (contextBridge.exposeInMainWorld.mock.lastCall ?? []) as [string, object];
  expect(name).toBe('normscope');
  expect(Object.keys(api)).toEqual(['call', 'on', 'openDropped']);
  for (const value of Object.values(api)) expect(typeof value).toBe('function');
});

test('a call goes through one channel, and typed arrays pass as they are', async () => {
  const api = load();
  const values = new Float64Array([1, Number.NaN]);
  ipcRenderer.invoke.mockResolvedValueOnce({ ok: true, value: { values } });
  const request = { kind: 'example', id: 'nlp' } as const;
  expect(await api.call('tensor.describe', request)).toEqual({ ok: true, value: { values } });
  expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(
    'normscope:call',
    'tensor.describe',
    request,
  );
});

test('a listener gets the payload alone, until it is removed', () => {
  const api = load();
  const first = vi.fn();
  const second = vi.fn();
  const remove = api.on('menu', first);
  api.on('menu', second);
  receive('menu', 'open');
  expect(first.mock.calls).toEqual([['open']]);
  remove();
  receive('menu', 'about');
  receive('progress', {});
  expect(first).toHaveBeenCalledOnce();
  expect(second.mock.calls).toEqual([['open'], ['about']]);
});

test('an event that the contract does not know cannot be listened to', () => {
  const api = load();
  for (const name of ['normscope:event', '__proto__', 'constructor'])
    expect(() => api.on(name as 'menu', () => undefined)).toThrow(TypeError);
  expect(() => receive('unknown', 1)).not.toThrow();
});

test('main is told when the page listens for opened files', () => {
  const api = load();
  api.on('menu', () => undefined);
  expect(ipcRenderer.send).not.toHaveBeenCalled();
  api.on('opened', () => undefined);
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('normscope:listening');
});

test('dropped files are named by webUtils; a file that is not on disk is left out', () => {
  const api = load();
  webUtils.getPathForFile.mockReturnValueOnce('/data/x.npy').mockReturnValueOnce('');
  api.openDropped([new File([], 'x.npy'), new File([], 'made-by-script')]);
  expect(ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('normscope:dropped', ['/data/x.npy']);
  api.openDropped([new File([], 'made-by-script')]);
  expect(ipcRenderer.send).toHaveBeenCalledOnce();
});
