import { numel } from '../../../tensor/tensor.ts';
import type { StagedPlan } from '../../spec.ts';
import type { How, Kind } from '../kind.ts';
import { MEAN_LETTER, SPREAD_LETTERS } from '../moments/letters.ts';
import { planStaged, takesSamples, type Recipe, type StagedFacts } from './plan.ts';

const HOW: Readonly<Record<Recipe, How>> = {
  response: 'lengths',
  switch: 'blend',
  evoS0: 'variance',
  evoB0: 'variance',
};

/** Statistics of several groupings meet in one formula: GlobalResponseNorm, SwitchNorm, EvoNorm. */
export const STAGED: Kind<StagedFacts, StagedPlan> = {
  plan: planStaged,
  sameStatistics: (a, b) => a.recipe === b.recipe && a.eps === b.eps && a.acts === b.acts,
  how: ({ acts, recipe }) => (acts ? HOW[recipe] : 'nothing'),
  letters: ({ divides, subtracts }) => ({
    mean: subtracts === 'mean' ? MEAN_LETTER : null,
    spread: SPREAD_LETTERS[divides],
  }),
  chunk: (plan, fortran) => ({
    together: numel(takesSamples(plan, fortran) ? plan.shape.slice(1) : plan.shape),
    readingsApart: null,
  }),
};
