// Sums of x − K and (x − K)² of many columns at once, K a pivot for each: up to 16 rows add to float32 lanes in memory,
// which are then added to float64 sums. Memory is read in the order of its addresses: what a prefetcher likes decides.
import { touch } from './touch';

/** Rows between two visits of the float64 sums. */
export const ROWS: i32 = 16;
/** Columns to which four rows are taken together; of wider rows two. */
const NARROW: i32 = 128;
/** Columns that are taken together, so that what is kept for each stays in the first-level cache. */
export const STRIP: i32 = 1024;

// What the lanes hold before some rows are added, and where they go after.
const FIRST: i32 = 0;
const MIDDLE: i32 = 1;
const LAST: i32 = 2;

// @ts-ignore: decorator
@inline
function addWidened(sums: usize, v: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v)));
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
}

/** Adds float32 lanes to float64 sums. */
function flush(sums: usize, lanes: usize, n: i32): void {
  const end = lanes + (<usize>(n & ~3) << 2);
  for (; lanes < end; lanes += 16) {
    addWidened(sums, v128.load(lanes));
    sums += 32;
  }
  for (n &= 3; n > 0; n--) {
    store<f64>(sums, load<f64>(sums) + <f64>load<f32>(lanes));
    lanes += 4;
    sums += 8;
  }
}

// @ts-ignore: decorator
@inline
function put(when: i32, lanes: usize, sums: usize, v: v128): void {
  if (when == FIRST) v128.store(lanes, v);
  else if (when == MIDDLE) v128.store(lanes, f32x4.add(v128.load(lanes), v));
  else addWidened(sums, f32x4.add(v128.load(lanes), v));
}

// @ts-ignore: decorator
@inline
function putOne(when: i32, lanes: usize, sums: usize, v: f32): void {
  if (when == FIRST) store<f32>(lanes, v);
  else if (when == MIDDLE) store<f32>(lanes, load<f32>(lanes) + v);
  else store<f64>(sums, load<f64>(sums) + <f64>(load<f32>(lanes) + v));
}

/**
 * n columns of four rows (`rows` 4) or two: pivots at `k`, lanes of sums at `s` and of squares at `q`, float64 sums at `fs`
 * and `fq`. Rows that are whole lie end to end and are touched in that order; strips of wider ones are read side by side.
 * `when`, `rows` and `whole` are known when it is compiled.
 */
// @ts-ignore: decorator
@inline
function gatherRows(
  when: i32,
  rows: i32,
  whole: bool,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  n: i32,
  k: usize,
  s: usize,
  q: usize,
  fs: usize,
  fq: usize,
): void {
  const end4 = <usize>(n & ~3) << 2;
  const end = <usize>n << 2;
  if (whole) touch(p0, end);
  if (whole && rows == 4) {
    touch(p1, end);
    touch(p2, end);
  }
  let at: usize = 0;
  for (; at < end4; at += 16) {
    const pivot = v128.load(k + at);
    const d0 = f32x4.sub(v128.load(p0 + at), pivot);
    const d1 = f32x4.sub(v128.load(p1 + at), pivot);
    let sum = f32x4.add(d0, d1);
    let squares = f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d1, d1));
    if (rows == 4) {
      const d2 = f32x4.sub(v128.load(p2 + at), pivot);
      const d3 = f32x4.sub(v128.load(p3 + at), pivot);
      sum = f32x4.add(sum, f32x4.add(d2, d3));
      squares = f32x4.add(squares, f32x4.add(f32x4.mul(d2, d2), f32x4.mul(d3, d3)));
    }
    put(when, s + at, fs, sum);
    put(when, q + at, fq, squares);
    fs += 32;
    fq += 32;
  }
  for (; at < end; at += 4) {
    const pivot = load<f32>(k + at);
    const d0 = load<f32>(p0 + at) - pivot;
    const d1 = load<f32>(p1 + at) - pivot;
    let sum = d0 + d1;
    let squares = d0 * d0 + d1 * d1;
    if (rows == 4) {
      const d2 = load<f32>(p2 + at) - pivot;
      const d3 = load<f32>(p3 + at) - pivot;
      sum += d2 + d3;
      squares += d2 * d2 + d3 * d3;
    }
    putOne(when, s + at, fs, sum);
    putOne(when, q + at, fq, squares);
    fs += 8;
    fq += 8;
  }
}

