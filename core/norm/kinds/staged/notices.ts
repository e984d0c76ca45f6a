import { numel, type DType, type TensorData } from '../../../tensor/tensor.ts';
import { givenNotices, heldIn, isNotFinite } from '../../givenNotices.ts';
import type { FullState } from '../../layerState.ts';
import { counted, MOST_FLOAT32, notice, places } from '../../notice.ts';
import type { Notice, RunningStatistics, StagedPlan, Statistics } from '../../spec.ts';
import * as arithmetic from '../arithmeticNotices.ts';
import { lostNotices } from '../cellNotices.ts';
import {
  negativeVariance,
  runningMeanNotFinite,
  runningVarNotFinite,
  teller,
} from '../moments/stateNotices.ts';
import {
  countCells,
  EPS_HIDES,
  HALF_STEP,
  isFarConstant,
  isOffset,
  LEAST_FLOAT32,
  noCellTroubles,
  SEEN,
  type CellTroubles,
} from '../moments/troubles.ts';

/** Numbers of statistics in trouble, and of cells. A stream adds to them chunk by chunk. */
export interface StagedTroubles extends CellTroubles {
  overflow: number;
  underflow: number;
  /** Nothing to divide by. */
  noRoot: number;
  offset: number;
  farConstant: number;
  /** E[x²] − E[x]² loses what there is of a variance. */
  cancelled: number;
  /** Values of the input that are NaN or infinite, of a tensor whose output is. */
  spoiling: number;
  narrow: boolean;
}

export const noStagedTroubles = (): StagedTroubles => ({
  ...noCellTroubles(),
  overflow: 0,
  underflow: 0,
  noRoot: 0,
  offset: 0,
  farConstant: 0,
  cancelled: 0,
  spoiling: 0,
  narrow: true,
});

/** Adds what the statistics of some groups, and the cells that were made with them, are troubled by. */
export function countStaged(
  found: StagedTroubles,
  plan: StagedPlan,
  statistics: Statistics,
  x: TensorData,
  y: TensorData,
  mayHold?: (values: TensorData) => boolean,
): void {
  const dtype: DType = x instanceof Float64Array ? 'float64' : 'float32';
  found.narrow = dtype === 'float32';
  if (countCells(found, x, y, mayHold))
    for (const value of x) if (isNotFinite(value)) found.spoiling++;
  if (!plan.acts) return;
  const { variance, rstd, more } = statistics;
  const isBlend = plan.recipe === 'switch';
  // which adds up those of all channels
  const summed = isBlend ? (plan.statShape.at(-1) ?? 1) : 1;
  const most = (found.narrow ? MOST_FLOAT32 : Number.MAX_VALUE) / summed;
  const least = found.narrow && Math.abs(plan.eps) < EPS_HIDES ? LEAST_FLOAT32 : 0;
  const hasMean = plan.divides === 'std';
  const mean = more?.meanIn ?? statistics.mean;
  // EvoNorm B0 divides by the larger of two, of which the other may do
  const dividesByMore = plan.recipe === 'evoB0';
  for (let g = 0; g < variance.length; g++) {
    const value = variance[g]!;
    const middle = hasMean ? mean[g]! : 0;
    if ((isBlend ? (more?.varIn?.[g] ?? value) + middle ** 2 : value) > most) found.overflow++;
    if (isNotFinite(value)) continue;
    const gain = rstd[g]!;
    if (Number.isNaN(gain) || (gain === Infinity && !dividesByMore)) found.noRoot++;
    if (value > 0 && value < least) found.underflow++;
    if (!hasMean) continue;
    if (value === 0) found.farConstant += isFarConstant(middle, gain, dtype) ? 1 : 0;
    else if (isBlend) found.cancelled += cancels(middle, value + plan.eps, dtype) ? 1 : 0;
    else if (isOffset(middle, value)) found.offset++;
  }
}

