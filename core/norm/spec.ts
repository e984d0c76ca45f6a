import type { Infer } from '../shape/shape.ts';
import { anyOf } from '../shape/values.ts';
import type { Tensor, TensorData } from '../tensor/tensor.ts';
import type { FurtherTensors, InputName, PlannedInput } from './furtherInput.ts';
import type { KindOwn } from './kinds/facts.ts';
import type { GammaOffset, ParameterNames, Subtracted } from './layerRow.ts';
import type { LayerName } from './layers.ts';
import type { LayerOptions, Sharing, ViewDim } from './view.ts';

/** `layer.train()` or `layer.eval()`. */
export const mode = anyOf(['train', 'eval']);
export type Mode = Infer<typeof mode>;

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
  /** What comes in beside x; where it is left out, that of a new layer, or drawn. */
  readonly inputs?: FurtherTensors;
  /** Shapes in which they came, where those are known; a tensor of the right size in another shape is refused. */
  readonly shapes?: StateShapes;
}

/** Shapes of a state's tensors, by their names in a state_dict. */
export type StateShapes = Readonly<
  Partial<Record<'weight' | 'bias' | 'running_mean' | 'running_var', readonly number[]>>
>;

/** running_mean, running_var (unbiased) and num_batches_tracked. */
export interface RunningStatistics {
  readonly mean: Float64Array;
  readonly var: Float64Array;
  readonly numBatchesTracked: number;
}

/** What every plan says, whatever its kind. */
export interface PlanBase extends Sharing {
  /** The spec with every option filled in. */
  readonly spec: LayerSpec;
  /** Shape and axis names of the input. */
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** The input as the layer sees it, row-major and in the order of the input axes. */
  readonly view: readonly ViewDim[];
  /** Names and positions of the input axes that are reduced, fully or in part (GroupNorm's C). */
  readonly reducedAxes: readonly string[];
  readonly reducedDims: readonly number[];
  readonly keptAxes: readonly string[];
  readonly keptDims: readonly number[];
  /** Shape of γ and β, null without them. */
  readonly paramShape: readonly number[] | null;
  /** Names of its dimensions; none without them. */
  readonly paramAxes: readonly string[];
  readonly hasWeight: boolean;
  readonly hasBias: boolean;
  /** γ of a new layer: what multiplies by 1, or what the row says. */
  readonly initialWeight: number;
  readonly parameterNames: ParameterNames;
  /** The further input of which γ and β are made, null where they are given. */
  readonly parametersFrom: InputName | null;
  /** Tensors that come in beside x. */
  readonly inputs: readonly PlannedInput[];
  /** What is taken from every value first. */
  readonly subtracts: Subtracted;
  /** x̂ is multiplied by gammaOffset + γ; a new layer multiplies by 1. */
  readonly gammaOffset: GammaOffset;
  /** Statistics come from this input ('batch') or from the running buffers ('running'). */
  readonly source: 'batch' | 'running';
  /** True when the layer keeps running_mean and running_var. */
  readonly tracks: boolean;
  /** True when this call changes them. */
  readonly updates: boolean;
  /** Number of running statistics (channels), 0 when not tracked. */
  readonly runningSize: number;
  /** Sizes along N of the simulated replicas (SyncBatchNorm), else null. */
  readonly replicas: readonly number[] | null;
  /** Of a result's plan: cells, flat, that take part in no statistic, and values that one covers without them. */
  readonly idle?: readonly number[];
  readonly taking?: number;
  readonly warnings: readonly Notice[];
}

/**
 * What a layer will do with an input of this shape, with what is its kind's own. Everything that is shown about
 * the layer is read from here. Plain data: can be cloned between threads.
 */
export type Plan = PlanBase & KindOwn;

/** The plan of one kind. */
export type PlanOf<K extends Plan['kind']> = PlanBase & Extract<KindOwn, { readonly kind: K }>;
/** Groups of cells share a mean and a variance, or a mean of squares. */
export type MomentsPlan = PlanOf<'moments'>;
/** Every cell divides by the mean of squares of its neighbours. */
export type WindowPlan = PlanOf<'window'>;
/** Every cell is bent by itself. */
export type PointwisePlan = PlanOf<'pointwise'>;
/** Statistics of several groupings meet in one formula. */
export type StagedPlan = PlanOf<'staged'>;

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
  /** Values that each covers, where that is not plan.groupSize. */
  readonly count?: Float64Array;
  /** What only few layers have, by name: BatchRenorm's r and d, statistics of another grouping that a group uses. */
  readonly more?: Readonly<Record<string, Float64Array>>;
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
  /** Null where no statistics are shared. */
  readonly statistics: Statistics | null;
  /** γ and β as used, null where the layer has none. */
  readonly weight: TensorData | null;
  readonly bias: TensorData | null;
  /** What came in beside x, as used. */
  readonly inputs?: FurtherTensors;
  /** Those that were drawn, because they come with x and were not given. */
  readonly drawn?: readonly InputName[];
  readonly runningBefore: RunningStatistics | null;
  readonly runningAfter: RunningStatistics | null;
  /** Every simulated device's own statistics (SyncBatchNorm with replicas); empty or absent otherwise. */
  readonly replicas?: readonly ReplicaStatistics[];
  /** plan.warnings and what the values themselves gave rise to. */
  readonly warnings: readonly Notice[];
}
