import type { ViewState } from '../../core/figure/state.ts';
import type {
  LayerName,
  LayerSpec,
  NormResult,
  Notice,
  Plan,
  RunningStatistics,
  Statistics,
} from '../../core/norm/spec.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';

/** What every host tells about itself. */
export interface AppInfo {
  readonly name: 'Normscope';
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly platform: string;
  /** BCP 47 tag of the user's language. */
  readonly locale: string;
}

/** A tensor that can be computed with. */
export interface TensorInfo {
  readonly ref: TensorRef;
  readonly name: string;
  /** "seed 42" script, or the file's name. */
  readonly source: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** Long names: N → "batch", C → "embed_dim". */
  readonly axisLabels: Readonly<Record<string, string>>;
  readonly dtype: string;
  readonly seed?: number;
  /** Lines of PyTorch that make this tensor, named x. */
  readonly script: string;
  readonly defaultLayer?: LayerName;
  readonly bytes: number;
}

/**
 * A tensor as it is drawn: all cells when pool is all ones, else the mean over blocks of pool cells.
 * NaN survives pooling.
 */
export interface DisplayTensor {
  readonly data: Float32Array | Float64Array;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly pool: readonly number[];
  readonly fullShape: readonly number[];
  /** Least and largest values of the blocks; left out where every cell is drawn. */
  readonly extremes?: { readonly min: Float32Array; readonly max: Float32Array };
}

/** Finite minimum, maximum, mean and population standard deviation; counts of NaN and ±Infinity. */
export interface Summary {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly nan: number;
  readonly inf: number;
}

export interface Snippet {
  readonly id: string;
  /** "PyTorch", "NumPy, by hand" … */
  readonly title: string;
  readonly language: 'python';
  readonly code: string;
}

/** Answer to layer.compute: all that the window shows of one run. */
export interface ComputeReply {
  readonly request: ComputeRequest;
  readonly tensor: TensorInfo;
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor;
  /** At most 4096 statistics; plan.groups has the true number. */
  readonly statistics: Statistics | null;
  readonly weight: readonly number[] | null;
  readonly bias: readonly number[] | null;
  readonly runningBefore: RunningStatistics | null;
  readonly runningAfter: RunningStatistics | null;
  readonly warnings: readonly Notice[];
  readonly summary: { readonly x: Summary; readonly y: Summary };
  readonly snippets: readonly Snippet[];
  readonly milliseconds: number;
}

/** A rectangle of exact values out of a tensor of any size. */
export interface SliceRequest {
  readonly request: ComputeRequest;
  readonly which: 'x' | 'y';
  /** −1 for a single row or a single column. */
  readonly rowAxis: number;
  readonly colAxis: number;
  /** Index on every axis; the entries of rowAxis and colAxis are ignored. */
  readonly index: readonly number[];
  readonly rows: readonly [number, number];
  readonly cols: readonly [number, number];
}

export interface SliceReply {
  readonly rows: readonly [number, number];
  readonly cols: readonly [number, number];
  /** Row-major values and, for each, the flat index into the tensor. */
  readonly values: Float64Array;
  readonly flat: Float64Array;
}

export type ExportFormat = 'png' | 'svg' | 'json' | 'npy';

export interface ExportRequest {
  readonly request: ComputeRequest;
  readonly view: ViewState;
  readonly format: ExportFormat;
  /** Pixels per CSS pixel of a PNG, 1 to 4. */
  readonly scale: number;
  readonly language: Language;
}

export type Language = 'en' | 'ko';

/** What is remembered between starts. Unknown or broken entries fall back to the default. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark' | 'contrast';
  readonly language: 'system' | Language;
  /** Size of the interface's text, 0.8 to 2. */
  readonly fontScale: number;
  /** MiB that a file may take when it is opened whole, or normalized chunk by chunk; 128 to 65536. */
  readonly memoryLimit: number;
  /** The renderer's own state, opaque to the service: what was open, layer, view. */
  readonly session: string | null;
}

export interface Progress {
  readonly job: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly bytesPerSecond: number;
  /** At the rate so far; null while there is none. */
  readonly secondsLeft: number | null;
}

/** A .npy file that was not read because holding it would take more than the memory limit. */
export interface LargeFile {
  readonly handle: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** Element type as the file has it: "float32", "int16" … */
  readonly dtype: string;
  readonly fortranOrder: boolean;
  /** Of the file. */
  readonly bytes: number;
  /** True when it is small enough to be opened whole anyway. */
  readonly canHold: boolean;
}

/** Indices [from, to) of a large file's first axis. */
export interface LargePart {
  readonly handle: string;
  readonly from: number;
  readonly to: number;
  readonly convertIntegers?: boolean;
}

export type LargeWhole = Pick<LargePart, 'handle' | 'convertIntegers'>;

export interface LargeRun {
  readonly handle: string;
  readonly spec: LayerSpec;
  readonly convertIntegers: boolean;
}

/** What a run over a large file leaves beside its output. */
export interface LargeResult {
  /** Where the output is, as a person knows it. */
  readonly path: string;
  readonly plan: Plan;
  /** Times that the file was read. */
  readonly passes: number;
  readonly milliseconds: number;
  /** Of the input's data. */
  readonly bytes: number;
  /** The first statistics, at most 16; null where the run kept none. */
  readonly mean: readonly number[] | null;
  readonly variance: readonly number[] | null;
  readonly warnings: readonly Notice[];
}

/** Commands that a menu or an accelerator sends to the window. */
export type MenuCommand =
  | 'open'
  | 'export-png'
  | 'export-svg'
  | 'export-json'
  | 'export-npy'
  | 'copy-image'
  | 'undo'
  | 'redo'
  | 'view-front'
  | 'view-top'
  | 'view-side'
  | 'view-isometric'
  | 'view-reset'
  | 'present'
  | 'shortcuts'
  | 'about';

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };

export type { ComputeRequest, NormResult, Plan, Statistics, TensorRef };
