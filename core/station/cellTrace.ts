import type { Owner } from '../norm/owner.ts';
import type { Plan } from '../norm/spec.ts';

/** A cell that takes part in a statistic. */
export interface TracedCell {
  /** Flat index into the input. */
  readonly flat: number;
  /** Index on every axis of the input. */
  readonly index: readonly number[];
  readonly value: number;
}

/** How one channel's running statistics move in this call. */
export interface RunningTrace {
  readonly channel: number;
  /** Weight of the new batch: momentum, or 1/count for momentum None. */
  readonly factor: number;
  /** What this batch contributes: its mean and unbiased variance, for InstanceNorm averaged over N. */
  readonly batchMean: number;
  readonly batchVar: number;
  readonly meanBefore: number;
  readonly meanAfter: number;
  readonly varBefore: number;
  readonly varAfter: number;
}

/** LocalResponseNorm's arithmetic for one cell. */
export interface WindowTrace {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
  /** Channels of the window that lie beyond the edge and count as 0. */
  readonly outside: number;
  readonly sumOfSquares: number;
  /** Sum of squares / size, whatever lies outside. */
  readonly meanOfSquares: number;
  /** (k + α · meanOfSquares)^β */
  readonly denominator: number;
}

/** Everything that happens to one cell, with its real numbers. Plain data. */
export interface CellTrace {
  readonly plan: Plan;
  readonly owner: Owner;
  readonly flat: number;
  readonly index: readonly number[];
  /** What enters the statistics: x, or x · silu(gate) where a gate comes first. */
  readonly x: number;
  /** The input itself. */
  readonly raw: number;
  readonly y: number;
  /** Index into the statistics, −1 for a window layer. */
  readonly group: number;
  readonly groups: number;
  /** Where the statistic belongs: name and index of every kept dimension, e.g. N 0, G 1. */
  readonly statIndex: readonly { readonly name: string; readonly index: number }[];
  /** Names of the dimensions that are averaged over, e.g. ["N", "L"] or ["C (3/6)", "H", "W"]. */
  readonly reduced: readonly string[];
  /** Cells that share the statistic (or lie in the window), this one among them; at most the limit. */
  readonly cells: readonly TracedCell[];
  /** Number of such cells in all. */
  readonly total: number;
  /** What Σ is divided by: values in the group, or the window's size. */
  readonly n: number;
  readonly mean: number;
  /** Biased variance, mean of squares without centring, running_var in eval. */
  readonly variance: number;
  readonly varianceUnbiased: number;
  readonly eps: number;
  readonly rstd: number;
  /** x − mean; x itself without centring. */
  readonly deviation: number;
  readonly squaredDeviation: number;
  /** deviation · rstd; y for a window layer. */
  readonly xhat: number;
  /** Entry of γ and β, −1 without them. */
  readonly paramIndex: number;
  /** What only few layers have, by name: a gate, a threshold, r and d, the statistics of another grouping. */
  readonly extra: Readonly<Record<string, number>>;
  readonly weight: number | null;
  readonly bias: number | null;
  readonly running: RunningTrace | null;
  /** Each simulated device's share of this statistic. */
  readonly replicas: readonly {
    readonly count: number;
    readonly mean: number;
    readonly variance: number;
  }[];
  readonly window: WindowTrace | null;
}
