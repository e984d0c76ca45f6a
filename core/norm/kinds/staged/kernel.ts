import { tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import type { FurtherTensors } from '../../furtherInput.ts';
import { groupOf, paramIndexOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import { mergeAxes } from '../../mergeAxes.ts';
import { updateRunning } from '../../running.ts';
import type { NormResult, StagedPlan, Statistics } from '../../spec.ts';
import { REFERENCE_KERNEL, type Kernel } from '../moments/kernel.ts';
import { emptyMoments } from '../moments/moments.ts';

/** 1 / (1 + e^−x). */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Weights that sum to 1. */
export function softmax(values: TensorData): number[] {
  const powers = Array.from(values, (value) => Math.exp(value));
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

/** Number of channels, which vary fastest among the groups of (N, C). */
const channelsOf = ({ statShape }: StagedPlan) => statShape.at(-1) ?? 1;

/** Statistics of the view's groups and of those that the recipe needs beside them, then every cell. */
export function run(
  plan: StagedPlan,
  x: Tensor,
  full: FullState,
  out: TensorData,
  kernel: Kernel,
): NormResult {
  const { statistics, gathered } = statisticsOf(plan, x.data, full, kernel);
  applyAll(plan, x.data, full, statistics, out);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics,
    weight: full.weight,
    bias: full.bias,
    runningBefore: full.running,
    runningAfter: full.running && updateRunning(plan, full.running, gathered ?? statistics),
    replicas: [],
    warnings: plan.warnings,
  };
}

function applyAll(
  plan: StagedPlan,
  data: TensorData,
  { gain, bias, inputs }: Pick<FullState, 'gain' | 'bias'> & Partial<Pick<FullState, 'inputs'>>,
  statistics: Statistics,
  out: TensorData,
): void {
  for (let at = 0; at < out.length; at++) {
    const { numerator, rstd } = quotientOf(plan, statistics, inputs, data[at]!, at);
    const param = paramIndexOf(plan, at);
    let y = numerator * rstd;
    if (gain) y *= gain[param]!;
    if (bias) y += bias[param]!;
    out[at] = plan.recipe === 'response' ? y + data[at]! : y;
  }
}

/**
 * Whole samples of GlobalResponseNorm, whose statistics none shares with another.
 * @param plan  with the view of these samples
 */
export function respond(
  plan: StagedPlan,
  data: TensorData,
  parameters: Pick<FullState, 'gain' | 'bias'>,
  out: TensorData,
): void {
  const geometry = mergeAxes(plan);
  const found = emptyMoments(geometry);
  REFERENCE_KERNEL.moments(data, geometry, false, 0, geometry.groups, found);
  const { statistics } = response(plan, found.mean, found.squares);
  applyAll(plan, data, parameters, statistics, out);
}

/** What is divided for a cell, and what it is multiplied by for that. */
export function quotientOf(
  plan: StagedPlan,
  { mean, rstd, more }: Statistics,
  inputs: FurtherTensors | undefined,
  x: number,
  flat: number,
): { readonly numerator: number; readonly rstd: number } {
  const group = groupOf(plan, flat);
  if (!plan.acts) return { numerator: x, rstd: 1 };
  const v = inputs?.v?.data[paramIndexOf(plan, flat)] ?? 1;
  switch (plan.recipe) {
    case 'response':
      return { numerator: x, rstd: rstd[group]! };
    case 'switch':
      return { numerator: x - mean[group]!, rstd: rstd[group]! };
    case 'evoS0':
      return { numerator: x * sigmoid(v * x), rstd: rstd[group]! };
    case 'evoB0':
      return { numerator: x, rstd: 1 / Math.max(more!.batch![group]!, v * x + 1 / rstd[group]!) };
    default:
      return plan.recipe satisfies never;
  }
}

/** What a recipe finds; `gathered` is what running statistics take in, where it is something else. */
interface Found {
  readonly statistics: Statistics;
  readonly gathered?: Pick<Statistics, 'mean' | 'varianceUnbiased'>;
}

function statisticsOf(plan: StagedPlan, data: TensorData, full: FullState, kernel: Kernel): Found {
  const geometry = mergeAxes(plan);
  const found = emptyMoments(geometry);
  kernel.moments(data, geometry, plan.divides === 'std', 0, geometry.groups, found);
  const { mean, squares, count } = found;
  const { eps } = plan;
  switch (plan.recipe) {
    case 'response':
      return response(plan, mean, squares);
    case 'switch':
      return switched(
        plan,
        mean,
        squares.map((sum) => sum / (count - 1)),
        full,
      );
    case 'evoS0':
    case 'evoB0': {
      const variance = squares.map((sum) => sum / count);
      const own = {
        mean,
        variance,
        varianceUnbiased: squares.map((sum) => (count > 1 ? sum / (count - 1) : NaN)),
        rstd: variance.map((value) => 1 / Math.sqrt(value + eps)),
      };
      return plan.recipe === 'evoS0' ? { statistics: own } : besideBatch(plan, own, full);
    }
    default:
      return plan.recipe satisfies never;
  }
}

/** Of every sample's channel its length g, and how that compares with the mean of the sample's lengths. */
function response(plan: StagedPlan, mean: Float64Array, squares: Float64Array): Found {
  const g = squares.map(Math.sqrt);
  const m = meanOf(g, channelsOf(plan), 'channels');
  return {
    statistics: {
      mean,
      variance: squares,
      varianceUnbiased: squares.map(() => NaN),
      rstd: g.map((value, i) => value / (m[i]! + plan.eps)),
      more: { g, m },
    },
  };
}

/** For each entry of (N, C) the mean over its sample's channels, or over its channel's samples. */
function meanOf(
  values: Float64Array,
  channels: number,
  over: 'channels' | 'samples',
): Float64Array {
  const to = (i: number) => (over === 'channels' ? Math.floor(i / channels) : i % channels);
  const sums = new Float64Array(over === 'channels' ? values.length / channels : channels);
  values.forEach((value, i) => (sums[to(i)]! += value));
  return values.map((_, i) => sums[to(i)]! / (values.length / sums.length));
}

/**
 * Instance, layer and batch statistics, blended by weights that sum to 1. The instance's variance is divided by n − 1, as its
 * authors' code does; the others are made of it and of the means.
 */
function switched(
  plan: StagedPlan,
  mean: Float64Array,
  variance: Float64Array,
  full: FullState,
): Found {
  const channels = channelsOf(plan);
  const blend = (over: 'channels' | 'samples') => {
    const middle = meanOf(mean, channels, over);
    const apart = meanOf(
      mean.map((value, i) => (value - middle[i]!) ** 2),
      channels,
      over,
    );
    const within = meanOf(variance, channels, over);
    return { mean: middle, variance: within.map((value, i) => value + apart[i]!) };
  };
  const layer = blend('channels');
  const own = blend('samples');
  const stored = plan.source === 'running' ? full.running : null;
  const batch = stored
    ? {
        mean: mean.map((_, i) => stored.mean[i % channels]!),
        variance: mean.map((_, i) => stored.var[i % channels]!),
      }
    : own;
  const weights = (name: 'mean_weight' | 'var_weight') =>
    softmax(full.inputs[name]?.data ?? new Float64Array(3));
  const mixed = (parts: readonly Float64Array[], shares: readonly number[]) =>
    mean.map((_, i) => parts.reduce((sum, part, k) => sum + shares[k]! * part[i]!, 0));
  const blended = mixed([mean, layer.mean, batch.mean], weights('mean_weight'));
  const spread = mixed([variance, layer.variance, batch.variance], weights('var_weight'));
  return {
    statistics: {
      mean: blended,
      variance: spread,
      varianceUnbiased: spread,
      rstd: spread.map((value) => 1 / Math.sqrt(value + plan.eps)),
      more: {
        meanIn: mean,
        meanLn: layer.mean,
        meanBn: batch.mean,
        varIn: variance,
        varLn: layer.variance,
        varBn: batch.variance,
      },
    },
    gathered: {
      mean: own.mean.slice(0, channels),
      varianceUnbiased: own.variance.slice(0, channels),
    },
  };
}

/** Beside each instance's deviation that of its channel over the batch, or as it is stored. */
function besideBatch(plan: StagedPlan, own: Statistics, full: FullState): Found {
  const channels = channelsOf(plan);
  const middle = meanOf(own.mean, channels, 'samples');
  const apart = meanOf(
    own.mean.map((value, i) => (value - middle[i]!) ** 2),
    channels,
    'samples',
  );
  const within = meanOf(own.variance, channels, 'samples');
  const found = within.map((value, i) => value + apart[i]!);
  const stored = plan.source === 'running' ? full.running : null;
  const used = stored ? found.map((_, i) => stored.var[i % channels]!) : found;
  const values = (plan.groups / channels) * plan.groupSize;
  return {
    statistics: {
      ...own,
      more: { batchVariance: used, batch: used.map((value) => Math.sqrt(value + plan.eps)) },
    },
    gathered: {
      // timm keeps no running mean
      mean: full.running?.mean ?? new Float64Array(channels),
      varianceUnbiased: found.slice(0, channels).map((value) => (value * values) / (values - 1)),
    },
  };
}
