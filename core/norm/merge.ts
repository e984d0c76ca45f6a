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
