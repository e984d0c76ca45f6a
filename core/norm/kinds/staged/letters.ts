import { exact, fraction, squared, sum, type Formula } from '../../../formula/formula.ts';
import { termsOf, valueTerm } from '../../../station/terms.ts';
import type { StagedPlan } from '../../spec.ts';
import type { CellTrace } from '../../../station/cellTrace.ts';

export const isStored = ({ source }: StagedPlan): boolean => source === 'running';
export const isResponse = ({ recipe }: StagedPlan): boolean => recipe === 'response';

/** Beside a blend, what it is of. */
export const blendedAside = (plan: StagedPlan) =>
  isStored(plan) ? 'aside.blendedStored' : 'aside.blended';

/** What the cells of a group have in common. */
export function sharedText(plan: StagedPlan) {
  if (isResponse(plan)) return 'group.sum';
  if (plan.recipe !== 'switch') return 'group.variance';
  return isStored(plan) ? 'staged.blendedStored' : 'staged.blended';
}

/** The variance of the group, or its sum of squares. */
export function spreadNumbers(plan: StagedPlan, trace: CellTrace): Formula {
  if (isResponse(plan))
    return sum(...termsOf(trace, (value, own, cell) => squared(valueTerm(value, own, cell))));
  const terms = termsOf(trace, (value, own, cell) =>
    valueTerm((value - trace.mean) ** 2, own, cell),
  );
  return fraction(sum(...terms), exact(trace.n));
}
