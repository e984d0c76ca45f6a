/**
 * Distance, in elements, between neighbours along every axis of a row-major tensor.
 * @param shape  size of every axis
 * @returns      one stride an axis; the last is 1
 */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

/**
 * Position of a cell in the data.
 * @param strides  elements to step along every axis
 * @param index    index on every axis, as many as strides
 * @returns        Σ index · stride
 */
export function offsetOf(strides: readonly number[], index: readonly number[]): number {
  let offset = 0;
  for (let axis = 0; axis < strides.length; axis++) offset += strides[axis]! * (index[axis] ?? 0);
  return offset;
}

/**
 * Index on every axis of the cell at a flat position of a row-major tensor: the inverse of offsetOf.
 * @param shape  size of every axis, none of them 0
 * @param flat   0 ≤ flat < product of shape
 */
export function indexOf(shape: readonly number[], flat: number): number[] {
  const index = new Array<number>(shape.length);
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis]!;
    index[axis] = rest % size;
    rest = Math.floor(rest / size);
  }
  return index;
}
