import { InputError } from '../errors.ts';
import type { DType } from '../tensor/tensor.ts';
import { shown } from './shown.ts';

const MOST: Readonly<Record<DType, string>> = { float32: '3.4e38', float64: '1.8e308' };

/**
 * True for a finite number, as a file writes it, that would become infinite.
 * @param value  of the text, in float64
 */
export function isBeyond(value: number, text: string, dtype: DType): boolean {
  const held = dtype === 'float32' ? Math.fround(value) : value;
  return Math.abs(held) === Infinity && !/inf/i.test(text);
}

/**
 * The error about such a number.
 * @param line    counted from 1, and so is column
 */
export function beyondRange(text: string, dtype: DType, line: number, column?: number): InputError {
  const at = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  const number = shown(text, 40);
  const most = MOST[dtype];
  return new InputError(
    'number-range',
    `${at}: ${number} is beyond ${most}, the largest ${dtype}, and would become infinite. Scale the data down${dtype === 'float32' ? ', save it as a float64 .npy,' : ''} or write inf where that is meant.`,
    { line, got: number, dtype, most },
  );
}
