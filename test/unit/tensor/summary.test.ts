import { expect, test } from 'vitest';
import { summarize } from '../../../core/tensor/summary.ts';

test('the standard deviation divides by n', () => {
  // mean 2.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5, 5/4 = 1.25
  expect(summarize([1, 2, 3, 4])).toEqual({
    min: 1,
    max: 4,
    mean: 2.5,
    std: Math.sqrt(1.25),
    nan: 0,
    inf: 0,
  });
});

test('NaN and infinities are counted and left out of the rest', () => {
  expect(summarize([NaN, 1, -Infinity, 3, Infinity, NaN])).toEqual({
    min: 1,
    max: 3,
    mean: 2,
    std: 1,
    nan: 2,
    inf: 2,
  });
});

test('without a finite value there is no range, mean or spread', () => {
  const none = { min: null, max: null, mean: null, std: null };
  expect(summarize([])).toEqual({ ...none, nan: 0, inf: 0 });
  expect(summarize([NaN, Infinity])).toEqual({ ...none, nan: 1, inf: 1 });
});

test('a constant has its value as mean and exactly 0 as spread', () => {
  expect(summarize(new Float32Array(1001).fill(0.1))).toMatchObject({
    mean: Math.fround(0.1),
    std: 0,
  });
});

test('a large mean does not spoil the spread', () => {
  // ±1 about 2^40: the spread is exactly 1
  const values = Float64Array.from({ length: 1000 }, (_, i) => 2 ** 40 + (i % 2 ? 1 : -1));
  expect(summarize(values)).toMatchObject({ mean: 2 ** 40, std: 1 });
});

test('values at both ends of float64 neither overflow nor vanish', () => {
  expect(summarize([1.5e308, 1.5e308, -1.5e308, -1.5e308])).toMatchObject({
    mean: 0,
    std: 1.5e308,
  });
  // the plain sum would be infinite; 14 digits, as the mean is rounded in the end
  expect(summarize([1.6e308, 1.6e308, 1.2e308, 1.2e308]).mean! / 1.4e308).toBeCloseTo(1, 14);
  expect(summarize([1e-300, 3e-300]).std! / 1e-300).toBeCloseTo(1, 12);
});
