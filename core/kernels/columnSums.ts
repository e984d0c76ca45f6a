// Sums of x − K and (x − K)² of many columns at once, K a pivot for each: a row adds to float32 lanes in memory, which
// are flushed to float64.

/** Adds float32 lanes to float64 sums. */
export function flush(sums: usize, lanes: usize, n: i32): void {
  const end = lanes + (<usize>(n & ~3) << 2);
  while (lanes < end) {
    const v = v128.load(lanes);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v)));
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
    lanes += 16;
    sums += 32;
  }
  for (n &= 3; n > 0; n--) {
    store<f64>(sums, load<f64>(sums) + <f64>load<f32>(lanes));
    lanes += 4;
    sums += 8;
  }
}

/** Adds n columns of four rows to the lanes: sums at `s`, squares at `q`, pivots at `k`. */
export function gatherRows4(p0: usize, p1: usize, p2: usize, p3: usize, n: i32, k: usize, s: usize, q: usize): void {
  let at: usize = 0;
  const end4 = <usize>(n & ~3) << 2;
  const end = <usize>n << 2;
  for (; at < end4; at += 16) {
    const pivot = v128.load(k + at);
    const d0 = f32x4.sub(v128.load(p0 + at), pivot);
    const d1 = f32x4.sub(v128.load(p1 + at), pivot);
    const d2 = f32x4.sub(v128.load(p2 + at), pivot);
    const d3 = f32x4.sub(v128.load(p3 + at), pivot);
    v128.store(s + at, f32x4.add(v128.load(s + at), f32x4.add(f32x4.add(d0, d1), f32x4.add(d2, d3))));
    const q01 = f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d1, d1));
    const q23 = f32x4.add(f32x4.mul(d2, d2), f32x4.mul(d3, d3));
    v128.store(q + at, f32x4.add(v128.load(q + at), f32x4.add(q01, q23)));
  }
  for (; at < end; at += 4) {
    const pivot = load<f32>(k + at);
    const d0 = load<f32>(p0 + at) - pivot;
    const d1 = load<f32>(p1 + at) - pivot;
    const d2 = load<f32>(p2 + at) - pivot;
    const d3 = load<f32>(p3 + at) - pivot;
    store<f32>(s + at, load<f32>(s + at) + (d0 + d1 + (d2 + d3)));
    store<f32>(q + at, load<f32>(q + at) + (d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3)));
  }
}

/** The same of one row. */
export function gatherRow(p: usize, n: i32, k: usize, s: usize, q: usize): void {
  let at: usize = 0;
  const end4 = <usize>(n & ~3) << 2;
  const end = <usize>n << 2;
  for (; at < end4; at += 16) {
    const d = f32x4.sub(v128.load(p + at), v128.load(k + at));
    v128.store(s + at, f32x4.add(v128.load(s + at), d));
    v128.store(q + at, f32x4.add(v128.load(q + at), f32x4.mul(d, d)));
  }
  for (; at < end; at += 4) {
    const d = load<f32>(p + at) - load<f32>(k + at);
    store<f32>(s + at, load<f32>(s + at) + d);
    store<f32>(q + at, load<f32>(q + at) + d * d);
  }
}
