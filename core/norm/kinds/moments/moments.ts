import type { TensorData } from '../../../tensor/tensor.ts';
import { groupOrigin, walkOf, type Geometry, type Walk } from '../../mergeAxes.ts';

/** Mean and sum of squared deviations of groups that hold `count` values each. */
export interface Moments {
  readonly count: number;
  readonly mean: Float64Array;
  /** Σ(x − mean)²; Σx² with mean 0 where the layer does not centre. */
  readonly squares: Float64Array;
}

/** Room for the moments of every group. */
export function emptyMoments(geometry: Geometry): Moments {
  return {
    count: geometry.groupSize,
    mean: new Float64Array(geometry.groups),
    squares: new Float64Array(geometry.groups),
  };
}

/**
 * Mean and sum of squared deviations of some groups.
 *
 * Two passes in float64: the mean as a pivot plus the mean deviation from it, then the deviations from that
 * mean, corrected by their own sum. A constant group gives its value and exactly 0. Groups are independent,
 * so any split of them over threads gives the same bits.
 * @param data      float32[numel] or float64[numel], row-major
 * @param geometry  from mergeAxes(plan)
 * @param center    false: mean 0 and Σx² (RMSNorm)
 * @param from      first group, inclusive
 * @param to        last group, exclusive
 * @param out       entries from…to are written
 * @source          Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 1.7
 */
export function moments(
  data: TensorData,
  geometry: Geometry,
  center: boolean,
  from: number,
  to: number,
  out: Moments,
): void {
  const walk = walkOf(geometry);
  for (let group = from; group < to; group++) {
    const origin = groupOrigin(geometry, group);
    if (center) {
      momentsOfGroup(data, walk, origin, geometry.groupSize, group, out);
    } else {
      out.mean[group] = 0;
      out.squares[group] = sumOfSquares(data, walk, origin);
    }
  }
}

function momentsOfGroup(
  data: TensorData,
  walk: Walk,
  origin: number,
  count: number,
  group: number,
  out: Moments,
): void {
  const first = data[origin]!;
  // an infinite pivot would turn the mean ∞ into NaN
  const pivot = Number.isFinite(first) ? first : 0;
  let mean = pivot + sumOfDeviations(data, walk, origin, pivot) / count;

  const { inner, offsets } = walk;
  const { size, stride } = inner;
  let rest = 0;
  let squares = 0;
  for (let copy = 0; copy < offsets.length; copy++) {
    let at = origin + offsets[copy]!;
    for (let i = 0; i < size; i++, at += stride) {
      const deviation = data[at]! - mean;
      rest += deviation;
      squares += deviation * deviation;
    }
  }
  const shift = rest / count;
  if (Number.isFinite(shift)) mean += shift;
  out.mean[group] = mean;
  // squares beyond float64 stay infinite, whatever the correction
  out.squares[group] = squares === Infinity ? squares : Math.max(0, squares - rest * shift);
}

function sumOfDeviations(data: TensorData, walk: Walk, origin: number, pivot: number): number {
  const { inner, offsets } = walk;
  const { size, stride } = inner;
  let sum = 0;
  for (let copy = 0; copy < offsets.length; copy++) {
    let at = origin + offsets[copy]!;
    for (let i = 0; i < size; i++, at += stride) sum += data[at]! - pivot;
  }
  return sum;
}

function sumOfSquares(data: TensorData, walk: Walk, origin: number): number {
  const { inner, offsets } = walk;
  const { size, stride } = inner;
  let sum = 0;
  for (let copy = 0; copy < offsets.length; copy++) {
    let at = origin + offsets[copy]!;
    for (let i = 0; i < size; i++, at += stride) sum += data[at]! * data[at]!;
  }
  return sum;
}
