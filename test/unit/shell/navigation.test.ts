import { beforeEach, expect, test, vi } from 'vitest';
import { externalAddress } from '../../../electron/main/externalLinks.ts';
import { HELP_PAGES } from '../../../electron/service/helpPages.ts';
import { setUpNavigation } from '../../../electron/main/navigation.ts';
import { app, FakeEvent, FakeWebContents, reset, shell } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));
beforeEach(reset);

function newContents(): FakeWebContents {
  setUpNavigation();
  const contents = new FakeWebContents();
  app.emit('web-contents-created', new FakeEvent(), contents);
  return contents;
}

function emitted(name: string, url: string, isMainFrame = true): boolean {
  const event = new FakeEvent({ url, isMainFrame });
  newContents().emit(name, event);
  return event.defaultPrevented;
}

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  '%s is denied for every web contents, whatever the address',
  (name) => {
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://normscope/other.html'])
      expect(emitted(name, url)).toBe(true);
    expect(shell.openExternal).not.toHaveBeenCalled();
  },
);

test('the page may load itself again, in the main frame and at no other address', () => {
  const own = 'app://normscope/index.html';
  for (const name of ['will-navigate', 'will-frame-navigate'])
    expect(emitted(name, own)).toBe(false);
  expect(emitted('will-frame-navigate', own, false)).toBe(true);
  for (const other of [`${own}?a`, 'app://normscope/', 'app://other/index.html'])
    expect(emitted('will-navigate', other)).toBe(true);
  expect(shell.openExternal).not.toHaveBeenCalled();
});

test('a new window is denied', () => {
  const handler = newContents().setWindowOpenHandler.mock.lastCall?.[0];
  expect(handler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  expect(handler?.({ url: 'about:blank' })).toEqual({ action: 'deny' });
  expect(shell.openExternal).not.toHaveBeenCalled();
  expect(handler?.({ url: 'https://arxiv.org/abs/1502.03167' })).toEqual({ action: 'deny' });
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://arxiv.org/abs/1502.03167');
});

test('a link to an allowed host leaves through the browser, once, and only from the main frame', () => {
  const contents = newContents();
  const url = 'https://docs.pytorch.org/docs/stable/nn.html';
  contents.emit('will-frame-navigate', new FakeEvent({ url, isMainFrame: true }));
  contents.emit('will-navigate', new FakeEvent({ url, isMainFrame: true }));
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith(url);
  contents.emit('will-frame-navigate', new FakeEvent({ url, isMainFrame: false }));
  expect(shell.openExternal).toHaveBeenCalledOnce();
});

test.each([
  'http://pytorch.org/',
  'https://pytorch.org.evil.example/',
  'https://evil.example/pytorch.org',
  'https://pytorch.org@evil.example/',
  'https://user:word@pytorch.org/',
  'https://pytorch.org:8443/',
  'https://sub.arxiv.org/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://pytorch.org/share',
  'pytorch.org',
  '',
])('"%s" is never opened outside', (address) => {
  expect(externalAddress(address)).toBeNull();
});

test('the help pages and the papers are allowed', () => {
  for (const page of Object.values(HELP_PAGES)) expect(externalAddress(page)).toBe(page);
  expect(externalAddress('https://arxiv.org/abs/1803.08494')).not.toBeNull();
});
