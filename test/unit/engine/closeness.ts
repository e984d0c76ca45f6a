import { paramIndexOf, groupOf } from '../../../core/norm/groups.ts';
import type { NormResult, Statistics } from '../../../core/norm/spec.ts';

/** Half the distance between neighbouring float32 numbers, relative to their size. */
const HALF_STEP = 2 ** -24;

/**
 * How far a result may be from the reference. The kernel rounds four times in float32 (difference, factor, product, sum) where the
 * reference rounds once, each time by half a step of γ·x̂ or of β; its mean and variance come from lanes of float32
 * that hold up to 32 values before they are widened, which leaves 2 to 3 half steps more in x̂ and in γ·x̂ + β.
 */
const HALF_STEPS = 16;

/**
 * The first value that is further from the reference than rounding explains.
 * @returns null when there is none, else a sentence about it
 */
export function firstDifference(got: NormResult, wanted: NormResult): string | null {
  const { plan, weight, bias } = wanted;
  const actual = got.output.data;
  const expected = wanted.output.data;
  if (actual.length !== expected.length) return `${actual.length} values`;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i]!;
    const b = expected[i]!;
    if (Object.is(a, b) || a === b) continue;
    const param = paramIndexOf(plan, i);
    const gamma = Math.abs(weight?.[param] ?? 1);
    const beta = Math.abs(bias?.[param] ?? 0);
    const allowed = HALF_STEPS * HALF_STEP * (Math.abs(b - (bias?.[param] ?? 0)) + gamma + beta);
    if (Number.isFinite(b) && Math.abs(a - b) <= allowed + 2 ** -149) continue;
    const group = groupOf(plan, i);
    return `value ${i} of group ${group} is ${a}, expected ${b} within ${allowed}`;
  }
  return null;
}

/** Largest relative difference of two lists of statistics; NaN equals NaN, ∞ equals ∞. */
export function relativeDifference(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let worst = got.length === wanted.length ? 0 : Infinity;
  for (let i = 0; i < wanted.length; i++) {
    const a = got[i]!;
    const b = wanted[i]!;
    if (Object.is(a, b) || a === b) continue;
    const difference = Math.abs(a - b) / Math.abs(b);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }
  return worst;
}

/**
 * Largest difference of means, each relative to itself or to its group's spread 1 ÷ rstd, whichever is larger: of values
 * on both sides of 0 a mean is as small as it happens to be.
 */
export function differenceOfMeans(
  got: ArrayLike<number>,
  { mean, rstd }: Pick<Statistics, 'mean' | 'rstd'>,
): number {
  const differences = Array.from(mean, (wanted, i) => {
    const off = Math.abs(got[i]! - wanted);
    return off === 0 ? 0 : off / Math.max(Math.abs(wanted), 1 / Math.abs(rstd[i]!));
  });
  return got.length === mean.length ? Math.max(0, ...differences) : Infinity;
}
