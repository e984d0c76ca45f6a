// float16 and bfloat16 to float32, exactly: denormals, infinities and NaN among them.

/** Four halves, each in the upper 16 bits of its lane, as float32. */
// @ts-ignore: decorator
@inline
function four(brain: bool, v: v128): v128 {
  if (brain) return v;
  const shifted = v128.and(i32x4.shr_s(v, 3), i32x4.splat(0x8fffe000));
  // The exponent's bias is 112 less. Denormals become normal by the same product.
  const finite = f32x4.mul(shifted, f32x4.splat(5192296858534827628530496329220096.0));
  const isSpecial = i32x4.gt_s(v128.and(v, i32x4.splat(0x7fff0000)), i32x4.splat(0x7bff0000));
  return v128.or(finite, v128.and(isSpecial, i32x4.splat(0x7f800000)));
}

/** The first four of eight halves. */
// @ts-ignore: decorator
@inline
function low(brain: bool, v: v128): v128 {
  return four(brain, v128.shuffle<i16>(i32x4.splat(0), v, 0, 8, 1, 9, 2, 10, 3, 11));
}

/** The last four. */
// @ts-ignore: decorator
@inline
function high(brain: bool, v: v128): v128 {
  return four(brain, v128.shuffle<i16>(i32x4.splat(0), v, 4, 12, 5, 13, 6, 14, 7, 15));
}

// What a run is read by: bfloat16 where `brain` is true, else float32. `brain` and k are known when it is compiled.

/** Vectors 2k and 2k + 1 of four values at p, where they are one of eight. */
// @ts-ignore: decorator
@inline
export function pairAt(brain: bool, p: usize, k: i32): v128 {
  if (!brain) return i32x4.splat(0);
  return k == 0 ? v128.load(p) : v128.load(p, 16);
}

/** Vector k of four values at p, or half of its pairAt(). */
// @ts-ignore: decorator
@inline
export function vectorAt(brain: bool, p: usize, k: i32, pair: v128): v128 {
  if (brain) return (k & 1) == 0 ? low(true, pair) : high(true, pair);
  if (k == 0) return v128.load(p);
  if (k == 1) return v128.load(p, 16);
  if (k == 2) return v128.load(p, 32);
  return v128.load(p, 48);
}

/** Four values at p. */
// @ts-ignore: decorator
@inline
export function fourAt(brain: bool, p: usize): v128 {
  return brain ? low(true, v128.load64_zero(p)) : v128.load(p);
}

/** A value at p. */
// @ts-ignore: decorator
@inline
export function numberAt(brain: bool, p: usize): f32 {
  return brain ? reinterpret<f32>(<u32>load<u16>(p) << 16) : load<f32>(p);
}

/** The exponent of 2 of a value's bytes. */
// @ts-ignore: decorator
@inline
export function scaleOf(brain: bool): usize {
  return brain ? 1 : 2;
}

// @ts-ignore: decorator
@inline
function widenAs(brain: bool, from: usize, to: usize, n: i32): void {
  for (; n >= 8; n -= 8) {
    const v = v128.load(from);
    v128.store(to, low(brain, v));
    v128.store(to, high(brain, v), 16);
    from += 16;
    to += 32;
  }
  for (; n > 0; n--) {
    v128.store_lane<f32>(to, four(brain, i32x4.splat(<i32>load<u16>(from) << 16)), 0);
    from += 2;
    to += 4;
  }
}

/** n halves at `from` as float32 at `to`; bfloat16 where `brain` is 1. */
export function widen(from: usize, to: usize, n: i32, brain: i32): void {
  if (brain != 0) widenAs(true, from, to, n);
  else widenAs(false, from, to, n);
}
