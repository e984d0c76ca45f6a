import type { TensorData } from '../../../tensor/tensor.ts';
import { cellsOfGroup, groupOf } from '../../groups.ts';
import type { MomentsPlan, NormResult } from '../../spec.ts';
import type { Divided, OwnTrace, StageCell } from '../kind.ts';

/** The statistic of a cell's group, which the kernel has left. */
export function traceMoments(
  plan: MomentsPlan,
  { statistics }: NormResult,
  x: TensorData,
  flat: number,
  limit: number,
): OwnTrace {
  const group = groupOf(plan, flat);
  const of = (name: 'mean' | 'variance' | 'varianceUnbiased' | 'rstd') =>
    statistics?.[name][group] ?? NaN;
  const mean = of('mean');
  const value = x[flat]!;
  return {
    group,
    shared: cellsOfGroup(plan, group, limit),
    total: plan.groupSize,
    mean,
    variance: of('variance'),
    varianceUnbiased: of('varianceUnbiased'),
    eps: plan.eps,
    rstd: of('rstd'),
    deviation: plan.subtracts === 'mean' ? value - mean : value,
    window: null,
  };
}

/** Mean, the variance that the layer divides by, and its root; a root of 0 where there is nothing to divide by. */
export function divided(plan: MomentsPlan, { statistics, group }: StageCell): Divided {
  const unbiased = plan.ddof === 1 && plan.source === 'batch';
  const variance = statistics?.[unbiased ? 'varianceUnbiased' : 'variance'][group] ?? NaN;
  const root = variance === 0 && plan.eps === 0 ? 0 : 1 / (statistics?.rstd[group] ?? NaN);
  return { mean: statistics?.mean[group] ?? NaN, variance, root };
}
