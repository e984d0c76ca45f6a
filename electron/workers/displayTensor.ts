import { numel, type Tensor, type TensorData } from '../../core/tensor/tensor.ts';
import { indexOf, rowMajorStrides } from '../../core/tensor/strides.ts';
import type { DisplayTensor } from '../ipc/types.ts';

/** Tensors up to this many cells are drawn cell by cell; larger ones are pooled to at most as many. */
export const MOST_CELLS = 262_144;

/**
 * What of a tensor is drawn: all of it, or the means of blocks of `pool` cells. A block that holds a NaN is NaN, so that
 * it cannot hide.
 */
export function displayTensor(x: Tensor): DisplayTensor {
  const pool = poolOf(x.shape, x.axes);
  const fullShape = x.shape;
  if (pool.every((size) => size === 1))
    return { data: x.data.slice(), shape: x.shape, axes: x.axes, pool, fullShape };
  const shape = x.shape.map((size, axis) => Math.ceil(size / (pool[axis] ?? 1)));
  return { data: means(x, shape, pool), shape, axes: x.axes, pool, fullShape };
}

/** Samples and channels have names of their own: up to so many, a block does not mix them. */
const NAMED = ['N', 'C'];
const MOST_NAMED = 128;
/** Until planes have become so small. */
const FEW = 8;

/** Halves the longest axes until few enough cells are left, samples and channels last. */
function poolOf(shape: readonly number[], axes: readonly string[]): number[] {
  const pool = shape.map(() => 1);
  for (;;) {
    const sizes = shape.map((size, axis) => Math.ceil(size / (pool[axis] ?? 1)));
    if (numel(sizes) <= MOST_CELLS) return pool;
    const free = sizes.map((size, axis) =>
      size > (NAMED.includes(axes[axis] ?? '') ? MOST_NAMED : FEW) ? size : 0,
    );
    const among = free.some((size) => size > 0) ? free : sizes;
    const longest = among.indexOf(Math.max(...among));
    pool[longest] = (pool[longest] ?? 1) * 2;
  }
}

/** Means over blocks: row by row of the innermost axis, each added to the row of blocks in which it lies. */
function means(x: Tensor, shape: readonly number[], pool: readonly number[]): Float32Array {
  const sums = new Float64Array(numel(shape));
  const strides = rowMajorStrides(shape);
  const last = x.shape.length - 1;
  const width = x.shape[last] ?? 1;
  const index = new Array<number>(x.shape.length).fill(0);
  for (let at = 0; at < x.data.length; at += width) {
    let row = 0;
    for (let axis = 0; axis < last; axis++)
      row += Math.floor(index[axis]! / pool[axis]!) * strides[axis]!;
    addRow(x.data, at, width, pool[last]!, sums, row);
    for (let axis = last - 1; axis >= 0; axis--) {
      if (++index[axis]! < x.shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return Float32Array.from(sums, (sum, cell) => sum / cellsOf(cell, x.shape, shape, pool));
}

function addRow(
  data: TensorData,
  from: number,
  width: number,
  pool: number,
  sums: Float64Array,
  row: number,
): void {
  const end = from + width;
  for (let at = from, cell = row; at < end; cell++) {
    const stop = Math.min(at + pool, end);
    let sum = 0;
    for (; at < stop; at++) sum += data[at]!;
    sums[cell]! += sum;
  }
}

/** Values in a block: fewer at the far edge of an axis. */
function cellsOf(
  cell: number,
  full: readonly number[],
  shape: readonly number[],
  pool: readonly number[],
): number {
  return indexOf(shape, cell).reduce(
    (cells, at, axis) => cells * Math.min(pool[axis]!, full[axis]! - at * pool[axis]!),
    1,
  );
}
