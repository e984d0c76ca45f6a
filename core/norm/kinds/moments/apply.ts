import type { TensorData } from '../../../tensor/tensor.ts';
import { groupOrigin, groupParamOrigin, walkOf, type Geometry } from '../../mergeAxes.ts';
import type { Statistics } from '../../spec.ts';

/** What a layer multiplies by and adds: γ (or 1 + γ) and β; null where it has none. */
export interface Parameters {
  readonly gain: TensorData | null;
  readonly bias: TensorData | null;
}

/**
 * Normalizes the cells of some groups: y = (x − mean) · rstd · gain + bias.
 *
 * The subtraction comes first and in float64, so that a large common offset costs no digits
 * (x · a + c would); one rounding to the output's type comes last.
 * @param data        float32[numel] or float64[numel], row-major
 * @param geometry    from mergeAxes(plan)
 * @param statistics  mean and rstd of every group
 * @param parameters  indexed by the geometry's parameter strides
 * @param from        first group, inclusive
 * @param to          last group, exclusive
 * @param out         cells of groups from…to are written; may be `data` itself
 */
export function apply(
  data: TensorData,
  geometry: Geometry,
  statistics: Pick<Statistics, 'mean' | 'rstd'>,
  parameters: Parameters,
  from: number,
  to: number,
  out: TensorData,
): void {
  const { gain, bias } = parameters;
  const { inner, offsets, paramOffsets } = walkOf(geometry);
  const { size, stride, paramStride } = inner;
  for (let group = from; group < to; group++) {
    const mean = statistics.mean[group]!;
    const rstd = statistics.rstd[group]!;
    const origin = groupOrigin(geometry, group);
    const paramOrigin = groupParamOrigin(geometry, group);
    for (let copy = 0; copy < offsets.length; copy++) {
      let at = origin + offsets[copy]!;
      let param = paramOrigin + paramOffsets[copy]!;
      for (let i = 0; i < size; i++, at += stride, param += paramStride) {
        let y = (data[at]! - mean) * rstd;
        if (gain) y *= gain[param]!;
        if (bias) y += bias[param]!;
        out[at] = y;
      }
    }
  }
}
