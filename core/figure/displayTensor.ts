import type { ImageSpec } from '../io/image/imageSpec.ts';
import { indexOf, rowMajorStrides } from '../tensor/strides.ts';
import { permute } from '../tensor/permute.ts';
import type { Tensor, TensorData } from '../tensor/tensor.ts';
import type { Pooling } from './state.ts';

/**
 * A tensor as it is drawn: every cell when `pool` is all ones, else the mean over blocks of `pool`
 * cells along each axis (the last block may be smaller). Row-major. NaN survives pooling.
 */
export interface DisplayTensor {
  readonly data: Float32Array | Float64Array;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly pool: readonly number[];
  /** Shape before pooling; plans, pinned and hovered cells count in it. */
  readonly fullShape: readonly number[];
  /** Least and largest values of the blocks; left out where every cell is drawn, and where nobody asked for them. */
  readonly extremes?: Extremes;
  /** 1 for each cell that only fills up a shorter sample; left out where none does. */
  readonly padded?: Uint8Array;
  /** Of a tensor made of pictures, whose channels are drawn in the colours that they hold. */
  readonly picture?: Picture;
}

/** Least and largest values of blocks. */
export interface Extremes {
  readonly min: Float32Array;
  readonly max: Float32Array;
}

/** That a tensor is made of pictures: which of its axes is what, and what black and full brightness have become. */
export interface Picture {
  /** Names of the axes of samples, channels, rows and columns. */
  readonly axes: readonly string[];
  readonly scale: ImageSpec['scale'];
}

/** A tensor drawn cell by cell, without pooling. */
export function wholeTensor(x: Tensor): DisplayTensor {
  return { ...x, pool: x.shape.map(() => 1), fullShape: x.shape };
}

/**
 * The same with the cells marked that lie beyond the length of their sample.
 * @param lengths  of each sample along N, in steps of L
 * @returns the tensor as it is where it has no such axes, or is drawn in blocks
 */
export function withPadding(t: DisplayTensor, lengths: readonly number[]): DisplayTensor {
  const [n, l] = [t.axes.indexOf('N'), t.axes.indexOf('L')];
  if (n < 0 || l < 0 || isPooled(t) || t.shape[n] !== lengths.length) return t;
  const strides = rowMajorStrides(t.shape);
  const place = (flat: number, axis: number) => Math.floor(flat / strides[axis]!) % t.shape[axis]!;
  const padded = Uint8Array.from({ length: t.data.length }, (_, flat) =>
    place(flat, l) >= lengths[place(flat, n)]! ? 1 : 0,
  );
  return padded.includes(1) ? { ...t, padded } : t;
}

/** True when a drawn cell stands for several values. */
export function isPooled({ pool }: Pick<DisplayTensor, 'pool'>): boolean {
  return pool.some((size) => size > 1);
}

/** How blocks are drawn that are wanted in a way: as their means while their extremes are not at hand. */
export function shownPooling(
  { extremes }: Pick<DisplayTensor, 'extremes'>,
  pooling: Pooling = 'mean',
): Pooling {
  return extremes ? pooling : 'mean';
}

/** The same blocks drawn as their means, minima or maxima; a tensor drawn cell by cell as it is. */
export function pooledBy(t: DisplayTensor, pooling?: Pooling): DisplayTensor {
  const shown = shownPooling(t, pooling);
  return !t.extremes || shown === 'mean' ? t : { ...t, data: t.extremes[shown] };
}

/** The same with its axes in another order. @param order  axis of t that each new axis is */
export function permutedDisplay(t: DisplayTensor, order: readonly number[]): DisplayTensor {
  if (order.every((axis, i) => axis === i)) return t;
  const moved = <T extends TensorData>(data: T) => permute({ ...t, data }, order).data as T;
  const each = <T>(values: readonly T[]) => order.map((axis) => values[axis]!);
  return {
    data: moved(t.data),
    shape: each(t.shape),
    axes: each(t.axes),
    pool: each(t.pool),
    fullShape: each(t.fullShape),
    ...(t.extremes && {
      extremes: { min: moved(t.extremes.min), max: moved(t.extremes.max) },
    }),
    ...(t.picture && { picture: t.picture }),
  };
}

/** Flat position in the full tensor of the first cell under a display cell. */
export function fullFlatOf(t: DisplayTensor, displayFlat: number): number {
  const strides = rowMajorStrides(t.fullShape);
  return indexOf(t.shape, displayFlat).reduce(
    (flat, index, axis) => flat + index * (t.pool[axis] ?? 1) * (strides[axis] ?? 1),
    0,
  );
}

/** Flat position of the display cell that shows a cell of the full tensor. */
export function displayFlatOf(t: DisplayTensor, fullFlat: number): number {
  const strides = rowMajorStrides(t.shape);
  return indexOf(t.fullShape, fullFlat).reduce(
    (flat, index, axis) => flat + Math.floor(index / (t.pool[axis] ?? 1)) * (strides[axis] ?? 1),
    0,
  );
}
