import type { Plan, ViewDim } from './spec.ts';

/** Buffers of a run in chunks: two of input, two of output, and what is not yet decoded. */
const BUFFERS = 8;

/**
 * Values that a run in chunks can hold at a time.
 * @param memoryBytes  that it may use
 * @param width        bytes of a value, 4 or 8
 */
export function valuesAtOnce(memoryBytes: number, width: number): number {
  return Math.max(1, Math.floor(memoryBytes / (BUFFERS * width)));
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
 * Values that have to be together so that every statistic is of one chunk alone: all from the outermost reduced dimension on.
 * @param view  in the order of the file
 */
export function valuesTogether(view: readonly ViewDim[]): number {
  const first = view.findIndex((dim) => dim.role === 'reduced' && dim.size > 1);
  return first < 0 ? 1 : view.slice(first).reduce((product, dim) => product * dim.size, 1);
}

/**
 * How often a file has to be read to normalize it chunk by chunk: once where every statistic lies in one chunk or is known before,
 * twice where it runs through the file.
 * @param fortran  the file's order
 * @param most     values that can be held at a time
 */
export function passesOf(plan: Plan, fortran: boolean, most: number): 1 | 2 {
  if (plan.kind === 'window' || (plan.source === 'running' && plan.tracks)) return 1;
  return valuesTogether(storedView(plan, fortran)) <= most ? 1 : 2;
}
