import { ownDigits } from '../tensor/formatNumber.ts';
import type { OptionRow } from './layerRow.ts';
import type { OptionValue } from './view.ts';

/** Why a text is no value of an option; the key ends in the code. */
export interface OptionProblem {
  readonly ok: false;
  readonly code: 'empty' | 'number' | 'integer' | 'sizes' | 'least' | 'most' | 'choice';
  readonly limit: number;
}

export type ParsedOption = { readonly ok: true; readonly value: OptionValue } | OptionProblem;

const problem = (code: OptionProblem['code'], limit = 0): OptionProblem => ({
  ok: false,
  code,
  limit,
});

/**
 * What a text means as the value of an option: "1e-5", "1e−5", "None", "3, 5, 5" or "(3, 5, 5)". The one rule for the form
 * and for the command line; whether the value lies in the option's range is not asked.
 */
export function readOption(row: OptionRow, text: string): ParsedOption {
  const clean = text.trim();
  if (row.nullable && /^none$/i.test(clean)) return { ok: true, value: null };
  switch (row.kind) {
    case 'boolean':
      return { ok: true, value: clean === 'True' };
    case 'integer':
    case 'number':
      return clean === '' ? problem('empty') : single(row, readNumber(clean));
    case 'choice':
      return row.values?.includes(clean) ? { ok: true, value: clean } : problem('choice');
    case 'sizes':
    case 'axes':
      return several(readIntegers(clean));
    default:
      return row.kind satisfies never;
  }
}

/** The same, within the option's range. */
export function parseOption(row: OptionRow, text: string): ParsedOption {
  const read = readOption(row, text);
  if (!read.ok) return read;
  const values = [read.value].flat().filter((value) => typeof value === 'number');
  for (const value of values) {
    if (row.min !== undefined && value < row.min) return problem('least', row.min);
    if (row.max !== undefined && value > row.max) return problem('most', row.max);
  }
  return read;
}

/** A decimal or scientific number, also with a true minus sign; NaN for anything else: Number() alone would take "0x10" and "". */
export function readNumber(text: string): number {
  const clean = text.trim().replaceAll('\u2212', '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(clean) ? Number(clean) : Number.NaN;
}

/** Whole numbers as Python writes a tuple or a list, with or without brackets; null when one is none. */
export function readIntegers(text: string): readonly number[] | null {
  const words = text
    .trim()
    .replace(/^[([]|[)\]]$/g, '')
    .split(/[\s,]+|(?<=\d)[×x](?=\d)/);
  const values = words.filter((word) => word !== '').map(readNumber);
  return values.every(Number.isSafeInteger) ? values : null;
}

function single({ kind }: OptionRow, value: number): ParsedOption {
  if (kind === 'number') return Number.isFinite(value) ? { ok: true, value } : problem('number');
  return Number.isSafeInteger(value) ? { ok: true, value } : problem('integer');
}

function several(values: readonly number[] | null): ParsedOption {
  if (!values) return problem('sizes');
  return values.length === 0 ? problem('empty') : { ok: true, value: values };
}

/** A value as it stands in the field: small numbers scientific, None, tuples with commas. */
export function optionText(value: OptionValue | undefined): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return ownDigits(value);
  return typeof value === 'string' ? value : value.join(', ');
}
