// Laws in float32, eight cells at a time, to two or three steps of float32. What decides is the number of instructions: signs are
// in the coefficients, and a range is looked at once for eight cells.

/** float32 whose last bits, 127 less, are those of a whole number that is added to it: the exponent of its power of two. */
const WHOLE: f32 = 12583039; // 1.5 · 2^23 + 127
const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts, of which a whole number of the first is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
/** Larger gates lose e^−p to float32's range. As bits, of which NaN has larger ones. */
const MOST_GATE: i32 = 0x42a00000; // 80

// @ts-ignore: decorator
@inline
function muladd(v: v128, by: v128, plus: v128): v128 {
  return f32x4.add(f32x4.mul(v, by), plus);
}

/** (e^f − 1 − f) / f² of |f| ≤ 0.347, of −f where `sign` is −1: least squares with weights for the largest relative error of e^f, 3.1e-9. */
// @ts-ignore: decorator
@inline
function curve(sign: f32, f: v128, f2: v128): v128 {
  const low = muladd(f, f32x4.splat(sign * 0.1666651988914464), f32x4.splat(0.49999993397730114));
  const high = muladd(f, f32x4.splat(sign * 0.008368806890712581), f32x4.splat(0.041668396789028325));
  return muladd(f2, muladd(f2, f32x4.splat(0.001381441191633491), high), low);
}

/** The whole number next to v · log2(e), or to that of −v, WHOLE added to it. */
// @ts-ignore: decorator
@inline
function exponent(sign: f32, v: v128): v128 {
  return muladd(v, f32x4.splat(sign * LOG2_E), f32x4.splat(WHOLE));
}

/** What is left of v without sign · n · ln 2. */
// @ts-ignore: decorator
@inline
function rest(sign: f32, v: v128, n: v128): v128 {
  const k = f32x4.sub(n, f32x4.splat(WHOLE));
  return f32x4.sub(f32x4.sub(v, f32x4.mul(k, f32x4.splat(sign * LN2_HIGH))), f32x4.mul(k, f32x4.splat(sign * LN2_LOW)));
}

/** x · p / (1 + e^−p) of |p| ≤ 80. */
// @ts-ignore: decorator
@inline
function gate(x: v128, p: v128): v128 {
  const n = exponent(-1, p);
  const f = rest(-1, p, n);
  const f2 = f32x4.mul(f, f);
  const power = f32x4.add(f32x4.sub(f32x4.mul(f2, curve(-1, f, f2)), f), f32x4.splat(1));
  return f32x4.mul(x, f32x4.div(p, muladd(i32x4.shl(n, 23), power, f32x4.splat(1))));
}

// @ts-ignore: decorator
@inline
function sizeOf(v: v128): v128 {
  return v128.and(v, i32x4.splat(0x7fffffff));
}

/**
 * x · silu(p) of n cells, a multiple of 8, up to those whose gates are too large.
 * @param step  bytes from the gates of four cells to those of the next
 * @param sum   where the sums of four lanes of the output are left
 * @returns     how many cells are done
 */
export function gates(x: usize, y: usize, n: i32, p: usize, step: usize, sum: usize): i32 {
  const first = x;
  const shift = y - x;
  const end = x + (<usize>n << 2);
  let total = f32x4.splat(0);
  for (; x < end; x += 32) {
    const p0 = v128.load(p);
    const p1 = v128.load(p + step);
    if (v128.any_true(i32x4.gt_s(i32x4.max_s(sizeOf(p0), sizeOf(p1)), i32x4.splat(MOST_GATE)))) break;
    const y0 = gate(v128.load(x), p0);
    const y1 = gate(v128.load(x, 16), p1);
    v128.store(x + shift, y0);
    v128.store(x + shift, y1, 16);
    total = f32x4.add(total, f32x4.add(y0, y1));
    p += 2 * step;
  }
  v128.store(sum, total);
  return <i32>(x - first) >> 2;
}

/** tanh of half of v: (e^v − 1) / (e^v + 1), whose numerator loses nothing near 0. */
// @ts-ignore: decorator
@inline
function tanhOfHalf(v: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(v, f32x4.splat(-20)), f32x4.splat(20));
  const n = exponent(1, x);
  const f = rest(1, x, n);
  const f2 = f32x4.mul(f, f);
  const scale = i32x4.shl(n, 23);
  const above = muladd(scale, muladd(f2, curve(1, f, f2), f), f32x4.sub(scale, f32x4.splat(1)));
  return f32x4.div(above, f32x4.add(above, f32x4.splat(2)));
}

/**
 * tanh(αx) · γ + β of n cells, a multiple of 8, γ at g and β at b.
 * @param stepG, stepB  bytes from the parameters of four cells to those of the next
 * @param sum           where the sums of four lanes of the output are left
 */
export function tanhs(x: usize, y: usize, n: i32, alpha: f32, g: usize, stepG: usize, b: usize, stepB: usize, sum: usize): void {
  const twice = f32x4.splat(2 * alpha);
  const shift = y - x;
  let total = f32x4.splat(0);
  for (const end = x + (<usize>n << 2); x < end; x += 32) {
    const y0 = muladd(tanhOfHalf(f32x4.mul(v128.load(x), twice)), v128.load(g), v128.load(b));
    const y1 = muladd(tanhOfHalf(f32x4.mul(v128.load(x, 16), twice)), v128.load(g + stepG), v128.load(b + stepB));
    v128.store(x + shift, y0);
    v128.store(x + shift, y1, 16);
    total = f32x4.add(total, f32x4.add(y0, y1));
    g += 2 * stepG;
    b += 2 * stepB;
  }
  v128.store(sum, total);
}
