import type { Plan } from '../spec.ts';

/** Sizes with which γ and β meet x: those of the axes along which they vary, 1 elsewhere. */
export function paramSizes({ shape, view }: Pick<Plan, 'shape' | 'view'>): number[] {
  return shape.map((size, axis) => (view.some((dim) => dim.axis === axis && dim.param) ? size : 1));
}
