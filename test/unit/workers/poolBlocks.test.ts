import { expect, test } from 'vitest';
import { tensor } from '../../../core/tensor/tensor.ts';
import { poolBlocks } from '../../../electron/workers/poolBlocks.ts';

const listed = (x: Parameters<typeof poolBlocks>[0], shape: number[], pool: number[]) => {
  const { mean, min, max } = poolBlocks(x, shape, pool);
  return { mean: [...mean], min: [...min], max: [...max] };
};

test('a block has its mean, its least and its largest value', () => {
  // blocks of 2 × 2: (1, −2, 5, 0), (3, 4, 7, −6); in the lower row alone: (8, −9), (2, 2)
  const x = tensor(Float32Array.of(1, -2, 3, 4, 5, 0, 7, -6, 8, -9, 2, 2), [3, 4]);
  expect(listed(x, [2, 2], [2, 2])).toEqual({
    // 4/4, 8/4, −1/2, 4/2
    mean: [1, 2, -0.5, 2],
    min: [-2, -6, -9, 2],
    max: [5, 7, 8, 2],
  });
});

test('blocks run along every axis', () => {
  // 2 × 2 × 3 in blocks of 2 × 1 × 2: (0, 1, 6, 7), (2, 8), (3, 4, 9, 10), (5, 11)
  const x = tensor(
    Float32Array.from({ length: 12 }, (_, i) => i),
    [2, 2, 3],
  );
  expect(listed(x, [1, 2, 2], [2, 1, 2])).toEqual({
    mean: [3.5, 5, 6.5, 8],
    min: [0, 2, 3, 5],
    max: [7, 8, 10, 11],
  });
});

test('a block with a NaN is NaN by its mean, its minimum and its maximum', () => {
  const rows = [
    [NaN, 1, 5, 6],
    [2, 3, 7, 8],
  ];
  const all = listed(tensor(Float32Array.from(rows.flat()), [2, 4]), [1, 2], [2, 2]);
  expect(all).toEqual({ mean: [NaN, 6.5], min: [NaN, 5], max: [NaN, 8] });
  // whichever row of the block it is in
  const below = listed(tensor(Float32Array.from(rows.reverse().flat()), [2, 4]), [1, 2], [2, 2]);
  expect(below).toEqual(all);
});

test('infinities are extremes like any other value, and hide no NaN', () => {
  const x = tensor(Float32Array.of(Infinity, 1, -Infinity, Infinity, NaN, -Infinity), [6]);
  expect(listed(x, [2], [4])).toEqual({
    mean: [NaN, NaN],
    min: [-Infinity, NaN],
    max: [Infinity, NaN],
  });
  const all = Float32Array.of(Infinity, -Infinity, NaN);
  expect(listed(tensor(all, [3]), [1], [3])).toEqual({ mean: [NaN], min: [NaN], max: [NaN] });
});

test('float64 values are rounded to float32 only at the end', () => {
  const x = tensor(Float64Array.of(1e-9, 3e-9, 16777217, -16777217), [4]);
  expect(listed(x, [2], [2])).toEqual({
    mean: [Math.fround(2e-9), 0],
    min: [Math.fround(1e-9), Math.fround(-16777217)],
    max: [Math.fround(3e-9), Math.fround(16777217)],
  });
});
