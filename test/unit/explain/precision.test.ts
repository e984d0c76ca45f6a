import { expect, test } from 'vitest';
import {
  naive32,
  precisionOf,
  spacing32,
  twoPass,
  welford32,
  withOffset,
} from '../../../core/explain/precision.ts';

test('twoPass() of 1, 2, 3, 6 is mean 3 and variance 3.5', () => {
  // deviations −2, −1, 0, 3: squares 4 + 1 + 0 + 9 = 14, over 4
  expect(twoPass([1, 2, 3, 6])).toEqual({ mean: 3, variance: 3.5 });
});

test('all formulas agree where float32 holds every number on the way', () => {
  // sum 12, sum of squares 1 + 4 + 9 + 36 = 50: 12.5 − 3² = 3.5
  expect(naive32([1, 2, 3, 6])).toEqual({ mean: 3, variance: 3.5 });
  // means 1, 1.5, 2, 3; squares 0, 0.5, 2, 2 + 4 · 3 = 14
  expect(welford32([1, 2, 3, 6])).toEqual({ mean: 3, variance: 3.5 });
});

test('naive32() of 4095 and 4097 loses the variance 1: the squares need 25 bits', () => {
  // 4095² = 16769025 fits in 24 bits, 4097² = 16785409 does not and becomes 16785408;
  // their sum 33554433 becomes 33554432 = 2 · 4096²
  expect(naive32([4095, 4097])).toEqual({ mean: 4096, variance: 0 });
  expect(welford32([4095, 4097])).toEqual({ mean: 4096, variance: 1 });
  expect(twoPass([4095, 4097])).toEqual({ mean: 4096, variance: 1 });
});

test('a negative naive variance makes 1/√(σ² + ε) and the output NaN', () => {
  const values = [4097, 4097, 4097, 4098];
  // 4097² = 16785409 becomes 16785408 (float32 has every 2nd number here), three of them are 50356224;
  // plus 4098² = 16793604 is 67149828, which becomes 67149824 (every 8th); over 4: 16787456.
  // The mean 4097.25 squared is 16787457.5625 and becomes 16787458: −2 for a true 3 · 0.25² + 0.75² over 4.
  expect(precisionOf('naive32', values, 4098, 1e-5)).toEqual({
    mean: 4097.25,
    variance: -2,
    rstd: NaN,
    xhat: NaN,
  });
  expect(twoPass(values).variance).toBe(0.1875);
});

test('withOffset() rounds as float32 does', () => {
  // float32 has every whole number near 10⁷, every fourth near 5 · 10⁷
  expect([...withOffset([0.4, 0.6, -0.6], 1e7)]).toEqual([10_000_000, 10_000_001, 9_999_999]);
  expect([...withOffset([1, 3], 5e7)]).toEqual([50_000_000, 50_000_004]);
});

test('spacing32() is the distance to the next float32', () => {
  expect(spacing32(1)).toBe(2 ** -23);
  expect(spacing32(-10_000)).toBe(2 ** -10);
  expect(spacing32(1e7)).toBe(1);
  expect(spacing32(0)).toBe(2 ** -149);
});

test('in float64 mean, variance and a cell are exact where the numbers are: 2, 4, 4, 4, 5, 5, 7, 9', () => {
  // mean 40 / 8 = 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 8 = 4; with eps 12 the root is √16
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  expect(precisionOf('twoPass', values, 9, 12)).toEqual({
    mean: 5,
    variance: 4,
    rstd: 0.25,
    xhat: 1,
  });
  expect(precisionOf('twoPass', values, 2, 0).xhat).toBe(-1.5);
});

test('the mean is right by its own deviations, far from 0 too', () => {
  // 1e16 and two above: steps of 2 there, so the pivot holds what a plain sum would lose
  const { mean, variance } = twoPass([1e16, 1e16 + 2, 1e16 + 4]);
  expect([mean, variance]).toEqual([1e16 + 2, 8 / 3]);
  // ten tenths: each deviation from 0.1 is 0, where a sum of ten rounds
  expect(twoPass(Array<number>(10).fill(0.1))).toEqual({ mean: 0.1, variance: 0 });
});
