import { normalize } from '../norm/normalize.ts';
import { initialRunning, meanOverSamples } from '../norm/running.ts';
import type { LayerSpec, LayerState, Mode, RunningStatistics } from '../norm/spec.ts';
import type { LayerOptions } from '../norm/view.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { Trained } from './course.ts';

/** How a layer is trained. */
export interface FeedOptions {
  /** BatchNorm1d when left out. */
  readonly layer?: Trained;
  /** PyTorch's momentum: the share of the new batch; null is None, the average of all batches. */
  readonly momentum: number | null;
  /** First batch, from 0, at which the layer is in eval mode; null for none. */
  readonly freezeFrom: number | null;
}

/** What one batch did: one entry a channel. */
export interface Fed {
  readonly mean: Float64Array;
  /** Biased and unbiased variance of the batch; of a batch in chunks the mean over them. */
  readonly variance: Float64Array;
  readonly varianceUnbiased: Float64Array;
  /** Running statistics after the batch. */
  readonly running: RunningStatistics;
  /** BatchRenorm's r and d. */
  readonly more?: Readonly<Record<string, Float64Array>>;
}

/** Samples of a chunk of GhostBatchNorm. */
export const VIRTUAL_BATCH = 4;
/** Samples at the end of a batch that MaskedBatchNorm1d is told are padding: they are 0. */
export const PADDED = 2;

/** A layer that is trained, with its options. */
export function specOf(layer: Trained, momentum: number | null, mode: Mode): LayerSpec {
  const options: Readonly<Record<Trained, LayerOptions>> = {
    BatchNorm1d: { momentum },
    BatchRenorm: { momentum },
    GhostBatchNorm: { momentum, virtual_batch_size: VIRTUAL_BATCH },
    MaskedBatchNorm1d: { momentum },
    FrozenBatchNorm2d: {},
  };
  return { layer, options: options[layer], mode };
}

/** A batch as the layer takes it: one position a sample for a mask, one pixel for images. */
export function fedTo(
  layer: Trained,
  batch: Tensor,
): { readonly x: Tensor; readonly state: LayerState } {
  const [samples = 0, channels = 0] = batch.shape;
  switch (layer) {
    case 'BatchNorm1d':
    case 'BatchRenorm':
    case 'GhostBatchNorm':
      return { x: batch, state: {} };
    case 'FrozenBatchNorm2d':
      return { x: tensor(batch.data, [samples, channels, 1, 1], ['N', 'C', 'H', 'W']), state: {} };
    case 'MaskedBatchNorm1d': {
      const data = batch.data.map((value, i) =>
        Math.floor(i / channels) < samples - PADDED ? value : 0,
      );
      const mask = Float32Array.from({ length: samples }, (_, n) => (n < samples - PADDED ? 1 : 0));
      return {
        x: tensor(data, [samples, channels, 1], ['N', 'C', 'L']),
        state: { inputs: { mask: { shape: [samples, 1], data: mask } } },
      };
    }
    default:
      return layer satisfies never;
  }
}

/** One entry a channel: the mean over the chunks where a batch was taken in several. */
function perChannel(values: Float64Array, channels: number): Float64Array {
  return Float64Array.from({ length: channels }, (_, c) => meanOverSamples(values, c, channels));
}

/**
 * Feeds batches to a new layer one by one.
 * @param batches  tensors of shape (N, C), N at least 2
 * @returns        one entry a batch
 */
export function feed(
  batches: readonly Tensor[],
  { layer = 'BatchNorm1d', momentum, freezeFrom }: FeedOptions,
): readonly Fed[] {
  const channels = batches[0]?.shape[1] ?? 0;
  let running = initialRunning(channels);
  return batches.map((batch, step) => {
    const { x, state } = fedTo(layer, batch);
    const result = normalize(specOf(layer, momentum, 'train'), x, { ...state, running });
    // a frozen layer looks at no batch: what the batch had is found by another
    const found = layer === 'FrozenBatchNorm2d' ? found1d(batch) : result.statistics;
    const { runningAfter } = result;
    if (!found || !runningAfter) throw new Error(`feed: ${layer} has running statistics`);
    if (freezeFrom === null || step < freezeFrom) running = runningAfter;
    return {
      mean: perChannel(found.mean, channels),
      variance: perChannel(found.variance, channels),
      varianceUnbiased: perChannel(found.varianceUnbiased, channels),
      running,
      ...(found.more && { more: found.more }),
    };
  });
}

const found1d = (batch: Tensor) => normalize(specOf('BatchNorm1d', 0.1, 'train'), batch).statistics;

/** One batch through the layer in both modes. */
export interface Gap {
  readonly train: Tensor;
  readonly eval: Tensor;
}

/** Outputs of the same layer for the same batch, by its own statistics and by the running ones. */
export function trainEvalGap(
  batch: Tensor,
  running: RunningStatistics,
  layer: Trained = 'BatchNorm1d',
): Gap {
  const { x, state } = fedTo(layer, batch);
  const output = (mode: Mode) =>
    normalize(specOf(layer, 0.1, mode), x, { ...state, running }).output;
  return { train: output('train'), eval: output('eval') };
}

/** PyTorch's momentum as Keras writes it, and back: the share of what was there before. */
export function otherMomentum(momentum: number): number {
  return Number((1 - momentum).toPrecision(12));
}
