import type { TensorData } from '../../../tensor/tensor.ts';
import { cellsOfGroup, groupOf } from '../../groups.ts';
import type { MomentsPlan, NormResult } from '../../spec.ts';
import type { OwnTrace } from '../kind.ts';

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
