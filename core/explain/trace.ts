import { paramIndexOf } from '../norm/groups.ts';
import { kindOf } from '../norm/kinds/kinds.ts';
import { batchWeight, meanOverSamples } from '../norm/running.ts';
import type { NormResult, Plan } from '../norm/spec.ts';
import { indexOf } from '../tensor/strides.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { CellTrace, RunningTrace } from '../station/cellTrace.ts';
import { ownerOf } from '../norm/owner.ts';

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
  const { shared, ...own } = kindOf(plan).trace(plan, result, x.data, flat, limit);
  const paramIndex = paramIndexOf(plan, flat);
  return {
    plan,
    owner: ownerOf(plan),
    flat,
    index: indexOf(plan.shape, flat),
    x: x.data[flat]!,
    y: result.output.data[flat]!,
    groups: plan.groups,
    statIndex: statIndexOf(plan, own.group),
    reduced: plan.view.filter((dim) => dim.role === 'reduced').map((dim) => dim.name),
    cells: withCell(shared, flat, limit).map((at) => ({
      flat: at,
      index: indexOf(plan.shape, at),
      value: x.data[at]!,
    })),
    n: plan.groupSize,
    ...own,
    squaredDeviation: own.deviation * own.deviation,
    xhat: own.deviation * own.rstd,
    paramIndex,
    weight: result.weight?.[paramIndex] ?? null,
    bias: result.bias?.[paramIndex] ?? null,
    running: traceRunning(result, own.group),
    replicas: (result.replicas ?? []).map((part) => ({
      count: part.count,
      mean: part.mean[own.group]!,
      variance: part.variance[own.group]!,
    })),
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
  if (!plan.updates || !statistics || !before || !after) return null;
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
