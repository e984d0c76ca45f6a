import { expect, test } from 'vitest';
import { serverArguments, settingsFolder } from '../../../electron/web/serverArguments.ts';

test('without arguments any free port and the user’s own settings are taken', () => {
  expect(serverArguments(['--no-open'])).toEqual({
    port: 0,
    settings: undefined,
    untilClosed: false,
    files: [],
  });
});

test('files, port and settings are taken as they are given', () => {
  const words = ['a.npy', '--port', '8080', '--settings', '/tmp/s', '--until-closed', '../b.npz'];
  expect(serverArguments(words)).toEqual({
    port: 8080,
    settings: '/tmp/s',
    untilClosed: true,
    files: ['a.npy', '../b.npz'],
  });
});

test.each(['x', '-1', '65536', '80.5', ''])('a port of "%s" is refused', (port) => {
  expect(() => serverArguments([`--port=${port}`])).toThrow(/port/);
});

test('an option that does not exist is refused by its name', () => {
  expect(() => serverArguments(['--host', '0.0.0.0'])).toThrow(/--host/);
});

test('settings lie where the platform keeps them', () => {
  expect(settingsFolder('linux', {}, '/home/a')).toBe('/home/a/.config/Normscope');
  expect(settingsFolder('linux', { XDG_CONFIG_HOME: '/c' }, '/home/a')).toBe('/c/Normscope');
  expect(settingsFolder('darwin', {}, '/Users/a')).toBe(
    '/Users/a/Library/Application Support/Normscope',
  );
  expect(settingsFolder('win32', { APPDATA: 'roaming' }, 'home')).toMatch(/^roaming.Normscope$/);
});
