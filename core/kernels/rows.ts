// Short groups of one contiguous run, as the rows of LayerNorm. Two are taken side by side, so that the float64 arithmetic of their statistics
// (divisions and a root, one after another) is done for both at once; a few pairs are gathered before they are written, so that nothing waits for it.
import { finish } from './finish';
import { address, groupOffset, groupParam, isBrain, widenRun, word } from './geometry';
import * as job from './job';
import { LARGEST, SMALLEST } from './moments';
import { applyGroup, groupMoments } from './reducedInner';
import { widen } from './sums';
import { touch } from './touch';

/** Shortest row: pivots are taken from four vectors. Longer ones gain more where one is written while the next is read (reducedInner.ts). */
const LEAST: i32 = 16;
const MOST: i32 = 384;
/** The same without a mean. */
const MOST_PLAIN: i32 = 127;
/** Of longer rows two lie too far apart for a prefetcher to follow: a tile is touched in order before it is read, and before it is written. */
const NARROW: i32 = 128;
/** Bytes of rows that are gathered before they are written. */
const TILE: i32 = 4096;
/** Bytes of a stretch after which lanes are flushed: 32 vectors, added in pairs. */
const STRETCH: usize = 512;

// An entry of the table: float32 of two rows.
const HIGH: usize = 0;
const FACTOR: usize = 8;
const ADDEND: usize = 16;
const ENTRY: usize = 24;

/** The sum of both lanes of a, and that of b. */
// @ts-ignore: decorator
@inline
function across(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

/** All lanes the mean of four vectors spread over a row: a pivot, so any values of it will do. */
// @ts-ignore: decorator
@inline
function pivotOf(p: usize, quarter: usize): v128 {
  const v = f32x4.add(f32x4.add(v128.load(p), v128.load(p + quarter)), f32x4.add(v128.load(p + 2 * quarter), v128.load(p + 3 * quarter)));
  const t = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.mul(f32x4.add(t, v128.shuffle<f32>(t, t, 1, 0, 3, 2)), f32x4.splat(0.0625));
}

/** A vector whose last n lanes are ones. */
// @ts-ignore: decorator
@inline
function lastLanes(n: i32): v128 {
  return i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(4 - n));
}

/**
 * Mean, squares and rstd of rows g and, unless it is alone, g + 1, n values each at p and p + step, and their numbers to `entry`.
 * @returns false when one needs float64 throughout
 */
