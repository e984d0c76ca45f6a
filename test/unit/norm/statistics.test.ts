import { expect, test } from 'vitest';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
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
