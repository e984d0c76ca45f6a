import { rowMajorStrides } from '../tensor/strides.ts';
import { numel } from '../tensor/tensor.ts';
import type { Plan } from './spec.ts';
import type { ViewDim } from './view.ts';

/**
 * Distance between neighbours along every view dimension, in elements of the input: the view is the
 * input's own row-major order with some axes split, so its strides are those of its own sizes.
 */
export function viewStrides(plan: Plan): number[] {
  return rowMajorStrides(plan.view.map((dim) => dim.size));
}

/**
 * The statistics group of a cell, as an index into mean and variance.
 * @param flat  position in the input, 0 ≤ flat < numel
 * @returns     0 ≤ group < plan.groups; 0 where none is shared
 */
export function groupOf(plan: Plan, flat: number): number {
  return plan.groups === 0 ? 0 : project(plan, flat, (dim) => dim.role === 'kept');
}

/**
 * The entry of γ and β that a cell uses.
 * @returns index into weight and bias, −1 when the layer has neither
 */
export function paramIndexOf(plan: Plan, flat: number): number {
  return plan.hasWeight ? project(plan, flat, (dim) => dim.param) : -1;
}

/** Row-major index of a cell over the chosen view dimensions. */
function project(plan: Plan, flat: number, chosen: (dim: Plan['view'][number]) => boolean): number {
  let rest = flat;
  let index = 0;
  let stride = 1;
  for (let i = plan.view.length - 1; i >= 0; i--) {
    const dim = plan.view[i]!;
    if (chosen(dim)) {
      index += (rest % dim.size) * stride;
      stride *= dim.size;
    }
    rest = Math.floor(rest / dim.size);
  }
  return index;
}

/**
 * The cells that share a statistic, in the order of the input.
 * @param group  0 ≤ group < plan.groups
 * @param limit  stop after so many cells; all when left out
 * @returns      flat indices into the input, ascending
 */
export function cellsOfGroup(plan: Plan, group: number, limit = Infinity): Int32Array {
  const strides = viewStrides(plan);
  const reduced: { size: number; stride: number }[] = [];
  let origin = 0;
  let rest = group;
  for (let i = plan.view.length - 1; i >= 0; i--) {
    const dim = plan.view[i]!;
    if (dim.role === 'reduced') {
      reduced.unshift({ size: dim.size, stride: strides[i]! });
    } else {
      origin += (rest % dim.size) * strides[i]!;
      rest = Math.floor(rest / dim.size);
    }
  }
  const cells = new Int32Array(Math.min(limit, plan.groupSize));
  for (let at = 0; at < cells.length; at++) {
    let offset = origin;
    let count = at;
    for (let i = reduced.length - 1; i >= 0; i--) {
      const { size, stride } = reduced[i]!;
      offset += (count % size) * stride;
      count = Math.floor(count / size);
    }
    cells[at] = offset;
  }
  // the last of several chunks may hold fewer samples than the view says
  const end = numel(plan.shape);
  return (cells.at(-1) ?? 0) < end ? cells : cells.filter((cell) => cell < end);
}

/**
 * The view's dimensions in the order in which a file holds them, outermost first.
 * @param fortran  the last axis is the outermost; the halves of a split axis stay in their order
 */
export function storedView({ view, shape }: Plan, fortran: boolean): readonly ViewDim[] {
  if (!fortran) return view;
  const axes = shape.map((_, axis) => axis).reverse();
  return axes.flatMap((axis) => view.filter((dim) => dim.axis === axis));
}

/**
 * The neighbours over which a cell averages where cells share nothing; those beyond the edge count as 0.
 * @param plan  whose `reach` is not null
 * @returns     flat indices of the cells inside, ascending, and the number that falls outside
 */
export function windowOf(
  { reach, shape }: Plan,
  flat: number,
): { cells: Int32Array; outside: number } {
  const { axis, below, above } = reach ?? { axis: 0, below: 0, above: 0 };
  const size = shape[axis] ?? 1;
  const stride = rowMajorStrides(shape)[axis] ?? 1;
  const at = Math.floor(flat / stride) % size;
  const first = Math.max(0, at - below);
  const last = Math.min(size - 1, at + above);
  const cells = Int32Array.from(
    { length: last - first + 1 },
    (_, i) => flat + (first + i - at) * stride,
  );
  return { cells, outside: below + 1 + above - cells.length };
}
