import { ownDigits } from '../../../tensor/formatNumber.ts';
import type { DType, TensorData } from '../../../tensor/tensor.ts';
import { cellsOfGroup } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import { counted, notice, share } from '../../notice.ts';
import type { MomentsPlan, Notice, RunningStatistics, Statistics } from '../../spec.ts';
import * as arithmetic from '../arithmeticNotices.ts';
import { cellNotices, lostNotices } from '../cellNotices.ts';
import { runningNotices, stateNotices } from './stateNotices.ts';
import {
  countCells,
  countTroubles,
  holdsNotFinite,
  mayPassType,
  noTroubles,
  sharesOnly,
  signLimit,
  type Troubles,
} from './troubles.ts';

/**
 * What the values themselves give rise to, beyond the traps of the shape: spoiled, overflowing and constant statistics, a state that
 * cannot be right, numbers that float32 arithmetic would lose. What a notice says of the output holds for the output.
 * @param troubles  of the statistics of this input, or of its cells where the running ones are taken
 * @param after     running statistics after this call
 */
export function notices(
  plan: MomentsPlan,
  troubles: Troubles,
  state: FullState,
  after: RunningStatistics | null,
): Notice[] {
  const scaleFinite = scaleIsFinite(state.weight);
  const found =
    plan.source === 'running'
      ? cellNotices(plan, troubles, state)
      : findsOf(plan).map((find) => find(plan, troubles, scaleFinite));
  const told = [
    ...found.filter((each) => each !== null),
    ...stateNotices(plan, state),
    ...runningNotices(plan, plan.spec.mode === 'train' ? after : state.running),
  ];
  return plan.source === 'running' ? told : [...told, ...lostNotices(plan, troubles, told)];
}

/** The troubles of a whole input that is at hand. */
export function troublesOf(
  plan: MomentsPlan,
  statistics: Statistics,
  x: TensorData,
  y: TensorData,
  state: FullState,
  dtype: DType,
  mayHold?: (values: TensorData) => boolean,
): Troubles {
  const troubles = noTroubles();
  if (looksAtCells(plan, state, dtype)) countCells(troubles, x, y, mayHold);
  if (plan.source === 'running') return troubles;
  countTroubles(troubles, plan, statistics, dtype, {
    isSpoiled: (group) => cellsOfGroup(plan, group).some((cell) => !Number.isFinite(x[cell]!)),
    varies: (group) => {
      const [first = 0, ...others] = cellsOfGroup(plan, group);
      const same = plan.subtracts === 'mean' ? x[first] : 0;
      return [first, ...others].some((cell) => x[cell] !== same);
    },
  });
  return troubles;
}

/** Whether the cells can tell what the statistics do not. */
export const looksAtCells = (plan: MomentsPlan, state: FullState, dtype: DType): boolean =>
  plan.source === 'running' || mayPassType(plan, state, dtype);

type Find = (plan: MomentsPlan, troubles: Troubles, scaleFinite: boolean) => Notice | null;

const scaleIsFinite = (weight: TensorData | null) => !weight || !holdsNotFinite(weight);

/** What is left where x − mean is 0, or nothing of it remains. */
const rest = (plan: MomentsPlan, scaleFinite: boolean) =>
  (plan.hasBias ? 'β' : '0') + (scaleFinite ? '' : ' where γ is finite');

const notFinite: Find = (plan, { notFinite: number }) => {
  if (number === 0) return null;
  const { groupSize } = plan;
  const cells =
    groupSize === 1 ? 'the cell that it is taken over' : `all ${groupSize} cells that share it`;
  return notice(
    'notFinite',
    `${share(number, plan.groups)} not finite: one NaN or infinite value spoils ${cells}. Remove or mask such values.`,
    { number, groups: plan.groups, groupSize },
  );
};

const overflow: Find = (plan, { overflow: number }, scaleFinite) => {
  if (number === 0) return null;
  return notice(
    'overflow',
    `${share(number, plan.groups)} taken over finite values whose squares pass 1.8e308, the largest float64: what they are divided by is infinite, and nothing of them is left, only ${rest(plan, scaleFinite)} (or NaN where their mean overflows too). PyTorch's float64 overflows as well and gives that or NaN. Scale the data down first.`,
    { number, groups: plan.groups },
  );
};

const constant: Find = (plan, troubles, scaleFinite) => {
  const { constant: number } = troubles;
  const isOther = plan.subtracts === 'nothing' && troubles.noRootOfZero;
  if (number === 0 || (plan.groupSize < 2 && !isOther)) return null;
  const taken = `${share(number, plan.groups)} taken over ${plan.subtracts === 'mean' ? 'a constant' : 'zeros alone'}`;
  const details = { number, groups: plan.groups };
  if (troubles.noRootOfZero)
    return notice(
      'constantSpoiled',
      `${taken}, and 1/√(0 + eps) is no number with an eps of ${ownDigits(plan.eps)}: 0 times that makes ${arithmetic.their(number)} output NaN. Give the layer an eps above 0.`,
      details,
    );
  const why =
    plan.eps > 0
      ? 'Only eps keeps the division from being 0/0.'
      : 'PyTorch takes 1/√0 for 0 in this layer, so that 0/0 is 0.';
  return notice(
    'constant',
    `${taken}: ${arithmetic.their(number)} output is exactly ${rest(plan, scaleFinite)}. ${why}`,
    details,
  );
};