// @ts-ignore: decorator
@inline
function gatherPair(centered: bool, j: usize, g: i32, alone: bool, p: usize, step: usize, n: i32, entry: usize, scratch: usize): bool {
  const quarter = <usize>(n >> 2) << 2;
  const k0 = centered ? pivotOf(p, quarter) : f32x4.splat(0);
  const k1 = centered ? pivotOf(p + step, quarter) : f32x4.splat(0);
  const end = p + (<usize>(n & ~7) << 2);
  const last = p + (<usize>(n - 4) << 2);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let q0 = s0;
  let q1 = s0;
  do {
    const stop = min(p + STRETCH, end);
    let t0 = f32x4.splat(0);
    let t1 = t0;
    let r0 = t0;
    let r1 = t0;
    do {
      const x = p + step;
      const a0 = centered ? f32x4.sub(v128.load(p), k0) : v128.load(p);
      const a1 = centered ? f32x4.sub(v128.load(x), k1) : v128.load(x);
      const b0 = centered ? f32x4.sub(v128.load(p, 16), k0) : v128.load(p, 16);
      const b1 = centered ? f32x4.sub(v128.load(x, 16), k1) : v128.load(x, 16);
      if (centered) {
        t0 = f32x4.add(t0, f32x4.add(a0, b0));
        t1 = f32x4.add(t1, f32x4.add(a1, b1));
      }
      r0 = f32x4.add(r0, f32x4.add(f32x4.mul(a0, a0), f32x4.mul(b0, b0)));
      r1 = f32x4.add(r1, f32x4.add(f32x4.mul(a1, a1), f32x4.mul(b1, b1)));
      p += 32;
    } while (p < stop);
    if (centered) {
      s0 = f64x2.add(s0, widen(t0));
      s1 = f64x2.add(s1, widen(t1));
    }
    q0 = f64x2.add(q0, widen(r0));
    q1 = f64x2.add(q1, widen(r1));
  } while (p < end);
  if ((n & 7) != 0) {
    // A whole vector, and the values after it as the last lanes of one.
    const whole = i32x4.splat((n & 4) != 0 ? -1 : 0);
    const rest = lastLanes(n & 3);
    if ((n & 4) == 0) p = last;
    const a0 = v128.and(f32x4.sub(v128.load(p), k0), whole);
    const a1 = v128.and(f32x4.sub(v128.load(p + step), k1), whole);
    const b0 = v128.and(f32x4.sub(v128.load(last), k0), rest);
    const b1 = v128.and(f32x4.sub(v128.load(last + step), k1), rest);
    if (centered) {
      s0 = f64x2.add(s0, widen(f32x4.add(a0, b0)));
      s1 = f64x2.add(s1, widen(f32x4.add(a1, b1)));
    }
    q0 = f64x2.add(q0, widen(f32x4.add(f32x4.mul(a0, a0), f32x4.mul(b0, b0))));
    q1 = f64x2.add(q1, widen(f32x4.add(f32x4.mul(a1, a1), f32x4.mul(b1, b1))));
  }
  const k = f64x2.promote_low_f32x4(v128.shuffle<f32>(k0, k1, 0, 4, 0, 4));
  return concludePair(centered, j, g, alone, k, across(s0, s1), across(q0, q1), entry, scratch);
}

/** Whether γ and β vary along a row. */
function variesAlong(j: usize): bool {
  return word(j, job.INNER_PARAM) != 0 && (address(j, job.WEIGHT) | address(j, job.BIAS)) != 0;
}

/** What gatherPair() does once there are sums about the pivots k. */
function concludePair(centered: bool, j: usize, g: i32, alone: bool, k: v128, s: v128, q: v128, entry: usize, scratch: usize): bool {
  const count = load<f64>(j + job.COUNT);
  const n = f64x2.splat(count);
  const at = <usize>g << 3;
  const means = address(j, job.MEAN) + at;
  const squares = address(j, job.SQUARES) + at;
  const off = f64x2.div(f64x2.mul(s, s), n);
  let mean = f64x2.add(k, f64x2.div(s, n));
  let m2 = f64x2.max(f64x2.sub(q, off), f64x2.splat(0));
  const inRange = v128.and(f64x2.lt(q, f64x2.splat(LARGEST)), f64x2.ge(q, f64x2.splat(SMALLEST * count)));
  const trusted = v128.and(f64x2.le(off, f64x2.mul(q, f64x2.splat(0.5))), inRange);
  put(means, mean, alone);
  put(squares, m2, alone);
  if (!i64x2.all_true(trusted)) {
    if (i64x2.extract_lane(trusted, 0) == 0) groupMoments(j, g, g + 1, scratch);
    if (!alone && i64x2.extract_lane(trusted, 1) == 0) groupMoments(j, g + 1, g + 2, scratch);
    mean = both(means, alone);
    m2 = both(squares, alone);
  }
  const rstds = address(j, job.RSTD) + at;
  const eps = load<f64>(j + job.EPS);
  let rstd: v128;
  if (word(j, job.EPS_PLACE) == 0 && eps != 0) {
    const variance = f64x2.div(m2, f64x2.splat(load<f64>(j + job.DIVISOR)));
    rstd = f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variance, f64x2.splat(eps))));
    put(rstds, rstd, alone);
  } else {
    finish(j, g);
    if (!alone) finish(j, g + 1);
    rstd = both(rstds, alone);
  }
  const high = f32x4.demote_f64x2_zero(mean);
  const low = f64x2.sub(mean, f64x2.promote_low_f32x4(high));
  const along = variesAlong(j);
  const factor = along ? rstd : f64x2.mul(rstd, parameters(j, job.WEIGHT, g, alone, 1));
  const addend = f64x2.sub(along ? f64x2.splat(0) : parameters(j, job.BIAS, g, alone, 0), f64x2.mul(low, factor));
  v128.store64_lane(entry, high, 0, HIGH);
  v128.store64_lane(entry, f32x4.demote_f64x2_zero(factor), 0, FACTOR);
  v128.store64_lane(entry, f32x4.demote_f64x2_zero(addend), 0, ADDEND);
  const size = f64x2.abs(factor);
  const moderate = v128.and(f64x2.lt(size, f64x2.splat(1e30)), f64x2.ge(size, f64x2.splat(1e-30)));
  return i64x2.all_true(v128.and(moderate, f64x2.lt(f64x2.abs(mean), f64x2.splat(1e30))));
}

