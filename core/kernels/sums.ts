// Sums of x − K and (x − K)² over a run, K a pivot near the mean: float32 lanes that gather 16 values at
// most and are then flushed to float64. Every path adds in the same order, so that each gives the same bits.
import { applyParamsAs, applyRunAs } from './apply';
import { fourAt, numberAt, pairAt, scaleOf, vectorAt } from './halves';

/** Values of a stretch after which lanes are flushed: 2 lanes of 16 vectors. */
const STRETCH: usize = 128;

// @ts-ignore: decorator
@inline
export function widen(v: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)));
}

/** Both lanes of a float64 accumulator. */
// @ts-ignore: decorator
@inline
export function lanes(at: usize): f64 {
  return load<f64>(at) + load<f64>(at, 8);
}

/** Sets an accumulator to 0: sums float64[2], then squares float64[2]. */
// @ts-ignore: decorator
@inline
export function clear(acc: usize): void {
  v128.store(acc, f64x2.splat(0));
  v128.store(acc, f64x2.splat(0), 16);
}

/** The last n < 16 values of a run. */
// @ts-ignore: decorator
@inline
function gatherTail(brain: bool, p: usize, n: i32, pivot: f32, acc: usize): void {
  const k = f32x4.splat(pivot);
  let sum = v128.load(acc);
  let squares = v128.load(acc, 16);
  for (; n >= 4; n -= 4) {
    const d = f32x4.sub(fourAt(brain, p), k);
    sum = f64x2.add(sum, widen(d));
    squares = f64x2.add(squares, widen(f32x4.mul(d, d)));
    p += <usize>4 << scaleOf(brain);
  }
  v128.store(acc, sum);
  v128.store(acc, squares, 16);
  for (; n > 0; n--) {
    const d = <f64>numberAt(brain, p) - <f64>pivot;
    store<f64>(acc, load<f64>(acc) + d);
    store<f64>(acc, load<f64>(acc, 16) + d * d, 16);
    p += <usize>1 << scaleOf(brain);
  }
}

// What happens to another run while one is gathered.
const NOTHING: i32 = 0;
const WRITE: i32 = 1;
const WRITE_PARAMS: i32 = 2;

/** (v − h)·a + c */
// @ts-ignore: decorator
@inline
function scaled(v: v128, h: v128, a: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(v, h), a), c);
}

/** The loop of all that follows. `brain` and `then` are known when it is compiled, so that what is not wanted costs nothing. */
// @ts-ignore: decorator
@inline
function gather(
  brain: bool,
  then: i32,
  p: usize,
  n: i32,
  pivot: f32,
  acc: usize,
  x: usize,
  y: usize,
  high: f32,
  a: f32,
  c: f32,
  w: usize,
  b: usize,
): void {
  const k = f32x4.splat(pivot);
  const vh = f32x4.splat(high);
  const va = f32x4.splat(a);
  const vc = f32x4.splat(c);
  const end = p + (<usize>(n & ~15) << scaleOf(brain));
  if (p < end) {
    let sum = v128.load(acc);
    let squares = v128.load(acc, 16);
    do {
      const stop = min(p + (STRETCH << scaleOf(brain)), end);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let q0 = f32x4.splat(0);
      let q1 = f32x4.splat(0);
      do {
        const p0 = pairAt(brain, p, 0);
        const p1 = pairAt(brain, p, 1);
        const d0 = f32x4.sub(vectorAt(brain, p, 0, p0), k);
        const d1 = f32x4.sub(vectorAt(brain, p, 1, p0), k);
        const d2 = f32x4.sub(vectorAt(brain, p, 2, p1), k);
        const d3 = f32x4.sub(vectorAt(brain, p, 3, p1), k);
        s0 = f32x4.add(s0, f32x4.add(d0, d2));
        s1 = f32x4.add(s1, f32x4.add(d1, d3));
        q0 = f32x4.add(q0, f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d2, d2)));
        q1 = f32x4.add(q1, f32x4.add(f32x4.mul(d1, d1), f32x4.mul(d3, d3)));
        // Two orders of loads and stores, each the fastest for its own: four values computed and then stored cost 6 %.
        const x0 = pairAt(brain && then != NOTHING, x, 0);
        const x1 = pairAt(brain && then != NOTHING, x, 1);
        if (then == WRITE) {
          v128.store(y, scaled(vectorAt(brain, x, 0, x0), vh, va, vc));
          v128.store(y, scaled(vectorAt(brain, x, 1, x0), vh, va, vc), 16);
          v128.store(y, scaled(vectorAt(brain, x, 2, x1), vh, va, vc), 32);
          v128.store(y, scaled(vectorAt(brain, x, 3, x1), vh, va, vc), 48);
        }
        if (then == WRITE_PARAMS) {
          const t0 = scaled(vectorAt(brain, x, 0, x0), vh, va, vc);
          const t1 = scaled(vectorAt(brain, x, 1, x0), vh, va, vc);
          v128.store(y, f32x4.add(f32x4.mul(t0, v128.load(w)), v128.load(b)));
          v128.store(y, f32x4.add(f32x4.mul(t1, v128.load(w, 16)), v128.load(b, 16)), 16);
          const t2 = scaled(vectorAt(brain, x, 2, x1), vh, va, vc);
          const t3 = scaled(vectorAt(brain, x, 3, x1), vh, va, vc);
          v128.store(y, f32x4.add(f32x4.mul(t2, v128.load(w, 32)), v128.load(b, 32)), 32);
          v128.store(y, f32x4.add(f32x4.mul(t3, v128.load(w, 48)), v128.load(b, 48)), 48);
          w += 64;
          b += 64;
        }
        p += <usize>16 << scaleOf(brain);
        x += <usize>16 << scaleOf(brain);
        y += 64;
      } while (p < stop);
      sum = f64x2.add(sum, widen(f32x4.add(s0, s1)));
      squares = f64x2.add(squares, widen(f32x4.add(q0, q1)));
    } while (p < end);
    v128.store(acc, sum);
    v128.store(acc, squares, 16);
  }
  if ((n & 15) != 0) {
    gatherTail(brain, p, n & 15, pivot, acc);
    if (then == WRITE) applyRunAs(brain, x, y, n & 15, high, a, c);
    if (then == WRITE_PARAMS) applyParamsAs(brain, x, y, n & 15, high, a, c, w, b);
  }
}

