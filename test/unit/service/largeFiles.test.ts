import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { npyHeader, readNpy } from '../../../core/io/npy.ts';
import type { LargeFile } from '../../../electron/ipc/types.ts';
import { FakeHost } from './fakeHost.ts';
import { serviceForTest } from './serviceForTest.ts';

const spec = { layer: 'LayerNorm', options: {}, mode: 'train' };

const given = serviceForTest();
const { pathOf, call, answer } = given;
beforeAll(() => given.service.settings.set({ memoryLimit: 128 }));

/** Samples of 1024 values, 1 and 3 in turn; `samples` × 4 KiB. */
function alternating(name: string, samples: number): string {
  const at = pathOf(name);
  const rows = Buffer.from(
    Float32Array.from({ length: 2 ** 20 }, (_, i) => 1 + 2 * (i % 2)).buffer,
  );
  const file = openSync(at, 'w');
  writeSync(file, npyHeader('<f4', [samples, 1024]));
  for (let left = samples * 4096; left > 0; left -= rows.length)
    writeSync(file, rows, 0, Math.min(left, rows.length));
  closeSync(file);
  return at;
}

/** A file that says it is long, and is, but takes no room on the disk. */
function sparse(name: string, descr: string, shape: readonly number[], width: number): string {
  const at = pathOf(name);
  const header = npyHeader(descr, shape);
  writeFileSync(at, header);
  truncateSync(at, header.length + shape.reduce((product, size) => product * size, width));
  return at;
}

async function openLarge(at: string): Promise<LargeFile> {
  given.host.files = [at];
  expect(await answer('tensor.open')).toEqual([]);
  const [event, payload] = given.host.events[0] ?? [];
  expect(event).toBe('large');
  return payload as LargeFile;
}

const leftovers = () => readdirSync(given.folder).filter((name) => name.endsWith('.tmp'));

test('a file beyond the limit is described, not read; a smaller one is opened', async () => {
  // 40 MiB × 4 copies > 128 MiB
  const at = alternating('x.npy', 10_240);
  const info = await openLarge(at);
  expect(info).toEqual({
    handle: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    name: 'x.npy',
    shape: [10_240, 1024],
    axes: ['N', 'C'],
    dtype: 'float32',
    fortranOrder: false,
    bytes: 10_240 * 4096 + 128,
    canHold: true,
  });
  given.host.files = [alternating('small.npy', 64)];
  expect(await answer('tensor.open')).toHaveLength(1);
});

test('a file beyond 2 GiB cannot be held whole, and says so when it is asked to', async () => {
  const info = await openLarge(sparse('huge.npy', '<f4', [1024, 1024, 1024], 4));
  expect(info).toMatchObject({ canHold: false, axes: ['N', 'C', 'L'] });
  expect(await call('large.openWhole', { handle: info.handle })).toMatchObject({
    code: 'fileTooLarge',
  });
  // far into the file, where only zeros are
  const [part] = await answer('large.openPart', { handle: info.handle, from: 1000, to: 1002 });
  expect(part).toMatchObject({ name: 'huge.npy[1000:1002]', shape: [2, 1024, 1024] });
});

test('a header that makes no sense fails as it does for small files', async () => {
  given.host.files = [sparse('bad.npy', '<c8', [10_240, 1024], 8)];
  expect(await call('tensor.open')).toMatchObject({
    ok: false,
    code: 'npy-complex',
    details: { file: given.host.files[0] },
  });
});

test('a part is a tensor like others, with the line of NumPy that reads it', async () => {
  const { handle } = await openLarge(alternating('p.npy', 10_240));
  const [info] = await answer('large.openPart', { handle, from: 5, to: 7 });
  expect(info).toMatchObject({ name: 'p.npy[5:7]', shape: [2, 1024], dtype: 'float32' });
  expect(info?.script).toContain('np.load("p.npy", mmap_mode="r")[5:7]');
  const request = { tensor: info?.ref, spec };
  const { statistics } = await answer('layer.compute', request);
  expect([...(statistics?.mean ?? [])]).toEqual([2, 2]);
  expect(await call('large.openPart', { handle, from: 7, to: 7 })).toMatchObject({
    code: 'badPart',
  });
});

test('all of a file is opened when that is asked for', async () => {
  const { handle } = await openLarge(alternating('w.npy', 10_240));
  const [info] = await answer('large.openWhole', { handle });
  expect(info).toMatchObject({ name: 'w.npy', shape: [10_240, 1024] });
});

test('integers are refused until their conversion is asked for', async () => {
  const { handle, dtype } = await openLarge(sparse('i.npy', '<i4', [10_240, 1024], 4));
  expect(dtype).toBe('int32');
  given.host.place = pathOf('i-y.npy');
  const refused = { code: 'integer-dtype' };
  const part = { handle, from: 0, to: 1 };
  expect(await call('large.openPart', part)).toMatchObject(refused);
  expect(await call('large.normalize', { handle, spec, convertIntegers: false })).toMatchObject(
    refused,
  );
  expect(await answer('large.openPart', { ...part, convertIntegers: true })).toHaveLength(1);
});

