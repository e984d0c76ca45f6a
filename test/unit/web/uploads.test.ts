import { request as rawRequest } from 'node:http';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Service } from '../../../electron/service/service.ts';
import { DiskReserve, SPARE } from '../../../electron/web/diskReserve.ts';
import { request, startHost, type HostForTest } from './hostForTest.ts';
import { PageForTest } from './pageForTest.ts';

/** A disk with room for 1000 bytes beside the spare. */
const ROOM = 1000;
let web: HostForTest;
let page: PageForTest;

beforeAll(async () => {
  const silent = { handlers: () => ({}), forget: () => Promise.resolve() };
  web = await startHost(silent as unknown as Service, {
    freeBytes: () => Promise.resolve(SPARE + ROOM),
  });
});
afterAll(() => web.close());
beforeEach(async () => {
  page = await PageForTest.open(web);
});

/** Begins to hand a file over, of which the first bytes come and no more. */
function begin(name: string, headers: Record<string, string | number>) {
  const [hostname, port] = web.host.split(':');
  const own = { cookie: web.cookie, origin: `http://${web.host}`, ...headers };
  const options = { hostname, port, method: 'POST', path: page.uploadPath(name), headers: own };
  const sent = rawRequest({ ...options, agent: false });
  const ended = new Promise((resolve) => sent.once('error', resolve).once('response', resolve));
  sent.write('x');
  return { sent, ended };
}

const folders = () => readdirSync(web.server.uploads);

test('the reserve promises what is free less the spare, less what was promised and is not written', async () => {
  const reserve = new DiskReserve(() => Promise.resolve(SPARE + ROOM));
  expect(await reserve.promise(600)).toBeNull();
  expect(await reserve.promise(600)).toBe(400);
  reserve.release(250);
  // 1000 − (600 − 250)
  expect(await reserve.promise(651)).toBe(650);
  expect(await reserve.promise(650)).toBeNull();
});

test.each(['x.npy', 'x.csv', 'x.npz', 'x.safetensors'])(
  'a %s that the disk has no room for is refused',
  async (name) => {
    expect(await page.upload(name, new Uint8Array(ROOM + 1))).toMatchObject({ code: 'diskFull' });
    expect(await page.upload(name, new Uint8Array(ROOM))).toMatchObject({ ok: true });
    page.socket.close();
    await expect.poll(folders).toEqual([]);
  },
);

test('files at the same time share the room: what one was promised another does not get', async () => {
  const first = begin('a.npy', { 'content-length': 600 });
  await expect.poll(folders).toHaveLength(1);
  const second = await page.upload('b.csv', new Uint8Array(600));
  expect(second).toMatchObject({ code: 'diskFull' });
  first.sent.destroy();
  await expect.poll(folders).toEqual([]);
  expect(await page.upload('b.csv', new Uint8Array(600))).toMatchObject({ ok: true });
  page.socket.close();
  await expect.poll(folders).toEqual([]);
});

test('a file whose length was not told is ended where the room ends', async () => {
  const { sent, ended } = begin('a.npy', { 'transfer-encoding': 'chunked' });
  sent.end(new Uint8Array(ROOM + 1));
  await ended;
  await expect.poll(folders).toEqual([]);
});

test('files belong to the page that handed them over: they go with it, also one that is under way', async () => {
  const other = await PageForTest.open(web);
  expect(await page.upload('whole.npy', Uint8Array.of(1))).toMatchObject({ ok: true });
  const { ended } = begin('half.npy', { 'content-length': 600 });
  await expect.poll(folders).toHaveLength(2);
  const kept = await other.upload('other.npy', Uint8Array.of(1));
  expect(kept).toMatchObject({ ok: true });
  page.socket.close();
  await ended;
  await expect.poll(folders).toHaveLength(1);
  other.socket.close();
  await expect.poll(folders).toEqual([]);
});

test('a file of a page that is gone, or that never was, is refused', async () => {
  const target = page.uploadPath('late.npy');
  const own = { cookie: web.cookie, origin: `http://${web.host}` };
  page.socket.close();
  await page.closed();
  const late = () => request(web.host, target, own, 'POST', 'x');
  await expect.poll(async () => (await late()).status).toBe(403);
  const never = `${web.base}upload?name=x.npy&key=${'0'.repeat(32)}`;
  expect((await request(web.host, never, own, 'POST', 'x')).status).toBe(403);
});
