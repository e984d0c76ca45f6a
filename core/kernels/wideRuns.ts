// float64 throughout: statistics and output of groups whose contiguous inner run is reduced.
import { finish } from './finish';
import { address, groupOffset, groupParam, runOffset, runParam, word } from './geometry';
import * as job from './job';
import { conclude, m2, mean, storeMoments } from './moments';
import { clear, lanes } from './sums';

/** Adds n deviations from the pivot and their squares to an accumulator. */
function gather(p: usize, n: i32, pivot: f64, acc: usize): void {
  const k = f64x2.splat(pivot);
  let s0 = v128.load(acc);
  let q0 = v128.load(acc, 16);
  let s1 = f64x2.splat(0);
  let q1 = f64x2.splat(0);
  for (; n >= 4; n -= 4) {
    const d0 = f64x2.sub(v128.load(p), k);
    const d1 = f64x2.sub(v128.load(p, 16), k);
    s0 = f64x2.add(s0, d0);
    s1 = f64x2.add(s1, d1);
    q0 = f64x2.add(q0, f64x2.mul(d0, d0));
    q1 = f64x2.add(q1, f64x2.mul(d1, d1));
    p += 32;
  }
  v128.store(acc, f64x2.add(s0, s1));
  v128.store(acc, f64x2.add(q0, q1), 16);
  for (; n > 0; n--) {
    const d = load<f64>(p) - pivot;
    store<f64>(acc, load<f64>(acc) + d);
    store<f64>(acc, load<f64>(acc, 16) + d * d, 16);
    p += 8;
  }
}

/** mean and m2 of runs [from, to) of the group at p, about its first value or, where that is far off, about what was found. */
function settle(j: usize, p: usize, from: i32, to: i32, acc: usize): void {
  const inner = word(j, job.INNER);
  const n = <f64>(to - from) * <f64>inner;
  const centered = word(j, job.CENTER) != 0;
  let about = centered ? load<f64>(p + (<usize>runOffset(j, from) << 3)) : 0;
  if (!isFinite(about)) about = 0;
  for (let again = 0; ; again++) {
    clear(acc);
    for (let r = from; r < to; r++) gather(p + (<usize>runOffset(j, r) << 3), inner, about, acc);
    const s = lanes(acc);
    const q = lanes(acc + 16);
    // Not so for NaN and ∞, which no other pivot makes better.
    if (again == 1 || !(centered && (s * s) / n > 0.5 * q && isFinite(q))) {
      conclude(centered, about, s, q, n);
      return;
    }
    about += s / n;
  }
}

/** n values by the mean, what they are multiplied by, and γ and β: one each, or along the run. */
function apply(x: usize, y: usize, n: i32, m: f64, rstd: f64, w: usize, b: usize, along: bool): void {
  const vm = f64x2.splat(m);
  const vr = f64x2.splat(rstd);
  const end2 = x + (<usize>(n & ~1) << 3);
  const end = x + (<usize>n << 3);
  if (!along) {
    const g = f64x2.splat(w != 0 ? load<f64>(w) : 1);
    const c = f64x2.splat(b != 0 ? load<f64>(b) : 0);
    for (; x < end2; x += 16) {
      v128.store(y, f64x2.add(f64x2.mul(f64x2.mul(f64x2.sub(v128.load(x), vm), vr), g), c));
      y += 16;
    }
  } else {
    for (; x < end2; x += 16) {
      const t = f64x2.mul(f64x2.sub(v128.load(x), vm), vr);
      v128.store(y, f64x2.add(f64x2.mul(t, v128.load(w)), v128.load(b)));
      y += 16;
      w += 16;
      b += 16;
    }
  }
  if (x < end) store<f64>(y, (load<f64>(x) - m) * rstd * (w != 0 ? load<f64>(w) : 1) + (b != 0 ? load<f64>(b) : 0));
}

/** Writes runs [from, to) of group g. */
export function wideApplyGroup(j: usize, g: i32, from: i32, to: i32): void {
  const m = load<f64>(address(j, job.MEAN) + (<usize>g << 3));
  const rstd = load<f64>(address(j, job.RSTD) + (<usize>g << 3));
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const along = word(j, job.INNER_PARAM) != 0 && weight != 0;
  const base = groupOffset(j, g);
  const param = groupParam(j, g);
  for (let r = from; r < to; r++) {
    const at = <usize>(base + runOffset(j, r)) << 3;
    const k = <usize>(param + runParam(j, r)) << 3;
    const w = weight != 0 ? weight + k : 0;
    const b = bias != 0 ? bias + k : 0;
    apply(address(j, job.X) + at, address(j, job.Y) + at, word(j, job.INNER), m, rstd, w, b, along);
  }
}

/** Mean and squares of groups [from, to); scratch holds one accumulator. */
export function wideMoments(j: usize, from: i32, to: i32, scratch: usize): void {
  for (let g = from; g < to; g++) {
    settle(j, address(j, job.X) + (<usize>groupOffset(j, g) << 3), 0, word(j, job.RUN_COUNT), scratch);
    storeMoments(j, g);
  }
}

/** Mean and sum of squared deviations of runs [from, to) of group g, as two float64 at `out`. */
export function widePartialMoments(j: usize, g: i32, from: i32, to: i32, out: usize, scratch: usize): void {
  settle(j, address(j, job.X) + (<usize>groupOffset(j, g) << 3), from, to, scratch);
  store<f64>(out, mean);
  store<f64>(out, m2, 8);
}

/** Groups [from, to): statistics and output. */
export function wideInner(j: usize, from: i32, to: i32, scratch: usize): void {
  for (let g = from; g < to; g++) {
    if (word(j, job.STATISTICS_GIVEN) == 0) {
      wideMoments(j, g, g + 1, scratch);
      finish(j, g);
    }
    wideApplyGroup(j, g, 0, word(j, job.RUN_COUNT));
  }
}
