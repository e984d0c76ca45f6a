import { indexOf } from '../tensor/strides.ts';
import type { Plan } from '../norm/spec.ts';
import type { DisplayTensor } from './displayTensor.ts';

/**
 * Which statistic a cell belongs to, as a sum over the axes: group = Σ table[axis][index]. It is a sum
 * because every view dimension is part of exactly one axis and statistics are row-major over the kept
 * ones. Tables run over display indices (the first full index under each). All zero for a
 * layer that shares no statistics.
 */
export function groupTables(plan: Plan, tensor: DisplayTensor): Float64Array[] {
  const strides = keptStrides(plan);
  return tensor.shape.map((size, axis) => {
    const table = new Float64Array(size);
    if (plan.groups === 0 || isReduced(plan, axis)) return table;
    for (let i = 0; i < size; i++)
      table[i] = contribution(plan, strides, axis, i * (tensor.pool[axis] ?? 1));
    return table;
  });
}

/** Stride in the statistics of every view dimension; 0 for reduced ones. */
function keptStrides(plan: Plan): number[] {
  const strides = new Array<number>(plan.view.length).fill(0);
  let stride = 1;
  for (let d = plan.view.length - 1; d >= 0; d--) {
    const dim = plan.view[d];
    if (dim?.role !== 'kept') continue;
    strides[d] = stride;
    stride *= dim.size;
  }
  return strides;
}

function contribution(plan: Plan, strides: readonly number[], axis: number, index: number): number {
  let rest = index;
  let sum = 0;
  for (let d = plan.view.length - 1; d >= 0; d--) {
    const dim = plan.view[d];
    if (!dim || dim.axis !== axis) continue;
    sum += (rest % dim.size) * (strides[d] ?? 0);
    rest = Math.floor(rest / dim.size);
  }
  return sum;
}

/**
 * The cells that share a statistic with one cell, as a mask per axis: a cell takes part when every
 * axis says so. Where every cell has neighbours of its own, these.
 * @param cell  flat index into the full input
 */
export function activeMasks(plan: Plan, tensor: DisplayTensor, cell: number): Uint8Array[] {
  const shares = sharesWith(plan, cell);
  return tensor.shape.map((size, axis) => {
    const pool = tensor.pool[axis] ?? 1;
    const full = plan.shape[axis] ?? 1;
    if (isReduced(plan, axis)) return new Uint8Array(size).fill(1);
    return Uint8Array.from({ length: size }, (_, i) => {
      for (let j = i * pool; j < Math.min((i + 1) * pool, full); j++) if (shares(axis, j)) return 1;
      return 0;
    });
  });
}

/** Whether statistics run over the whole of an axis, so that all its indices share them. */
function isReduced(plan: Plan, axis: number): boolean {
  return plan.groups > 0 && plan.view.every((dim) => dim.axis !== axis || dim.role === 'reduced');
}

/**
 * Which indices of an axis share a statistic with a cell: another cell does when all of its own do.
 * @param cell  flat index into the full input
 */
export function sharesWith(plan: Plan, cell: number): (axis: number, index: number) => boolean {
  const own = indexOf(plan.shape, cell);
  const strides = keptStrides(plan);
  const groups = own.map((index, axis) => contribution(plan, strides, axis, index));
  const { reach } = plan;
  if (reach)
    return (axis, index) => {
      const at = own[axis] ?? 0;
      if (axis !== reach.axis) return index === at;
      return index >= at - reach.below && index <= at + reach.above;
    };
  return (axis, index) => contribution(plan, strides, axis, index) === groups[axis];
}
