// float64 throughout: sums and output of rows whose columns are groups.
import { address, allRows, groupOffset, groupParam, rowOffset, rowParam, rowsIn, wideOf, word } from './geometry';
import * as job from './job';

/** Adds deviations and their squares of n columns of a row, and of another one where there is one, to the columns' sums. */
function addRow(p: usize, other: usize, n: i32, k: usize, sums: usize, squares: usize): void {
  const end2 = p + (<usize>(n & ~1) << 3);
  const end = p + (<usize>n << 3);
  const apart = other - p;
  for (; p < end2; p += 16) {
    const pivot = v128.load(k);
    const d = f64x2.sub(v128.load(p), pivot);
    let s = d;
    let q = f64x2.mul(d, d);
    if (other != 0) {
      const e = f64x2.sub(v128.load(p + apart), pivot);
      s = f64x2.add(s, e);
      q = f64x2.add(q, f64x2.mul(e, e));
    }
    v128.store(sums, f64x2.add(v128.load(sums), s));
    v128.store(squares, f64x2.add(v128.load(squares), q));
    k += 16;
    sums += 16;
    squares += 16;
  }
  if (p < end) {
    const d = load<f64>(p) - load<f64>(k);
    const e = other != 0 ? load<f64>(p + apart) - load<f64>(k) : 0;
    store<f64>(sums, load<f64>(sums) + d + e);
    store<f64>(squares, load<f64>(squares) + d * d + e * e);
  }
}

/** addRows() for float64, pivots float64[inner · fold]. */
export function wideAddRows(j: usize, block: i32, from: i32, to: i32, pivots: usize, sums: usize): void {
  const wide = wideOf(j);
  const x = address(j, job.X) + (<usize>groupOffset(j, block) << 3);
  const squares = sums + (<usize>wide << 3);
  for (let r = from; r < to; r += 2) {
    const other = r + 1 < to ? x + (<usize>rowOffset(j, r + 1) << 3) : 0;
    addRow(x + (<usize>rowOffset(j, r) << 3), other, wide, pivots, sums, squares);
  }
  const tail = word(j, job.TAIL);
  if (to != word(j, job.RUN_COUNT) || tail == 0) return;
  addRow(x + (<usize>rowOffset(j, to) << 3), 0, tail, pivots, sums, squares);
}

/** Mean, factor and addend of every column as it is walked: three tables, with γ and β of row r where those vary along the columns. */
function columnTables(j: usize, block: i32, r: i32, means: usize, factors: usize, addends: usize): void {
  const inner = word(j, job.INNER);
  const wide = wideOf(j);
  const along = word(j, job.INNER_PARAM);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const param = groupParam(j, block) + rowParam(j, r);
  for (let c = 0; c < wide; c++) {
    const column = c % inner;
    const g = <usize>(block * inner + column) << 3;
    const k = <usize>(param + column * along) << 3;
    const at = <usize>c << 3;
    const rstd = load<f64>(address(j, job.RSTD) + g);
    store<f64>(means + at, load<f64>(address(j, job.MEAN) + g));
    store<f64>(factors + at, weight != 0 ? rstd * load<f64>(weight + k) : rstd);
    store<f64>(addends + at, bias != 0 ? load<f64>(bias + k) : 0);
  }
}

function applyRow(x: usize, y: usize, n: i32, means: usize, factors: usize, addends: usize): void {
  const end2 = x + (<usize>(n & ~1) << 3);
  const end = x + (<usize>n << 3);
  for (; x < end2; x += 16) {
    const d = f64x2.sub(v128.load(x), v128.load(means));
    v128.store(y, f64x2.add(f64x2.mul(d, v128.load(factors)), v128.load(addends)));
    y += 16;
    means += 16;
    factors += 16;
    addends += 16;
  }
  if (x < end) store<f64>(y, (load<f64>(x) - load<f64>(means)) * load<f64>(factors) + load<f64>(addends));
}

/** applyRows() for float64; scratch holds 24 bytes of every column. */
export function wideApplyRows(j: usize, block: i32, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const wide = wideOf(j);
  const rows = word(j, job.RUN_COUNT);
  const last = to == rows ? allRows(j) : to;
  const renewed = rowParam(j, rows - 1) != 0;
  const factors = scratch + (<usize>wide << 3);
  const addends = factors + (<usize>wide << 3);
  const base = groupOffset(j, block);
  for (let r = from; r < last; r++) {
    if (r == from || renewed) columnTables(j, block, r, scratch, factors, addends);
    const at = <usize>(base + rowOffset(j, r)) << 3;
    applyRow(address(j, job.X) + at, address(j, job.Y) + at, rowsIn(j, r) * inner, scratch, factors, addends);
  }
}
