import { expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import { meanOverSamples } from '../../../core/norm/running.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

// one channel, values 1, 3 and 5, 7: means 2 and 6, unbiased variances 2 and 2
const FIRST = tensor(Float64Array.of(1, 3), [2, 1]);
const SECOND = tensor(Float64Array.of(5, 7), [2, 1]);

function train(layer: LayerName, options: LayerOptions, x = FIRST, state: LayerState = {}) {
  return normalize({ layer, options, mode: 'train' }, x, state);
}

test('momentum weighs the new batch, and the variance is unbiased', () => {
  const { runningBefore, runningAfter } = train('BatchNorm1d', { momentum: 0.25 });
  expect(runningBefore).toEqual({
    mean: Float64Array.of(0),
    var: Float64Array.of(1),
    numBatchesTracked: 0,
  });
  // ¾·0 + ¼·2 and ¾·1 + ¼·2
  expect(runningAfter).toEqual({
    mean: Float64Array.of(0.5),
    var: Float64Array.of(1.25),
    numBatchesTracked: 1,
  });
});

test('momentum None averages all batches alike', () => {
  const first = train('BatchNorm1d', { momentum: null });
  expect([...first.runningAfter!.mean]).toEqual([2]);
  const second = train('BatchNorm1d', { momentum: null }, SECOND, { running: first.runningAfter });
  expect([...second.runningAfter!.mean]).toEqual([4]);
  expect(second.runningAfter!.numBatchesTracked).toBe(2);
});

test('eval uses the running statistics and leaves them alone', () => {
  const running = { mean: Float64Array.of(1), var: Float64Array.of(4), numBatchesTracked: 7 };
  const spec = { layer: 'BatchNorm1d', options: { eps: 0 }, mode: 'eval' } as const;
  const result = normalize(spec, FIRST, { running });
  expect([...result.output.data]).toEqual([0, 1]);
  expect(result.runningAfter).toBe(running);
});

test('after momentum 1, eval differs from train by √((n−1)/n), for the running variance is unbiased', () => {
  const options = { momentum: 1, eps: 0 };
  const trained = train('BatchNorm1d', options);
  const spec = { layer: 'BatchNorm1d', options, mode: 'eval' } as const;
  const evaluated = normalize(spec, FIRST, { running: trained.runningAfter });
  expect(evaluated.output.data[0]! / trained.output.data[0]!).toBeCloseTo(Math.sqrt(1 / 2), 12);
});

test('InstanceNorm averages over the samples of the batch and counts no batches', () => {
  // (N=2, C=1, L=2): sample means 2 and 6, unbiased variances 2 and 8
  const x = tensor(Float64Array.of(1, 3, 4, 8), [2, 1, 2]);
  const { runningAfter } = train('InstanceNorm1d', { track_running_stats: true, momentum: 0.5 }, x);
  expect(runningAfter).toEqual({
    mean: Float64Array.of(2),
    var: Float64Array.of(3),
    numBatchesTracked: 0,
  });
});

test('a layer that does not track has no running statistics', () => {
  const result = train('BatchNorm1d', { track_running_stats: false });
  expect(result.runningBefore).toBeNull();
  expect(result.runningAfter).toBeNull();
});

test('momentum None gathers nothing under InstanceNorm, which takes it for 0, as PyTorch 2 does', () => {
  // (N=2, C=1, L=2): running_mean stays 0, running_var 1
  const x = tensor(Float64Array.of(1, 3, 4, 8), [2, 1, 2]);
  const { runningAfter } = train(
    'InstanceNorm1d',
    { track_running_stats: true, momentum: null },
    x,
  );
  expect(runningAfter).toEqual({
    mean: Float64Array.of(0),
    var: Float64Array.of(1),
    numBatchesTracked: 0,
  });
});

test('the mean over samples of a channel takes that channel of every sample', () => {
  // (N=2, C=3): channel 1 holds 2 and 6
  expect(meanOverSamples(Float64Array.of(1, 2, 3, 5, 6, 9), 1, 3)).toBe(4);
  expect(meanOverSamples(Float64Array.of(1, 2, 3), 1, 3)).toBe(2);
});