/** Stores two float64, or the first of them. */
// @ts-ignore: decorator
@inline
function put(at: usize, v: v128, alone: bool): void {
  if (alone) v128.store64_lane(at, v, 0);
  else v128.store(at, v);
}

/** Two float64, or one twice. */
// @ts-ignore: decorator
@inline
function both(at: usize, alone: bool): v128 {
  return alone ? v128.load64_splat(at) : v128.load(at);
}

/** γ or β of two groups, `none` where there is none. */
function parameters(j: usize, which: usize, g: i32, alone: bool, none: f64): v128 {
  const table = address(j, which);
  if (table == 0) return f64x2.splat(none);
  const first = <f64>load<f32>(table + (<usize>groupParam(j, g) << 2));
  const second = alone ? first : <f64>load<f32>(table + (<usize>groupParam(j, g + 1) << 2));
  return f64x2(first, second);
}

/** ((v − h)·a + c)·γ + β, or as much of it as there is. */
// @ts-ignore: decorator
@inline
function scaled(centered: bool, along: bool, v: v128, h: v128, a: v128, c: v128, w: v128, b: v128): v128 {
  const d = centered ? f32x4.sub(v, h) : v;
  const t = f32x4.mul(d, a);
  const u = centered || !along ? f32x4.add(t, c) : t;
  return along ? f32x4.add(f32x4.mul(u, w), b) : u;
}

/** Writes two rows of n values at x and x + step, outputs `shift` bytes from them, γ and β along them at w and b. */
// @ts-ignore: decorator
@inline
function applyPair(centered: bool, along: bool, x: usize, step: usize, shift: usize, n: i32, entry: usize, w: usize, b: usize): void {
  const h0 = v128.load32_splat(entry, HIGH);
  const h1 = v128.load32_splat(entry, HIGH + 4);
  const a0 = v128.load32_splat(entry, FACTOR);
  const a1 = v128.load32_splat(entry, FACTOR + 4);
  const c0 = v128.load32_splat(entry, ADDEND);
  const c1 = v128.load32_splat(entry, ADDEND + 4);
  const none = f32x4.splat(0);
  const last = x + (<usize>(n - 4) << 2);
  const end = x + (<usize>(n & ~3) << 2);
  // Read before anything is written: the output may lie where the input does.
  const l0 = v128.load(last);
  const l1 = v128.load(last + step);
  for (; x < end; x += 16) {
    const vw = along ? v128.load(w) : none;
    const vb = along ? v128.load(b) : none;
    const y = x + shift;
    const v0 = v128.load(x);
    const v1 = v128.load(x + step);
    v128.store(y, scaled(centered, along, v0, h0, a0, c0, vw, vb));
    v128.store(y + step, scaled(centered, along, v1, h1, a1, c1, vw, vb));
    if (along) {
      w += 16;
      b += 16;
    }
  }
  if ((n & 3) == 0) return;
  const back = <usize>(4 - (n & 3)) << 2;
  const vw = along ? v128.load(w - back) : none;
  const vb = along ? v128.load(b - back) : none;
  v128.store(last + shift, scaled(centered, along, l0, h0, a0, c0, vw, vb));
  v128.store(last + step + shift, scaled(centered, along, l1, h1, a1, c1, vw, vb));
}

