import { paramIndexOf, windowOf } from '../norm/groups.ts';
import { bendOf } from '../norm/kinds/pointwise/kernel.ts';
import type { Plan, PointwisePlan, WindowPlan } from '../norm/spec.ts';
import { numel, type TensorData } from '../tensor/tensor.ts';
import { emulateMoments } from './moments.ts';
import {
  heldIn,
  rounderOf,
  type EmulatedResult,
  type Rounded,
  type Rounder,
  type Rounding,
} from './rounder.ts';
import type { FloatType } from './roundTo.ts';
import { emulateStaged } from './staged.ts';

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
  /** Groups, or cells where none share a statistic. */
  readonly groups: number;
  /** Those whose squares, or their sum, pass the largest number of the type that holds them. */
  readonly overflowed: number;
  /** Those where adding eps to the spread changes nothing, as it is too small beside it or 0 in the type. */
  readonly epsLost: number;
}

/**
 * A layer in another type, operation by operation; simulated devices count as one.
 * @param x       the input, float64 or float32; it is rounded to the type first
 * @param result  the exact outcome on the same input
 */
export function emulate(
  plan: Plan,
  x: TensorData,
  result: EmulatedResult,
  type: FloatType,
  rounding: Rounding,
): Emulated {
  const { output, overflowed, epsLost } = roundedBy(plan, x, result, rounderOf(type, rounding));
  return {
    type,
    rounding,
    output,
    groups: plan.groups > 0 ? plan.groups : numel(plan.shape),
    overflowed,
    epsLost,
    ...errorsOf(output, result.output.data),
  };
}

function roundedBy(plan: Plan, x: TensorData, result: EmulatedResult, rounder: Rounder): Rounded {
  switch (plan.kind) {
    case 'moments':
      return emulateMoments(plan, x, result, rounder);
    case 'window':
      return emulateWindow(plan, x, rounder);
    case 'pointwise':
      return emulatePointwise(plan, x, result, rounder);
    case 'staged':
      return emulateStaged(plan, x, result, rounder);
    default:
      return plan satisfies never;
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

/** Every cell by itself; α and the shift are parameters, and of the type. */
function emulatePointwise(
  plan: PointwisePlan,
  x: TensorData,
  result: EmulatedResult,
  rounder: Rounder,
): Rounded {
  const { inner: f, held } = rounder;
  const [alpha, shift] = [held(plan.alpha), held(plan.shift)];
  const bend = bendOf(plan);
  const weight = result.weight && heldIn(rounder, result.weight);
  const bias = result.bias && heldIn(rounder, result.bias);
  const output = Float64Array.from(x, (value, cell) => {
    const stretched = f(alpha * held(value));
    const bent = f(bend(shift === 0 ? stretched : f(stretched + shift)));
    const param = paramIndexOf(plan, cell);
    return held(rounder.affine(bent, weight?.[param] ?? null, bias?.[param] ?? null));
  });
  return { output, overflowed: 0, epsLost: 0 };
}

/**
 * A mean of squares for every cell, as PyTorch writes it out: squares, their mean, · α, + k, to the power β, and the division.
 * @source torch/nn/functional.py, local_response_norm
 */
function emulateWindow(plan: WindowPlan, x: TensorData, rounder: Rounder): Rounded {
  const { inner: f, held } = rounder;
  const input = heldIn(rounder, x);
  const { alpha, beta, k } = plan;
  let overflowed = 0;
  const output = input.map((value, at) => {
    const { cells, outside } = windowOf(plan, at);
    let [sum, overflows] = [0, false];
    for (const cell of cells) {
      const square = f(input[cell]! * input[cell]!);
      if (square === Infinity && Number.isFinite(input[cell]!)) overflows = true;
      sum = Math.fround(sum + square);
    }
    if (overflows) overflowed++;
    const mean = f(sum / (cells.length + outside));
    return held(f(value / f(f(f(mean * f(alpha)) + f(k)) ** beta)));
  });
  return { output, overflowed, epsLost: 0 };
}
