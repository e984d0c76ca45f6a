import { offsetsOf, walkOf } from './covering.ts';
import { parameterDims, type Hypothesis } from './hypothesis.ts';
import { groupStatistics } from './sample.ts';
import type { Pair } from './pair.ts';

/** Of a mean against its deviation, and of a variance below 1, which eps leaves there. */
const MEAN = 1e-4;
const BELOW = 0.03;
const ABOVE = 1e-4;
const FEWEST = 3;

/**
 * True when γ and β that were fitted to y just give every one of their places the mean 0 and the variance 1: that is no layer's parameters, but a
 * second normalization over what the first one made.
 */
export function isNormalizedAgain({ y, shape, precision }: Pair, hypothesis: Hypothesis): boolean {
  const dims = parameterDims(hypothesis);
  const reduced = shape.flatMap((_, dim) => (dims.includes(dim) ? [] : [dim]));
  const walk = walkOf(shape, { reduced, split: null });
  if (walk.size < FEWEST) return false;
  const offsets = offsetsOf(walk.reduced, ({ stride }) => stride);
  const near = MEAN + precision.unit;
  for (const origin of offsetsOf(walk.kept, ({ stride }) => stride)) {
    const [mean, variance] = groupStatistics(y, origin, offsets);
    if (!(Math.abs(mean) <= near && variance >= 1 - BELOW && variance <= 1 + ABOVE + near))
      return false;
  }
  return true;
}
