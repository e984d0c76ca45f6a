import { numel } from '../../tensor/tensor.ts';
import type { FullState } from '../layerState.ts';
import { counted, notice } from '../notice.ts';
import type { MomentsPlan, Notice, Plan } from '../spec.ts';
import { gainOf } from './moments/statistics.ts';
import { holdsNotFinite, type CellTroubles } from './moments/troubles.ts';

/** What tells of an output that is not finite, so that nothing more need be said of it. */
const EXPLAINS: readonly string[] = [
  'notFinite',
  'overflow',
  'float64Overflow',
  'float64Underflow',
  'noRoot',
  'constantSpoiled',
  'groupOfOneSpoiled',
  'weightNotFinite',
  'biasNotFinite',
  'heldNotFinite',
  'runningMeanNotFinite',
  'runningVarNotFinite',
  'negativeVariance',
  'sharedNotFinite',
];

/**
 * Of cells that are NaN or infinite though all of their input is finite, where nothing else tells why.
 * @param told  what is told of this run already
 */
export function lostNotices(
  plan: Plan,
  { outputOverflow, outputNaN }: CellTroubles,
  told: readonly Notice[],
): Notice[] {
  const number = outputOverflow + outputNaN;
  if (number === 0 || told.some(({ code }) => EXPLAINS.includes(code))) return [];
  const cells = numel(plan.shape);
  return [
    notice(
      'outputNotFinite',
      `${number} of ${counted(cells, 'value')} of the output ${number === 1 ? 'is' : 'are'} NaN or infinite though the input is finite: with these parameters and options they pass the largest number of the tensor's type, or are none. PyTorch's arithmetic ends there as well. Check parameters and options, or scale the data down.`,
      { number, cells },
    ),
  ];
}

/** Of cells that are bent one by one. */
export function ownNotices(plan: Plan, { inputNotFinite: number }: CellTroubles): Notice[] {
  if (number === 0) return [];
  const cells = numel(plan.shape);
  return [
    notice(
      'ownNotFinite',
      `${number} of ${counted(cells, 'value')} of the input ${number === 1 ? 'is' : 'are'} NaN or infinite, and so is the output there; the others keep theirs. Remove or mask such values.`,
      { number, cells },
    ),
  ];
}

/** Of cells that the running statistics normalize one by one. */
export function cellNotices(
  plan: MomentsPlan,
  { inputNotFinite, outputOverflow }: CellTroubles,
  { weight, bias, running }: FullState,
): Notice[] {
  const found: Notice[] = [];
  const cells = numel(plan.shape);
  if (inputNotFinite > 0)
    found.push(
      notice(
        'inputNotFinite',
        `${inputNotFinite} of ${counted(cells, 'value')} of the input ${inputNotFinite === 1 ? 'is' : 'are'} NaN or infinite, and so is the output there; the others keep theirs, as the running statistics are given. Remove or mask such values.`,
        { number: inputNotFinite, cells },
      ),
    );
  // Where γ, β or a statistic is not finite that is told by itself.
  const given = [weight, bias, running?.mean, running?.var];
  const gains = running ? [...running.var].map((value) => gainOf(plan, value)) : [];
  const isFine = given.every((values) => !values || !holdsNotFinite(values));
  if (outputOverflow > 0 && isFine && gains.every(Number.isFinite))
    found.push(
      notice(
        'outputOverflow',
        `${outputOverflow} of ${counted(cells, 'value')} of the output ${outputOverflow === 1 ? 'is' : 'are'} infinite though the input there is finite: with these running statistics, γ and β they pass the largest number of the tensor's type. PyTorch's arithmetic overflows there as well. Check running_mean, running_var, γ and β, or scale the data down.`,
        { number: outputOverflow, cells },
      ),
    );
  return found;
}
