import { cellsOfGroup, groupOf, paramIndexOf, windowOf } from '../norm/groups.ts';
import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import type { LayerName } from '../norm/layers.ts';
import { batchWeight, meanOverSamples } from '../norm/running.ts';
import type { Mode, NormResult, Plan, WindowPlan } from '../norm/spec.ts';
import { indexOf } from '../tensor/strides.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** A cell that takes part in a statistic. */
export interface TracedCell {
  /** Flat index into the input. */
  readonly flat: number;
  /** Index on every axis of the input. */
  readonly index: readonly number[];
  readonly value: number;
}

/** How one channel's running statistics move in this call. */
export interface RunningTrace {
  readonly channel: number;
  /** Weight of the new batch: momentum, or 1/count for momentum None. */
  readonly factor: number;
  /** What this batch contributes: its mean and unbiased variance, for InstanceNorm averaged over N. */
  readonly batchMean: number;
  readonly batchVar: number;
  readonly meanBefore: number;
  readonly meanAfter: number;
  readonly varBefore: number;
  readonly varAfter: number;
}

/** LocalResponseNorm's arithmetic for one cell. */
export interface WindowTrace {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
  /** Channels of the window that lie beyond the edge and count as 0. */
  readonly outside: number;
  readonly sumOfSquares: number;
  /** Sum of squares / size, whatever lies outside. */
  readonly meanOfSquares: number;
  /** (k + α · meanOfSquares)^β */
  readonly denominator: number;
}

/** Everything that happens to one cell, with its real numbers. Plain data. */
export interface CellTrace {
  readonly layer: LayerName;
  readonly mode: Mode;
  readonly kind: Plan['kind'];
  readonly source: Plan['source'];
  readonly center: boolean;
  readonly epsOutside: boolean;
  readonly unbiased: boolean;
  readonly axes: readonly string[];
  readonly flat: number;
  readonly index: readonly number[];
  readonly x: number;
  readonly y: number;
  /** Index into the statistics, −1 for a window layer. */
  readonly group: number;
  readonly groups: number;
  /** Where the statistic belongs: name and index of every kept dimension, e.g. N 0, G 1. */
  readonly statIndex: readonly { readonly name: string; readonly index: number }[];
  /** Names of the dimensions that are averaged over, e.g. ["N", "L"] or ["C/G", "H", "W"]. */
  readonly reduced: readonly string[];
  /** Cells that share the statistic (or lie in the window), this one among them; at most the limit. */
  readonly cells: readonly TracedCell[];
  /** Number of such cells in all. */
  readonly total: number;
  /** What Σ is divided by: values in the group, or the window's size. */
  readonly n: number;
  readonly mean: number;
  /** Biased variance, mean of squares without centring, running_var in eval. */
  readonly variance: number;
  readonly varianceUnbiased: number;
  readonly eps: number;
  readonly rstd: number;
  /** x − mean; x itself without centring. */
  readonly deviation: number;
  readonly squaredDeviation: number;
  /** deviation · rstd; y for a window layer. */
  readonly xhat: number;
  /** Entry of γ and β, −1 without them. */
  readonly paramIndex: number;
  readonly weight: number | null;
  readonly bias: number | null;
  readonly running: RunningTrace | null;
  /** Each simulated device's share of this statistic. */
  readonly replicas: readonly {
    readonly count: number;
    readonly mean: number;
    readonly variance: number;
  }[];
  readonly window: WindowTrace | null;
}

/**
 * The arithmetic behind one output cell, read from a result.
 * @param result  of normalize() on x; only its statistics and the cell itself are read
 * @param x       the input
 * @param flat    the cell, 0 ≤ flat < numel
 * @param limit   largest number of cells that are listed; the traced one is always among them
 * @throws RangeError when there is no such cell
 */
