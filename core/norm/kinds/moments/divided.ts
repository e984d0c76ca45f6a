import type { MomentsPlan } from '../../spec.ts';
import type { Divided, StageCell } from '../kind.ts';

/** Mean, the variance that the layer divides by, and its root; a root of 0 where there is nothing to divide by. */
export function divided(plan: MomentsPlan, { statistics, group }: StageCell): Divided {
  const unbiased = plan.ddof === 1 && plan.source === 'batch';
  const variance = statistics?.[unbiased ? 'varianceUnbiased' : 'variance'][group] ?? NaN;
  const root = variance === 0 && plan.eps === 0 ? 0 : 1 / (statistics?.rstd[group] ?? NaN);
  return { mean: statistics?.mean[group] ?? NaN, variance, root };
}
