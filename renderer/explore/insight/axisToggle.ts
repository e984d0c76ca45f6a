import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { choosesAxes } from '../../../core/norm/layerRow.ts';
import { layerRow } from '../../../core/norm/layers.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

/** The axes that a handle of the stage stands for: "axis:C", or "axis:H·W" where two are one. */
export function axesOfAction(action: string | undefined): readonly string[] {
  return action?.startsWith('axis:') ? action.slice('axis:'.length).split('·') : [];
}

/**
 * Options of the layer Custom that does what this plan does, but with some axes averaged over that were
 * kept, or kept that were averaged over.
 * @param names  of the input's axes; several go together: all reduced, unless they are already
 */
export function toggledAxes(plan: Plan, names: readonly string[]): LayerOptions {
  const dims = names.map((name) => plan.axes.indexOf(name)).filter((dim) => dim >= 0);
  const reduced = new Set(plan.reducedDims);
  const drop = dims.every((dim) => reduced.has(dim));
  for (const dim of dims)
    if (drop) reduced.delete(dim);
    else reduced.add(dim);
  const axes = [...reduced].sort((a, b) => a - b);
  if (choosesAxes(layerRow(plan.spec.layer))) return { ...plan.spec.options, axes };
  const moments = asMoments(plan);
  return {
    axes,
    ...(moments && moments.eps !== 1e-5 && { eps: moments.eps }),
    ...(moments && moments.subtracts === 'nothing' && { center: false }),
  };
}
