import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  fileArguments,
  OpenFiles,
  setUpOpenFileEvents,
  setUpSingleInstance,
} from '../../../electron/main/openFiles.ts';
import { app, FakeEvent, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
beforeEach(reset);

const at = path.resolve('/data');
const x = path.join(at, 'x.npy');

test('the command line of a packaged app names files', () => {
  expect(fileArguments(['/opt/normscope', 'x.npy', '/other/y.npz'], at, false)).toEqual([
    x,
    path.resolve('/other/y.npz'),
  ]);
  expect(fileArguments(['/opt/normscope'], at, false)).toEqual([]);
});

test('switches are no files, and the folder of an app that runs from source is none', () => {
  const argv = ['electron', '--no-sandbox', '/app', '--user-data-dir=/tmp/p', 'x.npy', ''];
  expect(fileArguments(argv, at, true)).toEqual([x]);
  expect(fileArguments(['electron', '.'], at, true)).toEqual([]);
});

test('a file: address is its path, and one that is no path is ignored', () => {
  const argv = ['normscope', pathToFileURL(path.join(at, 'a b.npy')).href, 'file://%zz'];
  expect(fileArguments(argv, at, false)).toEqual([path.join(at, 'a b.npy')]);
});

test('files wait until the window listens, and are opened once', () => {
  const open = vi.fn();
  const files = new OpenFiles(open);
  files.add(['/a']);
  files.add(['/b', '/c']);
  expect(open).not.toHaveBeenCalled();
  files.setListening(true);
  expect(open).toHaveBeenCalledExactlyOnceWith(['/a', '/b', '/c']);
  files.add(['/d']);
  expect(open).toHaveBeenLastCalledWith(['/d']);
  files.setListening(false);
  files.add(['/e']);
  files.setListening(true);
  files.setListening(true);
  expect(open.mock.calls).toEqual([[['/a', '/b', '/c']], [['/d']], [['/e']]]);
});

test('files that macOS names before the app is ready are kept', () => {
  const open = vi.fn();
  const files = new OpenFiles(open);
  setUpOpenFileEvents((paths) => files.add(paths));
  const event = new FakeEvent();
  app.emit('open-file', event, '/Users/me/x.npy');
  expect(event.defaultPrevented).toBe(true);
  files.setListening(true);
  expect(open).toHaveBeenCalledExactlyOnceWith(['/Users/me/x.npy']);
});

test('a second start hands over its files and must end', () => {
  app.lockIsFree = false;
  expect(setUpSingleInstance([x], () => undefined)).toBe(false);
  expect(app.requestSingleInstanceLock).toHaveBeenCalledExactlyOnceWith({ files: [x] });
  expect(app.listenerCount('second-instance')).toBe(0);
});

test('the first instance opens what a second one sent, or named', () => {
  const opened = vi.fn();
  expect(setUpSingleInstance([], opened)).toBe(true);
  const emit = (data: unknown) =>
    app.emit('second-instance', new FakeEvent(), ['normscope', 'x.npy'], at, data);
  emit({ files: ['/sent.npy'] });
  expect(opened).toHaveBeenLastCalledWith(['/sent.npy']);
  for (const broken of [null, undefined, {}, { files: [1] }, 'text']) {
    emit(broken);
    expect(opened).toHaveBeenLastCalledWith([x]);
  }
});
