// Sums of x − K and (x − K)² over the runs of a group, K a pivot near the mean: float32 lanes that are
// flushed to float64 before rounding can gather.
import { runOffset } from './geometry';

/** Sums of the group that was gathered last; each thread has its own instance of the module. */
export let sum: f64 = 0;
export let squares: f64 = 0;

// @ts-ignore: decorator
@inline
function widen(v: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)));
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Sums over runs [from, to) of `inner` float32 each, of the group that starts at `group`. */
export function addRuns(j: usize, group: usize, from: i32, to: i32, inner: i32, pivot: f32): void {
  const k = f32x4.splat(pivot);
  const pivot64 = <f64>pivot;
  const zero = f32x4.splat(0);
  let wideSum = f64x2.splat(0);
  let wideSquares = f64x2.splat(0);
  let restSum: f64 = 0;
  let restSquares: f64 = 0;
  for (let r = from; r < to; r++) {
    let p = group + (<usize>runOffset(j, r) << 2);
    let rest = inner;
    while (rest >= 4) {
      let s0 = zero;
      let s1 = zero;
      let s2 = zero;
      let s3 = zero;
      let q0 = zero;
      let q1 = zero;
      let q2 = zero;
      let q3 = zero;
      // 16 vectors a lane at most
      const length = min(rest & ~3, 256);
      rest -= length;
      const end = p + (<usize>length << 2);
      const end16 = p + (<usize>(length & ~15) << 2);
      while (p < end16) {
        const d0 = f32x4.sub(v128.load(p), k);
        const d1 = f32x4.sub(v128.load(p, 16), k);
        const d2 = f32x4.sub(v128.load(p, 32), k);
        const d3 = f32x4.sub(v128.load(p, 48), k);
        s0 = f32x4.add(s0, d0);
        s1 = f32x4.add(s1, d1);
        s2 = f32x4.add(s2, d2);
        s3 = f32x4.add(s3, d3);
        q0 = f32x4.add(q0, f32x4.mul(d0, d0));
        q1 = f32x4.add(q1, f32x4.mul(d1, d1));
        q2 = f32x4.add(q2, f32x4.mul(d2, d2));
        q3 = f32x4.add(q3, f32x4.mul(d3, d3));
        p += 64;
      }
      while (p < end) {
        const d0 = f32x4.sub(v128.load(p), k);
        s0 = f32x4.add(s0, d0);
        q0 = f32x4.add(q0, f32x4.mul(d0, d0));
        p += 16;
      }
      wideSum = f64x2.add(wideSum, widen(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))));
      wideSquares = f64x2.add(wideSquares, widen(f32x4.add(f32x4.add(q0, q1), f32x4.add(q2, q3))));
    }
    for (; rest > 0; rest--) {
      const d = <f64>load<f32>(p) - pivot64;
      restSum += d;
      restSquares += d * d;
      p += 4;
    }
  }
  sum = lanes(wideSum) + restSum;
  squares = lanes(wideSquares) + restSquares;
}

/** The same about a float64 pivot, all in float64. */
export function addRunsExact(j: usize, group: usize, from: i32, to: i32, inner: i32, pivot: f64): void {
  let s: f64 = 0;
  let q: f64 = 0;
  for (let r = from; r < to; r++) {
    let p = group + (<usize>runOffset(j, r) << 2);
    for (let i = 0; i < inner; i++) {
      const d = <f64>load<f32>(p) - pivot;
      s += d;
      q += d * d;
      p += 4;
    }
  }
  sum = s;
  squares = q;
}

/** Puts sums that were kept elsewhere in place of the last ones. */
export function takeSums(s: f64, q: f64): void {
  sum = s;
  squares = q;
}
