import { named, orNull } from '../shape/compound.ts';
import { object } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { count, number } from '../shape/values.ts';

const size = named('count', count);

/** What a tensor's values look like from far away. */
export const summary = named(
  'summary',
  object(
    {
      /** Smallest and largest finite value; null when there is none. */
      min: orNull(number()),
      max: orNull(number()),
      /** Mean and population (biased, divided by n) standard deviation of the finite values. */
      mean: orNull(number()),
      std: orNull(number()),
      /** Number of NaN, and of +∞ and −∞ together. */
      nan: size,
      inf: size,
    },
    'open',
  ),
);
export type Summary = Infer<typeof summary>;

/**
 * Range, mean and spread of the finite values, and how many are not finite.
 *
 * Two passes in float64: the spread is taken about the mean and corrected by the mean's own rounding error,
 * so it is right on data with a large offset, and exactly 0 on a constant.
 * @param data  values in any order
 * @returns     population standard deviation √(Σ(x−μ)²/n); null for all four without a finite value
 * @source      Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 1.7
 */
export function summarize(data: ArrayLike<number>): Summary {
  let count = 0;
  let nan = 0;
  let inf = 0;
  let min = Infinity;
  let max = -Infinity;
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value !== 0) {
      if (value !== value) nan++;
      else inf++;
      continue;
    }
    count++;
    total += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return { min: null, max: null, mean: null, std: null, nan, inf };
  if (min === max) return { min, max, mean: min, std: 0, nan, inf };

  // the sum of float64 values near the limit can overflow; any pivot inside the range will do
  const pivot = Number.isFinite(total) ? total / count : min / 2 + max / 2;
  // squares of extreme float64 deviations leave the range of float64, squares of scaled ones do not
  const widest = Math.max(max - pivot, pivot - min);
  const scale = widest > 1e-140 && widest < 1e140 ? 1 : widest;
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value !== 0) continue;
    const deviation = (value - pivot) / scale;
    rest += deviation;
    squares += deviation * deviation;
  }
  const shift = rest / count;
  const variance = Math.max(0, squares / count - shift * shift);
  return { min, max, mean: pivot + shift * scale, std: Math.sqrt(variance) * scale, nan, inf };
}
