import { reducedNames } from '../norm/describe.ts';
import { paramIndexOf } from '../norm/groups.ts';
import { arithmeticOf } from '../norm/kinds/arithmetic.ts';
import { batchWeight, meanOverSamples, runningSteps } from '../norm/running.ts';
import type { NormResult, Plan } from '../norm/spec.ts';
import { indexOf } from '../tensor/strides.ts';
import { cellReader } from '../tensor/permuted.ts';
import { numel, type Tensor } from '../tensor/tensor.ts';
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
  if (!Number.isInteger(flat) || flat < 0 || flat >= numel(x.shape))
    throw new RangeError(`traceCell: expected a cell from 0 to ${numel(x.shape) - 1}, got ${flat}`);
  const { plan } = result;
  const valueAt = cellReader(x);
  const { shared, entering, takesPart, ...own } = arithmeticOf(plan).trace(
    plan,
    result,
    valueAt,
    flat,
    limit,
  );
  const enters = entering ?? valueAt;
  const paramIndex = paramIndexOf(plan, flat);
  return {
    plan,
    owner: ownerOf(plan),
    flat,
    index: indexOf(plan.shape, flat),
    x: enters(flat),
    raw: valueAt(flat),
    y: result.output.data[flat]!,
    groups: plan.groups,
    statIndex: statIndexOf(plan, own.group),
    reduced: reducedNames(plan),
    cells: withCell(shared, takesPart === false ? null : flat, limit).map((at) => ({
      flat: at,
      index: indexOf(plan.shape, at),
      value: enters(at),
    })),
    n: plan.groupSize,
    extra: {},
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
function withCell(cells: Int32Array, flat: number | null, limit: number): number[] {
  const listed = [...cells.subarray(0, limit)];
  if (flat !== null && !listed.includes(flat)) listed[listed.length - 1] = flat;
  return listed;
}

function statIndexOf(plan: Plan, group: number): CellTrace['statIndex'] {
  if (group < 0) return [];
  const index = indexOf(plan.statShape, group);
  return plan.statAxes.map((name, i) => ({ name, index: index[i]! }));
}

function traceRunning(result: NormResult, group: number): RunningTrace | null {
  const { plan, statistics, runningBefore, runningAfter } = result;
  if (!plan.updates || !statistics || !runningBefore || !runningAfter) return null;
  const channel = group % plan.runningSize;
  const steps = runningSteps(plan, runningBefore, statistics);
  const several = steps.length > 2;
  // of several batches in one call, the one that the cell is in
  const batch = Math.floor(group / plan.runningSize);
  const [before, after] = several
    ? [steps[batch], steps[batch + 1]]
    : [runningBefore, runningAfter];
  if (!before || !after) return null;
  const own = (values: Float64Array) =>
    several ? values[group]! : meanOverSamples(values, channel, plan.runningSize);
  return {
    channel,
    factor: batchWeight(plan, before.numBatchesTracked),
    batchMean: own(statistics.mean),
    batchVar: own(statistics.varianceUnbiased),
    meanBefore: before.mean[channel]!,
    meanAfter: after.mean[channel]!,
    varBefore: before.var[channel]!,
    varAfter: after.var[channel]!,
  };
}
