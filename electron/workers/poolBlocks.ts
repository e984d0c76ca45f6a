import { rowMajorStrides } from '../../core/tensor/strides.ts';
import { numel, type Tensor, type TensorData } from '../../core/tensor/tensor.ts';

/** One number for every block, three times. */
export interface Blocks {
  readonly mean: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
}

interface Sums {
  readonly sum: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/**
 * Mean, minimum and maximum of blocks of cells, in one pass over the tensor. A block that holds a NaN is
 * NaN in all three, so that it cannot hide.
 * @param shape  of the answer: ⌈size / pool⌉ along every axis; a last block may have fewer cells
 * @param pool   cells of a block along every axis
 */
export function poolBlocks(x: Tensor, shape: readonly number[], pool: readonly number[]): Blocks {
  const blocks = numel(shape);
  const sums: Sums = {
    sum: new Float64Array(blocks),
    min: new Float32Array(blocks).fill(Infinity),
    max: new Float32Array(blocks).fill(-Infinity),
  };
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
  const { sum, min, max } = sums;
  return { mean: meansOf(sum, x.shape, shape, pool), min, max };
}

/** A row of the innermost axis, each value added to the block in which it lies. */
function addRow(
  data: TensorData,
  from: number,
  width: number,
  pool: number,
  { sum, min, max }: Sums,
  row: number,
): void {
  const end = from + width;
  for (let at = from, block = row; at < end; block++) {
    const first = at;
    const stop = Math.min(first + pool, end);
    let total = 0;
    let least = min[block]!;
    let largest = max[block]!;
    for (; at < stop; at++) {
      const value = data[at]!;
      total += value;
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
    // Comparisons pass NaN by, the sum does not; but ∞ − ∞ is NaN as well.
    if (Number.isNaN(total) && hasNaN(data, first, stop)) least = largest = NaN;
    sum[block]! += total;
    min[block] = least;
    max[block] = largest;
  }
}

function hasNaN(data: TensorData, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (Number.isNaN(data[at])) return true;
  return false;
}

/** Sums over the number of values in each block: fewer at the far edge of an axis. */
export function meansOf(
  sum: Float64Array,
  full: readonly number[],
  shape: readonly number[],
  pool: readonly number[],
): Float32Array {
  const mean = new Float32Array(sum.length);
  const along = shape.map((size, axis) =>
    Array.from({ length: size }, (_, at) => Math.min(pool[axis]!, full[axis]! - at * pool[axis]!)),
  );
  const inner = along.pop() ?? [1];
  const outer = along.reduce<readonly number[]>(
    (counts, axis) => counts.flatMap((count) => axis.map((size) => count * size)),
    [1],
  );
  for (let row = 0, at = 0; row < outer.length; row++)
    for (let i = 0; i < inner.length; i++, at++) mean[at] = sum[at]! / (outer[row]! * inner[i]!);
  return mean;
}
