import { TEX, TEXT, type Notation } from './numbers.ts';

/** The stations of the arithmetic, in the order in which a layer passes them. */
export type StepId =
  | 'group'
  | 'gather'
  | 'replicas'
  | 'mean'
  | 'deviation'
  | 'square'
  | 'variance'
  | 'epsSqrt'
  | 'divide'
  | 'scaleShift'
  | 'allGroups'
  | 'running';

/** One station: the formula in letters, the same with this cell's numbers, and what comes out. */
export interface Step {
  readonly id: StepId;
  /** TeX, in letters. */
  readonly tex: string;
  /** TeX, with the real numbers. */
  readonly texNumbers: string;
  /** Unicode text, with the real numbers. */
  readonly text: string;
  readonly value: number;
}

/** A step whose two written forms differ in notation only. */
export function step(
  id: StepId,
  tex: string,
  value: number,
  write: (notation: Notation, tex: boolean) => string,
): Step {
  return { id, tex, texNumbers: write(TEX, true), text: write(TEXT, false), value };
}
