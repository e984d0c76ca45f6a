import { indexOf, rowMajorStrides } from '../tensor/strides.ts';
import { groupOf } from '../norm/groups.ts';
import type { Plan } from '../norm/spec.ts';
import { cellPaint, facePacked, inkOn, kindOf, type CellPaint } from './cellPaint.ts';
import { hex } from './colour.ts';
import { displayFlatOf, fullFlatOf, type DisplayTensor } from './displayTensor.ts';
import { formatCell } from './formatCell.ts';
import { sharesWith } from './groupIndex.ts';
import type { Mark } from './marks.ts';
import { specialMarks } from './specialMarks.ts';
import type { ViewState } from './state.ts';
import { textWidth } from './textWidth.ts';

/** Which two axes a table shows, and where it cuts the others. */
export interface SliceChoice {
  /** Tensor axes along the rows and columns; rowAxis −1 for a single row. */
  readonly rowAxis: number;
  readonly colAxis: number;
  /** Index on every axis; entries of the two shown axes are ignored. */
  readonly index: readonly number[];
}

export interface SliceTableInput extends SliceChoice {
  readonly plan: Plan;
  readonly tensor: DisplayTensor;
  readonly view: ViewState;
  /** Half-width of the value scale. */
  readonly domain: number;
  readonly decimals: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Rows past this height are left out, and counted. */
  readonly height: number;
}

const ROW = 32;
const HEAD = 20;
const LEAST_COLUMN = 46;
const MOST_COLUMN = 76;
const TEXT = 12;

/**
 * The slice that shows most of a cell's group: over the last two reduced axes, else over the reduced
 * axis and its nearest neighbour.
 */
export function sliceAxes(plan: Plan): { readonly rowAxis: number; readonly colAxis: number } {
  const rank = plan.shape.length;
  const [last, before] = [...plan.reducedDims].sort((a, b) => b - a);
  const colAxis = last ?? rank - 1;
  const rowAxis = before ?? (colAxis > 0 ? colAxis - 1 : rank > 1 ? 1 : -1);
  return { rowAxis, colAxis };
}

/** Marks of a 2-D slice as numbers, the pinned cell and its group outlined, and the height they take. */
export function sliceTable(input: SliceTableInput): {
  readonly marks: Mark[];
  readonly height: number;
} {
  const { tensor, view, rowAxis, colAxis } = input;
  const paint = cellPaint(tensor, view, input.domain);
  const { theme } = paint;
  const rows = rowAxis < 0 ? 1 : (tensor.shape[rowAxis] ?? 1);
  const cols = tensor.shape[colAxis] ?? 1;
  const left = rowAxis < 0 ? 0 : 40;
  const shownCols = Math.min(cols, Math.floor((input.width - left) / LEAST_COLUMN));
  const column = Math.min(
    MOST_COLUMN,
    (input.width - left - (shownCols < cols ? 22 : 0)) / shownCols,
  );
  const shownRows = Math.min(rows, Math.max(1, Math.floor((input.height - HEAD - 16) / ROW)));
  const from = firstShown(input, rows, cols, shownRows, shownCols);
  const label = (x: number, y: number, text: string): Mark => ({
    kind: 'text',
    x,
    y,
    text,
    size: TEXT,
    family: 'sans',
    fill: theme.muted,
    anchor: 'middle',
    baseline: 'middle',
  });
  const marks: Mark[] = [];
  for (let j = 0; j < shownCols; j++)
    marks.push(
      label(
        input.x + left + (j + 0.5) * column,
        input.y + HEAD / 2 - 2,
        `${tensor.axes[colAxis]} ${from.col + j}`,
      ),
    );
  for (let i = 0; i < shownRows; i++) {
    const y = input.y + HEAD + i * ROW;
    if (rowAxis >= 0)
      marks.push(label(input.x + 17, y + ROW / 2, `${tensor.axes[rowAxis]} ${from.row + i}`));
    for (let j = 0; j < shownCols; j++)
      marks.push(
        ...cellMarks(
          input,
          paint,
          from.row + i,
          from.col + j,
          input.x + left + j * column,
          y,
          column,
        ),
      );
  }
  const bottom = HEAD + shownRows * ROW;
  const omitted = [
    shownRows < rows ? `${tensor.axes[rowAxis]} ${rows}` : '',
    shownCols < cols ? `${tensor.axes[colAxis]} ${cols}` : '',
  ].filter(Boolean);
  if (omitted.length)
    marks.push(
      label(
        input.x + left + (shownCols * column) / 2,
        input.y + bottom + 10,
        `… ${omitted.join(' · ')}`,
      ),
    );
  return { marks, height: bottom + (omitted.length ? 20 : 0) };
}

/** First row and column of the part that is shown, so that the indexed cell is in it. */
function firstShown(
  { index, rowAxis, colAxis }: SliceTableInput,
  rows: number,
  cols: number,
  shownRows: number,
  shownCols: number,
): { readonly row: number; readonly col: number } {
  const start = (at: number, size: number, shown: number) =>
    Math.max(0, Math.min(size - shown, at - Math.floor(shown / 2)));
  return {
    row: start(index[rowAxis] ?? 0, rows, shownRows),
    col: start(index[colAxis] ?? 0, cols, shownCols),
  };
}

function cellMarks(
  { plan, tensor, view, rowAxis, colAxis, index, decimals }: SliceTableInput,
  paint: CellPaint,
  row: number,
  col: number,
  x: number,
  y: number,
  width: number,
): Mark[] {
  const { theme } = paint;
  const at = index.map((i, axis) => (axis === rowAxis ? row : axis === colAxis ? col : i));
  const strides = rowMajorStrides(tensor.shape);
  const flat = at.reduce((sum, i, axis) => sum + i * (strides[axis] ?? 0), 0);
  const full = fullFlatOf(tensor, flat);
  const shares = view.pinned === null ? null : sharesWith(plan, view.pinned);
  const active = !shares || indexOf(plan.shape, full).every((i, axis) => shares(axis, i));
  const group = groupOf(plan, full);
  const fill = facePacked(paint, flat, group, active, 1);
  const pinned = view.pinned !== null && displayFlatOf(tensor, view.pinned) === flat;
  const inset = pinned ? 1.5 : 1;
  const box = { x: x + inset, y: y + inset, width: width - 2 * inset, height: ROW - 2 * inset };
  const stroke = pinned ? theme.pin : active && shares ? theme.accent : theme.border;
  const value = tensor.data[flat] ?? NaN;
  const text = fitNumber(value, decimals, width - 8);
  const kind = kindOf(paint, flat);
  const corners = [
    box.x,
    box.y,
    box.x + box.width,
    box.y,
    box.x + box.width,
    box.y + box.height,
    box.x,
    box.y + box.height,
  ];
  return [
    { kind: 'rect', ...box, radius: 3, fill: hex(fill), stroke, strokeWidth: pinned ? 2.5 : 1.2 },
    ...(kind === 'clipped' || kind === 'padded'
      ? specialMarks(paint, kind, corners, fill, active)
      : []),
    {
      kind: 'text',
      x: x + width / 2,
      y: y + ROW / 2,
      text,
      size: TEXT,
      family: 'mono',
      weight: pinned ? 700 : 400,
      fill: inkOn(paint, fill, active),
      anchor: 'middle',
      baseline: 'middle',
    },
  ];
}

/** The number with as many of its decimals as fit. */
function fitNumber(value: number, decimals: number, width: number): string {
  for (let d = decimals; d > 0; d--) {
    const text = formatCell(value, d);
    if (textWidth(text, TEXT, 'mono') <= width) return text;
  }
  return formatCell(value, 0);
}
