// Layers whose contiguous inner run is kept: BatchNorm on (N, C) and on channels-last input, LayerNorm over
// an outer axis. A block is one (kept outer) index: rows of `inner` columns, each column a group. Short rows
// that lie end to end are walked several (`fold`) at a time, as one row of inner · fold columns.
import { applyColumns, applyColumns4, applyRunExact, extreme } from './apply';
import { flush, gatherRow, gatherRows4 } from './columnSums';
import { finish } from './finish';
import { address, groupOffset, groupParam, runOffset, runParam, word } from './geometry';
import * as job from './job';
import { trusted } from './moments';

const ROWS: i32 = 16;
const SAMPLES: i32 = 16;
/** Columns that are gathered together, so that their lanes stay in the first-level cache. */
const STRIP: i32 = 1024;

// @ts-ignore: decorator
@inline
function wideOf(j: usize): i32 {
  return word(j, job.INNER) * word(j, job.FOLD);
}

/** Address of the first value of a block. */
// @ts-ignore: decorator
@inline
function blockAt(j: usize, block: i32): usize {
  return address(j, job.X) + (<usize>groupOffset(j, block) << 2);
}

/** Pivots of all columns of a block at `pivots` (float32[inner · fold]): means of up to 16 spread rows. */
export function columnPivots(j: usize, block: i32, pivots: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const p = blockAt(j, block);
  const centered = word(j, job.CENTER) != 0;
  const samples = min(runs, SAMPLES);
  const bytes = <usize>inner << 2;
  for (let c: usize = 0; c < bytes; c += 4) {
    let total: f64 = 0;
    if (centered) {
      for (let s = 0; s < samples; s++) {
        const r = <i32>((<i64>runs * s) / samples);
        total += <f64>load<f32>(p + (<usize>runOffset(j, r) << 2) + c);
      }
    }
    store<f32>(pivots + c, <f32>(total / <f64>samples));
  }
  repeat(pivots, bytes, word(j, job.FOLD));
}

/** Copies `bytes` at `from` behind themselves until they stand there `times` times. */
function repeat(from: usize, bytes: usize, times: i32): void {
  for (let i = 1; i < times; i++) memory.copy(from + <usize>i * bytes, from, bytes);
}

/**
 * Adds rows [from, to) of a block to the columns' sums: sums float64[inner · fold], then squares as many. Float32 lanes
 * at `lanes` (two strips) gather 16 rows before they are flushed.
 */
export function addRows(j: usize, block: i32, from: i32, to: i32, pivots: usize, sums: usize, lanes: usize): void {
  const wide = wideOf(j);
  const x = blockAt(j, block);
  const squares = sums + (<usize>wide << 3);
  for (let c = 0; c < wide; c += STRIP) {
    const n = min(STRIP, wide - c);
    const q = lanes + (<usize>n << 2);
    const column = x + (<usize>c << 2);
    const k = pivots + (<usize>c << 2);
    for (let first = from; first < to; first += ROWS) {
      const last = min(first + ROWS, to);
      memory.fill(lanes, 0, <usize>n << 3);
      let r = first;
      for (; r + 4 <= last; r += 4) {
        gatherRows4(
          column + (<usize>runOffset(j, r) << 2),
          column + (<usize>runOffset(j, r + 1) << 2),
          column + (<usize>runOffset(j, r + 2) << 2),
          column + (<usize>runOffset(j, r + 3) << 2),
          n,
          k,
          lanes,
          q,
        );
      }
      for (; r < last; r++) gatherRow(column + (<usize>runOffset(j, r) << 2), n, k, lanes, q);
      flush(sums + (<usize>c << 3), lanes, n);
      flush(squares + (<usize>c << 3), q, n);
    }
  }
}

/** Adds the sums of folded rows up to those of the first `inner` columns. */
function unfold(sums: usize, inner: i32, fold: i32): void {
  for (let i = inner; i < inner * fold; i++) {
    const at = sums + (<usize>(i % inner) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(sums + (<usize>i << 3)));
  }
}

/**
 * Mean and squares of a block's columns from their sums. Columns whose pivot was far off, or whose squares left
 * float32's range, are done again in float64, row by row; `scratch` holds 32 bytes of each.
 */
