import { storedView } from '../../../core/norm/groups.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { ViewDim } from '../../../core/norm/view.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { tensor, type TensorData } from '../../../core/tensor/tensor.ts';
import { volume, type Chunk } from './chunks.ts';
import type { Region } from './region.ts';

/** A plan over values in the order in which a file holds them. */
export interface StoredPlan<P extends Plan> {
  /** Its view is in the file's order. Replicas are left out: their moments are merged either way. */
  readonly plan: P;
  /** A table with one entry for every statistic, or for every γ, from the layer's order into the file's. */
  stored<T extends TensorData>(table: T, of: 'kept' | 'param'): T;
  /** One entry for every statistic, from the file's order into the layer's. */
  logical(table: Float64Array): Float64Array;
}

/**
 * Turns a plan around for a file in Fortran order, whose last axis is the outermost.
 * @param fortran  false leaves all as it is
 */
export function storedPlan<P extends Plan>(plan: P, fortran: boolean): StoredPlan<P> {
  const whole = { ...plan, replicas: null };
  if (!fortran) return { plan: whole, stored: (table) => table, logical: (table) => table };
  const view = storedView(plan, true);
  const reordered = <T extends TensorData>(
    table: T,
    from: readonly ViewDim[],
    to: readonly ViewDim[],
  ) => {
    const names = from.map((_, i) => String(i));
    const sized = tensor(table, sizesOf(from), names);
    return permute(
      sized,
      to.map((dim) => from.indexOf(dim)),
    ).data as T;
  };
  const dims = (of: 'kept' | 'param', all: readonly ViewDim[]) =>
    all.filter((dim) => (of === 'kept' ? dim.role === 'kept' : dim.param));
  return {
    plan: { ...whole, view },
    stored: (table, of) => reordered(table, dims(of, plan.view), dims(of, view)),
    logical: (table) => reordered(table, dims('kept', view), dims('kept', plan.view)),
  };
}

const sizesOf = (dims: readonly ViewDim[]) => dims.map((dim) => dim.size);

/** The same layer on one chunk alone. */
export function chunkPlan<P extends Plan>(plan: P, { sizes }: Chunk): P {
  const view = plan.view.map((dim, i) => ({ ...dim, size: sizes[i] ?? 1 }));
  const product = (role: ViewDim['role']) => volume(sizesOf(view.filter((d) => d.role === role)));
  return { ...plan, view, groups: product('kept'), groupSize: product('reduced') };
}

/** A chunk's part of a table that runs over the kept dimensions, or over those of γ. */
export function regionOf(plan: Plan, chunk: Chunk, of: 'kept' | 'param'): Region {
  const at = plan.view.flatMap((dim, i) =>
    (of === 'kept' ? dim.role === 'kept' : dim.param) ? [i] : [],
  );
  return {
    whole: at.map((i) => plan.view[i]?.size ?? 1),
    from: at.map((i) => chunk.from[i] ?? 0),
    sizes: at.map((i) => chunk.sizes[i] ?? 1),
  };
}
