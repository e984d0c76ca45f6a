import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { registerAppScheme, serveBundle } from '../../../electron/main/protocol.ts';
import { protocol, reset } from './fakeElectron.ts';

vi.mock('electron', () => import('./fakeElectron.ts'));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-protocol-'));
const root = path.join(folder, 'renderer');
fs.mkdirSync(path.join(root, 'assets'), { recursive: true });
fs.mkdirSync(path.join(folder, 'renderer-other'));
fs.writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
fs.writeFileSync(path.join(root, 'assets/main.js'), 'export {};');
fs.writeFileSync(path.join(root, 'assets/a b.woff2'), 'font');
fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
fs.writeFileSync(path.join(folder, 'renderer-other/secret.txt'), 'secret');
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(reset);

/** A request as Chromium would hand it over; a plain object, so that no dot is normalised away. */
async function get(url: string, method = 'GET'): Promise<Response> {
  serveBundle(root);
  const [scheme, handler] = protocol.handle.mock.lastCall ?? [];
  expect(scheme).toBe('app');
  if (!handler) throw new Error('no handler');
  return handler({ url, method } as Request);
}

test('app:// is registered as a standard and secure scheme that does not bypass the policy', () => {
  registerAppScheme();
  expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
});

test('the page and its files are served with their types', async () => {
  const page = await get('app://normscope/index.html');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-length')).toBe('15');
  expect(await page.text()).toBe('<!doctype html>');
  const script = await get('app://normscope/assets/main.js?v=1#x');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const font = await get('app://normscope/assets/a%20b.woff2');
  expect(font.headers.get('content-type')).toBe('font/woff2');
  expect(await (await get('app://normscope/')).text()).toBe('<!doctype html>');
  expect(await (await get('app://normscope/index.html', 'HEAD')).text()).toBe('');
});

test('every response carries the strict policy', async () => {
  for (const url of ['app://normscope/index.html', 'app://normscope/none']) {
    const { headers } = await get(url);
    const policy = (headers.get('content-security-policy') ?? '').split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    for (const name of ['worker-src', 'base-uri', 'form-action', 'frame-ancestors'])
      expect(policy).toContain(`${name} 'none'`);
    expect(policy.filter((entry) => /unsafe|https?:|\*/.test(entry))).toEqual([
      "style-src-attr 'unsafe-inline'",
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test.each([
  'app://normscope/../secret.txt',
  'app://normscope/..%2fsecret.txt',
  'app://normscope/%2e%2e/secret.txt',
  'app://normscope/%2e%2e%2fsecret.txt',
  'app://normscope/assets/..%2f..%2fsecret.txt',
  'app://normscope/..%2frenderer-other/secret.txt',
  'app://normscope/..%5csecret.txt',
  'app://normscope/..\\secret.txt',
  `app://normscope/${encodeURIComponent(path.join(folder, 'secret.txt'))}`,
  `app://normscope/${path.join(folder, 'secret.txt')}`,
  'app://normscope/index.html%00.png',
  'app://normscope/%zz',
  'app://normscope/assets',
  'app://normscope/missing.js',
  'app://other/index.html',
  'https://normscope/index.html',
  'not an address',
])('%s is not found', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test('only GET and HEAD are answered', async () => {
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await get('app://normscope/index.html', method)).status).toBe(405);
});
