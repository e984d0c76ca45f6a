// Layers whose contiguous inner run is kept: BatchNorm on (N, C) and on channels-last input, LayerNorm over
// an outer axis. A block is one (kept outer) index: rows of `inner` columns, each column a group.
import { applyColumns } from './apply';
import { finish } from './finish';
import { address, groupOffset, groupParam, runOffset, runParam, word } from './geometry';
import * as job from './job';

/** Bytes of scratch that one column needs: pivot float32, then sum and squares float64. */
export const COLUMN_SCRATCH: i32 = 20;

const ROWS: i32 = 16;
const SAMPLES: i32 = 16;

/** Pivots of columns [0, inner) at `pivots` (float32): means of up to 16 spread rows. */
export function columnPivots(j: usize, block: i32, pivots: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const p = address(j, job.X) + (<usize>groupOffset(j, block) << 2);
  const centered = word(j, job.CENTER) != 0;
  const samples = min(runs, SAMPLES);
  for (let c = 0; c < inner; c++) {
    let total: f64 = 0;
    if (centered) {
      for (let s = 0; s < samples; s++) {
        const r = <i32>((<i64>runs * s) / samples);
        total += <f64>load<f32>(p + (<usize>(runOffset(j, r) + c) << 2));
      }
    }
    store<f32>(pivots + (<usize>c << 2), <f32>(total / <f64>samples));
  }
}

// @ts-ignore: decorator
@inline
function flush(sums: usize, v: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v)));
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  v128.store(sums, f64x2.add(v128.load(sums, 16), high), 16);
}

/**
 * Adds rows [from, to) of a block to the columns' sums: sums float64[inner], then squares float64[inner]. Rows are
 * taken 16 at a time, so that a float32 lane gathers 16 values before it is flushed.
 */
export function addRows(j: usize, block: i32, from: i32, to: i32, pivots: usize, sums: usize): void {
  const inner = word(j, job.INNER);
  const x = address(j, job.X) + (<usize>groupOffset(j, block) << 2);
  const squares = sums + (<usize>inner << 3);
  const tiled = inner & ~7;
  let r0 = from;
  while (r0 < to) {
    const r1 = evenStretch(j, r0, min(r0 + ROWS, to));
    const first = x + (<usize>runOffset(j, r0) << 2);
    const step = r1 - r0 > 1 ? <usize>(runOffset(j, r0 + 1) - runOffset(j, r0)) << 2 : 0;
    for (let c = 0; c < tiled; c += 8) {
      const k0 = v128.load(pivots + (<usize>c << 2));
      const k1 = v128.load(pivots + (<usize>c << 2), 16);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let q0 = f32x4.splat(0);
      let q1 = f32x4.splat(0);
      let p = first + (<usize>c << 2);
      for (let rows = r1 - r0; rows > 0; rows--) {
        const d0 = f32x4.sub(v128.load(p), k0);
        const d1 = f32x4.sub(v128.load(p, 16), k1);
        s0 = f32x4.add(s0, d0);
        s1 = f32x4.add(s1, d1);
        q0 = f32x4.add(q0, f32x4.mul(d0, d0));
        q1 = f32x4.add(q1, f32x4.mul(d1, d1));
        p += step;
      }
      const at = <usize>c << 3;
      flush(sums + at, s0);
      flush(sums + at + 32, s1);
      flush(squares + at, q0);
      flush(squares + at + 32, q1);
    }
    for (let c = tiled; c < inner; c++) {
      const k = <f64>load<f32>(pivots + (<usize>c << 2));
      let s: f64 = 0;
      let q: f64 = 0;
      let p = first + (<usize>c << 2);
      for (let rows = r1 - r0; rows > 0; rows--) {
        const d = <f64>load<f32>(p) - k;
        s += d;
        q += d * d;
        p += step;
      }
      const at = <usize>c << 3;
      store<f64>(sums + at, load<f64>(sums + at) + s);
      store<f64>(squares + at, load<f64>(squares + at) + q);
    }
    r0 = r1;
  }
}

/** End of the stretch of rows from r0, at most r1, that lie at one distance from each other. */
function evenStretch(j: usize, r0: i32, r1: i32): i32 {
  if (r1 - r0 < 3) return r1;
  const step = runOffset(j, r0 + 1) - runOffset(j, r0);
  let r = r0 + 2;
  while (r < r1 && runOffset(j, r) - runOffset(j, r - 1) == step) r++;
  return r;
}

