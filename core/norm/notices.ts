import type { MomentsPlan, Notice, RunningStatistics, Statistics } from './spec.ts';

/**
 * What the values themselves give rise to, beyond the traps of the shape: spoiled and constant statistics,
 * untrained running statistics, offsets at which float32 arithmetic loses digits.
 */
export function notices(
  plan: MomentsPlan,
  statistics: Statistics | null,
  running: RunningStatistics | null,
): Notice[] {
  if (!statistics) return [];
  const counts = countTroubles(plan, statistics);
  const found =
    plan.source === 'running'
      ? [freshRunning(plan, running), negativeVariance(plan, counts)]
      : [notFinite(plan, counts), constant(plan, counts), largeOffset(plan, counts)];
  return found.filter((notice) => notice !== null);
}

/** Beyond this ratio of mean to spread float32 has fewer than four digits left for the deviation. */
const OFFSET_RATIO = 1e3;

/** Numbers of groups in trouble, each kind counted by itself. */
interface Troubles {
  readonly notFinite: number;
  readonly constant: number;
  readonly offset: number;
  readonly negative: number;
}

/** One pass over the statistics, which may be as many as the cells. */
function countTroubles(plan: MomentsPlan, { mean, variance }: Statistics): Troubles {
  let [notFinite, constant, offset, negative] = [0, 0, 0, 0];
  for (let g = 0; g < variance.length; g++) {
    const value = variance[g]!;
    const ratio = mean[g]! * (1 / OFFSET_RATIO);
    if (value - value !== 0) notFinite++;
    if (value === 0) constant++;
    if (value > 0 && ratio * ratio > value) offset++;
    if (value + plan.eps < 0) negative++;
  }
  return { notFinite, constant, offset, negative };
}

function share(number: number, plan: MomentsPlan): string {
  return number === 1
    ? `1 of ${plan.groups} statistics is`
    : `${number} of ${plan.groups} statistics are`;
}

function notFinite(plan: MomentsPlan, { notFinite: number }: Troubles): Notice | null {
  if (number === 0) return null;
  return {
    code: 'notFinite',
    message: `${share(number, plan)} not finite: one NaN or infinite value spoils all ${plan.groupSize} cells that share its statistic. Remove or mask such values.`,
    details: { number, groups: plan.groups, groupSize: plan.groupSize },
  };
}

function constant(plan: MomentsPlan, { constant: number }: Troubles): Notice | null {
  if (plan.groupSize < 2) return null;
  if (number === 0) return null;
  const outcome = plan.center
    ? `their output is exactly ${plan.hasBias ? 'β' : '0'}`
    : 'all their values are 0, and so is their output';
  return {
    code: 'constant',
    message: `${share(number, plan)} taken over a constant: ${outcome}. Only eps keeps the division from being 0/0.`,
    details: { number, groups: plan.groups },
  };
}

function largeOffset(plan: MomentsPlan, { offset: number }: Troubles): Notice | null {
  if (!plan.center) return null;
  if (number === 0) return null;
  return {
    code: 'largeOffset',
    message: `${share(number, plan)} more than ${OFFSET_RATIO} standard deviations away from 0. The numbers here are exact; float32 arithmetic, as on a GPU, loses digits there. Centre the data first.`,
    details: { number, groups: plan.groups },
  };
}

function freshRunning(plan: MomentsPlan, running: RunningStatistics | null): Notice | null {
  if (!running || running.numBatchesTracked > 0) return null;
  const untouched = running.mean.every((m) => m === 0) && running.var.every((v) => v === 1);
  if (!untouched) return null;
  return {
    code: 'freshRunning',
    message: `${plan.spec.layer} has not been trained: its running mean is 0 and its running variance 1, so eval only divides by √(1 + eps). Run it in train mode first, or load its running statistics.`,
    details: { layer: plan.spec.layer },
  };
}

function negativeVariance(plan: MomentsPlan, { negative: number }: Troubles): Notice | null {
  if (number === 0) return null;
  return {
    code: 'negativeVariance',
    message: `${share(number, plan)} a negative running variance, which has no root: those cells become NaN. Check running_var.`,
    details: { number, groups: plan.groups },
  };
}
