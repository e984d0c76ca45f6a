import { summarize, type Summary } from './summary.ts';

/** How many finite values lie in each of equal steps from the smallest to the largest. */
export interface Histogram {
  readonly counts: readonly number[];
  readonly summary: Summary;
}

const BINS = 40;

/** @returns no counts where no value is finite; one where all are the same */
export function histogram(data: ArrayLike<number>, bins: number = BINS): Histogram {
  const summary = summarize(data);
  const { min, max } = summary;
  if (min === null || max === null) return { counts: [], summary };
  const steps = min === max ? 1 : bins;
  const counts = new Array<number>(steps).fill(0);
  // Halves, as a range may be larger than the largest number.
  const width = max / 2 - min / 2 || 1;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) continue;
    const at = Math.floor(((value / 2 - min / 2) / width) * steps);
    counts[Math.min(steps - 1, at)]! += 1;
  }
  return { counts, summary };
}
