// What is shown of a large tensor: sums, minima and maxima of blocks, and moments of a piece.

// @ts-ignore: decorator
@inline
function promoteHigh(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<u64>(v, v, 1, 1));
}

// @ts-ignore: decorator
@inline
function least(v: v128): f32 {
  return min(
    min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

// @ts-ignore: decorator
@inline
function largest(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

/**
 * Adds values to blocks of `pool` each, the first value beginning a block: to their sums (float64), minima and maxima (float32).
 * A NaN goes through all three.
 */
export function addBlocks(
  from: usize,
  length: i32,
  pool: i32,
  sum: usize,
  low: usize,
  high: usize,
): void {
  const end = from + (<usize>length << 2);
  if (pool == 2) {
    for (; from + 32 <= end; from += 32, sum += 32, low += 16, high += 16)
      addPairs(v128.load(from), v128.load(from, 16), sum, low, high);
  }
  while (from < end) {
    const stop = min(from + (<usize>pool << 2), end);
    let total = f64x2.splat(0);
    let lows = f32x4.splat(load<f32>(low));
    let highs = f32x4.splat(load<f32>(high));
    for (; from + 16 <= stop; from += 16) {
      const v = v128.load(from);
      total = f64x2.add(total, f64x2.add(f64x2.promote_low_f32x4(v), promoteHigh(v)));
      lows = f32x4.min(lows, v);
      highs = f32x4.max(highs, v);
    }
    let s = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
    let l = least(lows);
    let h = largest(highs);
    for (; from < stop; from += 4) {
      const value = load<f32>(from);
      s += <f64>value;
      l = min(l, value);
      h = max(h, value);
    }
    store<f64>(sum, load<f64>(sum) + s);
    store<f32>(low, l);
    store<f32>(high, h);
    sum += 8;
    low += 4;
    high += 4;
  }
}

/** Four blocks of two values. */
// @ts-ignore: decorator
@inline
function addPairs(a: v128, b: v128, sum: usize, low: usize, high: usize): void {
  const even = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
  const odd = v128.shuffle<f32>(a, b, 1, 3, 5, 7);
  const first = f64x2.add(f64x2.promote_low_f32x4(even), f64x2.promote_low_f32x4(odd));
  const second = f64x2.add(promoteHigh(even), promoteHigh(odd));
  v128.store(sum, f64x2.add(v128.load(sum), first));
  v128.store(sum, f64x2.add(v128.load(sum, 16), second), 16);
  v128.store(low, f32x4.min(v128.load(low), f32x4.min(even, odd)));
  v128.store(high, f32x4.max(v128.load(high), f32x4.max(even, odd)));
}

/** Sum, minimum and maximum of values, and the sum of their squared distances from their mean: four float64 at `out`. */
export function pieceMoments(from: usize, length: i32, out: usize): void {
  const end = from + (<usize>length << 2);
  let total = f64x2.splat(0);
  let lows = f32x4.splat(Infinity);
  let highs = f32x4.splat(-Infinity);
  let at = from;
  for (; at + 16 <= end; at += 16) {
    const v = v128.load(at);
    total = f64x2.add(total, f64x2.add(f64x2.promote_low_f32x4(v), promoteHigh(v)));
    lows = f32x4.min(lows, v);
    highs = f32x4.max(highs, v);
  }
  let s = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  let l = least(lows);
  let h = largest(highs);
  for (; at < end; at += 4) {
    const value = load<f32>(at);
    s += <f64>value;
    l = min(l, value);
    h = max(h, value);
  }
  const mean = s / <f64>length;
  store<f64>(out, s);
  store<f64>(out, <f64>l, 8);
  store<f64>(out, <f64>h, 16);
  store<f64>(out, squares(from, end, mean), 24);
}

function squares(from: usize, end: usize, mean: f64): f64 {
  const means = f64x2.splat(mean);
  let total = f64x2.splat(0);
  for (; from + 16 <= end; from += 16) {
    const v = v128.load(from);
    const a = f64x2.sub(f64x2.promote_low_f32x4(v), means);
    const b = f64x2.sub(promoteHigh(v), means);
    total = f64x2.add(total, f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b)));
  }
  let q = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  for (; from < end; from += 4) {
    const d = <f64>load<f32>(from) - mean;
    q += d * d;
  }
  return q;
}