export function traceCell(result: NormResult, x: Tensor, flat: number, limit = 64): CellTrace {
  if (!Number.isInteger(flat) || flat < 0 || flat >= x.data.length)
    throw new RangeError(`traceCell: expected a cell from 0 to ${x.data.length - 1}, got ${flat}`);
  const { plan } = result;
  const moments = asMoments(plan);
  const value = x.data[flat]!;
  const group = plan.kind === 'window' ? -1 : groupOf(plan, flat);
  const window = plan.kind === 'window' ? traceWindow(plan, x, flat) : null;
  const shared =
    plan.kind === 'window' ? windowOf(plan, flat).cells : cellsOfGroup(plan, group, limit);
  const total = window ? shared.length : plan.groupSize;
  const statistic = (name: 'mean' | 'variance' | 'varianceUnbiased' | 'rstd') =>
    result.statistics?.[name][group] ?? NaN;
  const mean = statistic('mean');
  const rstd = window ? 1 / window.denominator : statistic('rstd');
  const deviation = moments?.center ? value - mean : value;
  const paramIndex = paramIndexOf(plan, flat);
  return {
    layer: plan.spec.layer,
    mode: plan.spec.mode,
    kind: plan.kind,
    source: plan.source,
    center: plan.center,
    epsOutside: moments?.epsOutside ?? false,
    unbiased: moments?.unbiased ?? false,
    axes: plan.axes,
    flat,
    index: indexOf(plan.shape, flat),
    x: value,
    y: result.output.data[flat]!,
    group,
    groups: plan.groups,
    statIndex: statIndexOf(plan, group),
    reduced: plan.view.filter((dim) => dim.role === 'reduced').map((dim) => dim.name),
    cells: withCell(shared, flat, limit).map((at) => ({
      flat: at,
      index: indexOf(plan.shape, at),
      value: x.data[at]!,
    })),
    total,
    n: plan.groupSize,
    mean: window ? 0 : mean,
    variance: window ? window.meanOfSquares : statistic('variance'),
    varianceUnbiased: statistic('varianceUnbiased'),
    eps: moments?.eps ?? 0,
    rstd,
    deviation,
    squaredDeviation: deviation * deviation,
    xhat: deviation * rstd,
    paramIndex,
    weight: result.weight?.[paramIndex] ?? null,
    bias: result.bias?.[paramIndex] ?? null,
    running: traceRunning(result, group),
    replicas: (result.replicas ?? []).map((part) => ({
      count: part.count,
      mean: part.mean[group]!,
      variance: part.variance[group]!,
    })),
    window,
  };
}

/** The first cells of a group; the last of them makes room for the traced one when it lies further on. */
function withCell(cells: Int32Array, flat: number, limit: number): number[] {
  const listed = [...cells.subarray(0, limit)];
  if (!listed.includes(flat)) listed[listed.length - 1] = flat;
  return listed;
}

function statIndexOf(plan: Plan, group: number): CellTrace['statIndex'] {
  if (group < 0) return [];
  const index = indexOf(plan.statShape, group);
  return plan.statAxes.map((name, i) => ({ name, index: index[i]! }));
}

function traceRunning(result: NormResult, group: number): RunningTrace | null {
  const { plan, statistics, runningBefore: before, runningAfter: after } = result;
  if (!plan.tracks || plan.spec.mode !== 'train' || !statistics || !before || !after) return null;
  const channel = group % plan.runningSize;
  return {
    channel,
    factor: batchWeight(plan, before.numBatchesTracked),
    batchMean: meanOverSamples(statistics.mean, channel, plan.runningSize),
    batchVar: meanOverSamples(statistics.varianceUnbiased, channel, plan.runningSize),
    meanBefore: before.mean[channel]!,
    meanAfter: after.mean[channel]!,
    varBefore: before.var[channel]!,
    varAfter: after.var[channel]!,
  };
}

function traceWindow(plan: WindowPlan, x: Tensor, flat: number): WindowTrace {
  const { size, alpha, beta, k } = plan;
  const { cells, outside } = windowOf(plan, flat);
  const sumOfSquares = cells.reduce((sum, at) => sum + x.data[at]! * x.data[at]!, 0);
  const meanOfSquares = sumOfSquares / size;
  const denominator = (k + alpha * meanOfSquares) ** beta;
  return { size, alpha, beta, k, outside, sumOfSquares, meanOfSquares, denominator };
}
