import {
  precisionOf,
  withOffset,
  type Formula,
  type Precision,
} from '../../../core/explain/precision.ts';
import { recordedTorch } from '../../../core/explain/recordedTorch.ts';
import { formatNumber } from '../../../core/tensor/formatNumber.ts';

/** A group's values before the offset, and the cell of them that is looked at. */
export interface LabGroup {
  readonly values: Float32Array;
  /** The cell's value, before the offset. */
  readonly cell: number;
  readonly eps: number;
  /** Where PyTorch's numbers are recorded: example and channel; null for any other group. */
  readonly recorded: { readonly example: string; readonly channel: number } | null;
}

export type LabRow = Formula | 'torch';
export const LAB_ROWS: readonly LabRow[] = ['twoPass', 'torch', 'naive32', 'welford32'];

/** What every formula makes of the group with an offset; null where PyTorch was not asked. */
export function labRows(
  group: LabGroup,
  offset: number,
): Readonly<Record<LabRow, Precision | null>> {
  const values = withOffset(group.values, offset);
  const cell = withOffset([group.cell], offset)[0] ?? NaN;
  const of = (formula: Formula) => precisionOf(formula, values, cell, group.eps);
  const { recorded } = group;
  return {
    twoPass: of('twoPass'),
    torch: recorded && recordedTorch(recorded.example, recorded.channel, offset, cell),
    naive32: of('naive32'),
    welford32: of('welford32'),
  };
}

/** |variance − ours| of every formula at one offset. */
export interface LabError {
  /** Power of ten of the offset; −1 stands for an offset of 0. */
  readonly power: number;
  readonly variance: number;
  readonly naive32: number;
  readonly welford32: number;
  readonly torch: number | null;
}

const STEPS_PER_DECADE = 2;

/** How far the formulas are off, at offsets of 0 and from 1 to 10⁷ in steps of half a decade. */
export function labErrors(group: LabGroup): LabError[] {
  const powers = Array.from({ length: 7 * STEPS_PER_DECADE + 1 }, (_, i) => i / STEPS_PER_DECADE);
  return [-1, ...powers].map((power) => {
    const rows = labRows(group, offsetOf(power));
    const ours = rows.twoPass?.variance ?? NaN;
    const off = (row: LabRow) => Math.abs((rows[row]?.variance ?? NaN) - ours);
    return {
      power,
      variance: ours,
      naive32: off('naive32'),
      welford32: off('welford32'),
      torch: rows.torch ? off('torch') : null,
    };
  });
}

/** The offset of a place on the chart's axis: 0 at −1. */
export function offsetOf(power: number): number {
  return power < 0 ? 0 : Number((10 ** power).toPrecision(6));
}

/** The place of an offset on the chart's axis; what is below 1 lies between 0's place and 1's. */
export function powerOf(offset: number): number {
  return offset >= 1 ? Math.log10(offset) : offset - 1;
}

/** Six digits, as many as float32 has for certain. */
export function labText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return formatNumber(value);
  if (size < 1e-3 || size >= 1e6) return short(value);
  return String(Number(value.toPrecision(6))).replace('-', '\u2212');
}

function short(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(4).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`.replaceAll('-', '\u2212');
}