export function finishColumns(j: usize, block: i32, pivots: usize, sums: usize, scratch: usize): void {
  const inner = word(j, job.INNER);
  const fold = word(j, job.FOLD);
  const n = load<f64>(j + job.COUNT);
  const squares = sums + (<usize>wideOf(j) << 3);
  const centered = word(j, job.CENTER) != 0;
  unfold(sums, inner, fold);
  unfold(squares, inner, fold);
  const first = blockAt(j, block) + (<usize>runOffset(j, 0) << 2);
  let poor = scratch;
  for (let c = 0; c < inner; c++) {
    const s = load<f64>(sums + (<usize>c << 3));
    const q = load<f64>(squares + (<usize>c << 3));
    if (trusted(centered, s, q, n)) {
      const pivot = <f64>load<f32>(pivots + (<usize>c << 2));
      storeColumn(j, block * inner + c, centered, pivot, s, q, n);
    } else {
      const value = <f64>load<f32>(first + (<usize>c << 2));
      store<i32>(poor, c);
      store<f64>(poor, centered && isFinite(value) ? value : 0, 8);
      poor += 32;
    }
  }
  if (poor != scratch) finishPoor(j, block, scratch, poor);
}

// @ts-ignore: decorator
@inline
function storeColumn(j: usize, g: i32, centered: bool, about: f64, s: f64, q: f64, n: f64): void {
  const at = <usize>g << 3;
  store<f64>(address(j, job.MEAN) + at, centered ? about + s / n : 0);
  store<f64>(address(j, job.SQUARES) + at, centered ? max(q - (s * s) / n, 0) : q);
}

/** Columns listed as (int32 column, float64 pivot, float64 sum, float64 squares), twice where the first pivot was poor too. */
function finishPoor(j: usize, block: i32, from: usize, to: usize): void {
  const inner = word(j, job.INNER);
  const n = load<f64>(j + job.COUNT);
  const centered = word(j, job.CENTER) != 0;
  gatherPoor(j, block, from, to);
  let again = from;
  for (let at = from; at < to; at += 32) {
    const c = load<i32>(at);
    const about = load<f64>(at, 8);
    const s = load<f64>(at, 16);
    const q = load<f64>(at, 24);
    storeColumn(j, block * inner + c, centered, about, s, q, n);
    if (centered && (s * s) / n > 0.5 * q) {
      store<i32>(again, c);
      store<f64>(again, about + s / n, 8);
      again += 32;
    }
  }
  gatherPoor(j, block, from, again);
  for (let at = from; at < again; at += 32)
    storeColumn(j, block * inner + load<i32>(at), centered, load<f64>(at, 8), load<f64>(at, 16), load<f64>(at, 24), n);
}

function gatherPoor(j: usize, block: i32, from: usize, to: usize): void {
  if (from == to) return;
  const x = blockAt(j, block);
  const runs = word(j, job.RUN_COUNT);
  const fold = word(j, job.FOLD);
  const bytes = <usize>word(j, job.INNER) << 2;
  for (let at = from; at < to; at += 32) {
    store<f64>(at, 0, 16);
    store<f64>(at, 0, 24);
  }
  for (let r = 0; r < runs; r++) {
    let p = x + (<usize>runOffset(j, r) << 2);
    for (let i = 0; i < fold; i++) {
      for (let at = from; at < to; at += 32) {
        const d = <f64>load<f32>(p + (<usize>load<i32>(at) << 2)) - load<f64>(at, 8);
        store<f64>(at, load<f64>(at, 16) + d, 16);
        store<f64>(at, load<f64>(at, 24) + d * d, 24);
      }
      p += bytes;
    }
  }
}

/** Per column: high mean, factor and addend at `table` (three float32[inner · fold]). @returns false when one is extreme */
function columnTable(j: usize, block: i32, r: i32, table: usize): bool {
  const inner = word(j, job.INNER);
  const fold = word(j, job.FOLD);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const along = word(j, job.INNER_PARAM);
  const param = groupParam(j, block) + runParam(j, r);
  const wide = <usize>wideOf(j) << 2;
  let plain = true;
  for (let c = 0; c < inner; c++) {
    const g = <usize>(block * inner + c) << 3;
    const m = load<f64>(address(j, job.MEAN) + g);
    const rstd = load<f64>(address(j, job.RSTD) + g);
    const k = <usize>(param + c * along) << 2;
    const a = weight != 0 ? rstd * <f64>load<f32>(weight + k) : rstd;
    const b = bias != 0 ? <f64>load<f32>(bias + k) : 0;
    if (extreme(m, a)) plain = false;
    const high = <f32>m;
    const at = table + (<usize>c << 2);
    store<f32>(at, high);
    store<f32>(at + wide, <f32>a);
    store<f32>(at + 2 * wide, <f32>(b - (m - <f64>high) * a));
  }
  const bytes = <usize>inner << 2;
  for (let i = 0; i < 3; i++) repeat(table + <usize>i * wide, bytes, fold);
  return plain;
}

