/** What a cell is. "like": a person reads a number in it, a computer does not. */
export type CellKind = 'number' | 'missing' | 'like' | 'date' | 'text';

export type Decimal = '.' | ',';

const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;
const NUMBER_COMMA = /^[+-]?(?:(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

/** What a spreadsheet writes for a cell that it could not compute, in small letters. */
const NOT_COMPUTED = ['#div/0!', '#name?', '#null!', '#num!', '#ref!', '#value!', '#n/a', '#na'];

/** What pandas.read_csv takes as missing, in small letters, and what stands for nothing; "nan" is a number here. */
export const MISSING: readonly string[] = [
  ...['', '#n/a n/a', '-1.#ind', '-1.#qnan', '1.#ind', '1.#qnan', '<na>', 'n/a', 'na'],
  ...['null', 'none', '-', '--', '–', '—', '?', '.', '..', '...', '…'],
  ...NOT_COMPUTED,
];

/** True for the cell of a spreadsheet that begins as a comment does. */
export function isNotComputed(text: string): boolean {
  return NOT_COMPUTED.includes(text.toLowerCase());
}

const TRUTH = /^(?:true|false)$/i;

/** True for what no column is called: the first line of a table of truths. */
export function isTruth(text: string): boolean {
  return TRUTH.test(text);
}

const DATE = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[T ].*)?$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
/** Hexadecimal and binary, Fortran's exponents, complex numbers, a number whose exponent is cut off. */
const ODD = /^[+-]?(?:∞|1\.#inf|0[xob][0-9a-f_]+|[\d.,]+[ed][+-]?\d*|[\d.,e+-]+[ij])$/i;
/** A number with its unit: 5kg, 1.5f, 3 ms. */
const WITH_UNIT = /^[+\-−]?\d[\d.,]*\s?\p{L}{1,3}$/u;

/**
 * What a cell without the spaces around it is.
 * @param decimal  how fractions are written
 */
export function cellKind(text: string, decimal: Decimal = '.'): CellKind {
  if (isNumber(text, decimal)) return 'number';
  if (MISSING.includes(text.toLowerCase())) return 'missing';
  if (DATE.test(text) || TIME.test(text)) return 'date';
  // Digits and signs without a letter: 1,000 −1.5 10% 1 234 $5 ½ ٣
  if (ODD.test(text) || WITH_UNIT.test(text) || (/\p{N}/u.test(text) && !/\p{L}/u.test(text)))
    return 'like';
  return 'text';
}

export function isNumber(text: string, decimal: Decimal): boolean {
  return (decimal === '.' ? NUMBER : NUMBER_COMMA).test(text);
}

/** The value of a cell of kind "number". */
export function numberOfText(text: string, decimal: Decimal): number {
  const lower = text.toLowerCase();
  if (lower.includes('nan')) return NaN;
  if (lower.includes('inf')) return lower.startsWith('-') ? -Infinity : Infinity;
  return Number(decimal === '.' ? text : text.replace(',', '.'));
}

/** Powers of ten that float64 has exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const ZERO = 0x30;

/**
 * The value of a number written the usual way, without making a text of it.
 * @returns  NaN for everything else, which numberOfText may still know
 * @source   Clinger 1990, "How to read floating point numbers accurately": exact while digits and power of ten are
 */
export function plainNumber(bytes: Uint8Array, decimal: Decimal): number {
  const point = decimal.charCodeAt(0);
  let i = 0;
  const sign = bytes[0];
  if (sign === 0x2d || sign === 0x2b) i++;
  let mantissa = 0;
  let digits = 0;
  let exponent = 0;
  let seenPoint = false;
  const begin = i;
  for (; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= ZERO + 9) {
      mantissa = mantissa * 10 + (byte - ZERO);
      if (mantissa > 0) digits++;
      if (seenPoint) exponent--;
    } else if (byte === point && !seenPoint) seenPoint = true;
    else break;
  }
  if (i - begin - (seenPoint ? 1 : 0) === 0 || digits > 15) return NaN;
  if (i < bytes.length) {
    if ((bytes[i]! | 0x20) !== 0x65) return NaN;
    i++;
    const negative = bytes[i] === 0x2d;
    if (negative || bytes[i] === 0x2b) i++;
    if (i === bytes.length) return NaN;
    let power = 0;
    for (; i < bytes.length; i++) {
      const digit = bytes[i]! - ZERO;
      if (digit < 0 || digit > 9 || power > 400) return NaN;
      power = power * 10 + digit;
    }
    exponent += negative ? -power : power;
  }
  if (exponent < -22 || exponent > 22) return NaN;
  const value = exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
  return sign === 0x2d ? -value : value;
}
