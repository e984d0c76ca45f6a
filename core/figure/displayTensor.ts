import type { Tensor } from '../tensor/tensor.ts';

/**
 * A tensor as it is drawn: every cell when `pool` is all ones, else the mean over blocks of `pool`
 * cells along each axis (the last block may be smaller). Row-major.
 */
export interface DisplayTensor {
  readonly data: Float32Array | Float64Array;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly pool: readonly number[];
  /** Shape before pooling; plans, pinned and hovered cells count in it. */
  readonly fullShape: readonly number[];
}

/** A tensor drawn cell by cell, without pooling. */
export function wholeTensor(x: Tensor): DisplayTensor {
  return { ...x, pool: x.shape.map(() => 1), fullShape: x.shape };
}

/** Row-major strides of a shape, in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

/** Index on every axis of a flat row-major position. */
export function unravel(flat: number, shape: readonly number[]): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(flat / stride) % (shape[axis] ?? 1));
}

/** Flat position in the full tensor of the first cell under a display cell. */
export function fullFlatOf(t: DisplayTensor, displayFlat: number): number {
  const strides = stridesOf(t.fullShape);
  return unravel(displayFlat, t.shape).reduce(
    (flat, index, axis) => flat + index * (t.pool[axis] ?? 1) * (strides[axis] ?? 1),
    0,
  );
}

/** Flat position of the display cell that shows a cell of the full tensor. */
export function displayFlatOf(t: DisplayTensor, fullFlat: number): number {
  const strides = stridesOf(t.shape);
  return unravel(fullFlat, t.fullShape).reduce(
    (flat, index, axis) => flat + Math.floor(index / (t.pool[axis] ?? 1)) * (strides[axis] ?? 1),
    0,
  );
}
