// Every cell by itself: law(x) · γ + β, in float64 with one rounding; tanh without a shift and gates up to 80 in float32.
import * as job from './cellJob';
import { address, word } from './geometry';
import { erf, exp, sigmoid, tanh } from './math';
import { gates, tanhs } from './pairs';

// The laws.
const TANH: i32 = 0;
const ERF: i32 = 1;
const GATE: i32 = 2;
const FLOOR: i32 = 3;
const SWISH: i32 = 4;
const LARGER: i32 = 5;
/** Of a cell's numbers: three of the law's own, then γ and β. */
const TABLES: i32 = 5;
const GAIN: i32 = 3;
/** Where in scratch a sum is left. */
const SUM: usize = 144;

/** Two cells before γ and β. `law` is known when it is compiled. */
// @ts-ignore: decorator
@inline
function bent(law: i32, x: v128, p: v128, q: v128, r: v128, alpha: v128, shift: v128): v128 {
  if (law == TANH) return tanh(f64x2.add(f64x2.mul(x, alpha), shift));
  if (law == ERF) return erf(f64x2.add(f64x2.mul(x, alpha), shift));
  if (law == GATE) return f64x2.mul(x, f64x2.div(p, f64x2.add(f64x2.splat(1), exp(f64x2.neg(p)))));
  if (law == FLOOR) return f64x2.max(x, p);
  if (law == SWISH) return f64x2.mul(x, sigmoid(f64x2.mul(p, x)));
  return f64x2.div(x, f64x2.max(r, f64x2.add(f64x2.mul(p, x), q)));
}

// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
}

/** Four cells. */
// @ts-ignore: decorator
@inline
function four(law: i32, x: v128, p: v128, q: v128, r: v128, g: v128, b: v128, alpha: v128, shift: v128): v128 {
  const y0 = bent(law, low(x), low(p), low(q), low(r), alpha, shift);
  const y1 = bent(law, high(x), high(p), high(q), high(r), alpha, shift);
  const z0 = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(y0, low(g)), low(b)));
  const z1 = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(y1, high(g)), high(b)));
  return v128.shuffle<f32>(z0, z1, 0, 1, 4, 5);
}

/**
 * n cells. `at` holds five pairs of a table's address and its step for four cells: 0 where the four at the address are those of all.
 * @returns the sums of four lanes of the output
 */
// @ts-ignore: decorator
@inline
function stretch(law: i32, x: usize, y: usize, n: i32, at: usize, alpha: v128, shift: v128): v128 {
  let p = load<usize>(at);
  let q = load<usize>(at, 8);
  let r = load<usize>(at, 16);
  let g = load<usize>(at, 24);
  let b = load<usize>(at, 32);
  const sp = load<usize>(at, 4);
  const sq = load<usize>(at, 12);
  const sr = load<usize>(at, 20);
  const sg = load<usize>(at, 28);
  const sb = load<usize>(at, 36);
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  let sum = f32x4.splat(0);
  while (x < end4) {
    const pv = law > ERF ? v128.load(p) : f32x4.splat(0);
    const qv = law == LARGER ? v128.load(q) : f32x4.splat(0);
    const rv = law == LARGER ? v128.load(r) : f32x4.splat(0);
    const v = four(law, v128.load(x), pv, qv, rv, v128.load(g), v128.load(b), alpha, shift);
    v128.store(y, v);
    sum = f32x4.add(sum, v);
    x += 16;
    y += 16;
    p += sp;
    q += sq;
    r += sr;
    g += sg;
    b += sb;
  }
  while (x < end) {
    const pv = v128.load_zero<f32>(p);
    const qv = v128.load_zero<f32>(q);
    const rv = v128.load_zero<f32>(r);
    const v = four(law, v128.load_zero<f32>(x), pv, qv, rv, v128.load_zero<f32>(g), v128.load_zero<f32>(b), alpha, shift);
    v128.store_lane<f32>(y, v, 0);
    sum = f32x4.add(sum, f32x4.splat(f32x4.extract_lane(v, 0)));
    x += 4;
    y += 4;
    p += sp >> 2;
    q += sq >> 2;
    r += sr >> 2;
    g += sg >> 2;
    b += sb >> 2;
  }
  return sum;
}

/** Writes where the numbers of a stretch lie: along the tables from an entry on, or one entry's four times. */
function place(j: usize, entry: i32, along: bool, scratch: usize): void {
  let copy = scratch + 64;
  for (let i = 0; i < TABLES; i++) {
    const at = scratch + (<usize>i << 3);
    const table = address(j, job.TABLES + (<usize>i << 2));
    const from = table + (<usize>entry << 2);
    const moves = along && table != 0;
    if (!moves) v128.store(copy, table != 0 ? v128.load32_splat(from) : f32x4.splat(i == GAIN ? 1 : 0));
    store<usize>(at, moves ? from : copy);
    store<usize>(at, moves ? 16 : 0, 4);
    copy += 16;
  }
}

