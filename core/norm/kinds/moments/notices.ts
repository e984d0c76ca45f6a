import { ownDigits } from '../../../tensor/formatNumber.ts';
import type { DType, TensorData } from '../../../tensor/tensor.ts';
import { cellsOfGroup } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import { counted, notice, share } from '../../notice.ts';
import type { MomentsPlan, Notice, RunningStatistics, Statistics } from '../../spec.ts';
import { cellNotices, runningNotices, stateNotices } from './stateNotices.ts';
import {
  countCells,
  countTroubles,
  holdsNotFinite,
  noTroubles,
  OFFSET_RATIO,
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
  return [
    ...found.filter((each) => each !== null),
    ...stateNotices(plan, state),
    ...runningNotices(plan, plan.spec.mode === 'train' ? after : state.running),
  ];
}

/** The troubles of a whole input that is at hand. */
export function troublesOf(
  plan: MomentsPlan,
  statistics: Statistics,
  x: TensorData,
  y: TensorData,
  dtype: DType,
): Troubles {
  const troubles = noTroubles();
  if (plan.source === 'running') {
    countCells(troubles, x, y);
    return troubles;
  }
  const isSpoiled = (group: number) =>
    cellsOfGroup(plan, group).some((cell) => !Number.isFinite(x[cell]!));
  countTroubles(troubles, plan, statistics, dtype, isSpoiled);
  return troubles;
}

type Find = (plan: MomentsPlan, troubles: Troubles, scaleFinite: boolean) => Notice | null;

const scaleIsFinite = (weight: TensorData | null) => !weight || !holdsNotFinite(weight);

const their = (number: number) => (number === 1 ? 'its' : 'their');

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
  if (number === 0 || plan.groupSize < 2) return null;
  const taken = `${share(number, plan.groups)} taken over ${plan.subtracts === 'mean' ? 'a constant' : 'zeros alone'}`;
  const details = { number, groups: plan.groups };
  if (troubles.noRootOfZero)
    return notice(
      'constantSpoiled',
      `${taken}, and 1/√(0 + eps) is no number with an eps of ${ownDigits(plan.eps)}: 0 times that makes ${their(number)} output NaN. Give the layer an eps above 0.`,
      details,
    );
  const why =
    plan.eps > 0
      ? 'Only eps keeps the division from being 0/0.'
      : 'PyTorch takes 1/√0 for 0 in this layer, so that 0/0 is 0.';
  return notice(
    'constant',
    `${taken}: ${their(number)} output is exactly ${rest(plan, scaleFinite)}. ${why}`,
    details,
  );
};

/** A constant has no spread to compare its size with, but its mean is rounded as any other. */
const farConstant: Find = (plan, { farConstant: number }) => {
  if (number === 0) return null;
  return notice(
    'farConstant',
    `${share(number, plan.groups)} taken over a constant far from 0. The numbers here are exact; PyTorch rounds the mean, divides what is left of x − mean by √eps, and may give any number or NaN there. Centre the data first.`,
    { number, groups: plan.groups },
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

const noRoot: Find = (plan, { noRoot: number }) => {
  if (number === 0) return null;
  return notice(
    'noRoot',
    `${share(number, plan.groups)} too small for an eps of ${ownDigits(plan.eps)}: together they are not above 0, so there is nothing to divide by and ${their(number)} output is NaN or infinite. Give the layer an eps above 0.`,
    { number, groups: plan.groups, eps: plan.eps },
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

const largeOffset: Find = (plan, { offset: number }) => {
  if (plan.subtracts === 'nothing' || number === 0) return null;
  return notice(
    'largeOffset',
    `${share(number, plan.groups)} more than ${OFFSET_RATIO} standard deviations away from 0. The numbers here are exact; float32 arithmetic, as on a GPU, loses digits there. Centre the data first.`,
    { number, groups: plan.groups },
  );
};

const float32Overflow: Find = (plan, { float32Overflow: number }) => {
  if (number === 0) return null;
  return notice(
    'float32Overflow',
    `${share(number, plan.groups)} taken over values whose squares pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there: its output is 0 or NaN${plan.updates ? ', its running_var infinite' : ''}. Scale the data down first.`,
    { number, groups: plan.groups },
  );
};

const float32Underflow: Find = (plan, { float32Underflow: number }) => {
  if (number === 0) return null;
  return notice(
    'float32Underflow',
    `${share(number, plan.groups)} taken over ${plan.subtracts === 'mean' ? 'deviations' : 'values'} whose squares fall below 1.2e-38, the smallest full float32, and eps does not cover that. The numbers here are exact; PyTorch's float32 arithmetic takes such squares for 0 there. Scale the data up, or give the layer a larger eps.`,
    { number, groups: plan.groups },
  );
};

/** What holds whatever becomes of the output. */
const OF_INPUT: readonly Find[] = [
  notFinite,
  farConstant,
  largeOffset,
  float32Overflow,
  float32Underflow,
];

/** Of an output that is gated, cut off, moved or of cells that take no part, less can be said. */
function findsOf({ extra }: MomentsPlan): readonly Find[] {
  return extra === null || extra.is === 'chunks' || extra.is === 'style' ? BY_STATISTICS : OF_INPUT;
}

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
];
