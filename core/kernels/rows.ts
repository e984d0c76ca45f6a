// Groups of one contiguous run, as the rows of LayerNorm. A row is gathered while one before it, which has waited for its numbers, is written: so both
// streams of memory are under way at once. Statistics are concluded for two rows side by side, so that their float64 arithmetic (divisions and a root, one
// after another) is done for both at once.
import { finish } from './finish';
import { address, groupOffset, groupParam, widenRun, word } from './geometry';
import * as job from './job';
import { LARGEST, SMALLEST } from './moments';
import { applyGroup, groupMoments } from './reducedInner';
import { widen } from './sums';

/** Shortest row: pivots are taken from four vectors. */
const LEAST: i32 = 16;
/** Those that wait lie in a near cache. */
const MOST: i32 = 8192;
/** Pairs that are gathered before the first of them is written. */
const AHEAD: i32 = 2;
/** Bytes of a stretch after which lanes are flushed: 32 vectors, added in pairs. */
const STRETCH: usize = 512;

// An entry of the table, of two rows: float32[2] thrice and an int32.
const HIGH: usize = 0;
const FACTOR: usize = 8;
const ADDEND: usize = 16;
const IS_MODERATE: usize = 24;
const ENTRY: usize = 32;

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

/** ((v − h)·a + c)·γ + β, or as much of it as there is. */
// @ts-ignore: decorator
@inline
function scaled(centered: bool, along: bool, v: v128, h: v128, a: v128, c: v128, w: v128, b: v128): v128 {
  const d = centered ? f32x4.sub(v, h) : v;
  const t = f32x4.mul(d, a);
  const u = centered || !along ? f32x4.add(t, c) : t;
  return along ? f32x4.add(f32x4.mul(u, w), b) : u;
}

/**
 * Σ(v − k) and Σ(v − k)² of n values at p. Meanwhile, if `then`, a row before them is written: the one at x to y, by its numbers at `old`.
 */
// @ts-ignore: decorator
@inline
function gatherRow(centered: bool, along: bool, then: bool, p: usize, n: i32, k: v128, x: usize, y: usize, old: usize, w: usize, b: usize): v128 {
  const none = f32x4.splat(0);
  const h = then ? v128.load32_splat(old, HIGH) : none;
  const f = then ? v128.load32_splat(old, FACTOR) : none;
  const c = then ? v128.load32_splat(old, ADDEND) : none;
  const end = p + (<usize>(n & ~7) << 2);
  const last = <usize>(n - 4) << 2;
  const lastOfP = p + last;
  // Read before anything is written: the output may lie where the input does.
  const lastOfX = then ? v128.load(x + last) : none;
  let s = f64x2.splat(0);
  let q = s;
  do {
    const stop = min(p + STRETCH, end);
    let t = none;
    let r = none;
    do {
      const d0 = centered ? f32x4.sub(v128.load(p), k) : v128.load(p);
      const d1 = centered ? f32x4.sub(v128.load(p, 16), k) : v128.load(p, 16);
      if (centered) t = f32x4.add(t, f32x4.add(d0, d1));
      r = f32x4.add(r, f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d1, d1)));
      p += 32;
      if (then) {
        const w0 = along ? v128.load(w) : none;
        const b0 = along ? v128.load(b) : none;
        v128.store(y, scaled(centered, along, v128.load(x), h, f, c, w0, b0));
        const w1 = along ? v128.load(w, 16) : none;
        const b1 = along ? v128.load(b, 16) : none;
        v128.store(y, scaled(centered, along, v128.load(x, 16), h, f, c, w1, b1), 16);
        x += 32;
        y += 32;
        if (along) {
          w += 32;
          b += 32;
        }
      }
    } while (p < stop);
    if (centered) s = f64x2.add(s, widen(t));
    q = f64x2.add(q, widen(r));
  } while (p < end);
  if ((n & 7) != 0) {
    // A whole vector, and the values after it as the last lanes of one.
    const whole = i32x4.splat((n & 4) != 0 ? -1 : 0);
    const rest = lastLanes(n & 3);
    const d0 = v128.and(f32x4.sub(v128.load((n & 4) != 0 ? p : lastOfP), k), whole);
    const d1 = v128.and(f32x4.sub(v128.load(lastOfP), k), rest);
    if (centered) s = f64x2.add(s, widen(f32x4.add(d0, d1)));
    q = f64x2.add(q, widen(f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d1, d1))));
    if (then && (n & 4) != 0) {
      const w0 = along ? v128.load(w) : none;
      const b0 = along ? v128.load(b) : none;
      v128.store(y, scaled(centered, along, v128.load(x), h, f, c, w0, b0));
    }
    if (then && (n & 3) != 0) {
      const at = (<usize>(n & 7) << 2) - 16;
      const w1 = along ? v128.load(w + at) : none;
      const b1 = along ? v128.load(b + at) : none;
      v128.store(y + at, scaled(centered, along, lastOfX, h, f, c, w1, b1));
    }
  }
  return across(s, q);
}

