import type { NormResult } from '../norm/spec.ts';
import { roundTo, type FloatType } from './roundTo.ts';

/** Where results are rounded to the type. */
export const ROUNDINGS = ['each', 'beforeGamma', 'afterGamma'] as const;
/**
 * - each: after every operation, as a layer that is written out in tensors of that type does; sums are added in float32, as PyTorch's are;
 * - beforeGamma: arithmetic in float32, x̂ is rounded before γ multiplies it in the type (Llama's RMSNorm);
 * - afterGamma: arithmetic in float32 up to the output, which is rounded once (PyTorch's own kernels).
 */
export type Rounding = (typeof ROUNDINGS)[number];

/** How numbers are rounded on their way. */
export interface Rounder {
  /** To the type, in which tensors are held. */
  readonly held: (value: number) => number;
  /** To what statistics and x̂ are computed in. */
  readonly inner: (value: number) => number;
  /** To what γ, β and all that follows are computed in. */
  readonly outer: (value: number) => number;
  /** x̂ · γ + β; null for what the layer has not. */
  readonly affine: (xhat: number, gamma: number | null, beta: number | null) => number;
}

/** The roundings of a type in one of the ways. */
export function rounderOf(type: FloatType, rounding: Rounding): Rounder {
  const held = (value: number) => roundTo(type, value);
  const inner = rounding === 'each' ? held : Math.fround;
  const outer = rounding === 'afterGamma' ? Math.fround : held;
  return {
    held,
    inner,
    outer,
    affine: (xhat, gamma, beta) => {
      let y = rounding === 'beforeGamma' ? held(xhat) : xhat;
      if (gamma !== null) y = outer(y * gamma);
      if (beta !== null) y = outer(y + beta);
      return y;
    },
  };
}

/** A tensor in the type. */
export const heldIn = ({ held }: Rounder, values: ArrayLike<number>): Float64Array =>
  Float64Array.from(values, held);

/** What a kind of layer gives in a type; groups, or cells where none share, that something happened to. */
export interface Rounded {
  readonly output: Float64Array;
  readonly overflowed: number;
  readonly epsLost: number;
}

/** What is read of an exact outcome. */
export type EmulatedResult = Pick<NormResult, 'output' | 'weight' | 'bias' | 'statistics'> &
  Partial<Pick<NormResult, 'inputs' | 'runningBefore'>>;
