import { InputError } from '../errors.ts';
import { permuteToAxes } from '../tensor/permute.ts';
import { indexOf } from '../tensor/strides.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { Outcome } from './lesson.ts';

/** Outputs that differ by less are the same layer on this shape: float32 rounds at about this size. */
export const IDENTICAL = 1e-6;

type Done = Extract<Outcome, { ok: true }>;

/**
 * The outcome at an index.
 * @throws InputError lesson-run, when that run failed or is not there: the lesson's runs and facts disagree
 */
export function outcomeAt(outcomes: readonly Outcome[], index: number): Done {
  const outcome = outcomes[index];
  if (!outcome?.ok)
    throw new InputError(
      'lesson-run',
      `A number of the scene is one of run ${index + 1}, which gave no result (the scene has ${outcomes.length}). Ask for a number of another run, or take it out.`,
      { run: index + 1, runs: outcomes.length },
    );
  return outcome;
}

/** The output with its axes in the order of `axes`, so that outputs of different layouts can be compared cell by cell. */
export function outputIn(outcome: Done, axes: readonly string[]): Tensor {
  return permuteToAxes(outcome.y, axes);
}

/** How far two outputs are apart, and where: NaN where one of them alone is, for equal NaNs do not differ. */
export interface Apart {
  readonly by: number;
  /** Flat index into the first output. */
  readonly flat: number;
}

/**
 * Largest |a − b|, over all cells or those of one sample (index on axis N). Both outputs are taken in the first one's axis
 * order.
 */
export function farthestApart(a: Done, b: Done, sample?: number): Apart {
  const left = a.y.data;
  const right = outputIn(b, a.y.axes).data;
  let largest: Apart = { by: 0, flat: 0 };
  for (let flat = 0; flat < left.length; flat++) {
    if (sample !== undefined && !inSample(a.y, flat, sample)) continue;
    const by = Math.abs((left[flat] ?? 0) - (right[flat] ?? 0));
    if (Number.isNaN(by)) {
      if (Number.isNaN(left[flat]) !== Number.isNaN(right[flat])) return { by, flat };
    } else if (by > largest.by) largest = { by, flat };
  }
  return largest;
}

/** Whether a cell belongs to a sample (index on axis N). */
export function inSample({ shape, axes }: Tensor, flat: number, sample: number): boolean {
  return indexOf(shape, flat)[axes.indexOf('N')] === sample;
}

/** a − b of the outputs, cell by cell, with a's axes. */
export function differenceOf(a: Done, b: Done): Tensor {
  const other = outputIn(b, a.y.axes).data;
  const data = Float32Array.from(a.y.data, (value, i) => value - (other[i] ?? NaN));
  return tensor(data, a.y.shape, a.y.axes);
}

/**
 * Cells of b's output that differ from a's, flat as b was fed; changes below IDENTICAL are none.
 * @param without  cells that are left out, flat as b was fed
 */
export function changedCells(a: Done, b: Done, without: ReadonlySet<number>): number[] {
  const before = outputIn(a, b.y.axes).data;
  return Array.from(b.y.data, (value, flat) => ({
    flat,
    by: Math.abs(value - (before[flat] ?? 0)),
  }))
    .filter(({ flat, by }) => !(by < IDENTICAL) && !without.has(flat))
    .map(({ flat }) => flat);
}

/** Number of NaN outputs. */
export function countNaN(outcome: Done): number {
  return Array.from(outcome.y.data).filter(Number.isNaN).length;
}

/** "N, L": the names of the axes that are averaged over. */
export function reducedNames(outcome: Done): string {
  return outcome.plan.reducedAxes.join(', ');
}
