/**
 * A number for people to read: fixed decimals where they say something, else scientific.
 *
 * Like a tensor of this one value in PyTorch, except that whole numbers keep their decimals ("3.0000").
 * @param value   any number; NaN, ∞ and −∞ are written as such
 * @param digits  decimals, 0 to 60
 * @param minus   sign of negatives and negative exponents; U+2212 by default, "-" for text that machines read
 */
export function formatNumber(value: number, digits = 4, minus = '\u2212'): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  const size = Math.abs(value);
  const scientific = size > 1e8 || (size > 0 && size < 10 ** -digits);
  const text = scientific ? toScientific(value, digits) : toDecimal(value, digits);
  return text.replaceAll('-', minus);
}

/** A number with just the digits that it has, as people and programs write it: 1e-5, 0.001, 5. */
export function ownDigits(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1e-3;
  return small ? value.toExponential() : String(value);
}

/**
 * Python's `f"{value:.{digits}f}"`: exact, ties to even, −0 keeps its sign, "nan" and "inf".
 * JavaScript's toFixed rounds ties away from zero and turns to exponents from 1e21.
 */
export function toDecimal(value: number, digits: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (size >= 1e21) return `${sign}${BigInt(size)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  return sign + roundTie(size.toFixed(digits), size.toFixed(longer(digits)), digits);
}

/**
 * Python's `f"{value:.{digits}e}"`: exact, ties to even, an exponent of two digits at least.
 */
export function toScientific(value: number, digits: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [rounded = '', exponent = ''] = size.toExponential(digits).split('e');
  const [exact = '', exactExponent = ''] = size.toExponential(longer(digits)).split('e');
  // 9.99995 that rounds up to 10.0000 is never a tie to even: its last digit is odd
  const mantissa = exponent === exactExponent ? roundTie(rounded, exact, digits) : rounded;
  const power = exponent.slice(1).padStart(2, '0');
  return `${sign}${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${power}`;
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

/** Enough digits to tell a tie from a near tie: 53 bits lie nowhere near so close to a short decimal. */
function longer(digits: number): number {
  return Math.min(100, digits + 40);
}

/** Of a tie that was rounded up, the truncated digits where those are even; else what was rounded. */
function roundTie(rounded: string, exact: string, digits: number): string {
  const cut = exact.length - longer(digits) + digits;
  if (!/^\.?50*$/.test(exact.slice(cut))) return rounded;
  const truncated = exact.slice(0, cut).replace(/\.$/, '');
  return Number(truncated.at(-1)) % 2 === 0 ? truncated : rounded;
}
