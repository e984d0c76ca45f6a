import { numel, type DType } from '../../../tensor/tensor.ts';
import type { LayerOptions, Seen, Sharing, ViewDim } from '../../view.ts';

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
  /** What it does beyond that, if anything. */
  readonly extra?: Extra['is'];
}

/** What a layer of groups does beyond means, division, γ and β: at most one thing. */
export type Extra =
  /** x · silu(gate) enters, or the output is multiplied by silu(gate). */
  | { readonly is: 'gate'; readonly before: boolean }
  /** Only cells whose mask is 1 take part in the statistics. */
  | { readonly is: 'mask' }
  /** γ and β are deviation and mean of another tensor. */
  | { readonly is: 'style' }
  /** The output is at least tau. */
  | { readonly is: 'threshold' }
  /** x̂ becomes x̂ · r + d, towards what the running statistics would give. */
  | { readonly is: 'renorm'; readonly rmax: number; readonly dmax: number }
  /** Each chunk of the samples by itself; these are their sizes. */
  | { readonly is: 'chunks'; readonly sizes: readonly number[] };

/** What a plan of this kind has beyond the others. */
export interface MomentsOwn extends Omit<MomentsFacts, 'epsOfNone' | 'extra'> {
  readonly extra: Extra | null;
  /** eps as a number (RMSNorm's None is the epsilon of the input's type: 1.1920929e-7 for float32). */
  readonly eps: number;
}

/** Whether a gate comes before the statistics. */
export const gatesFirst = ({ extra }: Pick<MomentsOwn, 'extra'>): boolean =>
  extra?.is === 'gate' && extra.before;

/** Whether a gate comes after γ and β. */
export const gatesLast = ({ extra }: Pick<MomentsOwn, 'extra'>): boolean =>
  extra?.is === 'gate' && !extra.before;

/** Groups by the kept dimensions of the view, and the numbers that go into the division. */
export function planMoments(
  { kind, divides, ddof, epsPlace, rstdOfZero, epsOfNone, extra }: MomentsFacts,
  view: readonly ViewDim[],
  { options, dtype, shape, usesBatch }: Seen,
): MomentsOwn & Sharing {
  return {
    kind,
    ...sharedByKept(view),
    eps: typeof options.eps === 'number' ? options.eps : (epsOfNone?.[dtype] ?? 0),
    ...divisionOf(options, divides, epsPlace),
    ddof,
    rstdOfZero,
    extra: extraOf(extra, options, shape, usesBatch),
  };
}

/** Groups by the kept dimensions of a view, of the cells along its reduced ones. */
export function sharedByKept(view: readonly ViewDim[]): Sharing {
  const kept = view.filter((dim) => dim.role === 'kept');
  const reduced = view.filter((dim) => dim.role === 'reduced');
  return {
    groups: numel(kept.map((dim) => dim.size)),
    groupSize: numel(reduced.map((dim) => dim.size)),
    statShape: kept.map((dim) => dim.size),
    statAxes: kept.map((dim) => dim.name),
    reach: null,
  };
}

/** Stored statistics were gathered as they were: a run by them has no mask, chunks or r and d. */
function extraOf(
  is: Extra['is'] | undefined,
  options: LayerOptions,
  shape: readonly number[],
  usesBatch: boolean,
): Extra | null {
  switch (is) {
    case undefined:
      return null;
    case 'gate':
      return { is, before: options.norm_before_gate !== true };
    case 'style':
    case 'threshold':
      return { is };
    case 'mask':
      return usesBatch ? { is } : null;
    case 'renorm':
      return usesBatch ? { is, rmax: Number(options.rmax), dmax: Number(options.dmax) } : null;
    case 'chunks':
      return usesBatch
        ? { is, sizes: chunkSizes(shape[0] ?? 1, Number(options.virtual_batch_size)) }
        : null;
    default:
      return is satisfies never;
  }
}

/**
 * Sizes of the chunks of a batch: as equal as torch.chunk makes ⌈N / size⌉ of them, the last one smaller.
 * @source TabNet's GBN: x.chunk(int(np.ceil(x.shape[0] / virtual_batch_size)), 0); aten's chunk
 */
export function chunkSizes(samples: number, virtual: number): number[] {
  const each = Math.ceil(samples / Math.ceil(samples / virtual));
  return Array.from({ length: Math.ceil(samples / each) }, (_, i) =>
    Math.min(each, samples - i * each),
  );
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
