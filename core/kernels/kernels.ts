// The engine's WebAssembly module: float32 in, float64 statistics, float32 out, in one shared memory.
import { finish } from './finish';

export { reducedInner, writeGathered, applyGroup, groupMoments, partialMoments } from './reducedInner';
export { keptInner, columnMoments, columnPivots, addRows, finishColumns } from './keptInner';
export { applyRows } from './columnOutput';
export { addBlocks, pieceMoments } from './blocks';
export { cells } from './cells';
export { windows } from './windows';

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
