import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { npyHeader } from '../../../core/io/npy.ts';
import type {
  ComputeReply,
  LargeFile,
  LargeResult,
  Reply,
  TensorInfo,
} from '../../../electron/ipc/types.ts';
import { startService, type ServiceForTest } from '../service/serviceForTest.ts';
import { request as http, startHost, type HostForTest } from './hostForTest.ts';
import { PageForTest } from './pageForTest.ts';

const LIMIT = 100_000;
const npy = readFileSync(
  fileURLToPath(new URL('../../fixtures/npy/little-f4.npy', import.meta.url)),
);
const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' };
const request = { tensor: { kind: 'example', id: 'nlp' }, spec };

let running: ServiceForTest;
let web: HostForTest;
let page: PageForTest;

beforeAll(async () => {
  running = await startService();
}, 60_000);
afterAll(() => running.close());
beforeEach(async () => {
  web = await startHost(running.service, { uploadLimit: LIMIT });
  page = await PageForTest.open(web);
});
afterEach(() => web.close());

function value<T>(reply: Reply<unknown>): T {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  return reply.value as T;
}

test('a run comes over the socket with its typed arrays', async () => {
  const { x, y, statistics } = value<ComputeReply>(await page.call('layer.compute', request));
  expect(x?.data).toBeInstanceOf(Float32Array);
  expect(statistics?.mean).toBeInstanceOf(Float64Array);
  // the notebook's own numbers
  expect(x?.data[0]?.toFixed(4)).toBe('1.9269');
  expect(y.data[0]?.toFixed(4)).toBe('1.0112');
  expect(statistics?.mean[0]?.toFixed(4)).toBe('0.6264');
});

test('an input that the page holds does not come over the socket again, for each page by what it holds', async () => {
  const { input } = value<ComputeReply>(await page.call('layer.compute', request));
  const next = { ...request, spec: { ...spec, layer: 'InstanceNorm1d' } };
  const again = value<ComputeReply>(
    await page.call('layer.compute', { ...next, holds: ['another', input] }),
  );
  expect([again.input, again.x]).toEqual([input, null]);
  expect(again.request).toEqual(next);
  const other = await PageForTest.open(web);
  const { x } = value<ComputeReply>(await other.call('layer.compute', { ...next, holds: [] }));
  expect(x?.data[0]?.toFixed(4)).toBe('1.9269');
});

test('a NaN in a request and in its answer survives the way', async () => {
  const edited = { ...request, edits: [[0, Number.NaN]] };
  const { x, summary } = value<ComputeReply>(await page.call('layer.compute', edited));
  expect(x?.data[0]).toBeNaN();
  expect(summary.x.nan).toBe(1);
  const trace = value<{ mean: number }>(
    await page.call('layer.trace', { request: edited, flat: 1 }),
  );
  expect(trace.mean).toBeNaN();
});

test('calls at the same time get their own answers', async () => {
  const texts = Array.from({ length: 20 }, (_, i) => `text ${i}`);
  page.answer = () => new Promise((resolve) => setImmediate(resolve, { ok: true, value: true }));
  const replies = await Promise.all([
    ...texts.map((text) => page.call('text.copy', text)),
    page.call('app.info'),
  ]);
  expect(replies.slice(0, 20)).toEqual(texts.map(() => ({ ok: true, value: true })));
  expect(value(replies[20] as Reply<unknown>)).toMatchObject({ host: 'web', locale: 'ko-KR' });
});

test('wrong names and arguments are answered as failures, and the page stays connected', async () => {
  expect(await page.call('file.read', '/etc/passwd')).toMatchObject({ code: 'badRequest' });
  expect(await page.call('layer.compute', { ...request, path: 1 })).toMatchObject({
    code: 'badRequest',
  });
  expect(await page.call('app.info')).toMatchObject({ ok: true });
});

test.each([
  ['a text', 'hello'],
  ['nothing', new Uint8Array()],
  ['a header without an end', Uint8Array.of(255, 255, 255, 255, 0)],
  ['null', Uint8Array.of(4, 0, 0, 0, ...Buffer.from('null'))],
  ['a number', Uint8Array.of(1, 0, 0, 0, ...Buffer.from('7'))],
  ['an unknown kind', Uint8Array.of(15, 0, 0, 0, ...Buffer.from('{"kind":"quit"}'))],
  ['a call without an id', Uint8Array.of(15, 0, 0, 0, ...Buffer.from('{"kind":"call"}'))],
])('%s instead of a message closes this page alone', async (_, data) => {
  const closed = page.closed();
  page.socket.send(data);
  expect(await closed).toBe(1003);
  const next = await PageForTest.open(web);
  expect(await next.call('app.info')).toMatchObject({ ok: true });
});

