import type { Plan } from '../../../core/norm/spec.ts';
import type { CellIndex } from '../../ui/cell.ts';

/** Which axes a slice shows, by name; null for a tensor with one axis only. */
export interface SliceAxes {
  readonly row: string | null;
  readonly col: string;
}

/**
 * The plane that says most about a layer: the last two axes that it reduces, or its one reduced axis
 * beside the last kept one.
 */
export function naturalAxes(plan: Plan): SliceAxes {
  const reduced = plan.axes.filter((name) => plan.reducedAxes.includes(name));
  const kept = plan.axes.filter((name) => !plan.reducedAxes.includes(name));
  const chosen = [...kept, ...reduced].slice(-2);
  const [first, second] = plan.axes.filter((name) => chosen.includes(name));
  return second === undefined
    ? { row: null, col: first ?? '' }
    : { row: first ?? null, col: second };
}

/** The axes to show: what was chosen where it exists and differs, else the natural ones. */
export function effectiveAxes(plan: Plan, row: string | null, col: string | null): SliceAxes {
  const natural = naturalAxes(plan);
  const known = (name: string | null) => (name !== null && plan.axes.includes(name) ? name : null);
  const r = known(row);
  const c = known(col);
  if (natural.row === null) return natural;
  if (r !== null && c !== null) return r === c ? natural : { row: r, col: c };
  if (r !== null) return { row: r, col: r === natural.col ? natural.row : natural.col };
  if (c !== null) return { row: c === natural.row ? natural.col : natural.row, col: c };
  return natural;
}

/** Axes that a slice holds fixed. */
export function fixedAxes(axes: readonly string[], slice: SliceAxes): readonly string[] {
  return axes.filter((name) => name !== slice.row && name !== slice.col);
}

/** The cell one step along an axis; stays at the edge. */
export function stepCell(
  cell: CellIndex,
  axis: string | null,
  by: number,
  shape: readonly number[],
  axes: readonly string[],
): CellIndex {
  if (axis === null) return cell;
  const size = shape[axes.indexOf(axis)] ?? 1;
  const index = Math.min(Math.max(0, (cell[axis] ?? 0) + by), size - 1);
  return { ...cell, [axis]: index };
}

/** The same place in the next slice; the fixed axes count up like an odometer and wrap around. */
export function stepSlice(
  cell: CellIndex,
  fixed: readonly string[],
  by: 1 | -1,
  shape: readonly number[],
  axes: readonly string[],
): CellIndex {
  const next: Record<string, number> = { ...cell };
  for (const name of [...fixed].reverse()) {
    const size = shape[axes.indexOf(name)] ?? 1;
    const index = (next[name] ?? 0) + by;
    next[name] = (index + size) % size;
    if (index >= 0 && index < size) break;
  }
  return next;
}
