import { formatNumber } from '../tensor/formatNumber.ts';
import { offsetOf, rowMajorStrides, indexOf } from '../tensor/strides.ts';
import { numel } from '../tensor/tensor.ts';
import { groupOf } from '../norm/groups.ts';
import type { Question, Shown } from './question.ts';

/** One 2-D slice of a tensor as text, for tables. */
export interface SliceText {
  /** "x[0, :, :]". */
  readonly title: string;
  /** "L 0", "L 1" …; rows alike. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly string[] }[];
}

/** A tensor as slices over its last two axes, one for each index of the others. */
export function slicesOf(
  name: string,
  { shape, axes }: Pick<Shown['tensor'], 'shape' | 'axes'>,
  textOf: (flat: number) => string,
): readonly SliceText[] {
  const rank = shape.length;
  const strides = rowMajorStrides(shape);
  const outer = shape.slice(0, Math.max(0, rank - 2));
  const rows = rank > 1 ? (shape[rank - 2] ?? 1) : 1;
  const columns = shape[rank - 1] ?? 1;
  return Array.from({ length: numel(outer) }, (_, slice) => {
    const at = indexOf(outer, slice);
    const colons = rank > 1 ? [':', ':'] : [':'];
    return {
      title: outer.length === 0 ? name : `${name}[${[...at, ...colons].join(', ')}]`,
      columns: Array.from({ length: columns }, (_, j) => `${axes[rank - 1]} ${j}`),
      rows: Array.from({ length: rows }, (_, i) => ({
        head: rank > 1 ? `${axes[rank - 2]} ${i}` : '',
        cells: Array.from({ length: columns }, (_, j) =>
          textOf(offsetOf(strides, rank > 1 ? [...at, i, j] : [j])),
        ),
      })),
    };
  });
}

/** The input has one decimal, what is computed four. */
const decimalsOf = ({ tensor: { data } }: Shown) =>
  data.every((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-5) ? 1 : 4;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Every table that a question has to be read with: tensors, or the letter of each cell's group for a picture of groups. */
export function tablesOf({ picture, subject, shown }: Question): readonly SliceText[] {
  if (picture === 'groups' && subject) {
    const { plan } = subject;
    return slicesOf('x', plan, (flat) => letterOf(groupOf(plan, flat)));
  }
  return shown.flatMap((one) => {
    const decimals = decimalsOf(one);
    return slicesOf(one.name, one.tensor, (flat) =>
      formatNumber(one.tensor.data[flat] ?? NaN, decimals, '-'),
    );
  });
}

/** A … Z, then A1 … */
export function letterOf(group: number): string {
  const round = Math.floor(group / LETTERS.length);
  return `${LETTERS[group % LETTERS.length]}${round > 0 ? round : ''}`;
}

/** A slice in lines of text of one width. */
export function sliceLines({ title, columns, rows }: SliceText): string[] {
  const heads = Math.max(...rows.map(({ head }) => head.length));
  const width = Math.max(
    ...columns.map((name) => name.length),
    ...rows.flatMap(({ cells }) => cells.map((cell) => cell.length)),
  );
  const line = (head: string, cells: readonly string[]) =>
    [head.padEnd(heads), ...cells.map((cell) => cell.padStart(width))].join('  ');
  return [title, line('', columns), ...rows.map(({ head, cells }) => line(head, cells))];
}
