import { tuple } from './python.ts';

/** How one array library spells the handful of functions that the arithmetic needs. */
export interface ArrayDialect {
  readonly mean: (x: string, axes: string) => string;
  /** Divided by n. */
  readonly variance: (x: string, axes: string) => string;
  /** Divided by n − 1. */
  readonly unbiasedVariance: (x: string, axes: string, count: number) => string;
  readonly sum: (x: string, axes: string) => string;
  readonly maximum: (a: string, b: string) => string;
  readonly tanh: (x: string) => string;
  readonly erf: (x: string) => string;
  readonly sqrt: (x: string) => string;
  readonly zerosLike: (x: string) => string;
  readonly ones: (shape: readonly number[]) => string;
  readonly zeros: (shape: readonly number[]) => string;
  /** A list of values in x's type and this shape. */
  readonly array: (list: string, shape: readonly number[]) => string;
  readonly reshape: (x: string, shape: readonly number[]) => string;
  /** Zeros before and after the channels, which lie at position 1. */
  readonly padChannels: (x: string, rank: number, below: number, above: number) => string;
}

/** What a layer has beyond a new one, as Python lists; null where it is as new or not there. */
export interface OwnState {
  readonly weight: string | null;
  readonly bias: string | null;
  readonly runningMean: string | null;
  readonly runningVar: string | null;
  readonly numBatchesTracked: number;
  /** Comments about what is too long to be written out. */
  readonly notes: readonly string[];
}

/** `((0, 0), (2, 2), (0, 0))`: padding of the channels alone. */
export function channelPadding(rank: number, below: number, above: number): string {
  const pairs = Array.from({ length: rank }, (_, axis) =>
    tuple(axis === 1 ? [below, above] : [0, 0]),
  );
  return `(${pairs.join(', ')})`;
}
