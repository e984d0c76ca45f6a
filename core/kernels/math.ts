// Functions of two float64 at a time, to a relative error of some 1e-9: what is left of it in float32 is nothing. NaN stays NaN.

/** float64 whose last bits are those of a whole number that is added to it. */
const WHOLE: f64 = 6755399441055744.0; // 1.5 · 2^52
const LOG2_E: f64 = 1.4426950408889634;
const LN2: f64 = 0.6931471805599453;

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

/** (e^f − 1) of |f| ≤ 0.35: ten terms of its series. */
// @ts-ignore: decorator
@inline
function smallExpm1(f: v128): v128 {
  let s = muladd(f, one(1.0 / 362880), 1.0 / 40320);
  s = muladd(f, s, 1.0 / 5040);
  s = muladd(f, s, 1.0 / 720);
  s = muladd(f, s, 1.0 / 120);
  s = muladd(f, s, 1.0 / 24);
  s = muladd(f, s, 1.0 / 6);
  s = muladd(f, s, 0.5);
  s = muladd(f, s, 1);
  return f64x2.mul(f, s);
}

// @ts-ignore: decorator
@inline
function between(v: v128, least: f64, most: f64): v128 {
  return f64x2.min(f64x2.max(v, one(least)), one(most));
}

/** e^x; 0 and ∞ where that is beyond float64. */
// @ts-ignore: decorator
@inline
export function exp(v: v128): v128 {
  const x = between(v, -708, 710);
  const n = f64x2.add(f64x2.mul(x, one(LOG2_E)), one(WHOLE));
  const f = f64x2.sub(x, f64x2.mul(f64x2.sub(n, one(WHOLE)), one(LN2)));
  return f64x2.mul(power2(n), f64x2.add(smallExpm1(f), one(1)));
}

/** 2^p */
// @ts-ignore: decorator
@inline
function exp2(v: v128): v128 {
  const p = between(v, -1022, 1024);
  const n = f64x2.add(p, one(WHOLE));
  const f = f64x2.mul(f64x2.sub(p, f64x2.sub(n, one(WHOLE))), one(LN2));
  return f64x2.mul(power2(n), f64x2.add(smallExpm1(f), one(1)));
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
  const x = between(f64x2.add(v, v), -40, 40);
  const n = f64x2.add(f64x2.mul(x, one(LOG2_E)), one(WHOLE));
  const f = f64x2.sub(x, f64x2.mul(f64x2.sub(n, one(WHOLE)), one(LN2)));
  const scale = power2(n);
  const above = f64x2.add(f64x2.mul(scale, smallExpm1(f)), f64x2.sub(scale, one(1)));
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
  let p = muladd(z, one(-1.36253450424e-8), 4.7645792477e-6);
  p = muladd(z, p, 0.000382765523133);
  p = muladd(z, p, 0.00386530549216);
  p = muladd(z, p, 0.0544071508428);
  p = muladd(z, p, 0.185363485143);
  p = muladd(z, p, 1.12837916709);
  let q = muladd(z, one(6.38703312163e-5), 0.00131503929917);
  q = muladd(z, q, 0.0155042186799);
  q = muladd(z, q, 0.114085772125);
  q = muladd(z, q, 0.497607505053);
  q = muladd(z, q, 1);
  return f64x2.div(f64x2.mul(x, p), q);
}
