// y = (x − m)·rstd·γ + β over contiguous runs. The mean is split into m_hi = float32(m) and the rest, so
// that a large offset cancels exactly: x·a + c would lose 6e-2 at mean 1e4, σ 1e-2.

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

/** γ at w and β at b vary along the run; either address may be 0 for none. */
export function applyRunParams(x: usize, y: usize, n: i32, high: f32, r: f32, e: f32, w: usize, b: usize): void {
  const vh = f32x4.splat(high);
  const vr = f32x4.splat(r);
  const ve = f32x4.splat(e);
  const end4 = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  if (w != 0 && b != 0) {
    while (x < end4) {
      const t = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), vh), vr), ve);
      v128.store(y, f32x4.add(f32x4.mul(t, v128.load(w)), v128.load(b)));
      x += 16;
      y += 16;
      w += 16;
      b += 16;
    }
  } else if (w != 0) {
    while (x < end4) {
      const t = f32x4.add(f32x4.mul(f32x4.sub(v128.load(x), vh), vr), ve);
      v128.store(y, f32x4.mul(t, v128.load(w)));
      x += 16;
      y += 16;
      w += 16;
    }
  }
  while (x < end) {
    let t = (load<f32>(x) - high) * r + e;
    if (w != 0) {
      t *= load<f32>(w);
      w += 4;
    }
    if (b != 0) {
      t += load<f32>(b);
      b += 4;
    }
    store<f32>(y, t);
    x += 4;
    y += 4;
  }
}

/** Mean, rstd, γ and β all vary along the run (kept inner): y = (x − h)·a + c with one entry each a column. */
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
