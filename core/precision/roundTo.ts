/** Types of floating-point numbers that a layer may compute in. */
export const FLOAT_TYPES = ['float32', 'bfloat16', 'float16'] as const;
export type FloatType = (typeof FLOAT_TYPES)[number];

/** What a type holds. */
export interface FloatFormat {
  /** Digits of the significand, the leading one among them. */
  readonly digits: number;
  /** Exponent of the smallest normal number, as of 1.0 · 2^e. */
  readonly least: number;
  /** The largest finite number. */
  readonly most: number;
}

/** @source IEEE 754-2019 binary32 and binary16; bfloat16 is binary32 with its last 16 bits cut off */
export const FORMATS: Readonly<Record<FloatType, FloatFormat>> = {
  float32: { digits: 24, least: -126, most: (2 - 2 ** -23) * 2 ** 127 },
  bfloat16: { digits: 8, least: -126, most: (2 - 2 ** -7) * 2 ** 127 },
  float16: { digits: 11, least: -14, most: 65504 },
};

/** Adding it leaves no digit behind the point, and ties go to the even neighbour. */
const WHOLE = 2 ** 52;

/**
 * The nearest number that a type holds; of two as near, the even one.
 * @param x  any float64; NaN and ∞ stay, what is too large becomes ∞, what is too small a subnormal or a zero with its sign
 */
export function roundTo(type: FloatType, x: number): number {
  if (type === 'float32') return Math.fround(x);
  if (x === 0 || !Number.isFinite(x)) return x;
  const { digits, least, most } = FORMATS[type];
  const step = 2 ** (Math.max(exponentOf(x), least) - digits + 1);
  const rounded = (Math.abs(x) / step + WHOLE - WHOLE) * step;
  return Math.sign(x) * (rounded > most ? Infinity : rounded) || (x < 0 ? -0 : 0);
}

/** The e of 1.… · 2^e, for any float64 but zero. */
function exponentOf(x: number): number {
  const guess = Math.floor(Math.log2(Math.abs(x)));
  // the logarithm is rounded: just below a power of two it may say that power
  return 2 ** guess > Math.abs(x) ? guess - 1 : 2 ** (guess + 1) <= Math.abs(x) ? guess + 1 : guess;
}

/** By how much a type's neighbours at 1 differ. */
export const epsilonOf = (type: FloatType): number => 2 ** (1 - FORMATS[type].digits);
