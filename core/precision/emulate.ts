import type { Plan } from '../norm/spec.ts';
import { numel, type TensorData } from '../tensor/tensor.ts';
import { emulateMoments } from './moments.ts';
import { emulatePointwise } from './pointwise.ts';
import {
  rounderOf,
  type EmulatedResult,
  type Rounded,
  type Rounder,
  type Rounding,
} from './rounder.ts';
import type { FloatType } from './roundTo.ts';
import { emulateStaged } from './staged.ts';
import { emulateWindow } from './window.ts';

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
