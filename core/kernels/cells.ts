// Every cell by itself: law(x) · γ + β, in float64 with one rounding; tanh and the gate in float32, four at a time.
import * as job from './cellJob';
import { address, word } from './geometry';
import { erf, exp, gate4, sigmoid, tanh, tanh4 } from './math';

// The laws.
const TANH: i32 = 0;
const ERF: i32 = 1;
const GATE: i32 = 2;
const FLOOR: i32 = 3;
const SWISH: i32 = 4;
const LARGER: i32 = 5;
/** tanh without a shift, from which a difference of nearly equal numbers could come. */
const TANH_4: i32 = -1;

/** Gates beyond lose e^−p to float32's range. */
const GATE_4: f32 = 80;

/** Of a cell's numbers: three of the law's own, then γ and β. */
const TABLES: i32 = 5;
const GAIN: i32 = 3;

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

/** Four cells. `alpha` is float32[4] for TANH_4, else float64[2], as `shift` is. */
// @ts-ignore: decorator
@inline
function four(law: i32, x: v128, p: v128, q: v128, r: v128, g: v128, b: v128, alpha: v128, shift: v128): v128 {
  if (law == TANH_4) return f32x4.add(f32x4.mul(tanh4(f32x4.mul(x, alpha)), g), b);
  if (law == GATE && i32x4.all_true(f32x4.le(f32x4.abs(p), f32x4.splat(GATE_4)))) return f32x4.add(f32x4.mul(gate4(x, p), g), b);
  const y0 = bent(law, low(x), low(p), low(q), low(r), alpha, shift);
  const y1 = bent(law, high(x), high(p), high(q), high(r), alpha, shift);
  const z0 = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(y0, low(g)), low(b)));
  const z1 = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(y1, high(g)), high(b)));
  return v128.shuffle<f32>(z0, z1, 0, 1, 4, 5);
}

/** n cells. `at` holds five pairs of a table's address and its step for four cells: 0 where the four at the address are those of all. */
// @ts-ignore: decorator
@inline
function stretch(law: i32, x: usize, y: usize, n: i32, at: usize, alpha: v128, shift: v128): void {
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
  while (x < end4) {
    const pv = law > ERF ? v128.load(p) : f32x4.splat(0);
    const qv = law == LARGER ? v128.load(q) : f32x4.splat(0);
    const rv = law == LARGER ? v128.load(r) : f32x4.splat(0);
    v128.store(y, four(law, v128.load(x), pv, qv, rv, v128.load(g), v128.load(b), alpha, shift));
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
    x += 4;
    y += 4;
    p += sp >> 2;
    q += sq >> 2;
    r += sr >> 2;
    g += sg >> 2;
    b += sb >> 2;
  }
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

// @ts-ignore: decorator
@inline
function cellsBy(law: i32, j: usize, from: i32, to: i32, scratch: usize): void {
  const run = word(j, job.RUN);
  const entries = word(j, job.ENTRIES);
  const factor = load<f64>(j + job.ALPHA);
  const alpha = law == TANH_4 ? f32x4.splat(<f32>factor) : f64x2.splat(factor);
  const shift = f64x2.splat(load<f64>(j + job.SHIFT));
  const along = run == 1;
  for (let at = from; at < to; ) {
    const row = along ? at : at / run;
    const entry = row % entries;
    const n = min(along ? entries - entry : (row + 1) * run - at, to - at);
    place(j, entry, along, scratch);
    const offset = <usize>at << 2;
    stretch(law, address(j, job.X) + offset, address(j, job.Y) + offset, n, scratch, alpha, shift);
    at += n;
  }
}

/** Cells [from, to). Scratch holds 144 bytes. */
export function cells(j: usize, from: i32, to: i32, scratch: usize): void {
  const law = word(j, job.LAW);
  if (law == TANH && load<f64>(j + job.SHIFT) == 0) cellsBy(TANH_4, j, from, to, scratch);
  else if (law == TANH) cellsBy(TANH, j, from, to, scratch);
  else if (law == ERF) cellsBy(ERF, j, from, to, scratch);
  else if (law == GATE) cellsBy(GATE, j, from, to, scratch);
  else if (law == FLOOR) cellsBy(FLOOR, j, from, to, scratch);
  else if (law == SWISH) cellsBy(SWISH, j, from, to, scratch);
  else cellsBy(LARGER, j, from, to, scratch);
}
