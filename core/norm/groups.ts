import { rowMajorStrides } from '../tensor/strides.ts';
import type { Plan } from './spec.ts';

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
 * @returns     0 ≤ group < plan.groups; 0 for a window layer, which has none
 */
export function groupOf(plan: Plan, flat: number): number {
  return plan.kind === 'window' ? 0 : project(plan, flat, (dim) => dim.role === 'kept');
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
  return cells;
}

/**
 * The channels that LocalResponseNorm's window covers around a cell; those beyond the edge count as 0.
 * For an even size the window leans to lower channels.
 * @returns flat indices of the cells inside, ascending, and the number that falls outside
 * @source  torch/nn/functional.py, local_response_norm: pads size // 2 below and (size − 1) // 2 above
 */
export function windowOf(plan: Plan, flat: number): { cells: Int32Array; outside: number } {
  const channelDim = plan.view.findIndex((dim) => dim.role === 'reduced');
  const size = plan.window?.size ?? 0;
  const channels = plan.view[channelDim]?.size ?? 1;
  const stride = viewStrides(plan)[channelDim] ?? 1;
  const channel = Math.floor(flat / stride) % channels;
  const first = Math.max(0, channel - Math.floor(size / 2));
  const last = Math.min(channels - 1, channel + Math.floor((size - 1) / 2));
  const cells = Int32Array.from(
    { length: last - first + 1 },
    (_, i) => flat + (first + i - channel) * stride,
  );
  return { cells, outside: size - cells.length };
}
