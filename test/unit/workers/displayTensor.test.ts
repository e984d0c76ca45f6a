import { expect, test } from 'vitest';
import { numel, tensor } from '../../../core/tensor/tensor.ts';
import { displayTensor, MOST_ALONG, MOST_CELLS } from '../../../electron/workers/displayTensor.ts';

test('a small tensor is shown whole', () => {
  const x = tensor(Float32Array.of(1, 2, 3, 4), [2, 2]);
  expect(displayTensor(x)).toMatchObject({
    shape: [2, 2],
    pool: [1, 1],
    data: Float32Array.of(1, 2, 3, 4),
  });
});

test('a large tensor is pooled to the means of blocks', () => {
  // 1 × 1024 × 1024: both long axes are halved once, to 512 × 512 = 262,144 cells
  const data = Float32Array.from(
    { length: 1024 * 1024 },
    (_, i) => (Math.floor(i / 1024) % 2) * 4 + (i % 2) * 2,
  );
  const shown = displayTensor(tensor(data, [1, 1024, 1024]));
  expect(shown.shape).toEqual([1, 512, 512]);
  expect(shown.pool).toEqual([1, 2, 2]);
  // every block of 2 × 2 holds 0, 2, 4 and 6
  expect(new Set(shown.data)).toEqual(new Set([3]));
});

test('no tensor is shown with more than the most cells', () => {
  const x = tensor(new Float32Array(64 * 256 * 256), [64, 256, 256]);
  expect(numel(displayTensor(x).shape)).toBeLessThanOrEqual(MOST_CELLS);
});

test('a NaN survives pooling', () => {
  const data = new Float32Array(1024 * 1024);
  data[5 * 1024 + 9] = NaN;
  const shown = displayTensor(tensor(data, [1, 1024, 1024]));
  // row 5 and column 9 fall into block (2, 4)
  expect(shown.data[2 * 512 + 4]).toBeNaN();
  expect(shown.data.filter(Number.isNaN)).toHaveLength(1);
});

test('samples and channels are kept apart as long as their planes can be made smaller', () => {
  // 32 · 64 = 2048 planes leave room for 128 cells each: 16 × 8 at most
  const images = tensor(new Float32Array(32 * 64 * 56 * 56), [32, 64, 56, 56]);
  expect(displayTensor(images).pool).toEqual([1, 1, 8, 4]);
  const last = tensor(images.data, [32, 56, 56, 64], ['N', 'H', 'W', 'C']);
  expect(displayTensor(last).pool).toEqual([1, 8, 4, 1]);
  // more than 128 channels are too many to be drawn one by one
  const text = tensor(new Float32Array(8 * 512 * 128), [8, 512, 128]);
  expect(displayTensor(text).pool).toEqual([1, 2, 1]);
});

test('a block at the far edge is the mean of the values that it has', () => {
  const data = new Float32Array(1025 * 1024).fill(1);
  data.fill(7, 1024 * 1024);
  const shown = displayTensor(tensor(data, [1, 1025, 1024], ['N', 'H', 'W']));
  // 1025 rows in blocks of 2 or more: the last block has the last row alone
  expect(shown.data.at(-1)).toBe(7);
  expect(shown.data.at(0)).toBe(1);
});

test('a pooled tensor carries the extremes of its blocks; one drawn cell by cell has none', () => {
  const data = new Float32Array(1024 * 1024);
  data[0] = 8;
  data[1025] = -4;
  const { data: means, extremes } = displayTensor(tensor(data, [1, 1024, 1024]));
  // the first block of 2 × 2 holds 8, 0, 0 and −4
  expect([means[0], extremes?.min[0], extremes?.max[0]]).toEqual([1, -4, 8]);
  expect(displayTensor(tensor(data.slice(0, 4), [2, 2])).extremes).toBeUndefined();
});

test.each([
  [
    [2, 40_000, 3],
    [1, 32, 1],
  ],
  [[200_000], [128]],
  [
    [100_000, 4],
    [64, 1],
  ],
  [
    [3, 1, 2049],
    [1, 1, 2],
  ],
])('no axis of %j is drawn with more cells than a screen can show', (shape, pool) => {
  const shown = displayTensor(tensor(new Float32Array(numel(shape)), shape));
  expect(shown.pool).toEqual(pool);
  expect(Math.max(...shown.shape)).toBeLessThanOrEqual(MOST_ALONG);
});
