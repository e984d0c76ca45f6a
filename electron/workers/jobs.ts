import type { Preceding } from '../../core/checkpoint/channels.ts';
import type { Inspection } from '../../core/checkpoint/inspection.ts';
import type { OpenedLayer } from '../../core/checkpoint/openLayer.ts';
import type { ImageSpec } from '../../core/io/image/imageSpec.ts';
import type { ImageRemark } from '../../core/io/image/imageTensor.ts';
import type { SkippedMember } from '../../core/io/catalog.ts';
import type { CsvOptions, CsvReading } from '../../core/io/csv/dialect.ts';
import type { CsvPreview } from '../../core/io/csv/preview.ts';
import type { NormResult, LayerSpec, LayerState } from '../../core/norm/spec.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { DisplayTensor } from '../../core/figure/displayTensor.ts';
import type { Spread } from '../../core/norm/spread.ts';
import type { Histogram } from '../../core/tensor/histogram.ts';
import type { Summary } from '../../core/tensor/summary.ts';
import type { Residual } from '../../core/verify/residual.ts';
import type { Known, Verification } from '../../core/verify/verification.ts';
import type { LayerReply } from '../ipc/types.ts';
import type { FileStamp } from './fileSource.ts';
import type { Streamed } from './stream/streamNormalize.ts';

/** One run of a layer: all that it needs, so that any worker can do it. */
export interface ComputeJob {
  readonly kind: 'compute';
  /** As stored; its data may lie in shared memory. */
  readonly stored: Tensor;
  readonly edits: readonly (readonly [number, number])[];
  /** Axis names in the order in which the layer is fed. */
  readonly layout: readonly string[];
  /** False when the caller has the input's part of the result from an earlier run. */
  readonly withInput: boolean;
  readonly spec: LayerSpec;
  readonly state: LayerState;
}

/** A tensor with what is shown of it. */
export interface ShownTensor {
  /** Its data lies in shared memory when it was fed to a layer. */
  readonly tensor: Tensor;
  readonly display: DisplayTensor;
  readonly summary: Summary;
}

export interface ComputeResult {
  /** The input with changed cells, its axes as they are stored, and what is shown of it as it is fed; null when it was not asked for. */
  readonly x: ShownTensor | null;
  readonly result: NormResult;
  /** Of result.output. */
  readonly y: Omit<ShownTensor, 'tensor'>;
  readonly milliseconds: number;
}

/** Prepares what is shown of a tensor that a layer is soon to be run on. */
export interface ShowJob {
  readonly kind: 'show';
  readonly x: Tensor;
}

/** Gets ready for a large tensor that may be opened soon. */
export interface BeginJob {
  readonly kind: 'begin';
}

/** What every reading of a file has to know. */
export interface FileJob {
  readonly path: string;
  /** What a person knows the file by, for messages; its path when left out. */
  readonly name?: string;
  readonly convertIntegers: boolean;
  /** How a table is read, where its first lines do not tell. */
  readonly csv?: CsvOptions;
  /** The memory limit, null for none. */
  readonly memoryBytes: number | null;
}

/** Lists the tensors of a file. */
export interface OpenJob extends FileJob {
  readonly kind: 'open';
}

/** A tensor that a file holds: what its header tells. */
export interface ListedInfo {
  /** Name in the file, empty for a file that holds one tensor. */
  readonly member: string;
  readonly shape: readonly number[];
  /** Element type as the file has it. */
  readonly dtype: string;
  /** Of its numbers in memory. */
  readonly bytes: number;
  /** How a table was read. */
  readonly reading?: CsvReading | undefined;
  /** Keys and positions that lead to it in a file of dicts and lists. */
  readonly path?: readonly (string | number)[];
}

export interface OpenedFile {
  readonly stamp: FileStamp;
  readonly tensors: readonly ListedInfo[];
  /** Members that cannot be used, with why. */
  readonly skipped: readonly SkippedMember[];
  /** The tensor, where there is one only; of several none is read yet. */
  readonly only: LoadedTensor | null;
}

/** Reads one tensor of a file. */
export interface LoadJob extends FileJob {
  readonly kind: 'load';
  readonly member: string;
  /** The file as it was when it was listed. */
  readonly stamp: FileStamp;
}

/** Shows how a table would be read. */
export interface PreviewJob extends FileJob {
  readonly kind: 'preview';
}

/** A checkpoint by its path, and what a person knows it by. */
export type CheckpointFile = Pick<FileJob, 'path' | 'name'>;

/** Looks into a checkpoint, or compares it with another. */
export interface InspectJob {
  readonly kind: 'inspect';
  readonly file: CheckpointFile;
  readonly against?: CheckpointFile;
}

/** Reads one normalization layer of a checkpoint, and its like in another. */
export interface LayerJob {
  readonly kind: 'layer';
  readonly file: CheckpointFile;
  readonly against?: CheckpointFile;
  /** Its prefix. */
  readonly layer: string;
  /** A file does not keep it. */
  readonly eps: number;
}

