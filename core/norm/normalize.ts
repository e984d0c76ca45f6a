import { dtypeOf, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { arithmeticOf } from './kinds/arithmetic.ts';
import { REFERENCE_KERNEL, type Kernel } from './kinds/kernel.ts';
import { drawnNotices } from './furtherInputs.ts';
import { fullState } from './layerState.ts';
import { planLayer } from './plan.ts';
import type { LayerSpec, LayerState, NormResult } from './spec.ts';

/**
 * Runs a layer once, as PyTorch does, in float64 with one rounding at the end.
 * @param spec   layer, options and mode
 * @param x      the input; the output has its shape and type
 * @param state  γ, β and running statistics where they are not those of a new layer
 * @param kernel the loops over the data
 * @param room   takes the output; new memory when left out
 * @throws InputError in the situations in which PyTorch fails
 */
export function normalize(
  spec: LayerSpec,
  x: Tensor,
  state: LayerState = {},
  kernel: Kernel = REFERENCE_KERNEL,
  room?: TensorData,
): NormResult {
  const dtype = dtypeOf(x);
  const plan = planLayer(spec, x.shape, x.axes, dtype);
  const arithmetic = arithmeticOf(plan);
  const given = fullState(plan, state, dtype);
  const full = arithmetic.complete?.(plan, given) ?? given;
  const out: TensorData =
    room ??
    (dtype === 'float64' ? new Float64Array(x.data.length) : new Float32Array(x.data.length));
  const result = arithmetic.run(plan, x, full, out, kernel);
  if (plan.inputs.length === 0) return result;
  return {
    ...result,
    inputs: full.inputs,
    drawn: full.drawn,
    warnings: [...result.warnings, ...drawnNotices(plan, full)],
  };
}
