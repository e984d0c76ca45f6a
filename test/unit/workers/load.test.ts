import { zipSync } from 'fflate';
import { execFileSync } from 'node:child_process';
import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { npyHeader, writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { LoadJob } from '../../../electron/workers/jobs.ts';
import { loadTensor, openTensors, previewTable } from '../../../electron/workers/load.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'normscope-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, bytes: Uint8Array | string): string {
  const at = path.join(folder, name);
  writeFileSync(at, bytes);
  return at;
}

const jobFor = (path: string, more: Partial<LoadJob> = {}) =>
  ({ path, convertIntegers: false, memoryBytes: null, ...more, kind: 'open' }) as const;

const loadOne = async (at: string, more: Partial<LoadJob> = {}) => {
  const { only } = await openTensors(jobFor(at, more), () => undefined);
  if (!only) throw new Error('expected one tensor');
  return only;
};

const x64 = tensor(Float64Array.of(1, -2.5, Math.PI, NaN, -0, 1e300), [2, 3]);
const x32 = tensor(Float32Array.of(1, -2.5, Math.PI, NaN, -0, 1e30), [3, 2, 1]);

test.each([
  ['float64', x64],
  ['float32', x32],
])('a plain %s file comes bit for bit, in shared memory', async (dtype, x) => {
  const loaded = await loadOne(file(`${dtype}.npy`, writeNpy(x)));
  expect(loaded.tensor.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([loaded.dtype, loaded.tensor.shape]).toEqual([dtype, x.shape]);
  expect(loaded.tensor.data).toEqual(x.data);
});

test('decoded tensors lie in shared memory too', async () => {
  const { tensor: x } = await loadOne(file('table.csv', '1,2\n3,4\n'));
  expect(x.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([...x.data]).toEqual([1, 2, 3, 4]);
});

test('a tensor without a value is read', async () => {
  const { tensor: x } = await loadOne(
    file('none.npy', writeNpy(tensor(new Float32Array(0), [0, 3]))),
  );
  expect(x.shape).toEqual([0, 3]);
});

test.each([
  ['cut off in its data', (bytes: Uint8Array) => bytes.subarray(0, -1), 'npy-truncated'],
  ['cut off in its header', (bytes: Uint8Array) => bytes.subarray(0, 40), 'npy-truncated'],
  ['followed by something', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0), 'npy-trailing'],
])('a plain file that is %s is refused, and named', async (_, change, code) => {
  const at = file('damaged.npy', change(writeNpy(x32)));
  await expect(loadOne(at)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`${at}: `) as string,
  });
});

test('messages call a file what its user calls it', async () => {
  const at = file('upload.npy', 'no numbers');
  await expect(loadOne(at, { name: 'x.npy' })).rejects.toMatchObject({
    code: 'npy-magic',
    message: expect.stringMatching(/^x\.npy: /) as string,
    details: { file: 'x.npy' },
  });
});

test('the progress of a file ends with all of it', async () => {
  const at = file('large.npy', writeNpy(tensor(new Float32Array(5_000_000), [5_000_000])));
  const reports: (readonly [number, number])[] = [];
  await openTensors(jobFor(at), (done, total) => reports.push([done, total]));
  expect(reports.length).toBeGreaterThan(1);
  expect(reports.at(-1)).toEqual([20_000_000, 20_000_000]);
});

const quiet = () => undefined;

test('of several tensors none is read until it is asked for, and then by its header', async () => {
  const at = file(
    'two.npz',
    zipSync({
      'a.npy': writeNpy(x32),
      'b.npy': writeNpy(x64),
      'c.npy': writeNpy(x32).subarray(0, 90),
    }),
  );
  const { tensors, skipped, only, stamp } = await openTensors(jobFor(at), quiet);
  expect(only).toBeNull();
  expect(tensors).toEqual([
    { member: 'a', shape: [3, 2, 1], dtype: 'float32', bytes: 24 },
    { member: 'b', shape: [2, 3], dtype: 'float64', bytes: 48 },
  ]);
  expect(skipped).toMatchObject([{ member: 'c', code: 'npy-truncated' }]);
  const load = (more: Partial<LoadJob>) =>
    loadTensor({ ...jobFor(at), kind: 'load', member: 'b', stamp, ...more }, quiet);
  expect((await load({})).tensor.data).toEqual(x64.data);
  await expect(load({ stamp: { ...stamp, modified: 0 } })).rejects.toMatchObject({
    code: 'fileChanged',
  });
});

