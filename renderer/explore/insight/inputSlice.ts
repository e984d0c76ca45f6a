import type { PlannedInput } from '../../../core/norm/furtherInput.ts';
import { rowMajorStrides } from '../../../core/tensor/strides.ts';

/** The part of a further input that a table shows: its last two dimensions, at an index of the others. */
export interface InputSlice {
  /** Index on the leading dimensions, by name. */
  readonly at: readonly { readonly name: string; readonly index: number }[];
  readonly rowName: string | null;
  readonly colName: string;
  readonly rows: number;
  readonly cols: number;
  /** Flat position of a cell of the table. */
  readonly flat: (row: number, col: number) => number;
}

/**
 * @param shape  of the tensor
 * @param cell   the cell that is looked at, by axis name: dimensions that x shares stand where it is
 */
export function inputSlice(
  { dims }: Pick<PlannedInput, 'dims'>,
  shape: readonly number[],
  cell: Readonly<Record<string, number>>,
): InputSlice {
  const strides = rowMajorStrides(shape);
  const rank = shape.length;
  const leading = dims.slice(0, Math.max(0, rank - 2));
  const at = leading.map(({ name }, i) => ({
    name,
    index: Math.min(cell[name] ?? 0, (shape[i] ?? 1) - 1),
  }));
  const origin = at.reduce((sum, { index }, i) => sum + index * (strides[i] ?? 0), 0);
  const [rowStride, colStride] = [rank > 1 ? (strides[rank - 2] ?? 0) : 0, strides[rank - 1] ?? 1];
  return {
    at,
    rowName: rank > 1 ? (dims[rank - 2]?.name ?? null) : null,
    colName: dims[rank - 1]?.name ?? '',
    rows: rank > 1 ? (shape[rank - 2] ?? 1) : 1,
    cols: shape[rank - 1] ?? 1,
    flat: (row, col) => origin + row * rowStride + col * colStride,
  };
}
