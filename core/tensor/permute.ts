import { InputError } from '../errors.ts';
import { indexOf, offsetOf, rowMajorStrides } from './strides.ts';
import { numel, tensor, type Tensor, type TensorData } from './tensor.ts';

/**
 * The tensor with its axes in another order, as a new row-major copy (`x.permute(order).contiguous()`).
 * @param x      any tensor
 * @param order  axis of x that each new axis is, e.g. [0, 2, 1] turns (N, C, L) into (N, L, C)
 * @throws RangeError when order does not name every axis once
 */
export function permute(x: Tensor, order: readonly number[]): Tensor {
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
  const data: TensorData =
    x.data instanceof Float64Array
      ? new Float64Array(numel(shape))
      : new Float32Array(numel(shape));
  gather(x.data, data, shape, steps);
  return tensor(data, shape, axes);
}

/**
 * The tensor with its axes in the order of these names.
 * @param x     any tensor
 * @param axes  the names of x's axes, each once, e.g. ["N", "L", "C"]
 * @throws RangeError when a name is missing, unknown or double
 */
export function permuteToAxes(x: Tensor, axes: readonly string[]): Tensor {
  const order = axes.map((name) => x.axes.indexOf(name));
  if (order.length !== x.axes.length || order.includes(-1))
    throw new RangeError(
      `permuteToAxes: expected an order of the axes ${x.axes.join(', ')}, got ${axes.join(', ')}`,
    );
  if (order.every((axis, position) => axis === position)) return x;
  return permute(x, order);
}

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

/** Copies a strided view of `from` into row-major `to`. */
function gather(
  from: TensorData,
  to: TensorData,
  shape: readonly number[],
  steps: readonly number[],
): void {
  if (to.length === 0) return;
  const last = shape.length - 1;
  const width = last < 0 ? 1 : shape[last]!;
  const step = last < 0 ? 0 : steps[last]!;
  const index = new Array<number>(shape.length).fill(0);
  let offset = 0;
  for (let at = 0; at < to.length;) {
    for (let i = 0, source = offset; i < width; i++, source += step) to[at++] = from[source]!;
    // count up the outer axes, like an odometer
    for (let axis = last - 1; axis >= 0; axis--) {
      offset += steps[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      offset -= steps[axis]! * shape[axis]!;
      index[axis] = 0;
    }
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
