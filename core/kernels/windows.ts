// LocalResponseNorm: x · (k + α · Σx² / size)^−β over a window of neighbouring channels, in float64 with one rounding.
//
// The channels are cut to blocks as long as the window. Sums of squares from the beginning of each block on and to its end make every
// window of two parts, whatever its width; nothing is subtracted, so that no digits are lost.
import { address, word } from './geometry';
import { pow } from './math';
import * as job from './windowJob';

const MOST: f64 = 3.4028234663852886e38;
/** Below it a logarithm is left to others. */
const LEAST: f64 = 1e-300;

/** Squares of n positions at x, added to those at `before` (0 for none), at `to`: pairs of float64, four positions at a time. */
function addSquares(x: usize, n: i32, before: usize, to: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16) {
    const v = positions(x, end);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    let s0 = f64x2.mul(a, a);
    let s1 = f64x2.mul(b, b);
    if (before != 0) {
      s0 = f64x2.add(s0, v128.load(before));
      s1 = f64x2.add(s1, v128.load(before, 16));
      before += 32;
    }
    v128.store(to, s0);
    v128.store(to, s1, 16);
    to += 32;
  }
}

/** Four positions at x; what is behind the end is 0. */
// @ts-ignore: decorator
@inline
function positions(x: usize, end: usize): v128 {
  if (x + 16 <= end) return v128.load(x);
  let v = v128.load_zero<f32>(x);
  if (x + 4 < end) v = v128.load_lane<f32>(x + 4, v, 1);
  if (x + 8 < end) v = v128.load_lane<f32>(x + 8, v, 2);
  return v;
}

/** Stores four positions, as many of them as lie before the end. */
// @ts-ignore: decorator
@inline
function put(y: usize, v: v128, end: usize): void {
  if (y + 16 <= end) {
    v128.store(y, v);
    return;
  }
  v128.store_lane<f32>(y, v, 0);
  if (y + 4 < end) v128.store_lane<f32>(y + 4, v, 1);
  if (y + 8 < end) v128.store_lane<f32>(y + 8, v, 2);
}

/**
 * n positions of one channel, the squares of whose windows are those at a and at b (0 for none).
 * @returns false when one of them is NaN, infinite, or beyond what float32 or a logarithm can hold
 */
function divide(j: usize, x: usize, y: usize, n: i32, a: usize, b: usize): bool {
  const k = f64x2.splat(load<f64>(j + job.K));
  const scale = f64x2.splat(load<f64>(j + job.SCALE));
  const power = f64x2.splat(load<f64>(j + job.POWER));
  const most = f64x2.splat(MOST);
  const least = f64x2.splat(LEAST);
  let fine = i32x4.splat(-1);
  const end = x + (<usize>n << 2);
  const yEnd = y + (<usize>n << 2);
  for (; x < end; x += 16) {
    const v = positions(x, end);
    let s0 = v128.load(a);
    let s1 = v128.load(a, 16);
    if (b != 0) {
      s0 = f64x2.add(s0, v128.load(b));
      s1 = f64x2.add(s1, v128.load(b, 16));
      b += 32;
    }
    const t0 = f64x2.add(k, f64x2.mul(scale, s0));
    const t1 = f64x2.add(k, f64x2.mul(scale, s1));
    fine = v128.and(fine, v128.and(f64x2.le(s0, most), f64x2.ge(t0, least)));
    fine = v128.and(fine, v128.and(f64x2.le(s1, most), f64x2.ge(t1, least)));
    const z0 = f64x2.mul(f64x2.promote_low_f32x4(v), pow(t0, power));
    const z1 = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1)), pow(t1, power));
    const z = v128.shuffle<f32>(f32x4.demote_f64x2_zero(z0), f32x4.demote_f64x2_zero(z1), 0, 1, 4, 5);
    fine = v128.and(fine, f32x4.le(f32x4.abs(z), f32x4.splat(<f32>MOST)));
    put(y, z, yEnd);
    y += 16;
    a += 32;
  }
  return v128.all_true<i32>(fine);
}

/** Strips [from, to), as many in a sample as its planes have. Scratch holds two times 8 bytes of every channel and position of a strip. */
export function windows(j: usize, from: i32, to: i32, scratch: usize): void {
  const channels = word(j, job.CHANNELS);
  const plane = word(j, job.PLANE);
  const strip = word(j, job.STRIP);
  const below = word(j, job.BELOW);
  const above = word(j, job.ABOVE);
  const width = below + above + 1;
  const each = (plane + strip - 1) / strip;
  const bytes = <usize>strip << 3;
  const upTo = scratch;
  const onFrom = scratch + <usize>channels * bytes;
  const step = <usize>plane << 2;
  for (let unit = from; unit < to; unit++) {
    const sample = unit / each;
    const first = (unit - sample * each) * strip;
    const n = min(strip, plane - first);
    const offset = (<usize>sample * channels * plane + first) << 2;
    const x = address(j, job.X) + offset;
    const y = address(j, job.Y) + offset;
    for (let c = 0; c < channels; c++) {
      const at = upTo + <usize>c * bytes;
      addSquares(x + <usize>c * step, n, c % width == 0 ? 0 : at - bytes, at);
    }
    for (let c = channels - 1; c >= 0; c--) {
      const at = onFrom + <usize>c * bytes;
      addSquares(x + <usize>c * step, n, c == channels - 1 || (c + 1) % width == 0 ? 0 : at + bytes, at);
    }
    for (let c = 0; c < channels; c++) {
      const lowest = max(0, c - below);
      const highest = min(channels - 1, c + above);
      let a = upTo + <usize>highest * bytes;
      let b: usize = 0;
      if (lowest % width != 0) {
        if (lowest / width != highest / width) b = a;
        a = onFrom + <usize>lowest * bytes;
      }
      const at = <usize>c * step;
      if (!divide(j, x + at, y + at, n, a, b)) store<i32>(address(j, job.TROUBLED) + (<usize>sample << 2), 1);
    }
  }
}
