import { expect, test } from 'vitest';
import { addMoments, mergeMoments } from '../../../core/norm/kinds/moments/merge.ts';

const part = (count: number, mean: number, squares = 0) => ({
  count,
  mean: Float64Array.of(mean),
  squares: Float64Array.of(squares),
});

test('two parts merge to the moments of all their values', () => {
  // 1, 3 (mean 2, Σ(x − 2)² = 2) and 5, 7, 9 (mean 7, Σ(x − 7)² = 8): mean of 1, 3, 5, 7, 9 is 5, and
  // Σ(x − 5)² = 16 + 4 + 0 + 4 + 16 = 40
  const merged = mergeMoments(part(2, 2, 2), part(3, 7, 8));
  expect(merged.count).toBe(5);
  expect(merged.mean[0]).toBeCloseTo(5, 14);
  expect(merged.squares[0]).toBeCloseTo(40, 13);
});

test.each([
  [Infinity, Infinity, Infinity],
  [-Infinity, -Infinity, -Infinity],
  [Infinity, 5, Infinity],
  [5, -Infinity, -Infinity],
  [Infinity, -Infinity, NaN],
  [NaN, 5, NaN],
])('the mean of parts with means %d and %d is %d, as of all their values', (a, b, mean) => {
  expect(mergeMoments(part(2, a), part(2, b)).mean[0]).toBe(mean);
  const growing = {
    count: Float64Array.of(2),
    mean: Float64Array.of(a),
    squares: Float64Array.of(0),
  };
  addMoments(growing, 0, part(2, b), 0, 1);
  expect(growing.mean[0]).toBe(mean);
  expect(growing.count[0]).toBe(4);
});

test('what nothing was added to takes over the first part as it is', () => {
  const growing = {
    count: new Float64Array(1),
    mean: new Float64Array(1),
    squares: new Float64Array(1),
  };
  addMoments(growing, 0, part(3, Infinity, NaN), 0, 1);
  expect(growing.mean[0]).toBe(Infinity);
  expect(growing.count[0]).toBe(3);
});

test('moments grow group by group, each at its own place and pace, to those of all values', () => {
  const growing = {
    count: Float64Array.of(0, 2, 0),
    mean: Float64Array.of(0, 2, 0),
    squares: Float64Array.of(0, 2, 0),
  };
  const more = { count: 3, mean: Float64Array.of(7, 4), squares: Float64Array.of(8, 6) };
  // the second holds 1 and 3: with 5, 7, 9 that is 5 values of mean 5 and Σ(x − 5)² = 40, as above
  addMoments(growing, 1, more, 0, 2);
  expect([...growing.count]).toEqual([0, 5, 3]);
  expect(growing.mean[1]).toBeCloseTo(5, 14);
  expect(growing.squares[1]).toBeCloseTo(40, 13);
  expect([growing.mean[2], growing.squares[2]]).toEqual([4, 6]);
  // the part's second group alone, to the first
  addMoments(growing, 0, more, 1, 2);
  expect([...growing.count]).toEqual([3, 5, 3]);
  expect([growing.mean[0], growing.squares[0]]).toEqual([4, 6]);
});

test('parts of several groups merge group by group', () => {
  const merged = mergeMoments(
    { count: 1, mean: Float64Array.of(1, 2), squares: new Float64Array(2) },
    { count: 1, mean: Float64Array.of(3, 8), squares: new Float64Array(2) },
  );
  // 1 and 3: mean 2, Σ(x − 2)² = 2; 2 and 8: mean 5, Σ(x − 5)² = 18
  expect([...merged.mean]).toEqual([2, 5]);
  expect([...merged.squares]).toEqual([2, 18]);
});
