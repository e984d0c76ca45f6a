import { numel } from '../../../tensor/tensor.ts';
import type { Seen, Sharing, ViewDim } from '../../view.ts';

/** What bends the values of a layer without statistics. */
export type Bend = 'tanh' | 'erf';

/** What a row says about layers that average over nothing: y = f(α · x + shift) · γ + β. */
export interface PointwiseFacts {
  readonly kind: 'pointwise';
  readonly bend: Bend;
}

/** What a plan of this kind has beyond the others. */
export interface PointwiseOwn extends PointwiseFacts {
  readonly alpha: number;
  readonly shift: number;
}

/** Every cell by itself: as many groups of one value as there are cells. */
export function planPointwise(
  { kind, bend }: PointwiseFacts,
  view: readonly ViewDim[],
  { options }: Pick<Seen, 'options'>,
): PointwiseOwn & Sharing {
  return {
    kind,
    bend,
    groups: numel(view.map((dim) => dim.size)),
    groupSize: 1,
    statShape: view.map((dim) => dim.size),
    statAxes: view.map((dim) => dim.name),
    reach: null,
    alpha: Number(options.alpha),
    shift: Number(options.shift ?? 0),
  };
}
