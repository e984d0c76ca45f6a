// y = (x − m)·rstd·γ + β over contiguous runs. The mean is split into m_hi = float32(m) and the rest, so
// that a large offset cancels exactly: x·a + c would lose 6e-2 at mean 1e4, σ 1e-2.

import { fourAt, numberAt, pairAt, scaleOf, vectorAt } from './halves';

/**
 * True where float32 factors would leave their range: eps 0 on tiny values, values near the largest. A NaN spoils
 * the group either way and is not slowed down.
 */
// @ts-ignore: decorator
@inline
export function extreme(mean: f64, factor: f64): bool {
  const size = abs(factor);
  return size >= 1e30 || (size < 1e-30 && size > 0) || (abs(mean) >= 1e30 && size == size);
}

/** applyRun() where `brain` is known when it is compiled. */
// @ts-ignore: decorator
@inline
export function applyRunAs(brain: bool, x: usize, y: usize, n: i32, high: f32, a: f32, c: f32): void {
  const vh = f32x4.splat(high);
  const va = f32x4.splat(a);
  const vc = f32x4.splat(c);
  const end16 = x + (<usize>(n & ~15) << scaleOf(brain));
  const end4 = x + (<usize>(n & ~3) << scaleOf(brain));
  const end = x + (<usize>n << scaleOf(brain));
  while (x < end16) {
    const x0 = pairAt(brain, x, 0);
    const x1 = pairAt(brain, x, 1);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(vectorAt(brain, x, 0, x0), vh), va), vc));
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(vectorAt(brain, x, 1, x0), vh), va), vc), 16);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(vectorAt(brain, x, 2, x1), vh), va), vc), 32);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(vectorAt(brain, x, 3, x1), vh), va), vc), 48);
    x += <usize>16 << scaleOf(brain);
    y += 64;
  }
  while (x < end4) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(fourAt(brain, x), vh), va), vc));
    x += <usize>4 << scaleOf(brain);
    y += 16;
  }
  while (x < end) {
    store<f32>(y, (numberAt(brain, x) - high) * a + c);
    x += <usize>1 << scaleOf(brain);
    y += 4;
  }
}

/** applyRunParams() where `brain` is known when it is compiled. */
// @ts-ignore: decorator
@inline
export function applyParamsAs(brain: bool, x: usize, y: usize, n: i32, high: f32, r: f32, e: f32, w: usize, b: usize): void {
  const vh = f32x4.splat(high);
  const vr = f32x4.splat(r);
  const ve = f32x4.splat(e);
  const end4 = x + (<usize>(n & ~3) << scaleOf(brain));
  const end = x + (<usize>n << scaleOf(brain));
  while (x < end4) {
    const t = f32x4.add(f32x4.mul(f32x4.sub(fourAt(brain, x), vh), vr), ve);
    v128.store(y, f32x4.add(f32x4.mul(t, v128.load(w)), v128.load(b)));
    x += <usize>4 << scaleOf(brain);
    y += 16;
    w += 16;
    b += 16;
  }
  while (x < end) {
    store<f32>(y, ((numberAt(brain, x) - high) * r + e) * load<f32>(w) + load<f32>(b));
    x += <usize>1 << scaleOf(brain);
    y += 4;
    w += 4;
    b += 4;
  }
}

/** One γ and β for the run. */
export function applyRun(brain: bool, x: usize, y: usize, n: i32, high: f32, a: f32, c: f32): void {
  if (brain) applyRunAs(true, x, y, n, high, a, c);
  else applyRunAs(false, x, y, n, high, a, c);
}

/** γ at w and β at b vary along the run. */
export function applyRunParams(brain: bool, x: usize, y: usize, n: i32, high: f32, r: f32, e: f32, w: usize, b: usize): void {
  if (brain) applyParamsAs(true, x, y, n, high, r, e, w, b);
  else applyParamsAs(false, x, y, n, high, r, e, w, b);
}

