import { InputError } from '../../../errors.ts';
import { numel, type TensorData } from '../../../tensor/tensor.ts';
import { groupOf, paramIndexOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import { mergeAxes, type Geometry } from '../../mergeAxes.ts';
import type { MomentsPlan, Statistics } from '../../spec.ts';
import type { Parameters } from './apply.ts';
import { besideOf, takesPart } from './beside.ts';
import { emptyMoments, type moments, type Moments } from './moments.ts';
import { batchStatistics, rstdOf } from './statistics.ts';

type Gather = typeof moments;

/** A stretch of the samples that is normalized by itself. */
export interface Part {
  readonly geometry: Geometry;
  /** Cells [from, to). */
  readonly from: number;
  readonly to: number;
  /** By what each of its groups is normalized. */
  readonly used: Pick<Statistics, 'mean' | 'rstd'>;
}

/** The statistics of a layer that does not take one over each whole group as it stands; null for the others. */
export function ownStatistics(
  plan: MomentsPlan,
  data: TensorData,
  full: FullState,
  gather: Gather,
): Statistics | null {
  switch (plan.extra?.is) {
    case 'mask':
      return masked(plan, data, full, gather);
    case 'chunks':
      return ofChunks(plan, data, plan.extra.sizes, gather);
    case 'renorm':
      return renormalized(
        plan,
        batchStatistics(plan, gathered(mergeAxes(plan), plan, data, gather)),
        full,
      );
    default:
      return null;
  }
}

/** The whole input, or its chunks, with what they are normalized by. */
export function partsOf(plan: MomentsPlan, statistics: Statistics): readonly Part[] {
  const { extra, shape } = plan;
  if (extra?.is !== 'chunks') {
    const used = usedOf(plan, statistics);
    return [{ geometry: mergeAxes(plan), from: 0, to: numel(shape), used }];
  }
  const perSample = numel(shape.slice(1));
  const channels = plan.groups / extra.sizes.length;
  let at = 0;
  return extra.sizes.map((size, chunk) => {
    const from = at * perSample;
    at += size;
    const [first, last] = [chunk * channels, (chunk + 1) * channels];
    return {
      geometry: mergeAxes(planOfChunk(plan, size)),
      from,
      to: at * perSample,
      used: {
        mean: statistics.mean.subarray(first, last),
        rstd: statistics.rstd.subarray(first, last),
      },
    };
  });
}

/** x̂ · r + d is one subtraction and one product: mean − d · σ / r and r / σ. */
function usedOf(plan: MomentsPlan, { mean, rstd, more }: Statistics): Part['used'] {
  const { r, d } = more ?? {};
  if (plan.extra?.is !== 'renorm' || !r || !d) return { mean, rstd };
  return {
    mean: mean.map((value, g) => value - d[g]! / (rstd[g]! * r[g]!)),
    rstd: rstd.map((value, g) => value * r[g]!),
  };
}

/** Where an infinite deviation leaves nothing of x̂, x̂ · r + d is d, which no mean can stand for. */
export function fillLost(
  plan: MomentsPlan,
  { rstd, more }: Statistics,
  { gain, bias }: Parameters,
  y: TensorData,
): void {
  const d = more?.d;
  if (plan.extra?.is !== 'renorm' || !d || rstd.every((value) => value !== 0)) return;
  for (let at = 0; at < y.length; at++) {
    const group = groupOf(plan, at);
    if (rstd[group] !== 0) continue;
    const param = paramIndexOf(plan, at);
    y[at] = d[group]! * (gain?.[param] ?? 1) + (bias?.[param] ?? 0);
  }
}

function gathered(
  geometry: Geometry,
  plan: MomentsPlan,
  data: TensorData,
  gather: Gather,
): Moments {
  const found = emptyMoments(geometry);
  gather(data, geometry, plan.subtracts === 'mean', 0, geometry.groups, found);
  return found;
}

/** The plan of one chunk: BatchNorm on so many samples. */
function planOfChunk(plan: MomentsPlan, size: number): MomentsPlan {
  const [chunks, samples, ...rest] = plan.view;
  if (!chunks || !samples)
    throw new RangeError('planOfChunk: the view of chunks has two dimensions for the samples');
  return {
    ...plan,
    extra: null,
    view: [{ ...samples, size }, ...rest],
    groups: plan.groups / chunks.size,
    groupSize: (plan.groupSize / samples.size) * size,
  };
}

/** One after another: statistics of shape (chunks, C), of which the last chunk's may cover fewer values. */
function ofChunks(
  plan: MomentsPlan,
  data: TensorData,
  sizes: readonly number[],
  gather: Gather,
): Statistics {
  const perSample = numel(plan.shape.slice(1));
  let at = 0;
  const each = sizes.map((size) => {
    const share = data.subarray(at * perSample, (at + size) * perSample);
    at += size;
    const geometry = mergeAxes(planOfChunk(plan, size));
    const found = batchStatistics(plan, gathered(geometry, plan, share, gather));
    return { ...found, count: new Float64Array(geometry.groups).fill(geometry.groupSize) };
  });
  const joined = (name: 'mean' | 'variance' | 'varianceUnbiased' | 'rstd' | 'count') =>
    Float64Array.from(each.flatMap((statistics) => [...statistics[name]]));
  return {
    mean: joined('mean'),
    variance: joined('variance'),
    varianceUnbiased: joined('varianceUnbiased'),
    rstd: joined('rstd'),
    count: joined('count'),
  };
}

/**
 * Over the cells whose mask is 1, which are copied together for it.
 * @throws InputError emptyMask, oneValuePerChannel
 */
function masked(plan: MomentsPlan, data: TensorData, full: FullState, gather: Gather): Statistics {
  const { data: mask } = besideOf(full, 'mask');
  const [, channels = 1, length = 1] = plan.shape;
  const { layer } = plan.spec;
  let valid = 0;
  for (const value of mask) valid += value;
  if (valid === 0)
    throw new InputError(
      'emptyMask',
      `The mask of ${layer} is 0 everywhere: no cell is left to average over. Set it to 1 where there is data.`,
      { layer },
    );
  if (valid === 1)
    throw new InputError(
      'oneValuePerChannel',
      `Expected more than 1 value per channel when training, but the mask of ${layer} is 1 at a single position. Mask fewer positions, or use eval mode.`,
      { layer, shape: `[${plan.shape.join(', ')}]` },
    );
  const together = new Float64Array(valid * channels);
  const filled = new Array<number>(channels).fill(0);
  for (let at = 0; at < data.length; at++) {
    if (!takesPart(plan, mask, at)) continue;
    const channel = Math.floor(at / length) % channels;
    together[channel * valid + filled[channel]!++] = data[at]!;
  }
  const geometry: Geometry = {
    kept: [{ size: channels, stride: valid, paramStride: 0 }],
    reduced: [{ size: valid, stride: 1, paramStride: 0 }],
    groups: channels,
    groupSize: valid,
  };
  const found = batchStatistics(plan, gathered(geometry, plan, together, gather));
  return { ...found, count: new Float64Array(channels).fill(valid) };
}

/**
 * r and d, by the buffers as they were before this call.
 * @source  Ioffe 2017, "Batch renormalization", algorithm 1
 */
function renormalized(plan: MomentsPlan, found: Statistics, full: FullState): Statistics {
  const { extra } = plan;
  const { running } = full;
  if (extra?.is !== 'renorm' || !running) return found;
  const { rmax, dmax } = extra;
  const r = new Float64Array(plan.groups);
  const d = new Float64Array(plan.groups);
  for (let g = 0; g < plan.groups; g++) {
    const stored = rstdOf({ ...plan, source: 'running' }, running.var[g]!);
    r[g] = clip(stored / found.rstd[g]!, 1 / rmax, rmax);
    d[g] = clip((found.mean[g]! - running.mean[g]!) * stored, -dmax, dmax);
  }
  return { ...found, more: { r, d } };
}

const clip = (value: number, least: number, most: number) =>
  value < least ? least : value > most ? most : value;
