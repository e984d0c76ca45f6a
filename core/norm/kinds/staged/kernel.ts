import { numel, tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import type { FurtherTensors } from '../../furtherInput.ts';
import { groupOf, paramIndexOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import { groupParamOrigin, mergeAxes } from '../../mergeAxes.ts';
import { updateRunning } from '../../running.ts';
import type { NormResult, StagedPlan, Statistics } from '../../spec.ts';
import { sigmoid, type CellLaw } from '../cells.ts';
import { REFERENCE_KERNEL, type Kernel } from '../kernel.ts';
import type { Parameters } from '../moments/apply.ts';
import { emptyMoments } from '../moments/moments.ts';
import { countStaged, noStagedTroubles, stagedNotices, type StagedTroubles } from './notices.ts';

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
  applyAll(plan, x.data, full, statistics, out, kernel);
  const runningAfter = full.running && updateRunning(plan, full.running, gathered ?? statistics);
  const troubles = noStagedTroubles();
  countStaged(troubles, plan, statistics, x.data, out, kernel.holdsNotFinite);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics,
    weight: full.weight,
    bias: full.bias,
    runningBefore: full.running,
    runningAfter,
    replicas: [],
    warnings: [...plan.warnings, ...stagedNotices(plan, troubles, full, runningAfter)],
  };
}

/** Every cell by the statistics of its group, and what the recipe does beyond that. */
function applyAll(
  plan: StagedPlan,
  data: TensorData,
  full: Parameters & Partial<Pick<FullState, 'inputs'>>,
  statistics: Pick<Statistics, 'mean' | 'rstd' | 'more'>,
  out: TensorData,
  kernel: Kernel,
): void {
  const geometry = mergeAxes(plan);
  const { groups } = geometry;
  const { mean, rstd } = statistics;
  const byGroup = (used: Pick<Statistics, 'mean' | 'rstd'>, parameters: Parameters) =>
    kernel.apply(data, geometry, used, parameters, 0, groups, out);
  if (!plan.acts)
    return byGroup(
      { mean: new Float64Array(groups), rstd: new Float64Array(groups).fill(1) },
      full,
    );
  switch (plan.recipe) {
    case 'response': {
      // x · rstd · γ + β + x in one product: γ does not vary within a group
      const factor = rstd.map(
        (value, g) => value * (full.gain?.[groupParamOrigin(geometry, g)] ?? 1) + 1,
      );
      return byGroup({ mean, rstd: factor }, { gain: null, bias: full.bias });
    }
    case 'switch':
      return byGroup({ mean, rstd }, full);
    case 'evoS0':
    case 'evoB0':
      return kernel.cells(data, evolved(plan, full, statistics), out);
    default:
      return plan.recipe satisfies never;
  }
}

/** EvoNorm's cells: all numbers are of a sample's channel. */
function evolved(
  plan: StagedPlan,
  { gain, bias, inputs }: Parameters & Partial<Pick<FullState, 'inputs'>>,
  { rstd, more }: Pick<Statistics, 'rstd' | 'more'>,
): CellLaw {
  const [samples = 1, channels = 1, ...plane] = plan.shape;
  const run = numel(plane);
  const places = Array.from({ length: samples * channels }, (_, i) => i * run);
  const each = (number: (group: number, param: number) => number) =>
    Float64Array.from(places, (at) => number(groupOf(plan, at), paramIndexOf(plan, at)));
  const v = each((_, param) => inputs?.v?.data[param] ?? 1);
  const plain = plan.recipe === 'evoB0';
  const scale = (group: number) => (plain ? 1 : rstd[group]!);
  return {
    law: plain ? 'larger' : 'swish',
    own: plain
      ? [v, each((group) => 1 / rstd[group]!), each((group) => more!.batch![group]!)]
      : [v],
    run,
    gain: each((group, param) => scale(group) * (gain?.[param] ?? 1)),
    bias: bias && each((_, param) => bias[param]!),
  };
}

/**
 * Whole samples of GlobalResponseNorm, whose statistics none shares with another.
 * @param plan  with the view of these samples
 */
export function respond(
  plan: StagedPlan,
  data: TensorData,
  parameters: Parameters,
  out: TensorData,
  troubles: StagedTroubles,
): void {
  const geometry = mergeAxes(plan);
  const found = emptyMoments(geometry);
  REFERENCE_KERNEL.moments(data, geometry, false, 0, geometry.groups, found);
  const { statistics } = response(plan, found.mean, found.squares);
  applyAll(plan, data, parameters, statistics, out, REFERENCE_KERNEL);
  countStaged(troubles, plan, statistics, data, out);
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
