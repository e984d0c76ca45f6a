import type { MomentsPlan } from '../norm/spec.ts';
import type { Rounder } from './rounder.ts';

/** Mean and spread of some cells in a type. */
export interface Spread {
  readonly mean: number;
  readonly variance: number;
  /** Whether a square, or the sum of them, passes the largest number of the type that holds it. */
  readonly overflows: boolean;
}

/**
 * Sums run in float32 whatever the type, and are rounded to it at their end.
 * @param centred  whether the mean is taken away before squaring
 * @param by       what the sum of squares is divided by
 */
export function spreadOf(
  { inner }: Rounder,
  values: Float64Array,
  cells: ArrayLike<number>,
  centred: boolean,
  by: number,
): Spread {
  const n = cells.length;
  let mean = 0;
  if (centred) {
    let sum = 0;
    for (let at = 0; at < n; at++) sum = Math.fround(sum + values[cells[at]!]!);
    mean = inner(Math.fround(sum / n));
  }
  let squares = 0;
  let overflows = false;
  let finite = true;
  for (let at = 0; at < n; at++) {
    const value = values[cells[at]!]!;
    const deviation = centred ? inner(value - mean) : value;
    const square = inner(deviation * deviation);
    if (square === Infinity && Number.isFinite(deviation)) overflows = true;
    if (!Number.isFinite(value)) finite = false;
    squares = Math.fround(squares + square);
  }
  if (squares === Infinity && finite) overflows = true;
  const variance = inner(Math.fround(squares / by));
  return {
    mean,
    variance,
    overflows: overflows || (variance === Infinity && squares !== Infinity),
  };
}

/** What is divided by, and whether adding eps changed nothing of it. */
export interface Root {
  readonly value: number;
  readonly lost: boolean;
}

/** √(variance + eps), or what the layer has in its place. */
export function rootOf(
  { eps, epsPlace }: Pick<MomentsPlan, 'eps' | 'epsPlace'>,
  variance: number,
  { inner: f }: Rounder,
): Root {
  const [held, length] = [f(eps), f(Math.sqrt(variance))];
  const inside = f(variance + held);
  const lost = eps !== 0 && inside === variance;
  switch (epsPlace) {
    case 'inside':
      return { value: f(Math.sqrt(inside)), lost };
    case 'outside':
      return { value: f(length + held), lost: eps !== 0 && f(length + held) === length };
    case 'floor':
      return { value: Math.max(length, held), lost: eps !== 0 && held === 0 };
    case 'absolute': {
      const sum = f(variance + Math.abs(held));
      return { value: f(Math.sqrt(sum)), lost: eps !== 0 && sum === variance };
    }
    default:
      return epsPlace satisfies never;
  }
}

/** √(variance + eps). */
export const insideRoot = (eps: number, variance: number, rounder: Rounder): Root =>
  rootOf({ eps, epsPlace: 'inside' }, variance, rounder);
