import { indexOf, offsetOf, rowMajorStrides } from '../../core/tensor/strides.ts';

/** A cell by axis name: stays the same cell when the layout changes. */
export type CellIndex = Readonly<Record<string, number>>;

/** Flat position of a cell in a tensor; indices outside are moved to the nearest edge. */
export function flatOf(cell: CellIndex, shape: readonly number[], axes: readonly string[]): number {
  const index = axes.map((name, axis) => clamp(cell[name] ?? 0, shape[axis] ?? 1));
  return offsetOf(rowMajorStrides(shape), index);
}

/** The cell at a flat position. */
export function cellAt(flat: number, shape: readonly number[], axes: readonly string[]): CellIndex {
  const index = indexOf(shape, flat);
  return Object.fromEntries(axes.map((name, axis) => [name, index[axis] ?? 0]));
}

/** The cell to start with: the middle one, so that a pinned group lies within the cube. */
export function middleCell(shape: readonly number[], axes: readonly string[]): CellIndex {
  return Object.fromEntries(axes.map((name, i) => [name, Math.floor(((shape[i] ?? 1) - 1) / 2)]));
}

function clamp(index: number, size: number): number {
  return Math.min(Math.max(0, index), size - 1);
}
