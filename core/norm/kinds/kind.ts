import type { Formula } from '../../formula/formula.ts';
import type { ArrayDialect, OwnState } from '../../program/dialect.ts';
import type { CellTrace } from '../../station/cellTrace.ts';
import type { StationRow } from '../../station/station.ts';
import type { DType, Tensor, TensorData } from '../../tensor/tensor.ts';
import type { FullState } from '../layerState.ts';
import type { NormResult, PlanBase } from '../spec.ts';
import type { LayerOptions, Sharing, ViewDim } from '../view.ts';
import type { Kernel } from './moments/kernel.ts';

/**
 * One kind of computation: all that differs between layers whose arithmetic has another form. Layers of one kind
 * differ in data only and are rows of the table; whoever has a plan asks its kind (kindOf), and never which kind it is.
 */
export interface Kind<Facts, P extends PlanBase> {
  /** What of a plan is the kind's own: how cells share statistics, and its numbers. */
  plan(facts: Facts, view: readonly ViewDim[], options: LayerOptions, dtype: DType): OwnPart<P>;
  /**
   * Runs the layer once, in float64 with one rounding at the end.
   * @param out     takes the output; as long as x and of its type
   * @param kernel  the loops to use where the kind sums over groups
   */
  run(plan: P, x: Tensor, full: FullState, out: TensorData, kernel: Kernel): NormResult;
  /** True when two plans, on the same axes in whatever order, average over the same cells and use that alike. */
  sameStatistics(a: P, b: P): boolean;
  /**
   * What belongs to one cell of a result.
   * @param limit  most cells of its group that are needed
   */
  trace(plan: P, result: NormResult, x: TensorData, flat: number, limit: number): OwnTrace;
  /** The stations of its arithmetic, in their order. */
  readonly stations: readonly StationRow<P>[];
  /** What y is, in letters, all at once. */
  whole(plan: P): Formula;
  /** The layer written out for an array library: uses x, leaves y. */
  byHand(plan: P, dialect: ArrayDialect, own: OwnState): string[][];
  /** What a run in chunks must hold at a time; `fortran` when the file's last axis is its outermost. */
  chunk(plan: P, fortran: boolean): ChunkUnit;
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
