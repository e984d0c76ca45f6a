import { list, named, record, union } from '../shape/compound.ts';
import type { Infer } from '../shape/shape.ts';
import { constant, flag, real, text } from '../shape/values.ts';
import type { DType } from '../tensor/tensor.ts';

/** Value of one constructor option; `null` is Python's None. */
export const optionValue = named(
  'option',
  union(constant(null), flag, real, text(), list(real, 64)),
);
export type OptionValue = Infer<typeof optionValue>;

/** Constructor options under PyTorch's names (num_features, eps, momentum, affine …). */
export const layerOptions = record(optionValue);
export type LayerOptions = Infer<typeof layerOptions>;

/**
 * One dimension of the view in which a layer sees its input. GroupNorm sees (N, C, *) as
 * (N, G, C/G, *): two view dimensions that both belong to input axis 1.
 */
export interface ViewDim {
  /** Name to show: the axis name, or "G" and "C/G" for the two halves of a split. */
  readonly name: string;
  readonly size: number;
  /** Input axis that this dimension is, or is part of. */
  readonly axis: number;
  readonly role: 'reduced' | 'kept';
  /** True when γ and β vary along this dimension. */
  readonly param: boolean;
}

/** What a kind's plan may read beside the view. */
export interface Seen {
  readonly options: LayerOptions;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Statistics come from this input, not from running buffers. */
  readonly usesBatch: boolean;
}

/** How the cells of the view share statistics. */
export interface Sharing {
  /** Number of statistics that cells share: product of the kept sizes. 0 where every cell has values of its own to average. */
  readonly groups: number;
  /** Values that one statistic covers: product of the reduced sizes, or the size of a cell's neighbourhood. */
  readonly groupSize: number;
  /** Shape of the statistics: sizes of the kept view dimensions. */
  readonly statShape: readonly number[];
  /** Names of the kept view dimensions, e.g. ["N", "G"]. */
  readonly statAxes: readonly string[];
  /** Where every cell averages over its neighbours along one axis, how far these reach; null where groups share. */
  readonly reach: Reach | null;
}

/** The neighbourhood of a cell along an input axis: so many cells below and above itself. */
export interface Reach {
  readonly axis: number;
  readonly below: number;
  readonly above: number;
}
