import { normalize } from '../norm/normalize.ts';
import { initialRunning } from '../norm/running.ts';
import type { LayerSpec, Mode, RunningStatistics } from '../norm/spec.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** How a BatchNorm layer is trained. */
export interface FeedOptions {
  /** PyTorch's momentum: the share of the new batch; null is None, the average of all batches. */
  readonly momentum: number | null;
  /** First batch, from 0, at which the layer is in eval mode; null for none. */
  readonly freezeFrom: number | null;
}

/** What one batch did: one entry a channel. */
export interface Fed {
  readonly mean: Float64Array;
  /** Biased and unbiased variance of the batch. */
  readonly variance: Float64Array;
  readonly varianceUnbiased: Float64Array;
  /** Running statistics after the batch. */
  readonly running: RunningStatistics;
}

function batchNorm(momentum: number | null, mode: Mode): LayerSpec {
  return { layer: 'BatchNorm1d', options: { momentum }, mode };
}

/**
 * Feeds batches to a new BatchNorm1d one by one.
 * @param batches  tensors of shape (N, C), N at least 2
 * @returns        one entry a batch
 */
export function feed(
  batches: readonly Tensor[],
  { momentum, freezeFrom }: FeedOptions,
): readonly Fed[] {
  let running = initialRunning(batches[0]?.shape[1] ?? 0);
  return batches.map((batch, step) => {
    const result = normalize(batchNorm(momentum, 'train'), batch, { running });
    const { statistics, runningAfter } = result;
    if (!statistics || !runningAfter) throw new Error('feed: BatchNorm1d gathers statistics');
    if (freezeFrom === null || step < freezeFrom) running = runningAfter;
    const { mean, variance, varianceUnbiased } = statistics;
    return { mean, variance, varianceUnbiased, running };
  });
}

/** One batch through the layer in both modes. */
export interface Gap {
  readonly train: Tensor;
  readonly eval: Tensor;
}

/** Outputs of the same layer for the same batch, by its own statistics and by the running ones. */
export function trainEvalGap(batch: Tensor, running: RunningStatistics): Gap {
  return {
    train: normalize(batchNorm(0.1, 'train'), batch, { running }).output,
    eval: normalize(batchNorm(0.1, 'eval'), batch, { running }).output,
  };
}

/** PyTorch's momentum as Keras writes it, and back: the share of what was there before. */
export function otherMomentum(momentum: number): number {
  return Number((1 - momentum).toPrecision(12));
}
