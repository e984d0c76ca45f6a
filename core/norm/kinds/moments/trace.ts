import type { CellTrace } from '../../../station/cellTrace.ts';
import type { FurtherTensors } from '../../furtherInput.ts';
import { cellsOfGroup, groupOf, paramIndexOf } from '../../groups.ts';
import type { MomentsPlan, NormResult } from '../../spec.ts';
import type { Divided, OwnTrace, StageCell } from '../kind.ts';
import { silu } from '../cells.ts';
import { channelOf, takesPart } from './beside.ts';
import { gatesFirst } from './plan.ts';

/** The statistic of a cell's group, which the kernel has left. */
export function traceMoments(
  plan: MomentsPlan,
  { statistics, inputs, weight, bias }: NormResult,
  valueAt: (flat: number) => number,
  flat: number,
  limit: number,
): OwnTrace {
  const group = groupOf(plan, flat);
  const of = (name: 'mean' | 'variance' | 'varianceUnbiased' | 'rstd') =>
    statistics?.[name][group] ?? NaN;
  const mean = of('mean');
  const enters = (cell: number) => {
    const gate = firstGate(plan, inputs);
    return gate ? valueAt(cell) * silu(gate[cell]!) : valueAt(cell);
  };
  const value = enters(flat);
  const mask = plan.extra?.is === 'mask' ? inputs?.mask?.data : undefined;
  const all = cellsOfGroup(plan, group, mask ? Infinity : limit);
  const shared = mask ? all.filter((cell) => takesPart(plan, mask, cell)).subarray(0, limit) : all;
  const n = statistics?.count?.[group] ?? plan.groupSize;
  const deviation = plan.subtracts === 'mean' ? value - mean : value;
  const param = paramIndexOf(plan, flat);
  const xhat = deviation * of('rstd');
  const scaled = (y: number) =>
    (weight ? y * (plan.gammaOffset + weight[param]!) : y) + (bias?.[param] ?? 0);
  return {
    group,
    shared,
    total: n,
    n,
    mean,
    variance: of('variance'),
    varianceUnbiased: of('varianceUnbiased'),
    eps: plan.eps,
    rstd: of('rstd'),
    deviation,
    window: null,
    ...(firstGate(plan, inputs) && { entering: enters }),
    ...(mask && { takesPart: takesPart(plan, mask, flat) }),
    extra: extraOf(plan, { inputs, statistics }, group, flat, xhat, scaled(xhat)),
  };
}

const firstGate = (plan: MomentsPlan, inputs: FurtherTensors | undefined) =>
  gatesFirst(plan) ? inputs?.gate?.data : undefined;

/** What only this layer does to the cell, in numbers. @param before  x̂ after γ and β */
function extraOf(
  plan: MomentsPlan,
  { inputs, statistics }: Pick<NormResult, 'inputs' | 'statistics'>,
  group: number,
  flat: number,
  xhat: number,
  before: number,
): CellTrace['extra'] {
  switch (plan.extra?.is) {
    case 'gate': {
      const gate = inputs?.gate?.data[flat] ?? NaN;
      return { gate, silu: silu(gate), ...(!plan.extra.before && { before }) };
    }
    case 'threshold':
      return { tau: inputs?.tau?.data[channelOf(plan, flat)] ?? NaN, before };
    case 'renorm': {
      const r = statistics?.more?.r?.[group] ?? 1;
      const d = statistics?.more?.d?.[group] ?? 0;
      return { r, d, moved: xhat * r + d };
    }
    default:
      return {};
  }
}

/** Mean, the variance that the layer divides by, and its root; a root of 0 where there is nothing to divide by. */
export function divided(plan: MomentsPlan, { statistics, group }: StageCell): Divided {
  // both are running_var where that is taken
  const variance = statistics?.[plan.ddof === 1 ? 'varianceUnbiased' : 'variance'][group] ?? NaN;
  const root = variance === 0 && plan.eps === 0 ? 0 : 1 / (statistics?.rstd[group] ?? NaN);
  return { mean: statistics?.mean[group] ?? NaN, variance, root };
}
