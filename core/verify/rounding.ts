import { halfToNumber } from '../io/elements.ts';
import type { TensorData } from '../tensor/tensor.ts';

/** A type in which numbers were kept. */
export interface Precision {
  readonly name: 'float64' | 'float32' | 'float16' | 'bfloat16';
  /** Largest relative error of one rounding to it. */
  readonly unit: number;
  /** Largest error of one rounding near 0. */
  readonly least: number;
  /** Relative error of what is added up on the way to a value, before it is rounded to the type. */
  readonly computed: number;
}

/** Roundings that a computation of one value in float32 may add up to. */
const STEPS = 8;
const SINGLE = STEPS * 2 ** -24;

const FLOAT64: Precision = { name: 'float64', unit: 2 ** -53, least: 0, computed: 2 ** -50 };
const FLOAT32: Precision = { name: 'float32', unit: 2 ** -24, least: 2 ** -150, computed: SINGLE };
const FLOAT16: Precision = { name: 'float16', unit: 2 ** -11, least: 2 ** -25, computed: SINGLE };
const BFLOAT16: Precision = { name: 'bfloat16', unit: 2 ** -8, least: 2 ** -134, computed: SINGLE };

/** PyTorch rounds mean and 1/σ to the type of a half-precision input as well, and what it makes of them. */
const HALF_STEPS = 2;

/** The precision of a pair, by those of x and y: where both are of one half-precision type, the layer may have computed in it. */
export function precisionOfPair(x: Precision, y: Precision): Precision {
  const half = y.name === 'float16' || y.name === 'bfloat16';
  return half && x.name === y.name ? { ...y, computed: HALF_STEPS * y.unit } : y;
}

const word = new DataView(new ArrayBuffer(4));

function isBfloat16(value: number): boolean {
  word.setFloat32(0, value);
  return Math.fround(value) === value && word.getUint16(2) === 0;
}

let halves: Set<number> | null = null;

function isFloat16(value: number): boolean {
  halves ??= new Set(Array.from({ length: 65_536 }, (_, half) => halfToNumber(half)));
  return halves.has(value);
}

/** Values that are looked at. */
const LOOKED_AT = 4096;

/** The narrowest type that holds all the values, whatever they are stored in: a float16 saved as float32 is told. */
export function precisionOf(values: TensorData): Precision {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some: number[] = [];
  for (let i = 0; i < values.length; i += step)
    if (Number.isFinite(values[i])) some.push(values[i]!);
  // A handful of round numbers tells nothing.
  const telling = new Set(some).size >= 8;
  if (telling && some.every(isBfloat16)) return BFLOAT16;
  if (telling && some.every(isFloat16)) return FLOAT16;
  return some.every((value) => Math.fround(value) === value) ? FLOAT32 : FLOAT64;
}

/**
 * The largest error that rounding leaves in one value of y.
 * @param size  sum of the sizes of what is added up on the way to it: |γ|·(|x| + |μ| + σ)/σ + |β|
 */
export function roundingOf({ computed, unit, least }: Precision, size: number, y: number): number {
  return computed * (size + Math.abs(y)) + unit * Math.abs(y) + least;
}
