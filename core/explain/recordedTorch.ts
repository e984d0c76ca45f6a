import { fma32 } from '../random/fma32.ts';
import type { Precision } from './precision.ts';
import { TORCH_OFFSETS, TORCH_PRECISION } from './torchPrecision.ts';

/**
 * What PyTorch's BatchNorm1d in float32 gave for a channel of a built-in example with an offset, and for one of
 * its cells with new γ and β.
 * @param example  id of the example
 * @param cell     the cell's value, with the offset
 * @returns        null where nothing was recorded
 * @source         recorded by test/parity/precision.py; the output is, as in PyTorch's batch_norm_kernel.cpp
 *                 (batch_norm_cpu_collect_linear_and_constant_terms), x · α + β′ with α = rstd and
 *                 β′ = −mean · α, multiplied and added in one rounding
 */
export function recordedTorch(
  example: string,
  channel: number,
  offset: number,
  cell: number,
): Precision | null {
  const found = TORCH_PRECISION[example]?.[channel]?.[TORCH_OFFSETS.indexOf(offset)];
  if (!found) return null;
  const [mean, variance, rstd] = [...found].map(Math.fround) as [number, number, number];
  const constant = Math.fround(-mean * rstd);
  return { mean, variance, rstd, xhat: fma32(Math.fround(cell), rstd, constant) };
}
