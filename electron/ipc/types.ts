import type { LayerChannels, Preceding } from '../../core/checkpoint/channels.ts';
import type { NormLayer } from '../../core/checkpoint/normLayers.ts';
import type { InputName } from '../../core/norm/furtherInput.ts';
import type { DisplayTensor, Extremes } from '../../core/figure/displayTensor.ts';
import type { ImageSpec } from '../../core/io/image/imageSpec.ts';
import type { ImageRemark } from '../../core/io/image/imageTensor.ts';
import type { SkippedMember } from '../../core/io/catalog.ts';
import type { CsvReading } from '../../core/io/csv/dialect.ts';
import type { LayerName } from '../../core/norm/layers.ts';
import type { Notice, Plan, RunningStatistics, Statistics } from '../../core/norm/spec.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { Infer } from '../../core/shape/shape.ts';
import type { Summary } from '../../core/tensor/summary.ts';
import type { Shown } from '../../core/verify/explore.ts';
import type { Verification } from '../../core/verify/verification.ts';
import type {
  checkpointFiles,
  checkpointLayer,
  exportFormat,
  exportRequest,
  foldRequest,
  largePart,
  largeRun,
  largeWhole,
  menuCommand,
  renameRequest,
  reopenRequest,
  sliceRequest,
  verifyRequest,
} from './arguments.ts';

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
  /** Their names are a guess that nobody has confirmed. */
  readonly axesGuessed?: boolean;
  /** Long names: N → "batch", C → "embed_dim". */
  readonly axisLabels: Readonly<Record<string, string>>;
  readonly dtype: string;
  readonly seed?: number;
  /** Lines of PyTorch that make this tensor, named x. */
  readonly script: string;
  readonly defaultLayer?: LayerName;
  readonly bytes: number;
  /** Name within the file, where the file holds more than one. */
  readonly member?: string;
  /** Handle of its file, to open it in another way. */
  readonly file?: string;
  /** How a table was read. */
  readonly reading?: CsvReading;
  /** What single indices of an axis are called: tokens along L, files along N. */
  readonly indexNames?: Readonly<Record<string, readonly string[]>>;
  /** Steps along L of each sample; the rest of it is padding. */
  readonly lengths?: readonly number[];
  /** How pictures were read, and what of them was changed on the way. */
  readonly image?: ImageSpec;
  readonly remarks?: readonly ImageRemark[];
}

/** Members of a file that were passed over. */
export interface SkippedMembers {
  /** Handle of the file. */
  readonly handle: string;
  /** What a person knows it by. */
  readonly file: string;
  /** The first of them, with why. */
  readonly members: readonly SkippedMember[];
  readonly total: number;
}

/** A file to open in another way. */
export type ReopenRequest = Infer<typeof reopenRequest>;
export type CheckpointFiles = Infer<typeof checkpointFiles>;
export type CheckpointLayer = Infer<typeof checkpointLayer>;
export type FoldRequest = Infer<typeof foldRequest>;
export type VerifyRequest = Infer<typeof verifyRequest>;
export type RenameRequest = Infer<typeof renameRequest>;

/** Answer to layer.compute: all that the window shows of one run. */
export interface ComputeReply {
  readonly request: ComputeRequest;
  readonly tensor: TensorInfo;
  readonly plan: Plan;
  /** Names x as it is drawn: the same name, the same values. */
  readonly input: string;
  /** Null where the window said that it holds it. Its blocks come as their means, as those of y. */
  readonly x: DisplayTensor | null;
  readonly y: DisplayTensor;
  /** At most 4096 statistics; plan.groups has the true number. */
  readonly statistics: Statistics | null;
  readonly weight: readonly number[] | null;
  readonly bias: readonly number[] | null;
  /** What came in beside x, as used: at most 4096 values of each. */
  readonly inputs: Readonly<
    Partial<
      Record<InputName, { readonly shape: readonly number[]; readonly values: readonly number[] }>
    >
  >;
  /** Those of them that were drawn for want of one. */
  readonly drawn: readonly InputName[];
  readonly runningBefore: RunningStatistics | null;
  readonly runningAfter: RunningStatistics | null;
  readonly warnings: readonly Notice[];
  readonly summary: { readonly x: Summary; readonly y: Summary };
  readonly milliseconds: number;
}

/** Answer to layer.extremes: null of what is drawn cell by cell. */
export interface ExtremesReply {
  readonly x: Extremes | null;
  readonly y: Extremes | null;
}

/** Answer to checkpoint.layer. */
export interface LayerReply {
  readonly layer: NormLayer;
  readonly here: LayerChannels;
  /** Of its like in the other file. */
  readonly there: LayerChannels | null;
  /** What it may be folded into. */
  readonly preceding: Preceding | null;
}

/** Answer to verify.run. */
export interface VerifyReply {
  readonly verification: Verification;
  readonly x: DisplayTensor;
  /** Its dimensions in the order of x's. */
  readonly y: DisplayTensor;
  /** Explanations, then near misses: what each leaves of y, and the run that shows it. */
  readonly entries: readonly {
    readonly difference: DisplayTensor;
    readonly shown: Shown | null;
  }[];
  readonly milliseconds: number;
}

export interface SliceReply {
  readonly rows: readonly [number, number];
  readonly cols: readonly [number, number];
  /** Row-major values and, for each, the flat index into the tensor. */
  readonly values: Float64Array;
  readonly flat: Float64Array;
}

/** A frame of a moving picture. */
export interface FrameReply {
  /** A pixel a CSS pixel. */
  readonly png: Uint8Array;
  /** How long it stands, in milliseconds. */
  readonly delay: number;
  readonly total: number;
}

export type SliceRequest = Infer<typeof sliceRequest>;
export type ExportFormat = Infer<typeof exportFormat>;
export type ExportRequest = Infer<typeof exportRequest>;
export type LargePart = Infer<typeof largePart>;
export type LargeWhole = Infer<typeof largeWhole>;
export type LargeRun = Infer<typeof largeRun>;

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
export type MenuCommand = Infer<typeof menuCommand>;

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };
