import type { Moments } from './moments.ts';
import type { MomentsPlan, RunningStatistics, Statistics } from '../../spec.ts';

/** What the sum of a group's squares is divided by. */
export function divisorOf(
  { ddof, divides }: Pick<MomentsPlan, 'ddof' | 'divides'>,
  count: number,
): number {
  return divides === 'l2' ? 1 : count - ddof;
}

/**
 * What one group is multiplied by after centring: 1/√(variance + eps), or with eps outside the root. With eps 0, a constant group gives 0 where PyTorch's batch norm kernel is at work, else ∞.
 * @param variance  the variance to divide by
 * @source          aten/src/ATen/native/Normalization.cpp, InvStd
 */
export function rstdOf(plan: MomentsPlan, variance: number): number {
  if (variance === 0 && plan.eps === 0 && plan.source === 'batch') return plan.rstdOfZero;
  return gainOf(plan, variance);
}

/** The same where eps or the variance is not 0. */
export function gainOf({ eps, epsPlace }: Pick<MomentsPlan, 'eps' | 'epsPlace'>, variance: number) {
  switch (epsPlace) {
    case 'inside':
      return 1 / Math.sqrt(variance + eps);
    case 'outside':
      return 1 / (Math.sqrt(variance) + eps);
    case 'floor':
      return 1 / Math.max(Math.sqrt(variance), eps);
    case 'absolute':
      return 1 / Math.sqrt(variance + Math.abs(eps));
    default:
      return epsPlace satisfies never;
  }
}

/**
 * The statistics of this input, from its moments. There may be as many as a few values have: each list is made when it is asked for.
 * @returns varianceUnbiased is NaN for groups of one value and for layers that do not centre
 */
export function batchStatistics(plan: MomentsPlan, { count, mean, squares }: Moments): Statistics {
  const biasedBy = plan.divides === 'l2' ? 1 : count;
  const unbiasedBy = plan.subtracts === 'mean' && count > 1 ? count - 1 : NaN;
  const over = (divisor: number) => squares.map((sum) => sum / divisor);
  const variance = once(() => over(biasedBy));
  const varianceUnbiased = once(() => over(unbiasedBy));
  const divided = plan.ddof === 1 ? varianceUnbiased : variance;
  const rstd = once(() => divided().map((value) => rstdOf(plan, value)));
  return {
    mean,
    get variance() {
      return variance();
    },
    get varianceUnbiased() {
      return varianceUnbiased();
    },
    get rstd() {
      return rstd();
    },
  };
}

/** A value that is computed when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}

/**
 * The statistics that eval takes from the running buffers, one a group.
 * @returns variance and varianceUnbiased are both running_var, which was gathered unbiased
 */
export function runningStatistics(plan: MomentsPlan, running: RunningStatistics): Statistics {
  const channels = plan.runningSize;
  // groups are (C) or (N, C): channels vary fastest
  const spread = (values: Float64Array) =>
    Float64Array.from({ length: plan.groups }, (_, g) => values[g % channels]!);
  const variance = spread(running.var);
  return {
    mean: spread(running.mean),
    variance,
    varianceUnbiased: variance.slice(),
    rstd: variance.map((value) => rstdOf(plan, value)),
  };
}
