import type { Moments } from './moments.ts';

/**
 * Moments of two sets of values together, from the moments of each: what SyncBatchNorm's devices exchange,
 * and what threads do that share a large group.
 * @param a  moments of the first part, any number of groups
 * @param b  moments of the second part, as many groups
 * @source   Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 2.1
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const groups = a.mean.length;
  const mean = new Float64Array(groups);
  const squares = new Float64Array(groups);
  for (let g = 0; g < groups; g++) {
    const delta = b.mean[g]! - a.mean[g]!;
    mean[g] = Number.isFinite(delta)
      ? a.mean[g]! + (delta * b.count) / count
      : (a.mean[g]! * a.count + b.mean[g]! * b.count) / count;
    squares[g] = a.squares[g]! + b.squares[g]! + (delta * delta * a.count * b.count) / count;
  }
  return { count, mean, squares };
}

/** Moments that grow part by part, groups each at their own pace. */
export interface GrowingMoments {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/**
 * Adds a part's moments to those of neighbouring groups, by the formula of mergeMoments().
 * @param into   grows
 * @param first  group of `into` that the first added group is
 * @param part   the part's moments
 * @param from   first group of the part, inclusive
 * @param to     last group of the part, exclusive
 */
export function addMoments(
  into: GrowingMoments,
  first: number,
  part: Moments,
  from: number,
  to: number,
): void {
  for (let g = from, at = first; g < to; g++, at++) {
    const before = into.count[at]!;
    const count = before + part.count;
    const delta = part.mean[g]! - into.mean[at]!;
    into.count[at] = count;
    if (before === 0) {
      into.mean[at] = part.mean[g]!;
      into.squares[at] = part.squares[g]!;
      continue;
    }
    into.squares[at]! += part.squares[g]! + (delta * delta * before * part.count) / count;
    into.mean[at] = Number.isFinite(delta)
      ? into.mean[at]! + (delta * part.count) / count
      : (into.mean[at]! * before + part.mean[g]! * part.count) / count;
  }
}
