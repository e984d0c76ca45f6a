import type { Formula } from '../../formula/formula.ts';
import type { ArrayDialect, OwnState } from '../../program/dialect.ts';
import type { Graph } from '../../program/onnx.ts';
import type { CellTrace } from '../../station/cellTrace.ts';
import type { Letter, StationRow } from '../../station/station.ts';
import type { Tensor, TensorData } from '../../tensor/tensor.ts';
import type { FullState } from '../layerState.ts';
import type { NormResult, Notice, PlanBase, Statistics } from '../spec.ts';
import type { Seen, Sharing, ViewDim } from '../view.ts';
import type { Kernel } from './kernel.ts';

/**
 * One kind of computation: all that differs between layers whose arithmetic has another form. Layers of one kind
 * differ in data only and are rows of the table; whoever has a plan asks its kind (kindOf), and never which kind it is.
 * Here is what can be said before anything is computed; how it is computed and told is its Arithmetic, how it is written its Programs.
 */
export interface Kind<Facts, P extends PlanBase> {
  /** What of a plan is the kind's own: how cells share statistics, and its numbers. */
  plan(facts: Facts, view: readonly ViewDim[], seen: Seen): OwnPart<P>;
  /** True when two plans, on the same axes in whatever order, average over the same cells and use that alike. */
  sameStatistics(a: P, b: P): boolean;
  /** What its words are keyed by, wherever something is said of it. */
  how(plan: P): How;
  /** Letters of the statistics that stand beside a group; null for what it has not. */
  letters(plan: P): { readonly mean: Letter | null; readonly spread: Letter | null };
  /** What a run in chunks must hold at a time; `fortran` when the file's last axis is its outermost. */
  chunk(plan: P, fortran: boolean): ChunkUnit;
}

/** How a kind is computed, and told step by step. */
export interface Arithmetic<P extends PlanBase> {
  /** A state with what the kind makes of further inputs; left out where it makes nothing. */
  complete?(plan: P, full: FullState): FullState;
  /**
   * Runs the layer once, in float64 with one rounding at the end.
   * @param out     takes the output; as long as x and of its type
   * @param kernel  the loops to use where the kind sums over groups
   */
  run(plan: P, x: Tensor, full: FullState, out: TensorData, kernel: Kernel): NormResult;
  /**
   * What belongs to one cell of a result.
   * @param valueAt  the input at a flat index
   * @param limit    most cells of its group that are needed
   */
  trace(
    plan: P,
    result: NormResult,
    valueAt: (flat: number) => number,
    flat: number,
    limit: number,
  ): OwnTrace;
  /** The stations, in their order. */
  readonly stations: readonly StationRow<P>[];
  /** False where tensors come in beside x or several groupings meet: a letter then has other values in other stations. */
  plain(plan: P): boolean;
  /** What y is, in letters, all at once. */
  whole(plan: P): Formula;
  /** The numbers that stand between the cubes of the stage. */
  divided(plan: P, at: StageCell): Divided;
  /** How a run in chunks computes each by itself; null where moments are gathered over the file. */
  alone(plan: P, fortran: boolean): ChunkRun<P> | null;
}

/** How a kind is written where no framework has the layer. */
export interface Programs<P extends PlanBase> {
  /** The layer written out for an array library: uses x, leaves y. */
  byHand(plan: P, dialect: ArrayDialect, own: OwnState): string[][];
  /** The same from ONNX's elementary operators; null for what is shown only where ONNX has the layer. */
  onnx(plan: P, own: OwnState): Graph | null;
}

/**
 * What a layer takes over the cells that share: mean and variance, the variance alone, the mean of squares, their sum, their sums and the mean of those; several
 * groupings together; stored statistics; a mean of squares for every window; nothing.
 */
export type How =
  'mean' | 'variance' | 'rms' | 'length' | 'lengths' | 'blend' | 'running' | 'window' | 'nothing';

/** A cell of the stage, and what is known there. */
export interface StageCell {
  /** Flat in the input, and its statistic's number. */
  readonly cell: number;
  readonly group: number;
  readonly statistics: Statistics | null;
  readonly window: CellTrace['window'];
  /** The input at a flat index; NaN where the picture does not have it. */
  readonly valueAt: (flat: number) => number;
}

/** What is taken away at a cell and divided by, as the layer uses it; NaN for what it has not. */
export interface Divided {
  readonly mean: number;
  readonly variance: number;
  readonly root: number;
}

/** A run in chunks that share nothing. */
export interface ChunkRun<P extends PlanBase> {
  /**
   * Writes a chunk's output.
   * @param chunk       the layer's plan with the view of the chunk, in the file's order
   * @param parameters  γ and β of the chunk, as the kernel takes them
   */
  normalize(
    chunk: P,
    x: TensorData,
    y: TensorData,
    parameters: Pick<FullState, 'gain' | 'bias'>,
  ): void;
  /** What the values and the state gave rise to, after the last chunk. */
  notices(state: FullState): readonly Notice[];
}

/** What of a cell's trace only its kind knows; `shared` are the cells that take part, ascending. */
export interface OwnTrace extends Pick<
  CellTrace,
  | 'group'
  | 'total'
  | 'mean'
  | 'variance'
  | 'varianceUnbiased'
  | 'eps'
  | 'rstd'
  | 'deviation'
  | 'window'
> {
  readonly shared: Int32Array;
  /** Of the cells where they do not enter as they are in x. */
  readonly entering?: (cell: number) => number;
  /** Values that its statistic covers where that is not plan.groupSize. */
  readonly n?: number;
  /** False where the cell is normalized by a statistic in which it does not take part. */
  readonly takesPart?: boolean;
  /** Numbers of its way by name, for what only few layers do. */
  readonly extra?: CellTrace['extra'];
}

/** A plan without what planLayer() reads off any row. */
export type OwnPart<P extends PlanBase> = P extends unknown
  ? Omit<P, Exclude<keyof PlanBase, keyof Sharing>>
  : never;

/** What a run in chunks must hold at a time, and what else it can do. */
export interface ChunkUnit {
  /** Values that have to be together so that one reading is enough. */
  readonly together: number;
  /** How often the file is read where they cannot be together; null where that is of no use. */
  readonly readingsApart: 1 | 2 | null;
}
