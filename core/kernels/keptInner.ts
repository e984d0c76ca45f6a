// Layers whose contiguous inner run is kept: BatchNorm on (N, C) and on channels-last input, LayerNorm over
// an outer axis. A block is one (kept outer) index: rows of `inner` columns, each column a group. Short rows
// that lie end to end are walked several (`fold`) at a time, as one row of inner · fold columns; what is left
// over of them is one more row with fewer columns (`tail`).
import { applyRows } from './columnOutput';
import { addEvenRows } from './columnSums';
import { finish } from './finish';
import { address, allRows, blockAt, bytesOf, isWide, rowOffset, rowsIn, valueAt, wideOf, word } from './geometry';
import * as job from './job';
import { squaresAboutMean, trusted } from './moments';
import { wideAddRows, wideApplyRows } from './wideColumns';

const SAMPLES: i32 = 16;

/** Pivots of all columns of a block at `pivots` (of the type of x, inner · fold): means of up to 16 spread rows, 0 where nothing is subtracted. */
export function columnPivots(j: usize, block: i32, pivots: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const p = blockAt(j, block);
  const samples = word(j, job.CENTER) != 0 ? min(runs, SAMPLES) : 0;
  const part = <f32>1 / <f32>samples;
  const bytes = bytesOf(j, inner);
  memory.fill(pivots, 0, bytes);
  for (let s = 0; s < samples; s++) {
    const row = p + bytesOf(j, rowOffset(j, <i32>((<i64>runs * s) / samples)));
    if (isWide(j)) addShare64(pivots, row, bytes, <f64>1 / <f64>samples);
    else addShare32(pivots, row, bytes, part);
  }
  repeat(pivots, bytes, word(j, job.FOLD));
}

/** Adds a part of every value of a row to the pivots. */
function addShare32(pivots: usize, row: usize, bytes: usize, part: f32): void {
  const whole = bytes & ~15;
  let c: usize = 0;
  for (; c < whole; c += 16) {
    const more = f32x4.mul(v128.load(row + c), f32x4.splat(part));
    v128.store(pivots + c, f32x4.add(v128.load(pivots + c), more));
  }
  for (; c < bytes; c += 4) store<f32>(pivots + c, load<f32>(pivots + c) + load<f32>(row + c) * part);
}

function addShare64(pivots: usize, row: usize, bytes: usize, part: f64): void {
  for (let c: usize = 0; c < bytes; c += 8) store<f64>(pivots + c, load<f64>(pivots + c) + load<f64>(row + c) * part);
}

/** Copies `bytes` at `from` behind themselves until they stand there `times` times. */
function repeat(from: usize, bytes: usize, times: i32): void {
  for (let i = 1; i < times; i++) memory.copy(from + <usize>i * bytes, from, bytes);
}

/**
 * Sums of rows [from, to) of a block by columns: sums float64[inner · fold], then squares as many. `lanes` holds two
 * strips. The shorter row goes with the last of the others.
 */
export function addRows(j: usize, block: i32, from: i32, to: i32, pivots: usize, sums: usize, lanes: usize): void {
  memory.fill(sums, 0, <usize>wideOf(j) << 4);
  if (isWide(j)) {
    wideAddRows(j, block, from, to, pivots, sums);
    return;
  }
  const wide = wideOf(j);
  const x = blockAt(j, block);
  const squares = sums + (<usize>wide << 3);
  for (let r = from; r < to; ) {
    const first = rowOffset(j, r);
    const step = r + 1 < to ? rowOffset(j, r + 1) - first : 0;
    let next = r + 1;
    if (address(j, job.RUNS) == 0) next = to;
    else while (next < to && rowOffset(j, next) - rowOffset(j, next - 1) == step) next++;
    addEvenRows(x + (<usize>first << 2), <usize>step << 2, next - r, wide, pivots, sums, squares, lanes);
    r = next;
  }
  const tail = word(j, job.TAIL);
  if (to != word(j, job.RUN_COUNT) || tail == 0) return;
  addEvenRows(x + (<usize>rowOffset(j, to) << 2), 0, 1, tail, pivots, sums, squares, lanes);
}

/** Adds the sums of parts 1, 2 … of a block, each behind the one before, to those of part 0. */
export function addParts(j: usize, sums: usize, parts: i32): void {
  const bytes = <usize>wideOf(j) << 4;
  let part = sums + bytes;
  for (let i = 1; i < parts; i++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(sums + at, f64x2.add(v128.load(sums + at), v128.load(part + at)));
    part += bytes;
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
  const first = blockAt(j, block) + bytesOf(j, rowOffset(j, 0));
  let poor = scratch;
  for (let c = 0; c < inner; c++) {
    const s = load<f64>(sums + (<usize>c << 3));
    const q = load<f64>(squares + (<usize>c << 3));
    if (trusted(j, centered, s, q, n)) {
      const pivot = valueAt(j, pivots + bytesOf(j, c));
      storeColumn(j, block * inner + c, centered, pivot, s, q, n);
    } else {
      const value = valueAt(j, first + bytesOf(j, c));
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
  store<f64>(address(j, job.SQUARES) + at, squaresAboutMean(centered, s, q, n));
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
  const bytes = bytesOf(j, word(j, job.INNER));
  for (let at = from; at < to; at += 32) {
    store<f64>(at, 0, 16);
    store<f64>(at, 0, 24);
  }
  for (let r = 0, rows = allRows(j); r < rows; r++) {
    let p = x + bytesOf(j, rowOffset(j, r));
    for (let i = rowsIn(j, r); i > 0; i--) {
      for (let at = from; at < to; at += 32) {
        const d = valueAt(j, p + bytesOf(j, load<i32>(at))) - load<f64>(at, 8);
        store<f64>(at, load<f64>(at, 16) + d, 16);
        store<f64>(at, load<f64>(at, 24) + d * d, 24);
      }
      p += bytes;
    }
  }
}

/** Mean and squares of a block's columns, in scratch as keptInner() needs it. */
function blockMoments(j: usize, block: i32, scratch: usize): void {
  const wide = <usize>wideOf(j);
  const sums = scratch + ((bytesOf(j, wideOf(j)) + 15) & ~15);
  const rest = sums + (wide << 4);
  columnPivots(j, block, scratch);
  addRows(j, block, 0, word(j, job.RUN_COUNT), scratch, sums, rest);
  finishColumns(j, block, scratch, sums, rest);
}

/** Mean and squares of whole blocks [from, to), nothing written. */
export function columnMoments(j: usize, from: i32, to: i32, scratch: usize): void {
  for (let block = from; block < to; block++) blockMoments(j, block, scratch);
}

/** Whole blocks [from, to). Scratch holds pivots, sums and lanes: 24 bytes a column at most, 32 where they are poor, and two strips. */
export function keptInner(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const given = word(j, job.STATISTICS_GIVEN) != 0;
  for (let block = from; block < to; block++) {
    if (!given) {
      blockMoments(j, block, scratch);
      for (let c = 0; c < inner; c++) finish(j, block * inner + c);
    }
    writeRows(j, block, 0, runs, scratch);
  }
}

/** Writes rows [from, to) of a block, the shorter one with the last of the others. */
export function writeRows(j: usize, block: i32, from: i32, to: i32, table: usize): void {
  if (isWide(j)) wideApplyRows(j, block, from, to, table);
  else applyRows(j, block, from, to, table);
}