// @ts-ignore: decorator
@inline
function rowsBy(centered: bool, along: bool, j: usize, from: i32, to: i32, scratch: usize): void {
  const n = word(j, job.INNER);
  const shift = address(j, job.Y) - address(j, job.X);
  const w = address(j, job.WEIGHT);
  const b = address(j, job.BIAS);
  const tile = max(2, (TILE / (n << 2)) & ~1);
  const table = scratch + 64;
  const brain = isBrain(j);
  const bytes = <usize>n << 2;
  let p = address(j, job.X) + (<usize>groupOffset(j, from) << 2);
  for (let first = from; first < to; first += tile) {
    const end = min(first + tile, to);
    const next = p + <usize>(end - first) * bytes;
    if (brain) widenRun(j, <i32>((p - address(j, job.X)) >> 2), (end - first) * n);
    else if (n > NARROW) touch(p, next - p);
    let plain = true;
    let entry = table;
    let at = p;
    for (let g = first; g < end; g += 2) {
      const alone = g + 1 == end;
      if (!gatherPair(centered, j, g, alone, at, alone ? 0 : bytes, n, entry, scratch)) plain = false;
      entry += ENTRY;
      at += 2 * bytes;
    }
    if (plain) {
      entry = table;
      if (n > NARROW) touch(p + shift, next - p);
      for (; p < next; p += 2 * bytes) {
        applyPair(centered, along, p, p + bytes == next ? 0 : bytes, shift, n, entry, w, b);
        entry += ENTRY;
      }
    } else for (let g = first; g < end; g++) applyGroup(j, g, 0, 1);
    p = next;
  }
}

/** Whether γ and β begin elsewhere for another group, as those of GroupNorm on (N, C). */
function variesByGroup(j: usize): bool {
  return (word(j, job.KEPT + 8) | word(j, job.KEPT + 20) | word(j, job.KEPT + 32)) != 0;
}

/** Whether the groups are such rows, and share γ and β where those vary along them. */
export function areRows(j: usize): bool {
  if (word(j, job.RUN_COUNT) != 1 || word(j, job.STATISTICS_GIVEN) != 0 || (variesAlong(j) && variesByGroup(j))) return false;
  const n = word(j, job.INNER);
  return n >= LEAST && n <= (word(j, job.CENTER) != 0 ? MOST : MOST_PLAIN);
}

// Functions of their own: the compiler would join what they have in common, and ask at every vector which it is.

function centeredAlong(j: usize, from: i32, to: i32, scratch: usize): void {
  rowsBy(true, true, j, from, to, scratch);
}

function centeredRows(j: usize, from: i32, to: i32, scratch: usize): void {
  rowsBy(true, false, j, from, to, scratch);
}

function plainAlong(j: usize, from: i32, to: i32, scratch: usize): void {
  rowsBy(false, true, j, from, to, scratch);
}

function plainRows(j: usize, from: i32, to: i32, scratch: usize): void {
  rowsBy(false, false, j, from, to, scratch);
}

/** Groups [from, to): statistics and output, the same bits whichever two rows are taken together. Scratch holds 64 bytes, and 24 for two rows of a tile. */
export function rows(j: usize, from: i32, to: i32, scratch: usize): void {
  const centered = word(j, job.CENTER) != 0;
  if (centered && variesAlong(j)) centeredAlong(j, from, to, scratch);
  else if (centered) centeredRows(j, from, to, scratch);
  else if (variesAlong(j)) plainAlong(j, from, to, scratch);
  else plainRows(j, from, to, scratch);
}
