import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWasm } from '../../../build/wasm.mjs';
import { tensor } from '../../../core/tensor/tensor.ts';
import { BlockKernel } from '../../../electron/workers/blockKernel.ts';
import { createShow, showPlainly } from '../../../electron/workers/shown.ts';

let folder: string;
let kernel: BlockKernel;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'normscope-kernel-'));
  const file = await buildWasm(path.join(folder, 'kernels.wasm'));
  kernel = new BlockKernel(new WebAssembly.Module(new Uint8Array(readFileSync(file))));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Where two arrays differ first, −1 for nowhere; matchers take seconds for as many values. */
const firstOther = (a: Float32Array, b: Float32Array) =>
  a.length === b.length ? a.findIndex((value, i) => !Object.is(value, b[i])) : 0;

/** Asserts that the kernel shows what the plain loops show; sums may be added in another order. */
function expectSame(data: Float32Array, shape: readonly number[]): void {
  const x = tensor(data, shape);
  let used = 0;
  const fast = createShow(() => {
    used++;
    return kernel;
  })(x);
  const plain = showPlainly(x);
  expect(used).toBe(1);
  const { data: means, extremes, ...drawn } = plain.display;
  expect(fast.display).toMatchObject(drawn);
  expect(fast.display.data.length).toBe(means.length);
  const { min, max } = fast.display.extremes!;
  expect([firstOther(min, extremes!.min), firstOther(max, extremes!.max)]).toEqual([-1, -1]);
  const scale = Math.max(Math.abs(plain.summary.min ?? 0), Math.abs(plain.summary.max ?? 0), 1);
  // float32's rounding of sums that differ in the last digits of float64
  let farthest = 0;
  for (let i = 0; i < means.length; i++) {
    const [mean, other] = [means[i]!, fast.display.data[i]!];
    if (!Object.is(mean, other)) farthest = Math.max(farthest, Math.abs(mean - other) || Infinity);
  }
  expect(farthest).toBeLessThanOrEqual(scale * 2 ** -24);
  const { mean, std, ...exact } = plain.summary;
  expect(fast.summary).toMatchObject(exact);
  expect(Math.abs((fast.summary.mean ?? 0) - (mean ?? 0))).toBeLessThan(1e-12 * scale);
  expect(Math.abs((fast.summary.std ?? 0) - (std ?? 0))).toBeLessThan(1e-12 * scale);
}

/** Values from −5 to 5 without any order. */
function drawn(shape: readonly number[]): Float32Array {
  const data = new Float32Array(shape.reduce((a, b) => a * b));
  for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 1013) / 101.2 - 5;
  return data;
}

test.each([
  ['rows that are a piece together, in blocks of eight', [64, 128, 128]],
  ['rows of no round length, whose last block is shorter', [37, 91, 133]],
  ['rows longer than a piece', [9, 50_001]],
  ['one row, with blocks longer than a piece', [9_000_001]],
  ['planes, in blocks along every axis', [3, 700, 600]],
  ['rows in pairs', [128, 128, 36]],
  ['a last axis that stays as it is', [20_000, 33]],
])('by the kernel a tensor is shown as by plain loops: %s', (_, shape) => {
  expectSame(drawn(shape), shape);
});

test('NaN, infinities and a large mean come through the kernel as they are', () => {
  const shape = [64, 80, 128];
  const data = drawn(shape).map((value) => value + 1000);
  data.set([NaN, Infinity, -Infinity], 5);
  data[70_000] = NaN;
  data[200_000] = Infinity;
  data[200_001] = -Infinity;
  expectSame(data, shape);
  expectSame(new Float32Array(data.length).fill(NaN), shape);
});

test('one tensor leaves nothing behind for the next', () => {
  const shape = [64, 80, 128];
  expectSame(drawn(shape).fill(1e30), shape);
  expectSame(drawn(shape), shape);
});

test('small tensors, float64 and short rows need no kernel', () => {
  const show = createShow(() => {
    throw new Error('no kernel is needed');
  });
  for (const x of [
    tensor(new Float32Array(1000), [10, 100]),
    tensor(new Float64Array(300_000), [3000, 100]),
    tensor(new Float32Array(300_000), [100_000, 3]),
  ])
    expect(show(x).display.data.length).toBeGreaterThan(0);
  expect(createShow(() => null)(tensor(new Float32Array(300_000), [3000, 100])).summary.std).toBe(
    0,
  );
});