test('of an archive of many members one is read without looking at the others', async () => {
  const npy = writeNpy(tensor(Float32Array.of(1, 2), [2]));
  const names = Array.from({ length: 500 }, (_, i) => `m${i}.npy`);
  const at = file('many.npz', zipSync(Object.fromEntries(names.map((name) => [name, npy]))));
  const { stamp, tensors } = await openTensors(jobFor(at), quiet);
  expect(tensors).toHaveLength(500);
  const read = vi.spyOn(fs, 'readSync');
  try {
    const one = { ...jobFor(at), kind: 'load', member: 'm321', stamp } as const;
    expect([...(await loadTensor(one, quiet)).tensor.data]).toEqual([1, 2]);
    // the kind of the file, its directory, and this member's header and numbers
    expect(read.mock.calls.length).toBeLessThan(30);
  } finally {
    read.mockRestore();
  }
});

test('a tensor beyond the memory limit is refused by its header, whatever the format', async () => {
  const zeros = new Uint8Array(2 ** 20 * 4);
  const header = npyHeader('<f4', [2 ** 20]);
  const npy = Buffer.concat([header, zeros]);
  const limit = { memoryBytes: 12 * 2 ** 20 };
  for (const at of [
    file('limit.npy', npy),
    file('limit.npz', zipSync({ 'x.npy': npy })),
    file('limit.csv', '0\n'.repeat(2 ** 20)),
  ])
    await expect(loadOne(at, limit)).rejects.toMatchObject({
      code: 'tensorTooLarge',
      message: expect.stringMatching(/4 MiB, and 1[67] MiB with the results.*12 MiB/) as string,
      details: { file: at },
    });
  expect((await loadOne(file('fits.npy', npy), { memoryBytes: 2 ** 24 })).tensor.shape).toEqual([
    2 ** 20,
  ]);
});

test('pipes, devices and folders are refused without waiting for them', async () => {
  const pipe = path.join(folder, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  const device = path.join(folder, 'zero.csv');
  symlinkSync('/dev/zero', device);
  const inside = path.join(folder, 'inside.npy');
  mkdirSync(inside);
  for (const [at, kind] of [
    [pipe, /a pipe/],
    [device, /a device/],
    [inside, /a folder/],
  ] as const)
    await expect(loadOne(at)).rejects.toMatchObject({
      code: 'fileUnreadable',
      message: expect.stringMatching(kind) as string,
      details: { file: at },
    });
});

test('files that are taken for others are told apart', async () => {
  const torch = zipSync({ 'm/data.pkl': new Uint8Array(9) }, { level: 0 });
  // What torch.save wrote is read as such, whatever its name.
  for (const name of ['model.pt', 'model.npz'])
    await expect(loadOne(file(name, torch))).rejects.toMatchObject({ code: 'pickle-damaged' });
  await expect(loadOne(file('x.csv', '<!doctype html><html>'))).rejects.toMatchObject({
    code: 'web-page',
  });
  await expect(loadOne(file('x.csv', '[[1, 2], [3, 4]]'))).rejects.toMatchObject({
    code: 'misnamed',
    details: { ending: '.json' },
  });
  await expect(loadOne(file('x.doc', 'text'))).rejects.toMatchObject({
    code: 'fileKind',
    details: { endings: expect.stringMatching(/^\.npy, .*\.webp$/) },
  });
});

test('a table is shown before it is read, and the file is named when it cannot be', async () => {
  const at = file('view.csv', 'a;b\n1,5;2\nx;3\n');
  const shown = await previewTable({ ...jobFor(at), kind: 'preview' }, quiet);
  expect(shown).toMatchObject({
    header: true,
    reading: { delimiter: ';', decimal: ',', columns: ['a', 'b'] },
    width: 2,
    problem: { code: 'csv-number', details: { line: 3, column: 1 } },
  });
  expect(shown.lines.map(({ cells }) => cells)).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
    ['x', '3'],
  ]);
  await expect(loadOne(at)).rejects.toMatchObject({ details: { file: at, line: 3 } });
});
