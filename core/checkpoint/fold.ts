import type { TensorData } from '../tensor/tensor.ts';
import type { LayerValues } from './finding.ts';

/** What a layer in eval comes to: y = scale·x + shift, per channel. */
export interface Folded {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/**
 * BatchNorm in eval as one multiplication and one addition per channel: a = w/√(var + eps), b = bias − mean·a.
 * @returns null without running statistics
 */
export function fold(values: LayerValues, eps: number): Folded | null {
  const { weight, bias, runningMean, runningVar } = values;
  if (!runningMean || !runningVar) return null;
  const scale = Float64Array.from(runningVar, (variance, i) => {
    return (weight?.[i] ?? 1) / Math.sqrt(variance + eps);
  });
  const shift = scale.map((a, i) => (bias?.[i] ?? 0) - (runningMean[i] ?? 0) * a);
  return { scale, shift };
}

/**
 * Weight and bias of the convolution or linear layer before it, with the BatchNorm taken in.
 * @param weight  its first axis is the output channel
 * @param bias    null for none
 */
export function foldInto(
  { scale, shift }: Folded,
  weight: TensorData,
  bias: TensorData | null,
): { readonly weight: Float64Array; readonly bias: Float64Array } {
  const perChannel = weight.length / scale.length;
  return {
    weight: Float64Array.from(weight, (w, i) => w * (scale[Math.floor(i / perChannel)] ?? 1)),
    bias: shift.map((b, channel) => b + (bias?.[channel] ?? 0) * (scale[channel] ?? 1)),
  };
}
