import type { Plan } from '../../norm/spec.ts';
import type { OwnState } from '../../program/dialect.ts';

/** A piece of code that computes the same thing in some framework. */
export interface Snippet {
  readonly id: string;
  /** "PyTorch", "NumPy, by hand" … */
  readonly title: string;
  readonly language: 'python';
  readonly code: string;
}

/** The stored tensor, as far as code that makes it needs to know. */
export interface SnippetTensor {
  /** Lines of PyTorch that make it, named x. */
  readonly script: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly dtype: string;
  /** Cells changed by hand: flat index in the stored order, new value. */
  readonly edits?: readonly (readonly [number, number])[];
}

/** What a snippet is made from. */
export interface SnippetInput {
  readonly plan: Plan;
  readonly tensor: SnippetTensor;
  readonly own: OwnState;
  /** Element type in which the layer computes. */
  readonly float64: boolean;
}