const lostEps: Find = (plan, { lostEps: number }, scaleFinite) => {
  if (number === 0) return null;
  const { eps, groups } = plan;
  if (eps > 1)
    return notice(
      'epsIsInfinite',
      `An eps of ${ownDigits(eps)} is infinite in float32. The numbers here are exact; PyTorch's float32 arithmetic divides by infinity and leaves only ${rest(plan, scaleFinite)}. Choose an eps below 3.4e38.`,
      { eps },
    );
  return notice(
    'epsIsZero',
    `${share(number, groups)} taken over ${plan.subtracts === 'mean' ? 'a constant' : 'zeros alone'}, and an eps of ${ownDigits(eps)} is 0 in float32. The numbers here hold it as it is; PyTorch's float32 arithmetic divides 0 by 0 there and gives NaN. Choose an eps of at least 1e-45.`,
    { number, groups, eps },
  );
};

/** Statistics of a single value say nothing. */
const groupOfOne: Find = (plan, troubles, scaleFinite) => {
  if (plan.groupSize > 1) return null;
  const { sign, constant: number } = troubles;
  const { layer } = plan.spec;
  if (plan.subtracts === 'mean' && number > 0 && !troubles.noRootOfZero)
    return notice(
      'groupOfOne',
      `Every statistic covers a single value, so its deviation is 0 and ${layer} gives ${rest(plan, scaleFinite)} for any finite input. Average over more values.`,
      { layer },
    );
  if (plan.subtracts === 'mean' && number > 0)
    return notice(
      'groupOfOneSpoiled',
      `Every statistic covers a single value, so its deviation is 0 and with an eps of ${ownDigits(plan.eps)} ${layer} gives NaN for any input. Give it an eps above 0 and average over more values.`,
      { layer },
    );
  if (plan.subtracts === 'mean' || sign === 0) return null;
  return notice(
    'signAlone',
    `Every statistic covers a single value, and of ${sign} of ${counted(plan.groups, 'value')} ${layer} keeps no more than the sign: about +1 or −1 before γ. Average over more values.`,
    { layer, number: sign, groups: plan.groups },
  );
};

/** A Find of what a type's arithmetic makes of statistics. */
const told =
  (of: (troubles: Troubles) => number, tell: (plan: MomentsPlan, number: number) => Notice): Find =>
  (plan, troubles) => {
    const number = of(troubles);
    return number === 0 ? null : tell(plan, number);
  };

const farConstant = told((found) => found.farConstant, arithmetic.farConstant);
const noRoot = told(
  (found) => found.noRoot,
  (plan, number) => arithmetic.noRoot(plan, plan.eps, number),
);
/** Of an output of which less is known than that a constant makes NaN of it. */
const noDivisor = told(
  ({ noRoot: number, noRootOfZero, constant: zeros }) => number + (noRootOfZero ? zeros : 0),
  (plan, number) => arithmetic.noRoot(plan, plan.eps, number),
);
const offsetFound = told((found) => found.offset, arithmetic.largeOffset);
const largeOffset: Find = (plan, ...rest) =>
  plan.subtracts === 'nothing' ? null : offsetFound(plan, ...rest);
const float32Overflow = told((found) => found.float32Overflow, arithmetic.float32Overflow);
const float64Overflow = told((found) => found.overflow, arithmetic.float64Overflow);
const float32Underflow = told((found) => found.float32Underflow, arithmetic.float32Underflow);
const float64Underflow = told((found) => found.float64Underflow, arithmetic.float64Underflow);

/** Two values are always one standard deviation from their mean. */
const groupOfTwo: Find = (plan, { sign: number }) => {
  if (plan.groupSize !== 2 || number === 0) return null;
  const { layer } = plan.spec;
  const limit = signLimit(plan) === 1 ? '1' : '0.71';
  return notice(
    'groupOfTwo',
    `Every statistic covers 2 values, which lie equally far from their mean where both are finite: for ${number} of ${counted(plan.groups, 'pair')} ${layer} gives about +${limit} and −${limit} before γ and β, however far apart they are. Average over more values.`,
    { layer, number, groups: plan.groups, limit },
  );
};

/** What holds whatever becomes of the output. */
const OF_INPUT: readonly Find[] = [
  notFinite,
  float64Overflow,
  farConstant,
  noDivisor,
  largeOffset,
  float32Overflow,
  float32Underflow,
  float64Underflow,
];

/** Of an output that is gated, cut off, moved or of cells that take no part, less can be said. */
const findsOf = ({ extra }: MomentsPlan): readonly Find[] =>
  sharesOnly(extra) ? BY_STATISTICS : OF_INPUT;

const BY_STATISTICS: readonly Find[] = [
  notFinite,
  overflow,
  groupOfOne,
  groupOfTwo,
  constant,
  farConstant,
  lostEps,
  noRoot,
  largeOffset,
  float32Overflow,
  float32Underflow,
  float64Underflow,
];
