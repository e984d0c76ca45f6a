import type { CellTrace } from '../station/cellTrace.ts';
import { arithmeticOf } from '../norm/kinds/arithmetic.ts';
import { displayFlatOf } from './displayTensor.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import type { StageNumber } from './stageBlocks.ts';
import { paramsOf } from './stageValues.ts';

/** What a layer holds beside its statistics. */
export interface StageState {
  /** γ and β as long as plan.paramShape says; 1 and 0 when left out. */
  readonly weight?: ArrayLike<number> | null;
  readonly bias?: ArrayLike<number> | null;
  /** Running mean and variance of the group's channel before and after; null without them. */
  readonly running?: StageNumber['running'];
  /** The pinned cell's window where it is known; else it is read from x. */
  readonly window?: CellTrace['window'];
}

type Input = Pick<CubeFigureInput, 'plan' | 'x' | 'statistics'> & StageState;

/**
 * The numbers that stand between the cubes.
 * @param cell   the pinned one, flat in the full input
 * @param group  its statistic
 * @param flat   a display cell of the group, whose γ and β are shown
 */
export function stageNumber(input: Input, cell: number, group: number, flat: number): StageNumber {
  const { x, plan, statistics, window = null, weight = null, bias = null, running = null } = input;
  const valueAt = (at: number) => x.data[displayFlatOf(x, at)] ?? NaN;
  return {
    ...arithmeticOf(plan).divided(plan, {
      cell,
      group,
      statistics: statistics ?? null,
      window,
      valueAt,
    }),
    ...paramsOf(plan, x, flat, weight, bias),
    running,
  };
}
