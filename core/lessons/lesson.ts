import type { FactRow } from './factRow.ts';
import type { LayerName } from '../norm/layers.ts';
import type { Mode, Plan, RunningStatistics, Statistics } from '../norm/spec.ts';
import type { LayerOptions } from '../norm/view.ts';
import type { ComputeRequest } from '../request.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** What learners get wrong, in the order in which it is taught. */
export const LESSON_IDS = [
  'letters',
  'squareTrap',
  'groupNormOne',
  'layerNormImages',
  'twoPictures',
  'roleSwap',
  'tokensAlone',
  'kerasAxis',
  'biasAndEps',
  'runningVariance',
  'evalStillNormalizes',
  'kerasMomentum',
  'batchOfOne',
  'freezing',
  'replicas',
  'paddingLeak',
  'nanBlast',
  'pairOfSamples',
] as const;

export type LessonId = (typeof LESSON_IDS)[number];

/** One layer on one tensor that the lesson shows. */
export interface LessonRun {
  readonly id: string;
  readonly request: ComputeRequest;
}

/** What a run gave: the parts of a result that facts are read from, or the error that the layer answered with. */
export type Outcome =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly x: Tensor;
      readonly y: Tensor;
      readonly statistics: Statistics | null;
      readonly runningBefore: RunningStatistics | null;
      readonly runningAfter: RunningStatistics | null;
    }
  | { readonly ok: false; readonly message: string };

/** A true number (or names of axes, or an error's words) that answers the lesson's question. */
export interface Fact {
  readonly id: string;
  readonly value: number | string | readonly number[];
  /** The cell that it is about, flat in the stored order; absent where it is about no single one. */
  readonly cell?: number;
  /** It says how far two outputs are apart: next to nothing means that they are the same. */
  readonly identical?: boolean;
}

/** A question that is answered by a click: on one of the runs, or on one of these cells (flat in the stored order). */
export type Question =
  | { readonly pick: 'run'; readonly run: string }
  | { readonly pick: 'cell'; readonly cells: readonly number[] };

/** Something that learners get wrong, as something to look at: runs side by side, and the facts that settle it. */
export interface Lesson {
  readonly id: LessonId;
  readonly runs: readonly LessonRun[];
  /** What the class answers by a click before it is told. */
  readonly question: Question;
  /** Two runs whose difference is drawn beside them. */
  readonly difference?: readonly [a: number, b: number];
  /** Runs of which the second shows outlined what differs from the first, and what was changed in its input. */
  readonly changes?: readonly (readonly [before: number, after: number])[];
  /** The running statistics are drawn beside the cubes. */
  readonly running?: true;
  /** Flat index, in the stored order, of the cell to look at. */
  readonly pinned: number;
  /** Its numbers, in the order in which they are told. */
  readonly facts: readonly FactRow[];
}

/** A run from its parts. */
export function lessonRun(
  id: string,
  tensor: string,
  layer: LayerName,
  more: {
    readonly options?: LayerOptions;
    readonly mode?: Mode;
    readonly layout?: string;
    readonly edits?: ComputeRequest['edits'];
    readonly state?: ComputeRequest['state'];
  } = {},
): LessonRun {
  return {
    id,
    request: {
      tensor: { kind: 'example', id: tensor },
      spec: { layer, options: more.options ?? {}, mode: more.mode ?? 'train' },
      ...(more.layout ? { layout: [...more.layout] } : {}),
      ...(more.edits ? { edits: more.edits } : {}),
      ...(more.state ? { state: more.state } : {}),
    },
  };
}
