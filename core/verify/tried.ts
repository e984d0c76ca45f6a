import type { Fit } from './fit.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Pair } from './pair.ts';
import type { RowRun } from './rows/rowRun.ts';

/** A hypothesis with what is left of y. */
export interface Tried<H = Hypothesis | RowRun> {
  readonly hypothesis: H;
  readonly fit: Fit;
}

/** A hypothesis that has as many numbers as there are values: it fits anything. */
export interface Untold<H = Hypothesis | RowRun> {
  readonly hypothesis: H;
  readonly values: number;
  readonly fitted: number;
}

/** Of y may be left in a sample, for what is looked at closely: half precision and an eps in between leave less. */
export const PROMISING = 0.03;
/** Values that have to be left over by a fit, and as a part of all. */
const LEAST_OVER = 8;
const LEAST_SHARE = 0.04;

export function isEnough(values: number, fitted: number): boolean {
  return values - fitted >= Math.max(LEAST_OVER, LEAST_SHARE * values);
}

/** What a float32 computation leaves, as a part of y. */
export const floorOf = ({ precision }: Pair) => 2 ** -24 + precision.unit / 4;

/** Whether a layer of the table was run as itself. */
export const isRun = (hypothesis: Hypothesis | RowRun): hypothesis is RowRun =>
  'spec' in hypothesis;