/** Columns that float32 factors cannot hold, in float64. */
function applyExtreme(j: usize, block: i32, r: i32): void {
  const inner = word(j, job.INNER);
  const fold = word(j, job.FOLD);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const param = groupParam(j, block) + runParam(j, r);
  const row = <usize>(groupOffset(j, block) + runOffset(j, r)) << 2;
  for (let c = 0; c < inner; c++) {
    const g = <usize>(block * inner + c) << 3;
    const m = load<f64>(address(j, job.MEAN) + g);
    const rstd = load<f64>(address(j, job.RSTD) + g);
    const k = <usize>(param + c * word(j, job.INNER_PARAM)) << 2;
    if (!extreme(m, weight != 0 ? rstd * <f64>load<f32>(weight + k) : rstd)) continue;
    for (let i = 0; i < fold; i++) {
      const at = row + (<usize>(i * inner + c) << 2);
      const w = weight != 0 ? weight + k : 0;
      applyRunExact(address(j, job.X) + at, address(j, job.Y) + at, 1, m, rstd, w, bias != 0 ? bias + k : 0, 0);
    }
  }
}

/** Writes rows [from, to) of a block. γ and β that vary along the rows renew the table for each row. */
export function applyRows(j: usize, block: i32, from: i32, to: i32, table: usize): void {
  const wide = wideOf(j);
  const base = groupOffset(j, block);
  const x = address(j, job.X);
  const shift = address(j, job.Y) - x;
  const a = table + (<usize>wide << 2);
  const c = a + (<usize>wide << 2);
  const fixed = runParam(j, word(j, job.RUN_COUNT) - 1) == 0;
  let plain = columnTable(j, block, from, table);
  let r = from;
  if (fixed) {
    for (; r + 4 <= to; r += 4) {
      const x0 = x + (<usize>(base + runOffset(j, r)) << 2);
      const x1 = x + (<usize>(base + runOffset(j, r + 1)) << 2);
      const x2 = x + (<usize>(base + runOffset(j, r + 2)) << 2);
      const x3 = x + (<usize>(base + runOffset(j, r + 3)) << 2);
      applyColumns4(x0, x1, x2, x3, shift, wide, table, a, c);
      if (!plain) for (let i = r; i < r + 4; i++) applyExtreme(j, block, i);
    }
  }
  for (; r < to; r++) {
    if (!fixed && r != from) plain = columnTable(j, block, r, table);
    const at = x + (<usize>(base + runOffset(j, r)) << 2);
    applyColumns(at, at + shift, wide, table, a, c);
    if (!plain) applyExtreme(j, block, r);
  }
}

/** Mean and squares of a block's columns, in scratch as keptInner() needs it. */
function blockMoments(j: usize, block: i32, scratch: usize): void {
  const wide = <usize>wideOf(j);
  const sums = scratch + ((wide * 4 + 15) & ~15);
  const rest = sums + (wide << 4);
  columnPivots(j, block, scratch);
  memory.fill(sums, 0, wide << 4);
  addRows(j, block, 0, word(j, job.RUN_COUNT), scratch, sums, rest);
  finishColumns(j, block, scratch, sums, rest);
}

/** Mean and squares of whole blocks [from, to), nothing written. */
export function columnMoments(j: usize, from: i32, to: i32, scratch: usize): void {
  for (let block = from; block < to; block++) blockMoments(j, block, scratch);
}

/** Whole blocks [from, to). Scratch holds pivots, sums and lanes: 20 bytes a column, 32 where they are poor, and two strips. */
export function keptInner(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const given = word(j, job.STATISTICS_GIVEN) != 0;
  for (let block = from; block < to; block++) {
    if (!given) {
      blockMoments(j, block, scratch);
      for (let c = 0; c < inner; c++) finish(j, block * inner + c);
    }
    applyRows(j, block, 0, runs, scratch);
  }
}
