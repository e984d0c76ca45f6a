import type { InputName } from '../norm/furtherInput.ts';
import { number, tuple } from './python.ts';

/** How one array library spells the handful of functions that the arithmetic needs. */
export interface ArrayDialect {
  readonly mean: (x: string, axes: string) => string;
  /** Divided by n. */
  readonly variance: (x: string, axes: string) => string;
  /** Divided by n − 1. */
  readonly unbiasedVariance: (x: string, axes: string, count: number) => string;
  readonly sum: (x: string, axes: string) => string;
  readonly maximum: (a: string, b: string) => string;
  /** Of two arrays. */
  readonly larger: (a: string, b: string) => string;
  readonly clip: (x: string, least: string, most: string) => string;
  readonly sigmoid: (x: string) => string;
  /** Along the first axis. */
  readonly softmax: (x: string) => string;
  readonly concat: (parts: string) => string;
  /** Drawn by a seed, or read from a file of that name. */
  readonly drawn: (
    seed: number,
    shape: readonly number[],
  ) => readonly [before: string, value: string];
  readonly load: (name: string) => string;
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
  /** Tensors that come in beside x. */
  readonly inputs: Readonly<Partial<Record<InputName, OwnInput>>>;
  /** Comments about what is too long to be written out. */
  readonly notes: readonly string[];
}

/** A tensor beside x, as a Python list, or null where that is too long: it is then drawn by a seed, or read from a file. */
export interface OwnInput {
  readonly list: string | null;
  readonly shape: readonly number[];
  readonly seed: number | null;
}

/** A list of the layer's own in this shape, or what a new layer has. */
export const given = (
  dialect: ArrayDialect,
  list: string | null,
  fresh: 'ones' | 'zeros',
  shape: readonly number[],
): string => (list ? dialect.array(list, shape) : dialect[fresh](shape));

/** Weight of the old running statistics. @param factor  that of the new batch */
export const keptShare = (factor: number): string => number(Number((1 - factor).toPrecision(12)));

/** `name = …` of a further input, shaped to meet x. @param shape  as it stands in the program; its own when left out */
export function inputLines(
  dialect: ArrayDialect,
  own: OwnState,
  name: InputName,
  shape?: readonly number[],
): string[] {
  const input = own.inputs[name];
  if (!input) return [];
  const sizes = shape ?? input.shape;
  if (input.list) return [`${name} = ${dialect.array(input.list, sizes)}`];
  if (input.seed === null) return [`${name} = ${dialect.load(name)}  # too long to write out`];
  const [before, value] = dialect.drawn(input.seed, input.shape);
  return [before, `${name} = ${shape ? dialect.reshape(value, shape) : value}`];
}

/** `((0, 0), (2, 2), (0, 0))`: padding of the channels alone. */
export function channelPadding(rank: number, below: number, above: number): string {
  const pairs = Array.from({ length: rank }, (_, axis) =>
    tuple(axis === 1 ? [below, above] : [0, 0]),
  );
  return `(${pairs.join(', ')})`;
}