/** One row into the lanes. */
function gatherRow(p: usize, n: i32, k: usize, s: usize, q: usize): void {
  let at: usize = 0;
  const end4 = <usize>(n & ~3) << 2;
  const end = <usize>n << 2;
  for (; at < end4; at += 16) {
    const d = f32x4.sub(v128.load(p + at), v128.load(k + at));
    v128.store(s + at, f32x4.add(v128.load(s + at), d));
    v128.store(q + at, f32x4.add(v128.load(q + at), f32x4.mul(d, d)));
  }
  for (; at < end; at += 4) {
    const d = load<f32>(p + at) - load<f32>(k + at);
    store<f32>(s + at, load<f32>(s + at) + d);
    store<f32>(q + at, load<f32>(q + at) + d * d);
  }
}

/** Sixteen rows at p, `step` bytes apart, `rows` of them at a time. */
// @ts-ignore: decorator
@inline
function sixteen(rows: i32, whole: bool, p: usize, step: usize, n: i32, k: usize, s: usize, q: usize, fs: usize, fq: usize): void {
  const stride = <usize>rows * step;
  const last = p + <usize>ROWS * step - stride;
  gatherRows(FIRST, rows, whole, p, p + step, p + 2 * step, p + 3 * step, n, k, s, q, fs, fq);
  for (p += stride; p < last; p += stride)
    gatherRows(MIDDLE, rows, whole, p, p + step, p + 2 * step, p + 3 * step, n, k, s, q, fs, fq);
  gatherRows(LAST, rows, whole, p, p + step, p + 2 * step, p + 3 * step, n, k, s, q, fs, fq);
}

// Functions of their own: the compiler would join what they have in common, and ask at every vector which it is.

function sixteenApart(p: usize, step: usize, n: i32, k: usize, s: usize, q: usize, fs: usize, fq: usize): void {
  sixteen(4, false, p, step, n, k, s, q, fs, fq);
}

function sixteenByFour(p: usize, step: usize, n: i32, k: usize, s: usize, q: usize, fs: usize, fq: usize): void {
  sixteen(4, true, p, step, n, k, s, q, fs, fq);
}

function gatherSixteen(p: usize, step: usize, n: i32, k: usize, s: usize, q: usize, fs: usize, fq: usize): void {
  if (step > <usize>STRIP << 2) sixteenApart(p, step, n, k, s, q, fs, fq);
  else if (n <= NARROW) sixteenByFour(p, step, n, k, s, q, fs, fq);
  else sixteen(2, true, p, step, n, k, s, q, fs, fq);
}

/**
 * Adds rows of n columns, the first at p and each `step` bytes from the one before, to the columns' sums (float64[n] at
 * `sums`) and squares (at `squares`) about their pivots (float32[n]); `lanes` holds two strips.
 */
export function addEvenRows(
  p: usize,
  step: usize,
  rows: i32,
  n: i32,
  pivots: usize,
  sums: usize,
  squares: usize,
  lanes: usize,
): void {
  for (let c = 0; c < n; c += STRIP) {
    const width = min(STRIP, n - c);
    const q = lanes + (<usize>((width + 3) & ~3) << 2);
    const k = pivots + (<usize>c << 2);
    const fs = sums + (<usize>c << 3);
    const fq = squares + (<usize>c << 3);
    let row = p + (<usize>c << 2);
    let left = rows;
    for (; left >= ROWS; left -= ROWS) {
      gatherSixteen(row, step, width, k, lanes, q, fs, fq);
      row += <usize>ROWS * step;
    }
    if (left == 0) continue;
    memory.fill(lanes, 0, 2 * (q - lanes));
    for (; left > 0; left--) {
      gatherRow(row, width, k, lanes, q);
      row += step;
    }
    flush(fs, lanes, width);
    flush(fq, q, width);
  }
}
