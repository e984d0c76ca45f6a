// Where groups and their runs lie.
import { scaleOf, widen } from './halves';
import * as job from './job';

// @ts-ignore: decorator
@inline
export function word(j: usize, at: usize): i32 {
  return load<i32>(j + at);
}

// @ts-ignore: decorator
@inline
export function address(j: usize, at: usize): usize {
  return <usize>load<u32>(j + at);
}

/** Σ index·stride of the group's flat index over the three kept dimensions. */
function combine(table: usize, flat: i32, column: usize): i32 {
  const size2 = load<i32>(table + 24);
  if (flat < size2) return flat * load<i32>(table + 24 + column);
  const size1 = load<i32>(table + 12);
  const rest = flat / size2;
  const i2 = flat - rest * size2;
  const i0 = rest / size1;
  const i1 = rest - i0 * size1;
  return i0 * load<i32>(table + column) + i1 * load<i32>(table + 12 + column) + i2 * load<i32>(table + 24 + column);
}

/** Element offset of group (or block) g. */
export function groupOffset(j: usize, g: i32): i32 {
  return combine(j + job.KEPT, g, 4);
}

/** Index into γ and β of group (or block) g. */
export function groupParam(j: usize, g: i32): i32 {
  return combine(j + job.KEPT, g, 8);
}

/** Element offset of run r within its group. */
// @ts-ignore: decorator
@inline
export function runOffset(j: usize, r: i32): i32 {
  return load<i32>(address(j, job.RUNS) + (<usize>r << 3));
}

/** What run r adds to the index into γ and β. */
// @ts-ignore: decorator
@inline
export function runParam(j: usize, r: i32): i32 {
  return load<i32>(address(j, job.RUNS) + (<usize>r << 3), 4);
}

/** Element offset of row r of a block: rows lie end to end unless a table says otherwise. */
// @ts-ignore: decorator
@inline
export function rowOffset(j: usize, r: i32): i32 {
  return address(j, job.RUNS) == 0 ? r * word(j, job.ROW_STRIDE) : runOffset(j, r);
}

/** What row r adds to the index into γ and β. */
// @ts-ignore: decorator
@inline
export function rowParam(j: usize, r: i32): i32 {
  return address(j, job.RUNS) == 0 ? 0 : runParam(j, r);
}

/** Columns of a row as it is walked. */
// @ts-ignore: decorator
@inline
export function wideOf(j: usize): i32 {
  return word(j, job.INNER) * word(j, job.FOLD);
}

/** Whether values are float64. */
// @ts-ignore: decorator
@inline
export function isWide(j: usize): bool {
  return word(j, job.WIDE) != 0;
}

/** Bytes of so many values. */
// @ts-ignore: decorator
@inline
export function bytesOf(j: usize, values: i32): usize {
  return <usize>values << (isWide(j) ? 3 : 2);
}

/** A value of x. */
// @ts-ignore: decorator
@inline
export function valueAt(j: usize, p: usize): f64 {
  return isWide(j) ? load<f64>(p) : <f64>load<f32>(p);
}

/** Whether values are read as bfloat16. */
// @ts-ignore: decorator
@inline
export function isBrain(j: usize): bool {
  return address(j, job.BRAINS) != 0;
}

/** Address of value `element` as it is read. */
// @ts-ignore: decorator
@inline
export function readAt(j: usize, element: i32): usize {
  const brain = isBrain(j);
  return address(j, brain ? job.BRAINS : job.X) + (<usize>element << scaleOf(brain));
}

/** Writes n values from `element` on to x as float32, where they are read as bfloat16. */
export function widenRun(j: usize, element: i32, n: i32): void {
  if (isBrain(j)) widen(readAt(j, element), address(j, job.X) + (<usize>element << 2), n, 1);
}

/** Address of the first value of a block. */
// @ts-ignore: decorator
@inline
export function blockAt(j: usize, block: i32): usize {
  return address(j, job.X) + bytesOf(j, groupOffset(j, block));
}

/** How many rows of `inner` columns row r is: `fold`, of the last one what is left over. */
// @ts-ignore: decorator
@inline
export function rowsIn(j: usize, r: i32): i32 {
  return r < word(j, job.RUN_COUNT) ? word(j, job.FOLD) : word(j, job.TAIL) / word(j, job.INNER);
}

/** Rows of a block, the shorter one among them. */
// @ts-ignore: decorator
@inline
export function allRows(j: usize): i32 {
  return word(j, job.RUN_COUNT) + <i32>(word(j, job.TAIL) != 0);
}
