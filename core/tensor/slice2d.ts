import { rowMajorStrides } from './strides.ts';
import type { Tensor } from './tensor.ts';

/** A plane through a tensor: row-major values and where each lies in the tensor's data. */
export interface Slice2d {
  readonly rows: number;
  readonly cols: number;
  /** float64[rows · cols] */
  readonly values: Float64Array;
  /** Flat index into the tensor for each value; float64 holds it exactly for tensors of any size. */
  readonly flatIndex: Float64Array;
}

/**
 * The plane of a tensor that two axes span, at a fixed index on all others.
 * @param x           any tensor
 * @param rowAxis     axis that runs downwards; −1 for a single row
 * @param colAxis     axis that runs to the right; −1 for a single column
 * @param fixedIndex  index on every axis; the entries of rowAxis and colAxis are ignored
 * @throws RangeError when an axis does not exist, both are the same, or a fixed index is outside
 */
export function slice2d(
  x: Tensor,
  rowAxis: number,
  colAxis: number,
  fixedIndex: readonly number[],
): Slice2d {
  const rank = x.shape.length;
  for (const axis of [rowAxis, colAxis])
    if (!Number.isInteger(axis) || axis < -1 || axis >= rank)
      throw new RangeError(`slice2d: expected an axis from -1 to ${rank - 1}, got ${axis}`);
  if (rowAxis === colAxis && rowAxis !== -1)
    throw new RangeError(`slice2d: rows and columns cannot both be axis ${rowAxis}`);

  const strides = rowMajorStrides(x.shape);
  let origin = 0;
  x.shape.forEach((size, axis) => {
    if (axis === rowAxis || axis === colAxis) return;
    const at = fixedIndex[axis] ?? -1;
    if (!Number.isInteger(at) || at < 0 || at >= size)
      throw new RangeError(
        `slice2d: expected an index from 0 to ${size - 1} on axis ${x.axes[axis]}, got ${fixedIndex[axis]}`,
      );
    origin += at * strides[axis]!;
  });

  const rows = rowAxis < 0 ? 1 : x.shape[rowAxis]!;
  const cols = colAxis < 0 ? 1 : x.shape[colAxis]!;
  const down = rowAxis < 0 ? 0 : strides[rowAxis]!;
  const right = colAxis < 0 ? 0 : strides[colAxis]!;
  const values = new Float64Array(rows * cols);
  const flatIndex = new Float64Array(rows * cols);
  for (let row = 0, at = 0; row < rows; row++)
    for (let col = 0; col < cols; col++, at++) {
      const flat = origin + row * down + col * right;
      values[at] = x.data[flat]!;
      flatIndex[at] = flat;
    }
  return { rows, cols, values, flatIndex };
}
