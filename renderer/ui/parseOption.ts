import type { OptionRow } from '../../core/norm/layerRow.ts';
import type { OptionValue } from '../../core/norm/view.ts';

/** Why a text is no value of an option; the key ends in the code. */
export interface OptionProblem {
  readonly ok: false;
  readonly code: 'empty' | 'number' | 'integer' | 'sizes' | 'least' | 'most';
  readonly limit: number;
}

export type ParsedOption = { readonly ok: true; readonly value: OptionValue } | OptionProblem;

const problem = (code: OptionProblem['code'], limit = 0): OptionProblem => ({
  ok: false,
  code,
  limit,
});

/** Reads what was typed: "1e-5", "1e−5", "None", "3, 5, 5" or "(3, 5, 5)". */
export function parseOption(row: OptionRow, text: string): ParsedOption {
  const clean = text.trim().replaceAll('\u2212', '-');
  if (row.nullable && /^none$/i.test(clean)) return { ok: true, value: null };
  switch (row.kind) {
    case 'boolean':
      return { ok: true, value: clean === 'True' };
    case 'integer':
    case 'number':
      return clean === '' ? problem('empty') : inRange(row, readNumber(clean));
    case 'sizes':
    case 'axes':
      return readSizes(row, clean);
    default:
      return row.kind satisfies never;
  }
}

/** Decimal or scientific, nothing else: Number() alone would take "0x10" and "". */
function readNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function inRange(row: OptionRow, value: number): ParsedOption {
  const whole = row.kind !== 'number';
  if (!Number.isFinite(value)) return problem(whole ? 'integer' : 'number');
  if (whole && !Number.isSafeInteger(value)) return problem('integer');
  if (row.min !== undefined && value < row.min) return problem('least', row.min);
  if (row.max !== undefined && value > row.max) return problem('most', row.max);
  return { ok: true, value };
}

function readSizes(row: OptionRow, text: string): ParsedOption {
  const words = text.replace(/^[([]|[)\]]$/g, '').split(/[\s,]+|(?<=\d)[×x](?=\d)/);
  const values = words.filter((word) => word !== '').map(readNumber);
  if (values.length === 0) return problem('empty');
  for (const value of values) {
    if (!Number.isSafeInteger(value)) return problem('sizes');
    const parsed = inRange(row, value);
    if (!parsed.ok) return parsed;
  }
  return { ok: true, value: values };
}

/** A value as it stands in the field: small numbers scientific, None, tuples with commas. */
export function optionText(value: OptionValue | undefined): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : value.join(', ');
}

function numberText(value: number): string {
  const size = Math.abs(value);
  return size > 0 && size < 1e-3 ? value.toExponential().replace('e-0', 'e-') : String(value);
}