/** Adds n values to an accumulator. */
export function gatherRun(brain: bool, p: usize, n: i32, pivot: f32, acc: usize): void {
  if (brain) gather(true, NOTHING, p, n, pivot, acc, 0, 0, 0, 0, 0, 0, 0);
  else gather(false, NOTHING, p, n, pivot, acc, 0, 0, 0, 0, 0, 0, 0);
}

/** gatherRun() of n values at p while n others at x are written to y as (x − high)·a + c. */
export function gatherAndApply(
  brain: bool,
  p: usize,
  x: usize,
  y: usize,
  n: i32,
  pivot: f32,
  acc: usize,
  high: f32,
  a: f32,
  c: f32,
): void {
  if (brain) gather(true, WRITE, p, n, pivot, acc, x, y, high, a, c, 0, 0);
  else gather(false, WRITE, p, n, pivot, acc, x, y, high, a, c, 0, 0);
}

/** gatherRun() of n values at p while n others at x are written to y as ((x − high)·r + e)·γ + β, γ at w and β at b. */
export function gatherAndApplyParams(
  brain: bool,
  p: usize,
  x: usize,
  y: usize,
  n: i32,
  pivot: f32,
  acc: usize,
  high: f32,
  r: f32,
  e: f32,
  w: usize,
  b: usize,
): void {
  if (brain) gather(true, WRITE_PARAMS, p, n, pivot, acc, x, y, high, r, e, w, b);
  else gather(false, WRITE_PARAMS, p, n, pivot, acc, x, y, high, r, e, w, b);
}

/** Adds n values about a float64 pivot, all in float64. */
export function gatherRunExact(p: usize, n: i32, pivot: f64, acc: usize): void {
  const k = f64x2.splat(pivot);
  let s0 = v128.load(acc);
  let q0 = v128.load(acc, 16);
  let s1 = f64x2.splat(0);
  let q1 = f64x2.splat(0);
  for (; n >= 4; n -= 4) {
    const v = v128.load(p);
    const d0 = f64x2.sub(f64x2.promote_low_f32x4(v), k);
    const d1 = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)), k);
    s0 = f64x2.add(s0, d0);
    s1 = f64x2.add(s1, d1);
    q0 = f64x2.add(q0, f64x2.mul(d0, d0));
    q1 = f64x2.add(q1, f64x2.mul(d1, d1));
    p += 16;
  }
  v128.store(acc, f64x2.add(s0, s1));
  v128.store(acc, f64x2.add(q0, q1), 16);
  for (; n > 0; n--) {
    const d = <f64>load<f32>(p) - pivot;
    store<f64>(acc, load<f64>(acc) + d);
    store<f64>(acc, load<f64>(acc, 16) + d * d, 16);
    p += 4;
  }
}
