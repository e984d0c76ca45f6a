import type { NormResult, Plan, RunningStatistics } from '../norm/spec.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { anyOf } from '../shape/values.ts';
import type { Infer } from '../shape/shape.ts';
import type { Told } from './told.ts';

/** What is asked, in the order in which it is taught. A kind that is added comes last, so that seeds keep their questions. */
export const quizKind = anyOf([
  'axes',
  'cells',
  'counts',
  'picture',
  'numbers',
  'weight',
  'edit',
  'mode',
  'mean',
  'variance',
  'output',
  'refusal',
]);
export type QuizKind = Infer<typeof quizKind>;
export const QUIZ_KINDS = quizKind.choices;

/** One of the answers to choose from. */
export interface Option {
  readonly label: Told;
  /** True for the truth, and for what coincides with it. */
  readonly right: boolean;
  /** Why it is right, or which mistake leads to it. */
  readonly why: Told;
}

/** A wrong number that a common mistake leads to. */
export interface WrongNumber {
  readonly value: number;
  readonly why: Told;
}

export type Answer =
  | { readonly type: 'choice'; readonly options: readonly Option[] }
  | {
      readonly type: 'number';
      readonly value: number;
      readonly tolerance: number;
      readonly wrong: readonly WrongNumber[];
    }
  /** Cells to click, flat in x, ascending; `offered` are some of them and some others, where cells cannot be clicked. */
  | {
      readonly type: 'cells';
      readonly cells: readonly number[];
      readonly offered: readonly number[];
    };

/** A tensor that is shown with a question, by what it is called. */
export interface Shown {
  readonly name: string;
  readonly tensor: Tensor;
}

/** A layer on an input, and what it gives; `result` is null where it refuses. */
export interface Subject {
  readonly call: string;
  readonly plan: Plan;
  readonly x: Tensor;
  readonly result: NormResult;
  readonly running: RunningStatistics | null;
}

/** What one kind of question makes of a subject. */
export interface Draft {
  readonly subject: Subject | null;
  readonly prompt: Told;
  readonly answer: Answer;
  /** The cell that it is about, flat in x. */
  readonly pinned: number | null;
  /** What the picture shows: the input's numbers, the groups in their colours, or there is none. */
  readonly picture: 'values' | 'groups' | 'none';
  /** Tensors that have to be read to answer. */
  readonly shown: readonly Shown[];
  /** Said after the answer, before the arithmetic. */
  readonly because: readonly Told[];
  /** Stations whose arithmetic explains the number; none for questions without one. */
  readonly stations: readonly string[];
}

/** A question that a seed made. */
export interface Question extends Draft {
  readonly kind: QuizKind;
  readonly seed: number;
}
