// The engine's WebAssembly module: float32 or float64 in, float64 statistics, the same out, in one shared memory.
import { cells } from './cells';
import { finish } from './finish';
import { isWide, word } from './geometry';
import { INNER } from './job';
import * as narrow from './reducedInner';
import { areRows, rows } from './rows';
import { wideApplyGroup, wideInner, wideMoments, widePartialMoments } from './wideRuns';

export { addBlocks, pieceMoments } from './blocks';
export { writeGathered } from './reducedInner';
export { keptInner, columnMoments, columnPivots, addRows, addParts, finishColumns, writeRows } from './keptInner';
export { cells };
export { widen } from './halves';
export { windows } from './windows';

/** Groups [from, to) whose inner run is reduced, in tiles of float32: statistics and output. */
export function reducedInner(j: usize, from: i32, to: i32, tile: i32, scratch: usize): void {
  if (isWide(j)) wideInner(j, from, to, scratch);
  else if (areRows(j)) rows(j, from, to, scratch);
  else narrow.reducedInner(j, from, to, tile, scratch);
}

/** Values whose cells are made before their groups are normalized, so that those are in the nearest cache. */
const NEAR: i32 = 1024;

/** Groups [from, to) that lie end to end, in place, after the cells of a job of their own were written there. */
export function cellsThenInner(c: usize, j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, INNER);
  const few = max(2, NEAR / inner);
  for (let g = from; g < to; g += few) {
    const end = min(g + few, to);
    cells(c, g * inner, end * inner, scratch);
    narrow.reducedInner(j, g, end, 1, scratch + 256);
  }
}

/** Writes runs [from, to) of group g. */
export function applyGroup(j: usize, g: i32, from: i32, to: i32): void {
  if (isWide(j)) wideApplyGroup(j, g, from, to);
  else narrow.applyGroup(j, g, from, to);
}

/** Mean and squares of groups [from, to), nothing written. */
export function groupMoments(j: usize, from: i32, to: i32, scratch: usize): void {
  if (isWide(j)) wideMoments(j, from, to, scratch);
  else narrow.groupMoments(j, from, to, scratch);
}

/** Mean and sum of squared deviations of runs [from, to) of group g, as two float64 at `out`. */
export function partialMoments(j: usize, g: i32, from: i32, to: i32, out: usize, scratch: usize): void {
  if (isWide(j)) widePartialMoments(j, g, from, to, out, scratch);
  else narrow.partialMoments(j, g, from, to, out, scratch);
}

/** rstd of groups [from, to) from their variance. */
export function finishAll(j: usize, from: i32, to: i32): void {
  for (let g = from; g < to; g++) finish(j, g);
}

/** Copies bytes within the shared memory; TypedArray.set is slow on shared buffers. */
export function copy(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** A plain loop of SIMD loads and stores: what the bench compares with. */
export function simdCopy(to: usize, from: usize, bytes: usize): void {
  const end = from + (bytes & ~63);
  while (from < end) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    from += 64;
    to += 64;
  }
}
