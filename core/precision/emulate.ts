import { gainOf } from '../norm/layerState.ts';
import { cellsOfGroup, paramIndexOf } from '../norm/groups.ts';
import type { MomentsPlan, NormResult } from '../norm/spec.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { roundTo, type FloatType } from './roundTo.ts';

/** Where results are rounded to the type. */
export const ROUNDINGS = ['each', 'beforeGamma', 'afterGamma'] as const;
/**
 * - each: after every operation, as a layer that is written out in tensors of that type does; sums are added in float32, as PyTorch's are;
 * - beforeGamma: arithmetic in float32, x̂ is rounded before γ multiplies it in the type (Llama's RMSNorm);
 * - afterGamma: arithmetic in float32 up to the output, which is rounded once (PyTorch's own kernels).
 */
export type Rounding = (typeof ROUNDINGS)[number];

/** What a layer would have given in a type. */
export interface Emulated {
  readonly type: FloatType;
  readonly rounding: Rounding;
  /** In the order of x. */
  readonly output: Float64Array;
  /** Output less the exact one, cell by cell; NaN where the type gives none. */
  readonly error: Float64Array;
  /** Largest distance among finite cells, where it is, and cells that are finite in exact arithmetic only. */
  readonly worst: number;
  readonly worstAt: number;
  readonly spoiled: number;
  /** Groups whose squares, or their sum, pass the largest number of the type that holds them. */
  readonly overflowed: number;
  /** Groups where adding eps to the spread changes nothing, as it is too small beside it or 0 in the type. */
  readonly epsLost: number;
}

/**
 * A layer of groups in another type, operation by operation.
 * @param plan    without a step beside statistics, division, γ and β: see emulates()
 * @param x       the input, float64 or float32; it is rounded to the type first
 * @param result  the exact outcome on the same input
 */
export function emulate(
  plan: MomentsPlan,
  x: TensorData,
  result: Pick<NormResult, 'output' | 'weight' | 'bias' | 'statistics'>,
  type: FloatType,
  rounding: Rounding,
): Emulated {
  const held = (value: number) => roundTo(type, value);
  // statistics and quotient are of this type
  const inner: FloatType = rounding === 'each' ? type : 'float32';
  const f = (value: number) => roundTo(inner, value);
  const input = Float64Array.from(x, held);
  const weight = result.weight && Float64Array.from(gainOf(plan, result.weight) ?? [], held);
  const bias = result.bias && Float64Array.from(result.bias, held);
  const output = new Float64Array(x.length);
  let overflowed = 0;
  let epsLost = 0;
  for (let group = 0; group < plan.groups; group++) {
    const cells = cellsOfGroup(plan, group);
    const found = spreadOf(plan, input, cells, inner, storedOf(plan, result, group));
    if (found.overflows) overflowed++;
    const root = rootOf(plan, found.variance, f);
    if (root.lost) epsLost++;
    for (const cell of cells) {
      const deviation = plan.subtracts === 'mean' ? f(input[cell]! - found.mean) : input[cell]!;
      let y = f(deviation / root.value);
      const param = paramIndexOf(plan, cell);
      if (rounding === 'beforeGamma') y = held(y);
      const g = rounding === 'afterGamma' ? f : held;
      if (weight) y = g(y * weight[param]!);
      if (bias) y = g(y + bias[param]!);
      output[cell] = held(y);
    }
  }
  return { type, rounding, output, overflowed, epsLost, ...errorsOf(output, result.output.data) };
}

/** Whether a plan's arithmetic is the one that is emulated. */
export function emulates(plan: MomentsPlan): boolean {
  return plan.extra === null && plan.replicas === null;
}

interface Spread {
  readonly mean: number;
  readonly variance: number;
  readonly overflows: boolean;
}

const storedOf = (
  plan: MomentsPlan,
  { statistics }: Pick<NormResult, 'statistics'>,
  group: number,
) =>
  plan.source === 'running' && statistics
    ? { mean: statistics.mean[group]!, variance: statistics.variance[group]! }
    : null;

/** Sums run in float32 whatever the type, and are rounded to it at their end. */
function spreadOf(
  plan: MomentsPlan,
  input: Float64Array,
  cells: Int32Array,
  inner: FloatType,
  stored: { readonly mean: number; readonly variance: number } | null,
): Spread {
  const f = (value: number) => roundTo(inner, value);
  if (stored) return { mean: f(stored.mean), variance: f(stored.variance), overflows: false };
  let mean = 0;
  if (plan.subtracts === 'mean') {
    let sum = 0;
    for (const cell of cells) sum = Math.fround(sum + input[cell]!);
    mean = f(Math.fround(sum / cells.length));
  }
  let squares = 0;
  let overflows = false;
  for (const cell of cells) {
    const deviation = plan.subtracts === 'mean' ? f(input[cell]! - mean) : input[cell]!;
    const square = f(deviation * deviation);
    if (square === Infinity && Number.isFinite(deviation)) overflows = true;
    squares = Math.fround(squares + square);
  }
  if (squares === Infinity && cells.every((cell) => Number.isFinite(input[cell]!)))
    overflows = true;
  const by = plan.divides === 'l2' ? 1 : cells.length - plan.ddof;
  const variance = f(Math.fround(squares / by));
  return {
    mean,
    variance,
    overflows: overflows || (variance === Infinity && squares !== Infinity),
  };
}

function rootOf(
  { eps, epsPlace }: MomentsPlan,
  variance: number,
  f: (value: number) => number,
): { readonly value: number; readonly lost: boolean } {
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

function errorsOf(
  output: Float64Array,
  exact: TensorData,
): Pick<Emulated, 'error' | 'worst' | 'worstAt' | 'spoiled'> {
  const error = output.map((value, cell) => value - exact[cell]!);
  let [worst, worstAt, spoiled] = [0, 0, 0];
  for (let cell = 0; cell < error.length; cell++) {
    if (!Number.isFinite(exact[cell]!)) continue;
    if (!Number.isFinite(output[cell]!)) spoiled++;
    else if (Math.abs(error[cell]!) > worst) [worst, worstAt] = [Math.abs(error[cell]!), cell];
  }
  return { error, worst, worstAt, spoiled };
}
