import { numel, type DType } from '../../../tensor/tensor.ts';
import type { LayerOptions, Sharing, ViewDim } from '../../view.ts';

/** What a row says about layers whose cells share moments in groups. */
export interface MomentsFacts {
  readonly kind: 'moments';
  /** True for the teaching variant that divides by n − 1. */
  readonly unbiased: boolean;
  /** True for the teaching variant √var + eps. */
  readonly epsOutside: boolean;
  /** What 1/√(0 + 0) is taken as: PyTorch's batch norm kernel says 0, the others ∞. */
  readonly rstdOfZero: number;
  /** eps of an option that is None. */
  readonly epsOfNone?: Readonly<Record<DType, number>>;
}

/** What a plan of this kind has beyond the others. */
export interface MomentsOwn extends Omit<MomentsFacts, 'epsOfNone'> {
  /** eps as a number (RMSNorm's None is the epsilon of the input's type: 1.1920929e-7 for float32). */
  readonly eps: number;
}

/** Groups by the kept dimensions of the view, and the numbers that go into the division. */
export function planMoments(
  { kind, unbiased, epsOutside, rstdOfZero, epsOfNone }: MomentsFacts,
  view: readonly ViewDim[],
  options: LayerOptions,
  dtype: DType,
): MomentsOwn & Sharing {
  const kept = view.filter((dim) => dim.role === 'kept');
  const reduced = view.filter((dim) => dim.role === 'reduced');
  return {
    kind,
    groups: numel(kept.map((dim) => dim.size)),
    groupSize: numel(reduced.map((dim) => dim.size)),
    statShape: kept.map((dim) => dim.size),
    statAxes: kept.map((dim) => dim.name),
    reach: null,
    eps: typeof options.eps === 'number' ? options.eps : (epsOfNone?.[dtype] ?? 0),
    epsOutside,
    unbiased,
    rstdOfZero,
  };
}
