// float16 and bfloat16 to float32, exactly: denormals, infinities and NaN among them.

/** Four halves, each in the lower 16 bits of its lane, as float32. */
// @ts-ignore: decorator
@inline
function four(brain: bool, v: v128): v128 {
  if (brain) return i32x4.shl(v, 16);
  const sign = i32x4.shl(v128.and(v, i32x4.splat(0x8000)), 16);
  const rest = v128.and(v, i32x4.splat(0x7fff));
  const shifted = i32x4.shl(rest, 13);
  // The exponent's bias is 112 less. Denormals become normal by the same product.
  const finite = f32x4.mul(shifted, f32x4.splat(5192296858534827628530496329220096.0));
  const special = v128.or(shifted, i32x4.splat(0x7f800000));
  const size = v128.bitselect(special, finite, i32x4.gt_s(rest, i32x4.splat(0x7bff)));
  return v128.or(sign, size);
}

// @ts-ignore: decorator
@inline
function widenAs(brain: bool, from: usize, to: usize, n: i32): void {
  for (; n >= 8; n -= 8) {
    const v = v128.load(from);
    v128.store(to, four(brain, i32x4.extend_low_i16x8_u(v)));
    v128.store(to, four(brain, i32x4.extend_high_i16x8_u(v)), 16);
    from += 16;
    to += 32;
  }
  for (; n > 0; n--) {
    v128.store_lane<f32>(to, four(brain, i32x4.splat(<i32>load<u16>(from))), 0);
    from += 2;
    to += 4;
  }
}

/** n halves at `from` as float32 at `to`; bfloat16 where `brain` is 1. */
export function widen(from: usize, to: usize, n: i32, brain: i32): void {
  if (brain != 0) widenAs(true, from, to, n);
  else widenAs(false, from, to, n);
}
