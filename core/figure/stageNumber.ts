import type { CellTrace } from '../station/cellTrace.ts';
import { traceWindow } from '../norm/kinds/window/trace.ts';
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
  const { x, plan, weight = null, bias = null, running = null } = input;
  return {
    ...dividing(input, cell, group),
    ...paramsOf(plan, x, flat, weight, bias),
    running,
  };
}

/** Mean, variance and what is divided by, as the layer uses them. */
function dividing(
  { plan, statistics, x, window }: Input,
  cell: number,
  group: number,
): Pick<StageNumber, 'mean' | 'variance' | 'root'> {
  switch (plan.kind) {
    case 'moments': {
      const unbiased = plan.ddof === 1 && plan.source === 'batch';
      const variance = statistics?.[unbiased ? 'varianceUnbiased' : 'variance'][group] ?? NaN;
      const root = variance === 0 && plan.eps === 0 ? 0 : 1 / (statistics?.rstd[group] ?? NaN);
      return { mean: statistics?.mean[group] ?? NaN, variance, root };
    }
    case 'pointwise':
      return { mean: NaN, variance: NaN, root: NaN };
    case 'window': {
      const valueAt = (at: number) => x.data[displayFlatOf(x, at)] ?? NaN;
      const found = window ?? traceWindow(plan, valueAt, cell);
      return {
        mean: NaN,
        variance: found?.meanOfSquares ?? NaN,
        root: found?.denominator ?? NaN,
      };
    }
    default:
      return plan satisfies never;
  }
}
