import {
  equation,
  exact,
  fraction,
  list,
  name,
  number,
  product,
  squared,
  sum,
  type Formula,
} from '../../../formula/formula.ts';
import type { CellTrace } from '../../../station/cellTrace.ts';
import type { StationRow } from '../../../station/station.ts';
import { termsOf, valueTerm } from '../../../station/terms.ts';
import { said } from '../../../texts/said.ts';
import type { StagedPlan } from '../../spec.ts';
import { extra, sharesOf } from './numbers.ts';

export const isStored = ({ source }: StagedPlan): boolean => source === 'running';
export const isResponse = ({ recipe }: StagedPlan): boolean => recipe === 'response';

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

/** What is blended of each statistic: where its parts and shares are, and its letters. */
const BLENDS = {
  mean: { parts: ['meanIn', 'meanLn', 'meanBn'], shares: 'mean_weight', title: 'title.means' },
  variance: { parts: ['varIn', 'varLn', 'varBn'], shares: 'var_weight', title: 'title.variances' },
} as const;

/** A statistic that is blended of the instance's, the layer's and the batch's by learned shares. */
export function tellBlend(
  plan: StagedPlan,
  trace: CellTrace,
  of: 'mean' | 'variance',
): ReturnType<StationRow<StagedPlan>['tell']> {
  const { parts: keys, shares: weights, title } = BLENDS[of];
  const parts = keys.map((key) => number(of, extra(trace, key)));
  const shares = sharesOf(trace, weights).map((share) => number('plain', share));
  const result = number(of, trace[of]);
  const blended = sum(parts.map((part, k) => product(shares[k]!, part)));
  return {
    value: result.value,
    numbers: [
      list(shares.map((share, k) => equation(name('w', k), share))),
      equation(name(of === 'mean' ? 'mu' : 'sigma2'), blended, result),
    ],
    sentence: said(`switch.${of}${isStored(plan) ? 'Stored' : ''}`, {
      first: shares[0]!,
      second: shares[1]!,
      third: shares[2]!,
      instance: parts[0]!,
      layer: parts[1]!,
      batch: parts[2]!,
      [of]: result,
    }),
    heading: {
      title: said(title),
      aside: said(isStored(plan) ? 'aside.blendedStored' : 'aside.blended'),
    },
  };
}
