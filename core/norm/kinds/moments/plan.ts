import { numel, type DType } from '../../../tensor/tensor.ts';
import type { LayerOptions, Sharing, ViewDim } from '../../view.ts';

export type Divisor = 'std' | 'rms' | 'l2';
export type EpsPlace = 'inside' | 'outside' | 'floor' | 'absolute';

/** What a row says about layers whose cells share moments in groups. */
export interface MomentsFacts {
  readonly kind: 'moments';
  /** What is divided by: the standard deviation of the group, the root of its mean of squares, or that of their sum. */
  readonly divides: Divisor;
  /** The sum of squares is divided by n − ddof. PyTorch's layers have 0; 1 is the unbiased variance. */
  readonly ddof: 0 | 1;
  /** Where eps stands: √(variance + eps), √variance + eps, max(√variance, eps), √(variance + |eps|). */
  readonly epsPlace: EpsPlace;
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
  { kind, divides, ddof, epsPlace, rstdOfZero, epsOfNone }: MomentsFacts,
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
    ...divisionOf(options, divides, epsPlace),
    ddof,
    rstdOfZero,
  };
}

/** Without centring a layer divides by the root mean square; by the length where it is asked for, which eps keeps from 0. */
function divisionOf(
  { center, norm }: LayerOptions,
  divides: Divisor,
  epsPlace: EpsPlace,
): Pick<MomentsOwn, 'divides' | 'epsPlace'> {
  if (norm === 'l2') return { divides: 'l2', epsPlace: 'floor' };
  return { divides: center === false ? 'rms' : divides, epsPlace };
}
