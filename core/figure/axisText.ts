import { indexOf } from '../tensor/strides.ts';
import { splitAxis } from '../norm/describe.ts';
import type { Plan } from '../norm/spec.ts';
import type { LayoutDim } from './layout.ts';

/**
 * How axes are named: by position, letter and size ("dim 1 · C · 5"); the same where room is short ("1 · C · 5"); or
 * by letter and size ("C 5").
 */
export type AxisNaming = 'full' | 'compact' | 'short';

/** What is written at an axis of the drawing. */
export interface AxisText {
  /** "Σ dim 2 · L · 4" in the accent colour, null for an axis that is kept whole. */
  readonly reduced: string | null;
  /** "dim 1 · C · 5", null for an axis that is reduced whole. */
  readonly kept: string | null;
}

/** An axis by position, letter and size, as far as its naming says them. */
export function dimText(axis: number, name: string, size: number, naming: AxisNaming): string {
  if (naming === 'short') return `${name} ${size}`;
  return `${naming === 'full' ? 'dim ' : ''}${axis} · ${name} · ${size}`;
}

/** The same in lines, for an upright axis, which has its name beside it: the position stands over letter and size. */
export function uprightText({ reduced, kept }: AxisText): AxisText {
  const lines = (text: string | null) =>
    text &&
    (text.includes(', ')
      ? text.replaceAll(', ', '\n')
      : text.replace(/^((?:Σ )?(?:dim )?\d+) · /, '$1\n'));
  return { reduced: lines(reduced), kept: lines(kept) };
}

/**
 * Badges of a direction. GroupNorm's channels have both: "Σ dim 1 · C · 3/6" and "G · 2". Without batch
 * statistics nothing is summed, so the Σ is left out.
 */
export function axisText(plan: Plan, dim: LayoutDim, naming: AxisNaming = 'full'): AxisText {
  const dims = plan.view.filter((view) => dim.axes.includes(view.axis));
  const list = (role: 'reduced' | 'kept') =>
    dims
      .filter((view) => view.role === role)
      .map((view) => {
        const { axis, name, size } = view;
        const whole = splitAxis(plan, view);
        if (!whole) return dimText(axis, name, size, naming);
        if (role === 'reduced')
          return `${dimText(axis, whole.name, size, naming)}${size === whole.size ? '' : `/${whole.size}`}`;
        // The kept half of a split stands beside the other, which has told the position.
        return dims.some((other) => other.axis === axis && other.role === 'reduced')
          ? `${name}${naming === 'short' ? ' ' : ' · '}${size}`
          : dimText(axis, name, size, naming);
      })
      .join(naming === 'short' ? ' · ' : ', ');
  const sum = plan.source === 'running' ? '' : 'Σ ';
  if (plan.reach && dim.axes.includes(plan.reach.axis))
    return {
      reduced: `Σ ${dimText(plan.reach.axis, dim.name, plan.groupSize, naming)} / ${dim.size}`,
      kept: null,
    };
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
