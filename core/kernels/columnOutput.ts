// Output of blocks whose contiguous inner run is kept, row by row.
import { applyColumns, applyColumns4, applyRunExact, ENTRY, extreme } from './apply';
import { ROWS, STRIP } from './columnSums';
import { address, allRows, blockAt, groupOffset, groupParam, rowOffset, rowParam, rowsIn, wideOf, word } from './geometry';
import * as job from './job';

/** Address of a column's numbers in the table. */
// @ts-ignore: decorator
@inline
function entryOf(table: usize, column: i32): usize {
  return table + <usize>(column >> 2) * ENTRY + (<usize>(column & 3) << 2);
}

/**
 * Per column: high mean, factor and addend, four columns to an entry of `table`. γ and β of row r go into them where they vary
 * along the columns or `within` says so.
 * @returns false when one is extreme
 */
function columnTable(j: usize, block: i32, r: i32, within: bool, table: usize): bool {
  const inner = word(j, job.INNER);
  const wide = wideOf(j);
  const weight = within ? address(j, job.WEIGHT) : 0;
  const bias = within ? address(j, job.BIAS) : 0;
  const along = word(j, job.INNER_PARAM);
  const param = groupParam(j, block) + rowParam(j, r);
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
    const addend = <f32>(b - (m - <f64>high) * a);
    for (let column = c; column < wide; column += inner) {
      const at = entryOf(table, column);
      store<f32>(at, high);
      store<f32>(at, <f32>a, 16);
      store<f32>(at, addend, 32);
    }
  }
  return plain;
}

/** A row in float64, where float32 factors cannot hold some of its columns. */
function applyExact(j: usize, block: i32, r: i32): void {
  const inner = word(j, job.INNER);
  const rows = rowsIn(j, r);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const param = groupParam(j, block) + rowParam(j, r);
  const row = <usize>(groupOffset(j, block) + rowOffset(j, r)) << 2;
  for (let c = 0; c < inner; c++) {
    const g = <usize>(block * inner + c) << 3;
    const m = load<f64>(address(j, job.MEAN) + g);
    const rstd = load<f64>(address(j, job.RSTD) + g);
    const k = <usize>(param + c * word(j, job.INNER_PARAM)) << 2;
    for (let i = 0; i < rows; i++) {
      const at = row + (<usize>(i * inner + c) << 2);
      const w = weight != 0 ? weight + k : 0;
      applyRunExact(address(j, job.X) + at, address(j, job.Y) + at, 1, m, rstd, w, bias != 0 ? bias + k : 0, 0);
    }
  }
}

/** γ and β of rows [from, to), which share the table's numbers, at `own`: two float32 a row. */
function ownOf(j: usize, block: i32, from: i32, to: i32, own: usize): void {
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  for (let r = from; r < to; r++) {
    const k = <usize>(groupParam(j, block) + rowParam(j, r)) << 2;
    store<f32>(own, weight != 0 ? load<f32>(weight + k) : 1);
    store<f32>(own, bias != 0 ? load<f32>(bias + k) : 0, 4);
    own += 8;
  }
}

/** Rows [from, to), at most ROWS, by the table: strip by strip, so that its numbers stay in a cache. */
function applyTable(j: usize, block: i32, from: i32, to: i32, table: usize, own: usize): void {
  const wide = wideOf(j);
  const rows = word(j, job.RUN_COUNT);
  const shift = address(j, job.Y) - address(j, job.X);
  const x = blockAt(j, block);
  for (let c = 0; c < wide; c += STRIP) {
    const entries = table + <usize>(c >> 2) * ENTRY;
    const n = min(STRIP, wide - c);
    let r = from;
    // Strips of one row and the next are far apart: four are read side by side.
    if (wide > STRIP && (n & 3) == 0) {
      for (; r + 4 <= to && areEven(j, r); r += 4) {
        const at = x + (<usize>(rowOffset(j, r) + c) << 2);
        const step = <usize>(rowOffset(j, r + 1) - rowOffset(j, r)) << 2;
        applyColumns4(at, shift, step, n, entries, own == 0 ? 0 : own + (<usize>(r - from) << 3));
      }
    }
    for (; r < to; r++) {
      const at = x + (<usize>(rowOffset(j, r) + c) << 2);
      const columns = r < rows ? n : word(j, job.TAIL);
      applyColumns(at, at + shift, columns, entries, own == 0 ? 0 : own + (<usize>(r - from) << 3));
    }
  }
}

/** Whether four rows lie at equal distances. */
// @ts-ignore: decorator
@inline
function areEven(j: usize, r: i32): bool {
  const step = rowOffset(j, r + 1) - rowOffset(j, r);
  return rowOffset(j, r + 2) - rowOffset(j, r + 1) == step && rowOffset(j, r + 3) - rowOffset(j, r + 2) == step;
}

/**
 * Writes rows [from, to) of a block, the shorter one with the last of the others. γ and β of a row stand beside the table; only
 * where they vary both by row and along it the table is renewed for each.
 */
export function applyRows(j: usize, block: i32, from: i32, to: i32, table: usize): void {
  const rows = word(j, job.RUN_COUNT);
  const last = to == rows ? allRows(j) : to;
  const some = address(j, job.WEIGHT) != 0 || address(j, job.BIAS) != 0;
  const byRow = some && rowParam(j, rows - 1) != 0;
  const beside = byRow && word(j, job.INNER_PARAM) == 0;
  const own = beside ? table + <usize>((wideOf(j) + 3) >> 2) * ENTRY : 0;
  const together = byRow && !beside ? 1 : ROWS;
  let plain = true;
  for (let first = from; first < last; first += together) {
    const end = min(first + together, last);
    if (first == from || together == 1) plain = columnTable(j, block, first, !beside, table);
    if (beside) ownOf(j, block, first, end, own);
    if (plain) applyTable(j, block, first, end, table, own);
    else for (let r = first; r < end; r++) applyExact(j, block, r);
  }
}
