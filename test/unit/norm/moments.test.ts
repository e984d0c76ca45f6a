import { expect, test } from 'vitest';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { emptyMoments, moments } from '../../../core/norm/kinds/moments/moments.ts';
import { planLayer } from '../../../core/norm/plan.ts';

/** Moments of one group that holds all values. */
function momentsOf(data: Float32Array | Float64Array) {
  const options = { normalized_shape: [data.length] };
  const plan = planLayer({ layer: 'LayerNorm', options, mode: 'train' }, [1, data.length]);
  const geometry = mergeAxes(plan);
  const found = emptyMoments(geometry);
  moments(data, geometry, true, 0, 1, found);
  return { mean: found.mean[0]!, squares: found.squares[0]! };
}

test('the mean is corrected by what the deviations from it leave over', () => {
  // the exact sum of these is −392384488033536.5; one pass about a pivot is off by 0.125
  const data = Float64Array.of(
    -2397102159563274.5,
    3542013156393667.5,
    95230849251636.5,
    -1632526334115566,
  );
  expect(momentsOf(data).mean).toBe(-392384488033536.5 / 4);
});

test('a constant group has its value and exactly no squares', () => {
  expect(momentsOf(Float32Array.of(3.1, 3.1, 3.1))).toEqual({ mean: Math.fround(3.1), squares: 0 });
});

test('an infinite first value is no pivot: the mean is infinite, not NaN', () => {
  expect(momentsOf(Float32Array.of(Infinity, 1, 2)).mean).toBe(Infinity);
});

test('squares are those about the mean itself, where no float64 is the mean', () => {
  // the mean 1e16 + 1 is rounded to 1e16: about that the squares are 0² + 2² = 4, about the mean 1² + 1² = 2
  expect(momentsOf(Float64Array.of(1e16, 1e16 + 2)).squares).toBe(2);
  // the mean 1e16 + 4/3 is rounded to 1e16 + 2: about the mean (4/3)² + 2 · (2/3)² = 8/3
  expect(momentsOf(Float64Array.of(1e16, 1e16 + 2, 1e16 + 2)).squares).toBeCloseTo(8 / 3, 14);
});
