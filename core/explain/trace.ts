import { cellsOfGroup, groupOf, paramIndexOf, windowOf } from '../norm/groups.ts';
import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import { batchWeight, meanOverSamples } from '../norm/running.ts';
import type { NormResult, Plan, WindowPlan } from '../norm/spec.ts';
import { indexOf } from '../tensor/strides.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { CellTrace, RunningTrace, WindowTrace } from '../station/cellTrace.ts';
import { ownerOf } from './sentence.ts';

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
  const window = plan.kind === 'window' ? traceWindow(plan, (at) => x.data[at]!, flat) : null;
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
    plan,
    owner: ownerOf(plan),
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

/**
 * LocalResponseNorm's arithmetic for one cell.
 * @param valueAt  the input at a flat index
 */
export function traceWindow(
  plan: WindowPlan,
  valueAt: (flat: number) => number,
  flat: number,
): WindowTrace {
  const { size, alpha, beta, k } = plan;
  const { cells, outside } = windowOf(plan, flat);
  const sumOfSquares = cells.reduce((sum, at) => sum + valueAt(at) ** 2, 0);
  const meanOfSquares = sumOfSquares / size;
  const denominator = (k + alpha * meanOfSquares) ** beta;
  return { size, alpha, beta, k, outside, sumOfSquares, meanOfSquares, denominator };
}