/** Moves on by n cells, a multiple of 4, what place() has written. */
function advance(n: i32, scratch: usize): void {
  for (const end = scratch + (<usize>TABLES << 3); scratch < end; scratch += 8)
    store<usize>(scratch, load<usize>(scratch) + <usize>(n >> 2) * load<usize>(scratch, 4));
}

/** n cells, a multiple of 8, in float32, up to those that leave its range. @returns how many are done */
// @ts-ignore: decorator
@inline
function pairs(law: i32, j: usize, x: usize, y: usize, n: i32, at: usize): i32 {
  if (law == GATE) return gates(x, y, n, load<usize>(at), load<usize>(at, 4), at + SUM);
  const alpha = <f32>load<f64>(j + job.ALPHA);
  tanhs(x, y, n, alpha, load<usize>(at, 24), load<usize>(at, 28), load<usize>(at, 32), load<usize>(at, 36), at + SUM);
  return n;
}

/** Whether a sum is no number: what is not finite is lost neither in it nor in its difference from itself. */
function isLost(sum: v128): bool {
  const none = f32x4.sub(sum, sum);
  return v128.any_true(f32x4.ne(none, none));
}

/** `narrow` where float32 does, as far as it reaches. */
// @ts-ignore: decorator
@inline
function cellsBy(law: i32, narrow: bool, j: usize, from: i32, to: i32, scratch: usize): void {
  const run = word(j, job.RUN);
  const entries = word(j, job.ENTRIES);
  const alpha = f64x2.splat(load<f64>(j + job.ALPHA));
  const shift = f64x2.splat(load<f64>(j + job.SHIFT));
  const along = run == 1;
  let placed = -1;
  for (let at = from; at < to; ) {
    const row = along ? at : at / run;
    const entry = row % entries;
    let n = min(along ? entries - entry : (row + 1) * run - at, to - at);
    if (entry != placed) place(j, entry, along, scratch);
    const x = address(j, job.X) + (<usize>at << 2);
    const y = address(j, job.Y) + (<usize>at << 2);
    let done = 0;
    if (narrow && n >= 8) done = pairs(law, j, x, y, n & ~7, scratch);
    if (done > 0) n = done;
    else {
      if (narrow) n = min(n, 8);
      v128.store(scratch + SUM, stretch(law, x, y, n, scratch, alpha, shift));
    }
    if (isLost(v128.load(scratch + SUM))) store<i32>(j + job.NOT_FINITE, 1);
    advance(n & ~3, scratch);
    placed = (n & 3) == 0 ? entry + (along ? n : 0) : -1;
    at += n;
  }
}

// Functions of their own: of one the compiler would join what they have in common to a single loop, which asks for the law at every cell.

function tanhPairs(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(TANH, true, j, from, to, scratch);
}

function tanhCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(TANH, false, j, from, to, scratch);
}

function erfCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(ERF, false, j, from, to, scratch);
}

function gatePairs(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(GATE, true, j, from, to, scratch);
}

function gateCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(GATE, false, j, from, to, scratch);
}

function floorCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(FLOOR, false, j, from, to, scratch);
}

function swishCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(SWISH, false, j, from, to, scratch);
}

function largerCells(j: usize, from: i32, to: i32, scratch: usize): void {
  cellsBy(LARGER, false, j, from, to, scratch);
}

/** Cells [from, to). Scratch holds 160 bytes. A NaN or infinity that is written is told in the job, some sums that overflow too. */
export function cells(j: usize, from: i32, to: i32, scratch: usize): void {
  const law = word(j, job.LAW);
  const shifts = load<f64>(j + job.SHIFT) != 0;
  const lifts = (address(j, job.TABLES + (GAIN << 2)) | address(j, job.TABLES + (GAIN << 2) + 4)) != 0;
  if (law == TANH && shifts) tanhCells(j, from, to, scratch);
  else if (law == TANH) tanhPairs(j, from, to, scratch);
  else if (law == ERF) erfCells(j, from, to, scratch);
  else if (law == GATE && lifts) gateCells(j, from, to, scratch);
  else if (law == GATE) gatePairs(j, from, to, scratch);
  else if (law == FLOOR) floorCells(j, from, to, scratch);
  else if (law == SWISH) swishCells(j, from, to, scratch);
  else largerCells(j, from, to, scratch);
}
