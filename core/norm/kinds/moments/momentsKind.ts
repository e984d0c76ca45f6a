import type { MomentsPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { chunk } from './chunk.ts';
import { planMoments, type MomentsFacts } from './plan.ts';
import { MEAN_LETTER, SPREAD_LETTERS } from './letters.ts';

const HOW = { std: 'mean', rms: 'rms', l2: 'length' } as const;

/** Groups of cells share a mean and a variance, or a mean of squares: BatchNorm, LayerNorm, RMSNorm … */
export const MOMENTS: Kind<MomentsFacts, MomentsPlan> = {
  plan: planMoments,
  sameStatistics,
  how: (plan) => (plan.source === 'running' ? 'running' : HOW[plan.divides]),
  letters: (plan) => ({
    mean: plan.subtracts === 'mean' ? MEAN_LETTER : null,
    spread: SPREAD_LETTERS[plan.divides],
  }),
  chunk,
};

/** Axes of size 1 decide nothing. */
function sameStatistics(a: MomentsPlan, b: MomentsPlan): boolean {
  return (
    besideOf(a) === besideOf(b) &&
    a.source === b.source &&
    a.subtracts === b.subtracts &&
    a.divides === b.divides &&
    a.eps === b.eps &&
    a.epsPlace === b.epsPlace &&
    a.ddof === b.ddof &&
    reducedNames(a) === reducedNames(b)
  );
}

/** What a layer does beside; one chunk is the whole batch. */
const besideOf = ({ extra }: MomentsPlan) =>
  extra?.is === 'chunks' && extra.sizes.length === 1 ? 'null' : JSON.stringify(extra);

/** The reduced axes by name, and where only a part of one is reduced, into how many parts it is split. */
function reducedNames(plan: MomentsPlan): string {
  return plan.view
    .filter((dim) => dim.size > 1 && dim.role === 'reduced')
    .map((dim) => {
      const whole = plan.shape[dim.axis]!;
      const name = plan.axes[dim.axis]!;
      return dim.size === whole ? name : `${name}/${whole / dim.size}`;
    })
    .sort()
    .join();
}
