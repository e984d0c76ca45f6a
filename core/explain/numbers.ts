import { formatNumber } from '../tensor/formatNumber.ts';

const DIGITS = 4;
const MOST_TERMS = 8;

/** How numbers and symbols are written in one notation. */
export interface Notation {
  readonly number: (value: number) => string;
  /** A constant such as eps or α, with only the digits that it has. */
  readonly constant: (value: number) => string;
  readonly dots: string;
}

/** Unicode text, for screens without formulas, screen readers and the clipboard. */
export const TEXT: Notation = {
  number: (value) => formatNumber(value, DIGITS),
  constant: (value) => short(value).replaceAll('-', '\u2212'),
  dots: '…',
};

/** TeX source. */
export const TEX: Notation = {
  number: (value) => texPower(formatNumber(value, DIGITS, '-')),
  constant: (value) => texPower(short(value)),
  dots: '\\dots',
};

/** A constant by its digits: 0.00001 as 1e-5, float32's epsilon as 1.1920929e-7. */
function short(value: number): string {
  const rounded = Number(value.toPrecision(8));
  return rounded !== 0 && Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded);
}

function texPower(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined)
    return mantissa.replace('∞', '\\infty').replace('NaN', '\\mathrm{NaN}');
  const power = `10^{${Number(exponent)}}`;
  return mantissa === '1' ? power : `${mantissa} \\times ${power}`;
}

/** A number that follows an operator: negative ones in brackets. */
export function bracketed(notation: Notation, value: number): string {
  const text = notation.number(value);
  return value < 0 || Object.is(value, -0) ? `(${text})` : text;
}

/** "1.9269 + 1.4873 − 2.1055 + …": the sum of some values, at most eight written out. */
export function sum(notation: Notation, values: readonly number[], total: number): string {
  const minus = notation === TEX ? '-' : '\u2212';
  let text = '';
  values.slice(0, MOST_TERMS).forEach((value, i) => {
    const negative = value < 0;
    const size = notation.number(Math.abs(value));
    if (i === 0) text = negative ? minus + size : size;
    else text += negative ? ` ${minus} ${size}` : ` + ${size}`;
  });
  return total > Math.min(values.length, MOST_TERMS) ? `${text} + ${notation.dots}` : text;
}

/** "1.9269, 1.4873, …": some values in a row, at most eight written out. */
export function list(notation: Notation, values: readonly number[], total: number): string {
  const text = values
    .slice(0, MOST_TERMS)
    .map((value) => notation.number(value))
    .join(', ');
  return total > Math.min(values.length, MOST_TERMS) ? `${text}, ${notation.dots}` : text;
}