/** Whether the step of a mean's square is seen in what is divided by. */
const cancels = (mean: number, divisor: number, dtype: DType): boolean =>
  mean ** 2 * HALF_STEP[dtype] > SEEN * divisor;

/**
 * What the values and the state give rise to in a layer whose statistics meet: as notices() for layers with one grouping.
 * @param after  running statistics after this call
 */
export function stagedNotices(
  plan: StagedPlan,
  found: StagedTroubles,
  state: FullState,
  after: RunningStatistics | null,
): Notice[] {
  const running = plan.spec.mode === 'train' ? after : state.running;
  const told = [
    ...spoiledNotices(plan, found),
    ...STATISTICS.flatMap(([of, tell]) => (of(found) > 0 ? [tell(plan, of(found))] : [])),
    ...givenNotices(plan, state, unread(plan, running)),
    ...runningNotices(plan, running),
  ];
  return [...told, ...lostNotices(plan, found, told)];
}

type Of = (found: StagedTroubles) => number;
type Tell = (plan: StagedPlan, number: number) => Notice;

const STATISTICS: readonly (readonly [Of, Tell])[] = [
  [
    ({ narrow, spoiling, overflow }) => (narrow || spoiling > 0 ? 0 : overflow),
    arithmetic.float64Overflow,
  ],
  [(found) => found.farConstant, arithmetic.farConstant],
  [(found) => found.noRoot, (plan, number) => arithmetic.noRoot(plan, plan.eps, number)],
  [(found) => found.offset, arithmetic.largeOffset],
  [(found) => found.cancelled, cancelled],
  [({ narrow, overflow }) => (narrow ? overflow : 0), arithmetic.float32Overflow],
  [(found) => found.underflow, arithmetic.float32Underflow],
];

function cancelled({ groups, spec: { layer } }: StagedPlan, number: number): Notice {
  const are = number === 1 ? 'is' : 'are';
  return notice(
    'squaresCancel',
    `${number} of ${counted(groups, 'variance')} ${are} small beside the square of ${arithmetic.their(number)} mean. The numbers here are exact; the code of ${layer} takes E[x²] − E[x]² and loses digits there, or gives NaN. Centre the data first.`,
    { layer, number, groups },
  );
}

function spoiledNotices(plan: StagedPlan, found: StagedTroubles): Notice[] {
  const { spoiling, inputNotFinite, outputNaN, outputOverflow } = found;
  if (spoiling === 0) return [];
  const cells = numel(plan.shape);
  const number = inputNotFinite + outputNaN + outputOverflow;
  return [
    notice(
      'sharedNotFinite',
      `${counted(spoiling, 'value')} of the input ${spoiling === 1 ? 'is' : 'are'} NaN or infinite, and ${number} of ${counted(cells, 'value')} of the output ${number === 1 ? 'is' : 'are'} so too: such a value spoils every statistic that it enters. Remove or mask it.`,
      { spoiling, number, cells },
    ),
  ];
}

/** EvoNorm B0 keeps a running mean that it never reads. */
const unread = ({ recipe }: StagedPlan, running: RunningStatistics | null) =>
  running && recipe === 'evoB0'
    ? [heldIn('running_mean', running.mean, [running.mean.length], 'channel')]
    : [];

function runningNotices(plan: StagedPlan, running: RunningStatistics | null): Notice[] {
  if (!running) return [];
  const found: Notice[] = [];
  const say = teller(found);
  const reads = plan.recipe === 'switch';
  if (reads) say(places(running.mean, isNotFinite), runningMeanNotFinite);
  say(places(running.var, isNotFinite), runningVarNotFinite);
  // SwitchNorm blends it with what may outweigh it
  const least = reads ? 0 : -plan.eps;
  say(
    places(running.var, (value) => value < least && !isNotFinite(value)),
    (channels, text) =>
      reads
        ? notice(
            'negativeRunningVar',
            `running_var is negative in ${channels}, which no variance is. Check running_var.`,
            { places: text },
          )
        : negativeVariance('running_var + eps', channels, text),
  );
  return found;
}
