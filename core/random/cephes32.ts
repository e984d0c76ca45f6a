import { fma32 } from './fma32.ts';

const f32 = Math.fround;

/** log(1 + x)'s polynomial on [√½ − 1, √2 − 1], highest power first. */
const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(f32);
/** ln 2 as a short high part and a correction. */
const LN2_LOW = f32(-2.1219444e-4);
const LN2_HIGH = f32(0.693359375);
const SQRT_HALF = f32(0.7071067811865476);

const SIN = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f32);
const COS = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f32);
const FOUR_OVER_PI = f32(1.27323954473516);
/** −π/4 in three parts, so that multiples of it can be taken off almost exactly. */
const QUARTER_PI = [-0.78515625, -0.00024187564849853516, -3.774894977445941e-8].map(f32);

const bits = new DataView(new ArrayBuffer(4));

/** Horner's rule with one rounding a step. */
function polynomial(coefficients: readonly number[], x: number): number {
  let y = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) y = fma32(y, x, coefficients[i]!);
  return y;
}

/**
 * Natural logarithm in float32, operation by operation as PyTorch's vector code computes it.
 * @param x  positive, normal float32
 * @source   Cephes logf, as in ATen/native/cpu/avx_mathfun.h (log256_ps) with contracted multiply-adds
 */
export function log32(x: number): number {
  bits.setFloat32(0, x);
  const word = bits.getUint32(0);
  let exponent = (word >>> 23) - 126;
  bits.setUint32(0, (word & 0x007fffff) | 0x3f000000);
  let fraction = bits.getFloat32(0); // in [½, 1)
  if (fraction < SQRT_HALF) {
    exponent -= 1;
    fraction = f32(fraction - 1 + fraction);
  } else {
    fraction = f32(fraction - 1);
  }
  const square = f32(fraction * fraction);
  let y = f32(polynomial(LOG, fraction) * fraction);
  y = fma32(y, square, f32(exponent * LN2_LOW));
  y = fma32(-0.5, square, y);
  return fma32(exponent, LN2_HIGH, f32(fraction + y));
}

/**
 * Sine and cosine in float32, operation by operation as PyTorch's vector code computes them.
 * @param angle  radians, 0 ≤ angle ≤ 8192, float32
 * @source       Cephes sinf and cosf, as in ATen/native/cpu/avx_mathfun.h (sincos256_ps)
 */
export function sincos32(angle: number): readonly [sin: number, cos: number] {
  const octant = (Math.trunc(f32(angle * FOUR_OVER_PI)) + 1) & ~1;
  let x = angle;
  for (const part of QUARTER_PI) x = fma32(octant, part, x);

  const z = f32(x * x);
  const cosine = f32(fma32(f32(polynomial(COS, z) * z), z, -0.5 * z) + 1);
  const sine = fma32(f32(polynomial(SIN, z) * z), x, x);

  const swapped = (octant & 2) !== 0;
  const sin = swapped ? cosine : sine;
  const cos = swapped ? sine : cosine;
  return [octant & 4 ? -sin : sin, (octant - 2) & 4 ? cos : -cos];
}