/** A column again in float64, where its pivot was far off or its squares left float32's range. */
function columnExact(j: usize, x: usize, runs: i32, c: i32, g: usize): void {
  const n = <f64>runs;
  const centered = word(j, job.CENTER) != 0;
  let about: f64 = centered ? <f64>load<f32>(x + (<usize>(runOffset(j, 0) + c) << 2)) : 0;
  let s: f64 = 0;
  let q: f64 = 0;
  for (let pass = 0; pass < 2; pass++) {
    s = 0;
    q = 0;
    for (let r = 0; r < runs; r++) {
      const d = <f64>load<f32>(x + (<usize>(runOffset(j, r) + c) << 2)) - about;
      s += d;
      q += d * d;
    }
    if (!centered || !((s * s) / n > 0.5 * q)) break;
    about += s / n;
  }
  const m = centered ? about + s / n : 0;
  const m2 = centered ? max(q - (s * s) / n, 0) : q;
  store<f64>(address(j, job.MEAN) + g, m);
  store<f64>(address(j, job.SQUARES) + g, m2);
}

/** Mean and squares of a block's columns from their sums; poor columns are done again in float64. */
export function finishColumns(j: usize, block: i32, pivots: usize, sums: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const n = <f64>runs;
  const x = address(j, job.X) + (<usize>groupOffset(j, block) << 2);
  const centered = word(j, job.CENTER) != 0;
  for (let c = 0; c < inner; c++) {
    const g = block * inner + c;
    const s = load<f64>(sums + (<usize>c << 3));
    const q = load<f64>(sums + (<usize>(inner + c) << 3));
    const poor = centered && (s * s) / n > 0.5 * q;
    if (poor || !(q < 1e30) || q < 1e-25 * n) columnExact(j, x, runs, c, <usize>g << 3);
    else {
      const m = centered ? <f64>load<f32>(pivots + (<usize>c << 2)) + s / n : 0;
      const m2 = centered ? max(q - (s * s) / n, 0) : q;
      store<f64>(address(j, job.MEAN) + (<usize>g << 3), m);
      store<f64>(address(j, job.SQUARES) + (<usize>g << 3), m2);
    }
  }
}

/** Per column: high mean, factor and addend at `table` (three float32[inner]), with the γ and β of row r. */
export function columnTable(j: usize, block: i32, r: i32, table: usize): void {
  const inner = word(j, job.INNER);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const along = word(j, job.INNER_PARAM);
  const param = groupParam(j, block) + runParam(j, r);
  for (let c = 0; c < inner; c++) {
    const g = block * inner + c;
    const m = load<f64>(address(j, job.MEAN) + (<usize>g << 3));
    const rstd = load<f64>(address(j, job.RSTD) + (<usize>g << 3));
    const k = <usize>(param + c * along) << 2;
    const a = weight != 0 ? rstd * <f64>load<f32>(weight + k) : rstd;
    const b = bias != 0 ? <f64>load<f32>(bias + k) : 0;
    const high = <f32>m;
    const at = table + (<usize>c << 2);
    store<f32>(at, high);
    store<f32>(at + (<usize>inner << 2), <f32>a);
    store<f32>(at + (<usize>inner << 3), <f32>(b - (m - <f64>high) * a));
  }
}

/** Writes rows [from, to) of a block. γ and β that vary along the rows renew the table for each row. */
export function applyRows(j: usize, block: i32, from: i32, to: i32, table: usize): void {
  const inner = word(j, job.INNER);
  const base = groupOffset(j, block);
  const x = address(j, job.X);
  const y = address(j, job.Y);
  let known = -1;
  for (let r = from; r < to; r++) {
    const param = runParam(j, r);
    if (param != known) {
      columnTable(j, block, r, table);
      known = param;
    }
    const at = <usize>(base + runOffset(j, r)) << 2;
    applyColumns(x + at, y + at, inner, table, table + (<usize>inner << 2), table + (<usize>inner << 3));
  }
}

/** Whole blocks [from, to); scratch holds pivots and sums, 20 bytes a column, 16-byte aligned. */
export function keptInner(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const sums = scratch + ((<usize>inner * 4 + 15) & ~15);
  const given = word(j, job.STATISTICS_GIVEN) != 0;
  for (let block = from; block < to; block++) {
    if (!given) {
      columnPivots(j, block, scratch);
      memory.fill(sums, 0, <usize>inner << 4);
      addRows(j, block, 0, runs, scratch, sums);
      finishColumns(j, block, scratch, sums);
      for (let c = 0; c < inner; c++) finish(j, block * inner + c);
    }
    applyRows(j, block, 0, runs, scratch);
  }
}
