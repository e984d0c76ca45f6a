import { offsetsOf, walkOf } from './covering.ts';
import { parameterDims, type Hypothesis } from './hypothesis.ts';
import type { RowRun } from './rows/rowRun.ts';
import { groupStatistics } from './sample.ts';
import type { Pair } from './pair.ts';

/** Of a mean against its deviation, and of a variance below 1, which eps leaves there. */
const MEAN = 1e-4;
const BELOW = 0.03;
const ABOVE = 1e-4;
const FEWEST = 3;
/** Places whose mean square is 1 by no chance. */
const FEWEST_PLACES = 4;

/**
 * True when γ and β that were fitted to y just give every one of their places, or of those along some of their dimensions, the mean 0 and the
 * variance 1, or the mean square 1: that is no layer's parameters, but a second normalization over what the first one made.
 */
export function isNormalizedAgain(pair: Pair, hypothesis: Hypothesis | RowRun): boolean {
  const dims = parameterDims(hypothesis);
  const some = Array.from({ length: 2 ** dims.length }, (_, bits) =>
    dims.filter((__, i) => bits & (1 << i)),
  );
  return some.some((kept) => isNormalizedFor(pair, kept));
}

/** Whether y has the mean 0 and the variance 1, or the mean square 1, at each place along some dimensions. */
function isNormalizedFor({ y, shape, precision }: Pair, dims: readonly number[]): boolean {
  const reduced = shape.flatMap((_, dim) => (dims.includes(dim) ? [] : [dim]));
  const walk = walkOf(shape, { reduced, split: null });
  if (walk.size < FEWEST) return false;
  const offsets = offsetsOf(walk.reduced, ({ stride }) => stride);
  const near = MEAN + precision.unit;
  const isOne = (spread: number) => spread >= 1 - BELOW && spread <= 1 + ABOVE + near;
  const origins = offsetsOf(walk.kept, ({ stride }) => stride);
  let [centred, scaled] = [true, origins.length >= FEWEST_PLACES];
  for (const origin of origins) {
    const [mean, variance, meanSquare] = groupStatistics(y, origin, offsets);
    centred &&= Math.abs(mean) <= near && isOne(variance);
    scaled &&= isOne(meanSquare);
    if (!centred && !scaled) return false;
  }
  return true;
}