test('a whole file is normalized into another, and the first statistics are told', async () => {
  const { handle } = await openLarge(alternating('n.npy', 10_240));
  given.host.place = pathOf('y.npy');
  const result = await answer('large.normalize', { handle, spec, convertIntegers: false });
  expect(given.host.placed).toEqual(['n-LayerNorm.npy']);
  expect(result).toMatchObject({ path: given.host.place, passes: 1, bytes: 10_240 * 4096 });
  // 1 and 3 in turn: mean 2, variance 1
  expect(result?.mean).toEqual(Array.from({ length: 16 }, () => 2));
  expect(result?.variance).toEqual(Array.from({ length: 16 }, () => 1));
  const { data, shape } = readNpy(readFileSync(given.host.place)).tensor;
  expect(shape).toEqual([10_240, 1024]);
  const y = Math.fround(1 / Math.sqrt(1 + 1e-5));
  expect(data.every((value, i) => Math.abs(value - (i % 2 ? y : -y)) <= 6e-8)).toBe(true);
  const last = given.host.events.at(-1);
  expect(last?.[0]).toBe('progress');
  expect(last?.[1]).toMatchObject({ done: 1, total: 1 });
});

test('no place, no run; the place of the file itself is refused', async () => {
  const at = alternating('same.npy', 10_240);
  const { handle } = await openLarge(at);
  const run = { handle, spec, convertIntegers: false };
  expect(await answer('large.normalize', run)).toBeNull();
  given.host.place = path.join(given.folder, '.', 'same.npy');
  expect(await call('large.normalize', run)).toMatchObject({ code: 'sameFile' });
  expect(readNpy(readFileSync(at)).tensor.data[1]).toBe(3);
});

test('a cancelled run fails as cancelled and leaves no file', async () => {
  const { handle } = await openLarge(sparse('c.npy', '<f8', [2 ** 18, 1024], 8));
  given.host.place = pathOf('c-y.npy');
  const ended = call('large.normalize', { handle, spec, convertIntegers: false });
  await expect.poll(() => given.host.events.length, { timeout: 20_000 }).toBeGreaterThan(1);
  // a second run has to wait: the other worker is for what is on screen
  expect(await call('large.normalize', { handle, spec, convertIntegers: false })).toMatchObject({
    code: 'largeBusy',
  });
  const progress = given.host.events.at(-1)?.[1] as { job: string; secondsLeft: number };
  expect(progress.secondsLeft).toBeGreaterThan(0);
  expect(await answer('jobs.cancel', progress.job)).toBe(true);
  expect(await ended).toMatchObject({ ok: false, code: 'cancelled' });
  expect(readdirSync(given.folder)).not.toContain('c-y.npy');
  expect(leftovers()).toEqual([]);
}, 60_000);

test('when its window goes a run ends, and its files are forgotten', async () => {
  const { handle } = await openLarge(sparse('g.npy', '<f8', [2 ** 18, 1024], 8));
  given.host.place = pathOf('g-y.npy');
  const ended = call('large.normalize', { handle, spec, convertIntegers: false });
  await expect.poll(() => given.host.events.length, { timeout: 20_000 }).toBeGreaterThan(1);
  await given.service.forget(given.host);
  expect(await ended).toMatchObject({ code: 'cancelled' });
  expect(readdirSync(given.folder)).not.toContain('g-y.npy');
  expect(leftovers()).toEqual([]);
  expect(await call('large.openWhole', { handle })).toMatchObject({ code: 'unknownFile' });
}, 60_000);

test('a handle is of use to its own window alone', async () => {
  const { handle } = await openLarge(alternating('own.npy', 10_240));
  given.host = new FakeHost();
  for (const [name, argument] of [
    ['large.openWhole', { handle }],
    ['large.openPart', { handle, from: 0, to: 1 }],
    ['large.normalize', { handle, spec, convertIntegers: false }],
  ] as const)
    expect(await call(name, argument)).toMatchObject({ ok: false, code: 'unknownFile' });
});

test.each([
  ['large.openPart', { handle: '/etc/passwd', from: 0 }],
  ['large.openPart', { handle: 'x', from: -1, to: 2 }],
  ['large.openPart', { handle: 'x', from: 0.5, to: 2 }],
  ['large.openWhole', { handle: 7 }],
  ['large.openWhole', { handle: 'x', path: '/etc/passwd' }],
  ['large.normalize', { handle: 'x', spec: { layer: 'NoNorm' }, convertIntegers: false }],
  ['large.normalize', { handle: 'x', spec, convertIntegers: false, output: '/etc/passwd' }],
] as const)('%s refuses %j', async (name, argument) => {
  expect(await call(name, argument)).toMatchObject({ ok: false, code: 'badRequest' });
});
