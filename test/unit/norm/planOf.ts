import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

export const f64 = (...values: number[]) => Float64Array.from(values);

/** The plan of a layer in training, with its default options. */
export const planOf = (
  layer: LayerName,
  shape: readonly number[],
  options: LayerOptions = {},
  mode: Mode = 'train',
  axes?: readonly string[],
) => planLayer({ layer, options, mode }, shape, axes);

/** The same of a layer of shared means and variances. */
export const momentsOf = (...of: Parameters<typeof planOf>) => asMoments(planOf(...of))!;
