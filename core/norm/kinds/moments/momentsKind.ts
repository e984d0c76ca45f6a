import type { MomentsPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { chunk } from './chunk.ts';
import { planMoments, type MomentsFacts } from './plan.ts';
import { SPREAD_LETTERS } from './letters.ts';
import { sameStatistics } from './sameStatistics.ts';

const HOW = { std: 'mean', rms: 'rms', l2: 'length' } as const;

/** Groups of cells share a mean and a variance, or a mean of squares: BatchNorm, LayerNorm, RMSNorm … */
export const MOMENTS: Kind<MomentsFacts, MomentsPlan> = {
  plan: planMoments,
  sameStatistics,
  how: (plan) => (plan.source === 'running' ? 'running' : HOW[plan.divides]),
  letters: (plan) => ({
    mean: plan.subtracts === 'mean' ? 'μ' : null,
    spread: SPREAD_LETTERS[plan.divides],
  }),
  chunk,
};
