import type { TensorData } from '../tensor/tensor.ts';
import type { GivenParameters, GivenRunning } from './hypothesis.ts';
import type { Precision } from './rounding.ts';

/** A pair of tensors of one shape, and what is known beside them. */
export interface Pair {
  readonly x: TensorData;
  readonly y: TensorData;
  readonly shape: readonly number[];
  readonly precision: Precision;
  /** Every way in which given γ and β may lie along the dimensions. */
  readonly given: readonly GivenParameters[];
  readonly running: readonly GivenRunning[];
  /** The eps that is known, tried alone. */
  readonly eps?: number;
}
