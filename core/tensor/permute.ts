import { InputError } from '../errors.ts';
import { indexOf, offsetOf, rowMajorStrides } from './strides.ts';
import { tensor, type Tensor, type TensorData } from './tensor.ts';

/**
 * The tensor with its axes in another order, as a new row-major copy (`x.permute(order).contiguous()`).
 * @param x      any tensor
 * @param order  axis of x that each new axis is, e.g. [0, 2, 1] turns (N, C, L) into (N, L, C)
 * @param room   makes the array that takes the copy; of ordinary memory when left out
 * @throws RangeError when order does not name every axis once
 */
export function permute(
  x: Tensor,
  order: readonly number[],
  room: (like: TensorData) => TensorData = roomLike,
): Tensor {
  const rank = x.shape.length;
  const complete = order.length === rank && x.shape.every((_, axis) => order.includes(axis));
  if (!complete)
    throw new RangeError(
      `permute: expected each of the ${rank} axes once, got [${order.join(', ')}]`,
    );
  const shape = order.map((axis) => x.shape[axis]!);
  const axes = order.map((axis) => x.axes[axis]!);
  const strides = rowMajorStrides(x.shape);
  const steps = order.map((axis) => strides[axis]!);
  const data = room(x.data);
  gather(x.data, data, shape, steps);
  return tensor(data, shape, axes);
}

/**
 * The tensor with its axes in the order of these names.
 * @param x     any tensor
 * @param axes  the names of x's axes, each once, e.g. ["N", "L", "C"]
 * @param room  as for permute()
 * @throws RangeError when a name is missing, unknown or double
 */
export function permuteToAxes(
  x: Tensor,
  axes: readonly string[],
  room?: (like: TensorData) => TensorData,
): Tensor {
  const order = axes.map((name) => x.axes.indexOf(name));
  if (order.length !== x.axes.length || order.includes(-1))
    throw new RangeError(
      `permuteToAxes: expected an order of the axes ${x.axes.join(', ')}, got ${axes.join(', ')}`,
    );
  if (order.every((axis, position) => axis === position)) return x;
  return permute(x, order, room);
}

/** A new array of the type and length of another. */
const roomLike = (like: TensorData): TensorData =>
  like instanceof Float64Array ? new Float64Array(like.length) : new Float32Array(like.length);

/** @throws InputError badLayout for what is no order of these axes */
export function checkLayout(layout: readonly string[], axes: readonly string[]): void {
  const sorted = (names: readonly string[]) => [...names].sort().join(',');
  if (sorted(layout) === sorted(axes)) return;
  throw new InputError(
    'badLayout',
    `The layout ${layout.join('')} does not fit: expected an order of the axes ${axes.join(', ')}.`,
    { layout: layout.join(''), axes: axes.join('') },
  );
}

/** An axis of the copy, or several that are walked as one: its size, and elements between neighbours in the original and in the copy. */
interface Walked {
  readonly size: number;
  readonly step: number;
  readonly stride: number;
}

/** Values of a tile, across and along: a line of the original, and so many that those lines stay in a cache until all of each has been used. */
const ACROSS = 16;
const ALONG = 256;

/**
 * Copies a strided view of `from` into row-major `to`. Where neighbours of the copy lie apart in the original, tiles are copied along
 * the axis that is innermost there and the one that is innermost here.
 */
function gather(
  from: TensorData,
  to: TensorData,
  shape: readonly number[],
  steps: readonly number[],
): void {
  if (to.length === 0) return;
  const walked = merged(shape, steps);
  const last = walked.pop()!;
  const inner = last.step === 1 ? -1 : walked.findIndex(({ step }) => step === 1);
  const [across = ONE] = inner < 0 ? [] : walked.splice(inner, 1);
  const index = walked.map(() => 0);
  let [source, target] = [0, 0];
  for (;;) {
    if (across.size === 1) copyRow(from, to, source, target, last);
    else copyTiles(from, to, source, target, across, last);
    // count up the other axes, like an odometer
    let axis = walked.length - 1;
    for (; axis >= 0; axis--) {
      const { size, step, stride } = walked[axis]!;
      source += step;
      target += stride;
      if (++index[axis]! < size) break;
      source -= step * size;
      target -= stride * size;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

const ONE: Walked = { size: 1, step: 0, stride: 0 };

/** Axes outermost first; neighbours that follow each other in the original, too, become one. Never empty. */
function merged(shape: readonly number[], steps: readonly number[]): Walked[] {
  const strides = rowMajorStrides(shape);
  const walked: Walked[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis]!;
    if (size === 1) continue;
    const [inner] = walked;
    const one = { size, step: steps[axis]!, stride: strides[axis]! };
    if (inner && one.step === inner.step * inner.size)
      walked[0] = { ...inner, size: inner.size * size };
    else walked.unshift(one);
  }
  return walked.length > 0 ? walked : [ONE];
}

function copyRow(from: TensorData, to: TensorData, source: number, target: number, row: Walked) {
  const { size, step } = row;
  for (let i = 0, at = source; i < size; i++, at += step) to[target + i] = from[at]!;
}

function copyTiles(
  from: TensorData,
  to: TensorData,
  source: number,
  target: number,
  across: Walked,
  along: Walked,
): void {
  for (let a = 0; a < across.size; a += ACROSS) {
    const lastA = Math.min(a + ACROSS, across.size);
    for (let b = 0; b < along.size; b += ALONG) {
      const row = { ...along, size: Math.min(ALONG, along.size - b) };
      const read = source + b * along.step;
      const write = target + b * along.stride;
      let i = a;
      for (; i + 4 <= lastA; i += 4)
        copyFourRows(from, to, read + i, write + i * across.stride, row, across.stride);
      for (; i < lastA; i++) copyRow(from, to, read + i, write + i * across.stride, row);
    }
  }
}

/** Four rows of the copy whose values are neighbours in the original: what is read for one of them is used for all. */
function copyFourRows(
  from: TensorData,
  to: TensorData,
  source: number,
  target: number,
  { size, step }: Walked,
  stride: number,
): void {
  const [second, third, fourth] = [stride, 2 * stride, 3 * stride];
  for (let at = target, read = source; at < target + size; at++, read += step) {
    to[at] = from[read]!;
    to[at + second] = from[read + 1]!;
    to[at + third] = from[read + 2]!;
    to[at + fourth] = from[read + 3]!;
  }
}

/**
 * Where a cell is in a copy of the tensor whose axes are in the order of these names.
 * @param flat  row-major position in the tensor of this shape and these axes
 */
export function permutedFlat(
  shape: readonly number[],
  axes: readonly string[],
  order: readonly string[],
  flat: number,
): number {
  const index = indexOf(shape, flat);
  const from = order.map((name) => axes.indexOf(name));
  const sizes = from.map((axis) => shape[axis]!);
  return offsetOf(
    rowMajorStrides(sizes),
    from.map((axis) => index[axis]!),
  );
}