test('files that the browser hands over are opened, called by their name only, and kept for their page', async () => {
  page.answer = async (ask) => {
    expect(ask).toMatchObject({ kind: 'open', accept: expect.stringContaining('.npy') as string });
    const replies = [await page.upload('my tensor.npy', npy), await page.upload('문장.npy', npy)];
    return { ok: true, value: replies.map((reply) => value<string>(reply)) };
  };
  const opened = value<TensorInfo[]>(await page.call('tensor.open'));
  expect(opened.map(({ name, source, shape }) => [name, source, shape])).toEqual([
    ['my tensor.npy', 'my tensor.npy', [2, 3, 4]],
    ['문장.npy', '문장.npy', [2, 3, 4]],
  ]);
  // They stay as long as their page is there: it may ask for them again, read in another way.
  expect(uploads()).toHaveLength(2);
});

test('a file that cannot be read is told of by its name, without the temporary folder', async () => {
  page.answer = async () => ({
    ok: true,
    value: [value(await page.upload('cut.npy', npy.subarray(0, 90)))],
  });
  const reply = await page.call('tensor.open');
  expect(reply).toMatchObject({ ok: false });
  expect(JSON.stringify(reply)).toContain('cut.npy');
  expect(JSON.stringify(reply)).not.toContain(tmpdir());
  expect(uploads()).toEqual([]);
});

test.each([
  ['a path', '/etc/passwd.npy'],
  ['a path upwards', '../x.npy'],
  ['two dots', '..'],
  ['an id that was never given', '0123456789abcdef0123456789abcdef'],
])('%s in place of an upload opens nothing', async (_, id) => {
  page.answer = () => ({ ok: true, value: [id] });
  expect(await page.call('tensor.open')).toMatchObject({ ok: false, code: 'unknownUpload' });
  page.send({ kind: 'dropped', uploads: [id] });
  await page.eventsCame(1);
  expect(page.events).toMatchObject([['failed', { code: 'unknownUpload' }]]);
});

test.each([
  '../../escape.npy',
  '/tmp/escape.npy',
  '..',
  '..\\escape.npy',
  'a\0b.npy',
  'x'.repeat(400) + '.npy',
  '',
])('a file that calls itself "%s" lies in the folder of the uploads', async (name) => {
  const before = new Set(uploads());
  value(await page.upload(name, npy));
  const [added = '', ...more] = uploads().filter((file) => !before.has(file));
  expect(more).toEqual([]);
  expect(added).toMatch(/^normscope-[\w-]+\/file-\w+\/[^/]+$/);
});

test('a file beyond the limit is refused, and nothing of it stays', async () => {
  expect(await page.upload('large.npy', new Uint8Array(LIMIT + 1))).toMatchObject({
    ok: false,
    code: 'fileTooLarge',
  });
  expect(uploads()).toEqual([]);
});

test.each([
  ['another origin', { origin: 'https://example.org' }],
  ['no origin', { origin: undefined }],
  ['no cookie', { cookie: '' }],
])('a file is not taken from a sender with %s', async (_, change) => {
  const headers = { cookie: web.cookie, origin: `http://${web.host}`, ...change };
  const sent = Object.fromEntries(Object.entries(headers).filter(([, text]) => text !== undefined));
  expect((await http(web.host, page.uploadPath('x.npy'), sent, 'POST', npy)).status).toBe(403);
  expect(uploads()).toEqual([]);
});

test('dropped files are told of as events', async () => {
  const ids = [
    await page.upload('a.npy', npy),
    await page.upload('b.txt', Buffer.from('no numbers')),
  ];
  page.send({ kind: 'dropped', uploads: ids.map((reply) => value<string>(reply)) });
  await page.eventsCame(2);
  expect(page.events.map(([event]) => event)).toEqual(['opened', 'failed']);
  // They stay as long as their page is there: it may ask for them again, read in another way.
  expect(uploads()).toHaveLength(2);
});

test('an export reaches the browser as bytes to save', async () => {
  const asked = { request, view: INITIAL_VIEW, format: 'npy', scale: 1, language: 'en' };
  const reply = await page.call('report.export', asked);
  expect(reply).toEqual({ ok: true, value: { path: 'nlp-BatchNorm1d.npy' } });
  const [ask] = page.asked;
  expect(ask).toMatchObject({ kind: 'save', name: 'nlp-BatchNorm1d.npy' });
  if (ask?.kind === 'save') expect(Buffer.from(ask.bytes.subarray(1, 6)).toString()).toBe('NUMPY');
});

test('what the browser refuses is a failure of the call', async () => {
  page.answer = () => ({
    ok: false,
    code: 'browserRefused',
    message: 'The browser refused: not allowed',
    details: {},
  });
  expect(await page.call('window.fullScreen', true)).toEqual({
    ok: false,
    code: 'browserRefused',
    message: 'The browser refused: not allowed',
    details: {},
  });
});

test('a page that is closed while it is asked leaves nothing waiting, and another page goes on', async () => {
  const other = await PageForTest.open(web);
  const asked = new Promise<void>((resolve) => {
    page.answer = () => {
      resolve();
      return new Promise(() => undefined);
    };
  });
  void page.call('tensor.open');
  await asked;
  page.socket.close();
  expect(await other.call('app.info')).toMatchObject({ ok: true });
});