/** In float64, with one rounding: γ at w and β at b, 0 for none, `step` bytes apart. */
export function applyRunExact(x: usize, y: usize, n: i32, mean: f64, rstd: f64, w: usize, b: usize, step: usize): void {
  for (; n > 0; n--) {
    let t = (<f64>load<f32>(x) - mean) * rstd;
    if (w != 0) {
      t *= <f64>load<f32>(w);
      w += step;
    }
    if (b != 0) {
      t += <f64>load<f32>(b);
      b += step;
    }
    store<f32>(y, <f32>t);
    x += 4;
    y += 4;
  }
}

/** Bytes of the numbers of four columns in a table: high means, factors and addends, four float32 each. */
export const ENTRY: usize = 48;

// @ts-ignore: decorator
@inline
function scaled(x: usize, h: v128, a: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), h), a), c);
}

/**
 * A row of n columns by their numbers in a table.
 * @param own  γ and then β of the row, float32 each; 0 for none
 */
export function applyColumns(x: usize, y: usize, n: i32, table: usize, own: usize): void {
  const g = own != 0 ? load<f32>(own) : 1;
  const b = own != 0 ? load<f32>(own, 4) : 0;
  const vg = f32x4.splat(g);
  const vb = f32x4.splat(b);
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  for (; x < end4; x += 16) {
    const t = scaled(x, v128.load(table), v128.load(table, 16), v128.load(table, 32));
    v128.store(y, own != 0 ? f32x4.add(f32x4.mul(t, vg), vb) : t);
    y += 16;
    table += ENTRY;
  }
  for (; x < end; x += 4) {
    const t = (load<f32>(x) - load<f32>(table)) * load<f32>(table, 16) + load<f32>(table, 32);
    store<f32>(y, own != 0 ? t * g + b : t);
    y += 4;
    table += 4;
  }
}

// @ts-ignore: decorator
@inline
function with4(ownRows: bool, x: usize, shift: usize, step: usize, n: i32, table: usize, own: usize): void {
  const g0 = ownRows ? v128.load32_splat(own) : f32x4.splat(1);
  const b0 = ownRows ? v128.load32_splat(own, 4) : f32x4.splat(0);
  const g1 = ownRows ? v128.load32_splat(own, 8) : g0;
  const b1 = ownRows ? v128.load32_splat(own, 12) : b0;
  const g2 = ownRows ? v128.load32_splat(own, 16) : g0;
  const b2 = ownRows ? v128.load32_splat(own, 20) : b0;
  const g3 = ownRows ? v128.load32_splat(own, 24) : g0;
  const b3 = ownRows ? v128.load32_splat(own, 28) : b0;
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16) {
    const h = v128.load(table);
    const a = v128.load(table, 16);
    const c = v128.load(table, 32);
    const x1 = x + step;
    const x2 = x1 + step;
    const x3 = x2 + step;
    const t0 = scaled(x, h, a, c);
    v128.store(x + shift, ownRows ? f32x4.add(f32x4.mul(t0, g0), b0) : t0);
    const t1 = scaled(x1, h, a, c);
    v128.store(x1 + shift, ownRows ? f32x4.add(f32x4.mul(t1, g1), b1) : t1);
    const t2 = scaled(x2, h, a, c);
    v128.store(x2 + shift, ownRows ? f32x4.add(f32x4.mul(t2, g2), b2) : t2);
    const t3 = scaled(x3, h, a, c);
    v128.store(x3 + shift, ownRows ? f32x4.add(f32x4.mul(t3, g3), b3) : t3);
    table += ENTRY;
  }
}

// Functions of their own: the compiler would join what they have in common, and ask at every vector which it is.

function own4(x: usize, shift: usize, step: usize, n: i32, table: usize, own: usize): void {
  with4(true, x, shift, step, n, table, own);
}

function shared4(x: usize, shift: usize, step: usize, n: i32, table: usize): void {
  with4(false, x, shift, step, n, table, 0);
}

/**
 * Four rows `step` bytes apart, side by side, outputs `shift` bytes from inputs.
 * @param n    columns, a multiple of 4
 * @param own  γ and β of each row in turn; 0 for none
 */
export function applyColumns4(x: usize, shift: usize, step: usize, n: i32, table: usize, own: usize): void {
  if (own != 0) own4(x, shift, step, n, table, own);
  else shared4(x, shift, step, n, table);
}
