import type { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { setUpPermissions } from '../../../electron/main/permissions.ts';
import { app, FakeEvent, FakeSession, reset, session } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
beforeEach(reset);

/** The handler that a session was given last. */
function handlerOf(
  target: FakeSession,
  name: Exclude<keyof FakeSession, keyof EventEmitter>,
): (...args: unknown[]) => unknown {
  return target[name].mock.lastCall?.[0] as (...args: unknown[]) => unknown;
}

function expectDenied(target: FakeSession): void {
  for (const permission of ['media', 'clipboard-read', 'fullscreen', 'openExternal', 'unknown']) {
    const granted = vi.fn();
    handlerOf(target, 'setPermissionRequestHandler')({}, permission, granted, {});
    expect(granted).toHaveBeenCalledExactlyOnceWith(false);
    expect(handlerOf(target, 'setPermissionCheckHandler')(null, permission, 'app://x', {})).toBe(
      false,
    );
  }
  expect(handlerOf(target, 'setDevicePermissionHandler')({})).toBe(false);
  const streams = vi.fn();
  handlerOf(target, 'setDisplayMediaRequestHandler')({}, streams);
  expect(streams).toHaveBeenCalledExactlyOnceWith(null);
}

test('the default session denies every permission request and check', () => {
  setUpPermissions();
  expectDenied(session.defaultSession);
});

test('a session that comes to be later denies the same', () => {
  setUpPermissions();
  const later = new FakeSession();
  app.emit('session-created', later);
  expectDenied(later);
});

test('downloads are refused and no dictionary is fetched', () => {
  setUpPermissions();
  const download = new FakeEvent();
  session.defaultSession.emit('will-download', download);
  expect(download.defaultPrevented).toBe(true);
  expect(session.defaultSession.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
});
