import { layoutLessons } from './layoutLessons.ts';
import { lessonRun, type Lesson, type LessonId } from './lesson.ts';
import { runningLessons } from './runningLessons.ts';

/** The second sentence of the NLP example after two words: positions 2 and 3 are padding, all channels 0. */
const PADDING = [0, 1, 2, 3, 4].flatMap((c) => [2, 3].map((l) => [20 + c * 4 + l, 0] as const));

/** x[0, 2, 1] is NaN. */
const NAN = [[9, NaN] as const];

const TOKENS = { options: { normalized_shape: [5] }, layout: 'NLC' } as const;

/** Who else is in the room: how far one cell, one sample or a small batch reaches. */
const neighbourLessons: readonly Lesson[] = [
  {
    id: 'paddingLeak',
    question: { pick: 'run', run: 'batchPadded' },
    changes: [
      [0, 1],
      [2, 3],
    ],
    pinned: 9,
    runs: [
      lessonRun('batch', 'nlp', 'BatchNorm1d'),
      lessonRun('batchPadded', 'nlp', 'BatchNorm1d', { edits: PADDING }),
      lessonRun('layer', 'nlp', 'LayerNorm', TOKENS),
      lessonRun('layerPadded', 'nlp', 'LayerNorm', { ...TOKENS, edits: PADDING }),
    ],
    facts: [
      { id: 'batch', of: 'sampleDifference', run: 0, other: 1, at: 0 },
      { id: 'layer', of: 'sampleDifference', run: 2, other: 3, at: 0 },
    ],
  },
  {
    id: 'nanBlast',
    question: { pick: 'run', run: 'batch' },
    pinned: 9,
    runs: [
      lessonRun('batch', 'nlp', 'BatchNorm1d', { edits: NAN }),
      lessonRun('layer', 'nlp', 'LayerNorm', { ...TOKENS, edits: NAN }),
    ],
    facts: [
      { id: 'batch', of: 'nans', run: 0 },
      { id: 'layer', of: 'nans', run: 1 },
    ],
  },
  {
    id: 'pairOfSamples',
    question: { pick: 'cell', cells: [3] },
    pinned: 0,
    runs: [lessonRun('pair', 'pair', 'BatchNorm1d')],
    facts: [
      { id: 'x', of: 'xs', run: 0, cell: 0 },
      { id: 'y', of: 'ys', run: 0, cell: 0 },
      { id: 'partner', of: 'ys', run: 0, cell: 3 },
    ],
  },
];

/** What learners get wrong, in the order in which it is taught. */
export const LESSONS: readonly Lesson[] = [
  ...layoutLessons,
  ...runningLessons,
  ...neighbourLessons,
];

/** A lesson by its id. */
export function lesson(id: LessonId): Lesson {
  const found = LESSONS.find((entry) => entry.id === id);
  if (!found) throw new RangeError(`no lesson "${id}"`);
  return found;
}