/**
 * Statistics of rows g and, unless it is alone, g + 1, which lie at p and p + step, and their numbers to `entry`; if `then`, those that it holds are of two rows
 * at x, which are written before.
 */
// @ts-ignore: decorator
@inline
function gatherPair(
  centered: bool,
  along: bool,
  then: bool,
  j: usize,
  g: i32,
  alone: bool,
  p: usize,
  step: usize,
  x: usize,
  entry: usize,
  scratch: usize,
): void {
  const n = word(j, job.INNER);
  const bytes = <usize>n << 2;
  const y = x + (address(j, job.Y) - address(j, job.X));
  const w = address(j, job.WEIGHT);
  const b = address(j, job.BIAS);
  const quarter = <usize>(n >> 2) << 2;
  const k0 = centered ? pivotOf(p, quarter) : f32x4.splat(0);
  const first = gatherRow(centered, along, then, p, n, k0, x, y, entry, w, b);
  const k1 = centered ? pivotOf(p + step, quarter) : f32x4.splat(0);
  const second = gatherRow(centered, along, then, p + step, n, k1, x + bytes, y + bytes, entry + 4, w, b);
  const k = f64x2.promote_low_f32x4(v128.shuffle<f32>(k0, k1, 0, 4, 0, 4));
  const s = v128.shuffle<f64>(first, second, 0, 2);
  const q = v128.shuffle<f64>(first, second, 1, 3);
  concludePair(centered, j, g, alone, k, s, q, entry, scratch);
}

/** Whether γ and β vary along a row. */
function variesAlong(j: usize): bool {
  return word(j, job.INNER_PARAM) != 0 && (address(j, job.WEIGHT) | address(j, job.BIAS)) != 0;
}

/** What gatherPair() does once there are sums about the pivots k. */
function concludePair(centered: bool, j: usize, g: i32, alone: bool, k: v128, s: v128, q: v128, entry: usize, scratch: usize): void {
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
  const isModerate = i64x2.all_true(v128.and(moderate, f64x2.lt(f64x2.abs(mean), f64x2.splat(1e30))));
  store<i32>(entry, isModerate, IS_MODERATE);
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

// @ts-ignore: decorator
@inline
function rowsBy(centered: bool, along: bool, j: usize, from: i32, to: i32, scratch: usize): void {
  const n = word(j, job.INNER);
  const bytes = <usize>n << 2;
  const first = groupOffset(j, from);
  let p = address(j, job.X) + (<usize>first << 2);
  const back = bytes * (2 * AHEAD);
  const table = scratch + 64;
  const end = table + AHEAD * ENTRY;
  let entry = table;
  for (let g = from; g < to; g += 2) {
    const alone = g + 1 == to;
    const step = alone ? 0 : bytes;
    const before = g - 2 * AHEAD;
    widenRun(j, first + (g - from) * n, alone ? n : 2 * n);
    if (before >= from && load<i32>(entry, IS_MODERATE) != 0) gatherPair(centered, along, true, j, g, alone, p, step, p - back, entry, scratch);
    else {
      if (before >= from) applyRows(j, before, before + 2);
      gatherPair(centered, along, false, j, g, alone, p, step, 0, entry, scratch);
    }
    p += 2 * bytes;
    entry = entry + ENTRY == end ? table : entry + ENTRY;
  }
  // As many as were not yet written; an odd one was alone.
  applyRows(j, max(from, from + ((to - from + 1) & ~1) - 2 * AHEAD), to);
}

/** Writes whole groups. */
function applyRows(j: usize, from: i32, to: i32): void {
  for (let g = from; g < to; g++) applyGroup(j, g, 0, 1);
}

/** Whether γ and β begin elsewhere for another group, as those of GroupNorm on (N, C). */
function variesByGroup(j: usize): bool {
  return (word(j, job.KEPT + 8) | word(j, job.KEPT + 20) | word(j, job.KEPT + 32)) != 0;
}

/** Whether the groups are such rows, and share γ and β where those vary along them. */
export function areRows(j: usize): bool {
  if (word(j, job.RUN_COUNT) != 1 || word(j, job.STATISTICS_GIVEN) != 0 || (variesAlong(j) && variesByGroup(j))) return false;
  const n = word(j, job.INNER);
  return n >= LEAST && n <= MOST;
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

/** Groups [from, to): statistics and output, the same bits whichever two rows are taken together. Scratch holds 64 bytes and a small table. */
export function rows(j: usize, from: i32, to: i32, scratch: usize): void {
  const centered = word(j, job.CENTER) != 0;
  if (centered && variesAlong(j)) centeredAlong(j, from, to, scratch);
  else if (centered) centeredRows(j, from, to, scratch);
  else if (variesAlong(j)) plainAlong(j, from, to, scratch);
  else plainRows(j, from, to, scratch);
}
