import { tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import { paramIndexOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import type { NormResult, PointwisePlan } from '../../spec.ts';
import { erf } from './erf.ts';
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
