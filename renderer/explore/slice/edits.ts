import type { Plan } from '../../../core/norm/spec.ts';
import { cellAt, flatOf } from '../../ui/cell.ts';

/** Changed input cells: flat index in the stored order, and new value. */
export type Edits = readonly (readonly [number, number])[];

/** A tensor's sizes and the names of its axes. */
export interface Frame {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
}

/** Flat position in one order of the axes of the cell that has a flat position in another. */
export function moveFlat(flat: number, from: Frame, to: Frame): number {
  return flatOf(cellAt(flat, from.shape, from.axes), to.shape, to.axes);
}

/** The same changes in another order of the axes. */
export const movedEdits = (edits: Edits, from: Frame, to: Frame): Edits =>
  edits.map(([flat, value]) => [moveFlat(flat, from, to), value] as const);

/** The edits with some cells changed; a later value of a cell replaces an earlier one. */
export function withEdits(edits: Edits, added: Edits): Edits {
  const all = new Map(edits);
  for (const [flat, value] of added) all.set(flat, value);
  return [...all].sort(([a], [b]) => a - b);
}

/** A number as people type it: also NaN, inf, −inf, ∞ and 1e-3; null for what is no number. */
export function parseCell(text: string): number | null {
  const plain = text.trim().replaceAll('\u2212', '-').toLowerCase();
  if (plain === 'nan') return NaN;
  const infinite = /^([+-]?)(?:inf|infinity|∞)$/.exec(plain);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(plain)) return null;
  return Number(plain);
}

/** How many outputs differ, in all and in every sample. */
export interface Changed {
  readonly count: number;
  readonly total: number;
  /** One entry for each index on the axis N; empty without such an axis. */
  readonly perSample: readonly number[];
}

/**
 * Which outputs differ between two runs on the same shape; NaN in both counts as equal.
 * @param before, after  row-major outputs of plan.shape
 */
export function changedOutputs(
  plan: Frame,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): Changed {
  const axis = plan.axes.indexOf('N');
  const perSample = new Array<number>(axis < 0 ? 0 : (plan.shape[axis] ?? 1)).fill(0);
  const stride = plan.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  let count = 0;
  for (let i = 0; i < after.length; i++) {
    const [a, b] = [before[i], after[i]];
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    count++;
    if (axis < 0) continue;
    const sample = Math.floor(i / stride) % perSample.length;
    perSample[sample] = (perSample[sample] ?? 0) + 1;
  }
  return { count, total: after.length, perSample };
}

/** Changes of the input that show something; each gives cells by their flat index as fed. */
export type PresetName = 'nanCell' | 'zeroPad' | 'constantChannel';

/**
 * The cells that a preset changes.
 *
 * Padding: the last sample's last two fifths of the positions (at least one) become 0, in every channel.
 * Constant channel: the chosen cell's channel takes the chosen cell's value everywhere.
 * @param cell   flat index as fed of the chosen cell
 * @param value  of that cell
 * @returns      null where the tensor has no such axis
 */
export function presetEdits(
  name: PresetName,
  plan: Pick<Plan, 'shape' | 'axes'>,
  cell: number,
  value: number,
): Edits | null {
  if (name === 'nanCell') return [[cell, NaN]];
  const at = cellAt(cell, plan.shape, plan.axes);
  const size = (axis: string) => plan.shape[plan.axes.indexOf(axis)] ?? 1;
  if (name === 'constantChannel') {
    if (!plan.axes.includes('C')) return null;
    return cellsWhere(plan, (index) => index.C === at.C).map((flat) => [flat, value]);
  }
  const along = plan.axes.includes('L') ? 'L' : plan.axes.includes('W') ? 'W' : null;
  if (along === null) return null;
  const padded = Math.max(1, Math.floor(size(along) * 0.4));
  const last = (index: Readonly<Record<string, number>>) =>
    (index.N ?? 0) === size('N') - 1 && (index[along] ?? 0) >= size(along) - padded;
  return cellsWhere(plan, last).map((flat) => [flat, 0]);
}

function cellsWhere(
  { shape, axes }: Frame,
  chosen: (index: Readonly<Record<string, number>>) => boolean,
): number[] {
  const count = shape.reduce((product, size) => product * size, 1);
  return Array.from({ length: count }, (_, flat) => flat).filter((flat) =>
    chosen(cellAt(flat, shape, axes)),
  );
}
