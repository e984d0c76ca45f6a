import type { FurtherTensors } from '../norm/furtherInput.ts';
import type { RunningStatistics } from '../norm/spec.ts';
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
  /** The same as they are, in their own shape; γ as such and as 1 + γ. */
  readonly parameters: readonly (Omit<GivenParameters, 'dims'> & {
    readonly shape: readonly number[];
  })[];
  readonly running: readonly GivenRunning[];
  /** The same as a layer holds them; null where they are not known. */
  readonly stored: RunningStatistics | null;
  /** Tensors that are known to come in beside x. */
  readonly inputs: FurtherTensors;
  /** The eps that is known, tried alone. */
  readonly eps?: number;
}