export interface LayerFound extends LayerReply {
  readonly opened: OpenedLayer;
}

/** Makes a BatchNorm a multiplication and an addition. */
export interface FoldJob extends Omit<LayerJob, 'kind' | 'against'> {
  readonly kind: 'fold';
  /** Into the layer before it, where there is one. */
  readonly into: boolean;
}

export interface FoldedLayer {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly into: Preceding | null;
}

/** Makes pictures one tensor. */
export interface ImagesJob extends Pick<FileJob, 'memoryBytes'> {
  readonly kind: 'images';
  readonly files: readonly CheckpointFile[];
  /** In the usual size, in [0, 1], when left out. */
  readonly image?: ImageSpec;
}

export interface ReadImages {
  /** Its data lies in shared memory. */
  readonly tensor: Tensor;
  readonly spec: ImageSpec;
  readonly grey: boolean;
  readonly remarks: readonly ImageRemark[];
}

/** How the values of a tensor lie. */
export interface HistogramJob {
  readonly kind: 'histogram';
  readonly x: Tensor;
}

/** Mean and deviation by sample and channel. */
export interface SpreadJob {
  readonly kind: 'spread';
  readonly x: Tensor;
}

/** Finds the layer that made y of x. */
export interface VerifyJob {
  readonly kind: 'verify';
  readonly x: Tensor;
  readonly y: Tensor;
  readonly known: Known;
}

/** The same, with what is drawn of it. */
export interface VerifyShownJob extends Omit<VerifyJob, 'kind'> {
  readonly kind: 'verifyShown';
}

/** A verification with its pictures: x, y in x's order of dimensions, and what every entry leaves of y. */
export interface ShownVerification {
  readonly verification: Verification;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor;
  /** Explanations, then near misses. */
  readonly entries: readonly (Pick<Residual, 'gamma' | 'beta'> & {
    /** y less what the entry makes of x. */
    readonly difference: DisplayTensor;
  })[];
}

export interface LoadedTensor {
  /** Its data lies in shared memory when it comes from a worker. */
  readonly tensor: Tensor;
  /** Member of an archive, empty for a file that holds one tensor. */
  readonly member: string;
  /** Element type as the file has it. */
  readonly dtype: string;
}

/** Reads the indices [from, to) of the first axis of a .npy file. */
export interface LoadPartJob {
  readonly kind: 'loadPart';
  readonly path: string;
  /** What a person knows the file by, for messages; its path when left out. */
  readonly name?: string;
  readonly from: number;
  readonly to: number;
  readonly convertIntegers: boolean;
}

/** Normalizes a .npy file into another, chunk by chunk. */
export interface StreamJob {
  readonly kind: 'stream';
  readonly path: string;
  /** What a person knows the file by, for messages; its path when left out. */
  readonly name?: string;
  /** Where the output is written; there must be nothing yet. */
  readonly temporary: string;
  /** The output's name once it is complete, for messages. */
  readonly output: string;
  readonly convertIntegers: boolean;
  /** Names of the axes as they lie in the file; the usual ones of the rank when left out. */
  readonly axes?: readonly string[];
  readonly spec: LayerSpec;
  readonly state: LayerState;
  readonly memoryBytes: number;
}

export interface StreamResult extends Streamed {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** Element type as the file has it. */
  readonly dtype: string;
  /** Of the input's data. */
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Every kind of job with what it answers. */
export interface JobTypes {
  readonly compute: { readonly job: ComputeJob; readonly result: ComputeResult };
  readonly begin: { readonly job: BeginJob; readonly result: null };
  readonly show: { readonly job: ShowJob; readonly result: Omit<ShownTensor, 'tensor'> };
  readonly stream: { readonly job: StreamJob; readonly result: StreamResult };
  readonly open: { readonly job: OpenJob; readonly result: OpenedFile };
  readonly load: { readonly job: LoadJob; readonly result: LoadedTensor };
  readonly preview: { readonly job: PreviewJob; readonly result: CsvPreview };
  readonly verify: { readonly job: VerifyJob; readonly result: Verification };
  readonly verifyShown: { readonly job: VerifyShownJob; readonly result: ShownVerification };
  readonly layer: { readonly job: LayerJob; readonly result: LayerFound };
  readonly fold: { readonly job: FoldJob; readonly result: FoldedLayer };
  readonly images: { readonly job: ImagesJob; readonly result: ReadImages };
  readonly histogram: { readonly job: HistogramJob; readonly result: Histogram };
  readonly spread: { readonly job: SpreadJob; readonly result: Spread | null };
  readonly inspect: { readonly job: InspectJob; readonly result: Inspection };
  readonly loadPart: { readonly job: LoadPartJob; readonly result: LoadedTensor };
}

export type JobKind = keyof JobTypes;
export type Job = JobTypes[JobKind]['job'];
