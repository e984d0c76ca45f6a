import { list, named, record, union } from '../shape/compound.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, constant, flag, real, text } from '../shape/values.ts';
import type { Tensor, TensorData } from '../tensor/tensor.ts';

/** The layers of the table, by PyTorch's class name where there is one. */
export type LayerName =
  | 'BatchNorm1d'
  | 'BatchNorm2d'
  | 'BatchNorm3d'
  | 'SyncBatchNorm'
  | 'LayerNorm'
  | 'RMSNorm'
  | 'GroupNorm'
  | 'InstanceNorm1d'
  | 'InstanceNorm2d'
  | 'InstanceNorm3d'
  | 'LocalResponseNorm'
  | 'Custom'
  | 'UnbiasedBatchNorm'
  | 'EpsOutsideBatchNorm';

/** `layer.train()` or `layer.eval()`. */
export const mode = anyOf(['train', 'eval']);
export type Mode = Infer<typeof mode>;

/** Value of one constructor option; `null` is Python's None. */
export const optionValue = named(
  'option',
  union(constant(null), flag, real, text(), list(real, 64)),
);
export type OptionValue = Infer<typeof optionValue>;

/** Constructor options under PyTorch's names (num_features, eps, momentum, affine …). */
export const layerOptions = record(optionValue);
export type LayerOptions = Infer<typeof layerOptions>;

/** A layer with its options; options that are left out take the table's defaults. */
export interface LayerSpec {
  readonly layer: LayerName;
  readonly options: LayerOptions;
  readonly mode: Mode;
}

/** What a layer has learned or gathered before this call. */
export interface LayerState {
  /** γ, as long as plan.paramShape says; ones when left out. */
  readonly weight?: TensorData | null;
  /** β, as long as plan.paramShape says; zeros when left out. */
  readonly bias?: TensorData | null;
  /** Running statistics before this call; 0, 1 and 0 when left out. */
  readonly running?: RunningStatistics | null;
}

/** running_mean, running_var (unbiased) and num_batches_tracked. */
export interface RunningStatistics {
  readonly mean: Float64Array;
  readonly var: Float64Array;
  readonly numBatchesTracked: number;
}

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

/**
 * What a layer will do with an input of this shape. Everything that is shown about the layer is
 * read from here. Plain data: can be cloned between threads.
 */
export interface Plan {
  /** The spec with every option filled in. */
  readonly spec: LayerSpec;
  readonly kind: 'moments' | 'window';
  /** Shape and axis names of the input. */
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** The input as the layer sees it, row-major and in the order of the input axes. */
  readonly view: readonly ViewDim[];
  /** Number of statistics: product of the kept sizes. 0 for a window layer. */
  readonly groups: number;
  /** Values that share one statistic: product of the reduced sizes. Window size for a window layer. */
  readonly groupSize: number;
  /** Names and positions of the input axes that are reduced, fully or in part (GroupNorm's C). */
  readonly reducedAxes: readonly string[];
  readonly reducedDims: readonly number[];
  readonly keptAxes: readonly string[];
  readonly keptDims: readonly number[];
  /** Shape of mean and variance: sizes of the kept view dimensions. */
  readonly statShape: readonly number[];
  /** Names of the kept view dimensions, e.g. ["N", "G"]. */
  readonly statAxes: readonly string[];
  /** Shape of γ and β, null without them. */
  readonly paramShape: readonly number[] | null;
  readonly hasWeight: boolean;
  readonly hasBias: boolean;
  /** False for RMSNorm: the mean is not subtracted. */
  readonly center: boolean;
  /** eps as a number (RMSNorm's None is the epsilon of the input's type: 1.1920929e-7 for float32). */
  readonly eps: number;
  /** True for the teaching variant √var + eps. */
  readonly epsOutside: boolean;
  /** True for the teaching variant that divides by n − 1. */
  readonly unbiased: boolean;
  /** Statistics come from this input ('batch') or from the running buffers ('running'). */
  readonly source: 'batch' | 'running';
  /** True when the layer keeps running_mean and running_var. */
  readonly tracks: boolean;
  /** Number of running statistics (channels), 0 when not tracked. */
  readonly runningSize: number;
  /** Sizes along N of the simulated replicas (SyncBatchNorm), else null. */
  readonly replicas: readonly number[] | null;
  /** LocalResponseNorm's numbers, else null. */
  readonly window: {
    readonly size: number;
    readonly alpha: number;
    readonly beta: number;
    readonly k: number;
  } | null;
  readonly warnings: readonly Notice[];
}

/** Something that the reader should know: a silent trap, made into text by its code. */
export interface Notice {
  readonly code: string;
  /** English sentence, complete and with what to do. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Statistics by which the input was normalized, one entry a group, row-major over plan.statShape. */
export interface Statistics {
  readonly mean: Float64Array;
  /** Biased variance (divided by n); mean of squares for RMSNorm. */
  readonly variance: Float64Array;
  /** variance · n/(n−1); NaN for n = 1 and where the mean is not subtracted; running_var in eval. */
  readonly varianceUnbiased: Float64Array;
  /** 1/√(variance + eps), or what the variant uses in its place. */
  readonly rstd: Float64Array;
}

/** What one simulated device finds in its own share of the batch, before the devices exchange. */
export interface ReplicaStatistics {
  /** Values that each of its statistics covers. */
  readonly count: number;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Outcome of running a layer once. */
export interface NormResult {
  readonly plan: Plan;
  readonly output: Tensor;
  /** Null for a window layer. */
  readonly statistics: Statistics | null;
  /** γ and β as used, null where the layer has none. */
  readonly weight: TensorData | null;
  readonly bias: TensorData | null;
  readonly runningBefore: RunningStatistics | null;
  readonly runningAfter: RunningStatistics | null;
  /** Every simulated device's own statistics (SyncBatchNorm with replicas); empty or absent otherwise. */
  readonly replicas?: readonly ReplicaStatistics[];
  /** plan.warnings and what the values themselves gave rise to. */
  readonly warnings: readonly Notice[];
}
