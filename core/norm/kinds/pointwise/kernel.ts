import { tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import { paramIndexOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import type { NormResult, PointwisePlan } from '../../spec.ts';
import type { Bend } from './plan.ts';

const BENDS: Readonly<Record<Bend, (value: number) => number>> = { tanh: Math.tanh, erf };

/** What bends the values of a layer. */
export const bendOf = ({ bend }: PointwisePlan): ((value: number) => number) => BENDS[bend];

/** What comes out of the bend for one value, before γ and β. */
export function bent(plan: PointwisePlan, x: number): number {
  return bendOf(plan)(plan.alpha * x + plan.shift);
}

/** Every cell by itself; nothing is shared and nothing is gathered. */
export function run(plan: PointwisePlan, x: Tensor, full: FullState, out: TensorData): NormResult {
  bendAll(plan, x.data, full, out);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics: null,
    weight: full.weight,
    bias: full.bias,
    runningBefore: null,
    runningAfter: null,
    replicas: [],
    warnings: plan.warnings,
  };
}

/**
 * @param data  the values of the plan's view, row-major
 * @param out   as long as data; may be data itself
 */
export function bendAll(
  plan: PointwisePlan,
  data: TensorData,
  { gain, bias }: Pick<FullState, 'gain' | 'bias'>,
  out: TensorData,
): void {
  for (let at = 0; at < data.length; at++) {
    let y = bent(plan, data[at]!);
    const param = gain ? paramIndexOf(plan, at) : -1;
    if (gain) y *= gain[param]!;
    if (bias) y += bias[param]!;
    out[at] = y;
  }
}

/** Beyond this erf is 1 in float64. */
const ONE_FROM = 6;

/**
 * The error function, to the last few bits of float64.
 *
 * The series without alternating signs, so that nothing cancels: 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!.
 * @source Abramowitz and Stegun 1964, 7.1.6
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size >= ONE_FROM) return Math.sign(x);
  let term = size;
  let sum = size;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * Math.min(1, (2 / Math.sqrt(Math.PI)) * Math.exp(-size * size) * sum);
}
