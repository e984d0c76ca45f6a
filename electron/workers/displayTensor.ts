import { numel, type Tensor } from '../../core/tensor/tensor.ts';
import { rowMajorStrides } from '../../core/tensor/strides.ts';
import type { DisplayTensor } from '../ipc/types.ts';

/** Tensors up to this many cells are drawn cell by cell; larger ones are pooled to at most as many. */
export const MOST_CELLS = 262_144;

/**
 * What of a tensor is drawn: all of it, or the means of blocks of `pool` cells. A block that holds a NaN is NaN, so that
 * it cannot hide.
 */
export function displayTensor(x: Tensor): DisplayTensor {
  const pool = poolOf(x.shape);
  const fullShape = x.shape;
  if (pool.every((size) => size === 1))
    return { data: x.data.slice(), shape: x.shape, axes: x.axes, pool, fullShape };
  const shape = x.shape.map((size, axis) => Math.ceil(size / (pool[axis] ?? 1)));
  return { data: means(x, shape, pool), shape, axes: x.axes, pool, fullShape };
}

/** Halves the longest axes until few enough cells are left. */
function poolOf(shape: readonly number[]): number[] {
  const pool = shape.map(() => 1);
  const pooled = () => shape.map((size, axis) => Math.ceil(size / (pool[axis] ?? 1)));
  while (numel(pooled()) > MOST_CELLS) {
    const sizes = pooled();
    const longest = sizes.indexOf(Math.max(...sizes));
    pool[longest] = (pool[longest] ?? 1) * 2;
  }
  return pool;
}

function means(x: Tensor, shape: readonly number[], pool: readonly number[]): Float32Array {
  const sums = new Float64Array(numel(shape));
  const counts = new Uint32Array(sums.length);
  const strides = rowMajorStrides(shape);
  const rank = x.shape.length;
  const inner = x.shape[rank - 1] ?? 1;
  const innerPool = pool[rank - 1] ?? 1;
  const index = new Array<number>(rank).fill(0);
  for (let at = 0; at < x.data.length; at += inner) {
    let base = 0;
    for (let axis = 0; axis < rank - 1; axis++)
      base += Math.floor((index[axis] ?? 0) / (pool[axis] ?? 1)) * (strides[axis] ?? 0);
    for (let i = 0; i < inner; i++) {
      const cell = base + Math.floor(i / innerPool);
      sums[cell] = (sums[cell] ?? 0) + (x.data[at + i] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    for (let axis = rank - 2; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (x.shape[axis] ?? 1)) break;
      index[axis] = 0;
    }
  }
  return Float32Array.from(sums, (sum, cell) => sum / (counts[cell] ?? 1));
}
