// y = (x − m)·rstd·γ + β over contiguous runs. The mean is split into m_hi = float32(m) and the rest, so
// that a large offset cancels exactly: x·a + c would lose 6e-2 at mean 1e4, σ 1e-2.

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

/** One γ and β for the run. */
export function applyRun(x: usize, y: usize, n: i32, high: f32, a: f32, c: f32): void {
  const vh = f32x4.splat(high);
  const va = f32x4.splat(a);
  const vc = f32x4.splat(c);
  const end16 = x + (<usize>(n & ~15) << 2);
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  while (x < end16) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), vh), va), vc));
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 16), vh), va), vc), 16);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 32), vh), va), vc), 32);
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x, 48), vh), va), vc), 48);
    x += 64;
    y += 64;
  }
  while (x < end4) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), vh), va), vc));
    x += 16;
    y += 16;
  }
  while (x < end) {
    store<f32>(y, (load<f32>(x) - high) * a + c);
    x += 4;
    y += 4;
  }
}

/** γ at w and β at b vary along the run. */
export function applyRunParams(x: usize, y: usize, n: i32, high: f32, r: f32, e: f32, w: usize, b: usize): void {
  const vh = f32x4.splat(high);
  const vr = f32x4.splat(r);
  const ve = f32x4.splat(e);
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  while (x < end4) {
    const t = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), vh), vr), ve);
    v128.store(y, f32x4.add(f32x4.mul(t, v128.load(w)), v128.load(b)));
    x += 16;
    y += 16;
    w += 16;
    b += 16;
  }
  while (x < end) {
    store<f32>(y, ((load<f32>(x) - high) * r + e) * load<f32>(w) + load<f32>(b));
    x += 4;
    y += 4;
    w += 4;
    b += 4;
  }
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

/** Four rows of n columns, outputs `shift` bytes from inputs; mean, factor and addend stand in tables, one entry a column. */
export function applyColumns4(x0: usize, x1: usize, x2: usize, x3: usize, shift: usize, n: i32, h: usize, a: usize, c: usize): void {
  let at: usize = 0;
  const end4 = <usize>(n & ~3) << 2;
  const end = <usize>n << 2;
  for (; at < end4; at += 16) {
    const vh = v128.load(h + at);
    const va = v128.load(a + at);
    const vc = v128.load(c + at);
    v128.store(x0 + at + shift, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x0 + at), vh), va), vc));
    v128.store(x1 + at + shift, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x1 + at), vh), va), vc));
    v128.store(x2 + at + shift, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x2 + at), vh), va), vc));
    v128.store(x3 + at + shift, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x3 + at), vh), va), vc));
  }
  for (; at < end; at += 4) {
    const high = load<f32>(h + at);
    const factor = load<f32>(a + at);
    const addend = load<f32>(c + at);
    store<f32>(x0 + at + shift, (load<f32>(x0 + at) - high) * factor + addend);
    store<f32>(x1 + at + shift, (load<f32>(x1 + at) - high) * factor + addend);
    store<f32>(x2 + at + shift, (load<f32>(x2 + at) - high) * factor + addend);
    store<f32>(x3 + at + shift, (load<f32>(x3 + at) - high) * factor + addend);
  }
}

/** One row. */
export function applyColumns(x: usize, y: usize, n: i32, h: usize, a: usize, c: usize): void {
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  while (x < end4) {
    v128.store(y, f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), v128.load(h)), v128.load(a)), v128.load(c)));
    x += 16;
    y += 16;
    h += 16;
    a += 16;
    c += 16;
  }
  while (x < end) {
    store<f32>(y, (load<f32>(x) - load<f32>(h)) * load<f32>(a) + load<f32>(c));
    x += 4;
    y += 4;
    h += 4;
    a += 4;
    c += 4;
  }
}
