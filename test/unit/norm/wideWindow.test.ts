import { expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const value = (i: number) => ((i * 37) % 101) / 10 - 5;

/** The definition, a sum for every window: torch/nn/functional.py, local_response_norm with alpha = k = beta = 1. */
function byDefinition(data: ArrayLike<number>, size: number, channels: number): number[] {
  return Array.from(data, (x, c) => {
    let squares = 0;
    for (let i = 0; i < channels; i++)
      if (i >= c - Math.floor(size / 2) && i <= c + Math.floor((size - 1) / 2))
        squares += data[i]! ** 2;
    return x / (1 + squares / size);
  });
}

test.each([
  [64, 200],
  [65, 200],
  [66, 200],
  [101, 100],
  [150, 100],
  [199, 100],
  [200, 1000],
  [333, 1000],
  [2 ** 31, 70],
])('a window of %i over %i channels is summed as its definition says', (size, channels) => {
  const x = tensor(
    Float64Array.from({ length: channels }, (_, i) => value(i)),
    [1, channels, 1],
  );
  const options = { size, alpha: 1, beta: 1, k: 1 };
  const { output } = normalize({ layer: 'LocalResponseNorm', options, mode: 'train' }, x);
  byDefinition(x.data, size, channels).forEach((y, c) => expect(output.data[c]).toBeCloseTo(y, 12));
});

test('a NaN spoils the wide windows that hold it and no other', () => {
  const data = Float64Array.from({ length: 500 }, (_, i) => (i === 250 ? NaN : value(i)));
  const x = tensor(data, [1, 500, 1]);
  const options = { size: 101, alpha: 1, beta: 1, k: 1 };
  const { output, warnings } = normalize({ layer: 'LocalResponseNorm', options, mode: 'train' }, x);
  const spoiled = Array.from(output.data.keys()).filter((c) => Number.isNaN(output.data[c]));
  // 50 channels on either side of it, and its own
  expect(spoiled).toEqual(Array.from({ length: 101 }, (_, i) => 200 + i));
  expect(warnings.find(({ code }) => code === 'windowNotFinite')?.details).toEqual({
    number: 101,
    cells: 500,
  });
});

test('200,000 channels under a window wider than all of them are answered in two seconds', () => {
  const x = tensor(
    Float32Array.from({ length: 200_000 }, (_, i) => value(i)),
    [1, 200_000, 1],
  );
  const start = performance.now();
  normalize({ layer: 'LocalResponseNorm', options: { size: 2 ** 31 }, mode: 'train' }, x);
  expect(performance.now() - start).toBeLessThan(2000);
});
