import { numel } from '../../../tensor/tensor.ts';
import type { StagedPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { SPREAD_LETTERS } from '../moments/letters.ts';
import { planStaged, type StagedFacts } from './plan.ts';

/** Statistics of several groupings meet in one formula: GlobalResponseNorm, SwitchNorm, EvoNorm. */
export const STAGED: Kind<StagedFacts, StagedPlan> = {
  plan: planStaged,
  sameStatistics: (a, b) => a.recipe === b.recipe && a.eps === b.eps && a.acts === b.acts,
  how: ({ acts, divides, subtracts }) => {
    if (!acts) return 'nothing';
    if (divides === 'l2') return 'length';
    return subtracts === 'mean' ? 'mean' : 'variance';
  },
  letters: ({ divides, subtracts }) => ({
    mean: subtracts === 'mean' ? 'μ' : null,
    spread: SPREAD_LETTERS[divides],
  }),
  chunk: (plan) => ({
    together: numel(plan.shape),
    readingsApart: null,
  }),
};