test('the host hears when a page listens, and when the last one is closed', async () => {
  const heard: string[] = [];
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));
  const other = await startHost(running.service, {
    listening: (host) => heard.push(host.kind),
    lastPageClosed: () => ended(),
  });
  const first = await PageForTest.open(other);
  const second = await PageForTest.open(other);
  first.send({ kind: 'listening' });
  expect(await first.call('app.info')).toMatchObject({ ok: true });
  expect(heard).toEqual(['web']);
  first.socket.close();
  second.socket.close();
  await end;
  await other.close();
});

test('closing the host ends its pages and deletes what they handed over', async () => {
  value(await page.upload('left.npy', npy));
  const [left = ''] = uploads();
  const closed = page.closed();
  await web.server.close();
  await closed;
  expect(existsSync(path.join(tmpdir(), left))).toBe(false);
  const again = new WebSocket(`ws://${web.host}${web.base}contract`);
  await new Promise((resolve) => again.once('error', resolve));
});

test('a large file is kept until its page goes; its output is fetched once, by an address that nobody can guess', async () => {
  const rich = await startHost(running.service);
  const own = { cookie: rich.cookie, origin: `http://${rich.host}` };
  const visitor = await PageForTest.open(rich);
  await running.service.settings.set({ memoryLimit: 128 });
  // 8.5 million values, 1 and 3 in turn: 34 MiB, of which four copies are beyond 128 MiB
  const samples = 8500;
  const values = Float32Array.from({ length: samples * 1000 }, (_, i) => 1 + 2 * (i % 2));
  const body = Buffer.concat([npyHeader('<f4', [samples, 1000]), Buffer.from(values.buffer)]);
  visitor.send({ kind: 'dropped', uploads: [value(await visitor.upload('문 x.npy', body))] });
  await visitor.eventsCame(1);
  const [event, large] = visitor.events[0] ?? [];
  expect([event, (large as LargeFile).name]).toEqual(['large', '문 x.npy']);
  const files = () =>
    readdirSync(rich.server.uploads, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  expect(files()).toEqual(['문 x.npy']);

  const { handle } = large as LargeFile;
  const layer = { layer: 'LayerNorm', options: {}, mode: 'train' };
  const run = { handle, spec: layer, convertIntegers: false };
  const result = value<LargeResult>(await visitor.call('large.normalize', run));
  expect(result).toMatchObject({ path: '문 x-LayerNorm.npy', mean: Array(16).fill(2) });
  const ask = visitor.asked[0];
  if (ask?.kind !== 'download') throw new Error('expected a download');
  expect(ask.address).toMatch(/^download\?file=[\w-]{32}$/);
  const address = `${rich.base}${ask.address}`;
  expect((await http(rich.host, address, {})).status).toBe(403);
  expect((await http(rich.host, address, { ...own, host: 'evil.example' })).status).toBe(403);
  expect((await http(rich.host, `${address}x`, own)).status).toBe(404);
  const { status, headers } = await http(rich.host, address, own);
  expect(status).toBe(200);
  expect(headers['content-length']).toBe(String(body.length));
  expect(headers['content-disposition']).toBe(
    `attachment; filename="__x-LayerNorm.npy"; filename*=UTF-8''%EB%AC%B8%20x-LayerNorm.npy`,
  );
  // It counts as fetched when the last of it was sent, a moment after it came.
  await expect.poll(async () => (await http(rich.host, address, own)).status).toBe(404);
  await expect.poll(files).toEqual(['문 x.npy']);

  // one that is offered but not fetched goes with the page, as the upload does
  value(await visitor.call('large.normalize', run));
  expect(files()).toHaveLength(2);
  visitor.socket.close();
  await expect.poll(files).toEqual([]);
  await running.service.settings.set({ memoryLimit: 512 });
  await rich.close();
}, 30_000);

test('a .npy file may be as large as the disk has room for, and one that is larger is refused before it is sent', async () => {
  const rich = await startHost(running.service);
  const own = { cookie: rich.cookie, origin: `http://${rich.host}` };
  const visitor = await PageForTest.open(rich);
  const announced = { ...own, 'content-length': 2 ** 50, connection: 'close' };
  const [hostname, port] = rich.host.split(':');
  const reply = await new Promise<string>((resolve, reject) => {
    const options = { hostname, port, method: 'POST', path: visitor.uploadPath('x.npy') };
    const sent = rawRequest({ ...options, headers: announced }, (response) => {
      response.setEncoding('utf8');
      response.once('data', resolve);
    });
    sent.on('error', reject);
    sent.write('x');
  });
  expect(JSON.parse(reply)).toMatchObject({ ok: false, code: 'diskFull' });
  await rich.close();
});

/** Files that pages handed over to this host, with their paths from the system's temporary folder on. */
function uploads(): string[] {
  return readdirSync(web.server.uploads, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tmpdir(), path.join(entry.parentPath, entry.name)));
}
