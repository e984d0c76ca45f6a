import { asMoments } from './kinds/moments/asMoments.ts';
import { layerRow } from './layers.ts';
import type { Plan, RunningStatistics, Statistics } from './spec.ts';

/** Running statistics of a new layer: mean 0, variance 1, no batch seen. */
export function initialRunning(size: number): RunningStatistics {
  return {
    mean: new Float64Array(size),
    var: new Float64Array(size).fill(1),
    numBatchesTracked: 0,
  };
}

/**
 * Running statistics after this call: new = (1 − m) · old + m · batch, with the unbiased variance.
 *
 * momentum None is the average of all batches so far for BatchNorm, and 0 for InstanceNorm, which
 * averages over the samples of the batch and never counts batches.
 * @returns  `before` itself when this call does not train or the layer does not track
 * @source   torch/nn/modules/batchnorm.py, instancenorm.py; ATen/native/Normalization.cpp, instance_norm
 */
export function updateRunning(
  plan: Plan,
  before: RunningStatistics,
  statistics: Pick<Statistics, 'mean' | 'varianceUnbiased'>,
): RunningStatistics {
  if (!plan.updates) return before;
  return runningSteps(plan, before, statistics).at(-1) ?? before;
}

/**
 * The running statistics before this call and after each of its batches: one, or as many as the layer makes chunks of it.
 */
export function runningSteps(
  plan: Plan,
  before: RunningStatistics,
  statistics: Pick<Statistics, 'mean' | 'varianceUnbiased'>,
): readonly RunningStatistics[] {
  const { mean, varianceUnbiased } = statistics;
  const steps = [before];
  for (const [from, to] of batchesOf(plan, mean.length))
    steps.push(
      step(plan, steps.at(-1) ?? before, {
        mean: mean.subarray(from, to),
        varianceUnbiased: varianceUnbiased.subarray(from, to),
      }),
    );
  return steps;
}

/** Statistics [from, to) of each batch that a call takes one after another. */
function batchesOf(plan: Plan, groups: number): readonly (readonly [number, number])[] {
  const extra = asMoments(plan)?.extra;
  if (extra?.is !== 'chunks') return [[0, groups]];
  const each = plan.runningSize;
  return extra.sizes.map((_, chunk) => [chunk * each, (chunk + 1) * each]);
}

function step(
  plan: Plan,
  before: RunningStatistics,
  statistics: Pick<Statistics, 'mean' | 'varianceUnbiased'>,
): RunningStatistics {
  const factor = batchWeight(plan, before.numBatchesTracked);
  const counts = layerRow(plan.spec.layer).running === 'batch';
  const numBatchesTracked = before.numBatchesTracked + (counts ? 1 : 0);
  return {
    mean: follow(before.mean, statistics.mean, factor),
    var: follow(before.var, statistics.varianceUnbiased, factor),
    numBatchesTracked,
  };
}

/**
 * Weight of this batch in the running statistics: momentum; for None the average of all batches so far, which InstanceNorm
 * takes for 0.
 * @param batches  seen before this call
 */
export function batchWeight(plan: Plan, batches: number): number {
  const { momentum } = plan.spec.options;
  const { running, momentumOfOld } = layerRow(plan.spec.layer);
  if (typeof momentum === 'number') return momentumOfOld ? 1 - momentum : momentum;
  return running === 'instance' ? 0 : 1 / (batches + 1);
}

function follow(old: Float64Array, batch: Float64Array, factor: number): Float64Array {
  const after = new Float64Array(old.length);
  for (let c = 0; c < old.length; c++)
    after[c] = (1 - factor) * old[c]! + factor * meanOverSamples(batch, c, old.length);
  return after;
}

/** Mean over N of a statistic of shape (N, C) or (C), at one channel. */
export function meanOverSamples(values: Float64Array, channel: number, channels: number): number {
  if (values.length === channels) return values[channel]!;
  let sum = 0;
  for (let g = channel; g < values.length; g += channels) sum += values[g]!;
  return sum / (values.length / channels);
}
