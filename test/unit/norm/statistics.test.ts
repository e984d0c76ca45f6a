import { expect, test } from 'vitest';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import {
  batchStatistics,
  divisorOf,
  gainOf,
  runningStatistics,
} from '../../../core/norm/kinds/moments/statistics.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';

const planOf = (layer: LayerSpec['layer'], mode: LayerSpec['mode'], options = {}) =>
  asMoments(planLayer({ layer, options, mode }, [2, 1, 2]))!;
const constant = { count: 4, mean: Float64Array.of(3), squares: Float64Array.of(0) };

test('without eps a constant channel is multiplied by 0 in training under BatchNorm, as PyTorch does', () => {
  // torch.nn.BatchNorm1d(1, eps=0)(torch.full((2, 1, 2), 3.0)) is 0, not NaN
  expect(batchStatistics(planOf('BatchNorm1d', 'train', { eps: 0 }), constant).rstd[0]).toBe(0);
});

test('without eps a running variance of 0 divides by 0 in eval, as PyTorch does', () => {
  // torch.nn.BatchNorm1d(1, eps=0).eval() with running_var 0 gives inf for 1
  const running = { mean: Float64Array.of(0), var: Float64Array.of(0), numBatchesTracked: 1 };
  const { rstd } = runningStatistics(planOf('BatchNorm1d', 'eval', { eps: 0 }), running);
  expect(rstd[0]).toBe(Infinity);
});

test('without eps a constant group divides by 0 under LayerNorm, as PyTorch does', () => {
  // torch.nn.LayerNorm(2, eps=0)(torch.full((2, 1, 2), 3.0)) is NaN: 0 · ∞
  const two = { count: 2, mean: Float64Array.of(3, 3), squares: Float64Array.of(0, 0) };
  const plan = planOf('LayerNorm', 'train', { normalized_shape: [2], eps: 0 });
  expect([...batchStatistics(plan, two).rstd]).toEqual([Infinity, Infinity]);
});

test.each([
  // a variance of 9 and eps 16: 1/√25, 1/(3 + 16), 1/max(3, 16), 1/√(9 + 16)
  ['inside', 16, 1 / 5],
  ['outside', 16, 1 / 19],
  ['floor', 16, 1 / 16],
  ['floor', 2, 1 / 3],
  ['absolute', -16, 1 / 5],
] as const)(
  'with eps %s, of %d, a variance of 9 is divided by as it says',
  (epsPlace, eps, rstd) => {
    expect(gainOf({ epsPlace, eps }, 9)).toBeCloseTo(rstd, 15);
  },
);

test('the sum of squares is divided by n, by n − 1, or not at all', () => {
  expect(divisorOf({ divides: 'std', ddof: 0 }, 8)).toBe(8);
  expect(divisorOf({ divides: 'std', ddof: 1 }, 8)).toBe(7);
  expect(divisorOf({ divides: 'rms', ddof: 0 }, 8)).toBe(8);
  expect(divisorOf({ divides: 'l2', ddof: 0 }, 8)).toBe(1);
});

test('variances are told biased and unbiased; the divisor takes the one that the layer has', () => {
  // Σ(x − μ)² = 12 over 4 values: 12/4 = 3 and 12/3 = 4, so 1/√3 and 1/√4
  const four = { count: 4, mean: Float64Array.of(1), squares: Float64Array.of(12) };
  const biased = batchStatistics(planOf('BatchNorm1d', 'train', { eps: 0 }), four);
  expect([biased.variance[0], biased.varianceUnbiased[0]]).toEqual([3, 4]);
  expect(biased.rstd[0]).toBeCloseTo(1 / Math.sqrt(3), 15);
  const unbiased = batchStatistics(planOf('UnbiasedBatchNorm', 'train', { eps: 0 }), four);
  expect(unbiased.rstd[0]).toBe(1 / 2);
  // one value has no unbiased variance, nor has what takes no mean away
  const one = { count: 1, mean: Float64Array.of(1), squares: Float64Array.of(0) };
  const alone = planOf('LayerNorm', 'train', { normalized_shape: [1, 2] });
  expect(batchStatistics(alone, one).varianceUnbiased[0]).toBeNaN();
  const rms = planOf('RMSNorm', 'train', { normalized_shape: [1, 2] });
  expect(batchStatistics(rms, four).varianceUnbiased[0]).toBeNaN();
});

test('stored statistics of a channel serve every group of that channel, channels fastest', () => {
  const plan = asMoments(
    planLayer(
      { layer: 'InstanceNorm1d', options: { track_running_stats: true, eps: 0 }, mode: 'eval' },
      [2, 2, 3],
    ),
  )!;
  const running = {
    mean: Float64Array.of(5, 7),
    var: Float64Array.of(4, 16),
    numBatchesTracked: 1,
  };
  const found = runningStatistics(plan, running);
  expect([...found.mean]).toEqual([5, 7, 5, 7]);
  expect([...found.variance]).toEqual([4, 16, 4, 16]);
  expect([...found.varianceUnbiased]).toEqual([4, 16, 4, 16]);
  expect([...found.rstd]).toEqual([1 / 2, 1 / 4, 1 / 2, 1 / 4]);
});
