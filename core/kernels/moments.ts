// Mean and sum of squared deviations of a group from its sums about a pivot.
import { address, isBrain, isWide, readAt, runOffset, widenRun, word } from './geometry';
import { numberAt, scaleOf } from './halves';
import * as job from './job';
import { clear, gatherRun, gatherRunExact, lanes } from './sums';

// float32 lanes hold squares between these; outside, the group is done again in float64.
export const LARGEST: f64 = 1e30;
export const SMALLEST: f64 = 1e-25;

/** What conclude() found; each thread has its own instance of the module. */
export let mean: f64 = 0;
export let m2: f64 = 0;

/** Mean of 16 values spread over the group that begins with value `first`: a pivot, so any of them will do. */
// @ts-ignore: decorator
@inline
export function samplePivot(j: usize, first: i32): f32 {
  const brain = isBrain(j);
  const p = readAt(j, first);
  let s0: f64 = 0;
  let s1: f64 = 0;
  let at = j + job.SAMPLES;
  const end = at + 64;
  do {
    s0 += <f64>numberAt(brain, p + (<usize>load<i32>(at) << scaleOf(brain)));
    s1 += <f64>numberAt(brain, p + (<usize>load<i32>(at, 4) << scaleOf(brain)));
    at += 8;
  } while (at < end);
  return <f32>((s0 + s1) * 0.0625);
}

/** True when sums about a pivot are good to float32: the pivot was near the mean and no lane left its range. */
// @ts-ignore: decorator
@inline
export function trusted(j: usize, centered: bool, s: f64, q: f64, n: f64): bool {
  return !(centered && (s * s) / n > 0.5 * q) && (isWide(j) || (q < LARGEST && q >= SMALLEST * n));
}

/** mean and m2 from the sums of n values about a pivot. */
// @ts-ignore: decorator
@inline
export function conclude(centered: bool, about: f64, s: f64, q: f64, n: f64): void {
  mean = centered ? about + s / n : 0;
  m2 = squaresAboutMean(centered, s, q, n);
}

/** Sum of squared deviations from the mean. Those of finite values beyond float64 stay infinite, whatever the correction; an infinite value makes it NaN. */
// @ts-ignore: decorator
@inline
export function squaresAboutMean(centered: bool, s: f64, q: f64, n: f64): f64 {
  return !centered || (q == Infinity && isFinite(s)) ? q : max(q - (s * s) / n, 0);
}

/** mean and m2 of n values that lie in runs [from, to) of the group that begins with value `start`, from their sums about `pivot` at `acc`. */
export function settle(j: usize, start: i32, from: i32, to: i32, n: f64, pivot: f32, acc: usize): void {
  const centered = word(j, job.CENTER) != 0;
  let s = lanes(acc);
  let q = lanes(acc + 16);
  let about = <f64>pivot;
  if (trusted(j, centered, s, q, n)) {
    conclude(centered, about, s, q, n);
    return;
  }
  const inner = word(j, job.INNER);
  const p = address(j, job.X) + (<usize>start << 2);
  for (let r = from; r < to; r++) widenRun(j, start + runOffset(j, r), inner);
  if (centered && q < LARGEST && q >= SMALLEST * n) {
    const better = <f32>(about + s / n);
    clear(acc);
    for (let r = from; r < to; r++) gatherRun(false, p + (<usize>runOffset(j, r) << 2), inner, better, acc);
    about = <f64>better;
    s = lanes(acc);
    q = lanes(acc + 16);
  }
  if (!trusted(j, centered, s, q, n)) {
    const first = <f64>load<f32>(p + (<usize>runOffset(j, from) << 2));
    about = centered && isFinite(first) ? first : 0;
    gatherExact(j, p, from, to, inner, about, acc);
    s = lanes(acc);
    q = lanes(acc + 16);
    if (centered && (s * s) / n > 0.5 * q) {
      about += s / n;
      gatherExact(j, p, from, to, inner, about, acc);
      s = lanes(acc);
      q = lanes(acc + 16);
    }
  }
  conclude(centered, about, s, q, n);
}

function gatherExact(j: usize, p: usize, from: i32, to: i32, inner: i32, about: f64, acc: usize): void {
  clear(acc);
  for (let r = from; r < to; r++) gatherRunExact(p + (<usize>runOffset(j, r) << 2), inner, about, acc);
}

/** Stores mean and squares of group g. */
// @ts-ignore: decorator
@inline
export function storeMoments(j: usize, g: i32): void {
  const at = <usize>g << 3;
  store<f64>(address(j, job.MEAN) + at, mean);
  store<f64>(address(j, job.SQUARES) + at, m2);
}
