import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { LoadJob } from '../../../electron/workers/jobs.ts';
import { load } from '../../../electron/workers/load.ts';

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

const loadOne = async (at: string, more: Partial<LoadJob> = {}) => {
  const [loaded] = await load(
    { kind: 'load', path: at, convertIntegers: false, ...more },
    () => undefined,
  );
  if (!loaded) throw new Error('nothing was loaded');
  return loaded;
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
  await load({ kind: 'load', path: at, convertIntegers: false }, (done, total) =>
    reports.push([done, total]),
  );
  expect(reports.length).toBeGreaterThan(1);
  expect(reports.at(-1)).toEqual([20_000_000, 20_000_000]);
});
