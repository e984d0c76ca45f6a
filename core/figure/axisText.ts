import { indexOf } from '../tensor/strides.ts';
import type { Plan } from '../norm/spec.ts';
import type { LayoutDim } from './layout.ts';

/** What is written at an axis of the drawing. */
export interface AxisText {
  /** "Σ L 4" in the accent colour, null for an axis that is kept whole. */
  readonly reduced: string | null;
  /** "C 5", null for an axis that is reduced whole. */
  readonly kept: string | null;
}

/**
 * Badges of a direction. GroupNorm's channels have both: "Σ C/G 3" and "G 2". Without batch
 * statistics nothing is summed, so the Σ is left out.
 */
export function axisText(plan: Plan, dim: LayoutDim): AxisText {
  const dims = plan.view.filter((view) => dim.axes.includes(view.axis));
  const list = (role: 'reduced' | 'kept') =>
    dims
      .filter((view) => view.role === role)
      .map(({ name, size }) => `${name} ${size}`)
      .join(' · ');
  const sum = plan.source === 'running' ? '' : 'Σ ';
  if (
    plan.kind === 'window' &&
    plan.window &&
    dim.axes.some((axis) => plan.reducedDims.includes(axis))
  )
    return { reduced: `Σ ${dim.name} ${plan.window.size} / ${dim.size}`, kept: null };
  const reduced = list('reduced');
  const kept = list('kept');
  return { reduced: reduced ? `${sum}${reduced}` : null, kept: kept || null };
}

/** Name of a statistic by its kept coordinates: "C 2", "N 0 · G 1"; "all" when there is only one. */
export function groupName(plan: Plan, group: number): string {
  if (plan.statAxes.length === 0) return 'all';
  const index = indexOf(plan.statShape, group);
  return plan.statAxes.map((axis, i) => `${axis} ${index[i]}`).join(' · ');
}
