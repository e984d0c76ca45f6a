// Functions of two float64 at a time, to a relative error of some 1e-9: what is left of it in float32 is nothing. NaN stays NaN.

/** float64 whose last bits are those of a whole number that is added to it. */
const WHOLE: f64 = 6755399441055744.0; // 1.5 · 2^52
const LOG2_E: f64 = 1.4426950408889634;

// @ts-ignore: decorator
@inline
function one(value: f64): v128 {
  return f64x2.splat(value);
}

/** v · by + plus */
// @ts-ignore: decorator
@inline
function muladd(v: v128, by: v128, plus: f64): v128 {
  return f64x2.add(f64x2.mul(v, by), one(plus));
}

/** 2^n of a whole n between −1022 and 1024 to which WHOLE was added; ∞ at 1024. */
// @ts-ignore: decorator
@inline
function power2(n: v128): v128 {
  return i64x2.add(i64x2.shl(n, 52), i64x2.splat(1023 << 52));
}

/**
 * c0 + c1·z + … + c6·z⁶, in pairs: a sum from one end to the other would wait for every step of it, and a processor looks ahead over no more than a
 * few values.
 */
// @ts-ignore: decorator
@inline
function series(z: v128, c0: f64, c1: f64, c2: f64, c3: f64, c4: f64, c5: f64, c6: f64): v128 {
  const z2 = f64x2.mul(z, z);
  const low = f64x2.add(muladd(z, one(c1), c0), f64x2.mul(z2, muladd(z, one(c3), c2)));
  const high = f64x2.add(muladd(z, one(c5), c4), f64x2.mul(z2, one(c6)));
  return f64x2.add(low, f64x2.mul(f64x2.mul(z2, z2), high));
}

/** 2^f − 1 of |f| ≤ ½, its smallest largest relative error 2.4e-10. */
// @ts-ignore: decorator
@inline
function smallPower2(f: v128): v128 {
  const c0 = 0.6931471805815695;
  const c1 = 0.24022650920053684;
  const c2 = 0.055504107275952945;
  const c3 = 0.009618057036575155;
  const c4 = 0.0013333669452753574;
  const c5 = 0.0001546133006999226;
  const c6 = 1.5252719693062269e-5;
  return f64x2.mul(f, series(f, c0, c1, c2, c3, c4, c5, c6));
}

/** NaN where v is, which the processor's own minimum and maximum give without a further step. */
// @ts-ignore: decorator
@inline
function between(v: v128, least: f64, most: f64): v128 {
  return f64x2.pmin(f64x2.pmax(v, one(least)), one(most));
}

/** 2^p; 0 and ∞ where that is beyond float64. */
// @ts-ignore: decorator
@inline
function exp2(v: v128): v128 {
  const p = between(v, -1022, 1024);
  const n = f64x2.add(p, one(WHOLE));
  const scale = power2(n);
  const f = f64x2.sub(p, f64x2.sub(n, one(WHOLE)));
  return f64x2.mul(scale, f64x2.add(smallPower2(f), one(1)));
}

/** e^x; 0 and ∞ where that is beyond float64. */
// @ts-ignore: decorator
@inline
export function exp(v: v128): v128 {
  return exp2(f64x2.mul(v, one(LOG2_E)));
}

/** log2 of positive numbers that are not denormal: 2/ln 2 · artanh((m − 1)/(m + 1)), m between √½ and √2. */
// @ts-ignore: decorator
@inline
function log2(v: v128): v128 {
  const half: i64 = 0x3fe6a09e667f3bcd; // √½
  // The exponent, one more than 0, so that no sign has to be shifted.
  const n = i64x2.shr_u(i64x2.add(v, i64x2.splat((1023 << 52) - half)), 52);
  const m = i64x2.sub(v, i64x2.shl(i64x2.sub(n, i64x2.splat(1023)), 52));
  const exponent = f64x2.sub(v128.or(n, i64x2.splat(0x4330000000000000)), one(4503599627370496 + 1023));
  const s = f64x2.div(f64x2.sub(m, one(1)), f64x2.add(m, one(1)));
  const z = f64x2.mul(s, s);
  let t = muladd(z, one(1.0 / 11), 1.0 / 9);
  t = muladd(z, t, 1.0 / 7);
  t = muladd(z, t, 1.0 / 5);
  t = muladd(z, t, 1.0 / 3);
  t = muladd(z, t, 1);
  return f64x2.add(exponent, f64x2.mul(f64x2.mul(s, t), one(2 * LOG2_E)));
}

/** v^power of positive v. */
// @ts-ignore: decorator
@inline
export function pow(v: v128, power: v128): v128 {
  return exp2(f64x2.mul(power, log2(v)));
}

/** 1 / (1 + e^−x) */
// @ts-ignore: decorator
@inline
export function sigmoid(v: v128): v128 {
  return f64x2.div(one(1), f64x2.add(one(1), exp(f64x2.neg(v))));
}

/** (e^2x − 1) / (e^2x + 1), whose numerator loses nothing near 0. */
// @ts-ignore: decorator
@inline
export function tanh(v: v128): v128 {
  const p = between(f64x2.mul(v, one(2 * LOG2_E)), -58, 58);
  const n = f64x2.add(p, one(WHOLE));
  const scale = power2(n);
  const f = f64x2.sub(p, f64x2.sub(n, one(WHOLE)));
  const above = f64x2.add(f64x2.mul(scale, smallPower2(f)), f64x2.sub(scale, one(1)));
  return f64x2.div(above, f64x2.add(above, one(2)));
}

/**
 * The error function: x · P(x²) / Q(x²), least squares with weights for the largest relative error, 2.6e-9, up to 4.4, where it is 1
 * to float32.
 */
// @ts-ignore: decorator
@inline
export function erf(v: v128): v128 {
  const x = between(v, -4.4, 4.4);
  const z = f64x2.mul(x, x);
  const z2 = f64x2.mul(z, z);
  const p = series(z, 1.12837916709, 0.185363485143, 0.0544071508428, 0.00386530549216, 0.000382765523133, 4.7645792477e-6, -1.36253450424e-8);
  const low = f64x2.add(muladd(z, one(0.497607505053), 1), f64x2.mul(z2, muladd(z, one(0.0155042186799), 0.114085772125)));
  const q = f64x2.add(low, f64x2.mul(f64x2.mul(z2, z2), muladd(z, one(6.38703312163e-5), 0.00131503929917)));
  return f64x2.div(f64x2.mul(x, p), q);
}
