import { lessonRun, type Lesson } from './lesson.ts';

/** What is divided by what, and what a layer remembers. */
export const runningLessons: readonly Lesson[] = [
  {
    id: 'biasAndEps',
    question: { pick: 'run', run: 'unbiased' },
    pinned: 0,
    runs: [
      lessonRun('biased', 'oneHot', 'BatchNorm1d'),
      lessonRun('unbiased', 'oneHot', 'UnbiasedBatchNorm'),
      lessonRun('outside', 'oneHot', 'EpsOutsideBatchNorm', { options: { eps: 0.1 } }),
      lessonRun('inside', 'oneHot', 'BatchNorm1d', { options: { eps: 0.1 } }),
    ],
    facts: [
      { id: 'biased', of: 'y', run: 0, cell: 0 },
      { id: 'unbiased', of: 'y', run: 1, cell: 0 },
      { id: 'outside', of: 'y', run: 2, cell: 0 },
      { id: 'inside', of: 'y', run: 3, cell: 0 },
    ],
  },
  {
    id: 'runningVariance',
    // Channel 0 of both samples: l, and 20 + l.
    question: { pick: 'cell', cells: [0, 1, 2, 3, 20, 21, 22, 23] },
    running: true,
    pinned: 9,
    runs: [lessonRun('train', 'nlp', 'BatchNorm1d', { options: { momentum: 1 } })],
    facts: [
      { id: 'batch', of: 'variance', run: 0, cell: 0 },
      { id: 'running', of: 'runningVar', run: 0, cell: 0 },
      { id: 'ratio', of: 'ratio', run: 0, at: 0 },
      { id: 'n', of: 'size', run: 0 },
    ],
  },
  {
    id: 'evalStillNormalizes',
    question: { pick: 'run', run: 'fresh' },
    running: true,
    pinned: 0,
    runs: [
      lessonRun('train', 'nlp', 'BatchNorm1d'),
      lessonRun('fresh', 'nlp', 'BatchNorm1d', { mode: 'eval' }),
      lessonRun('trained', 'nlp', 'BatchNorm1d', {
        mode: 'eval',
        state: {
          runningMean: [1, 1, 1, 1, 1],
          runningVar: [4, 4, 4, 4, 4],
          numBatchesTracked: 100,
        },
      }),
    ],
    facts: [
      { id: 'x', of: 'x', run: 0, cell: 0 },
      { id: 'train', of: 'y', run: 0, cell: 0 },
      { id: 'fresh', of: 'y', run: 1, cell: 0 },
      { id: 'trained', of: 'y', run: 2, cell: 0 },
    ],
  },
  {
    id: 'kerasMomentum',
    question: { pick: 'run', run: 'copied' },
    running: true,
    pinned: 9,
    runs: [
      lessonRun('torch', 'nlp', 'BatchNorm1d', { options: { momentum: 0.1 } }),
      lessonRun('same', 'nlp', 'BatchNorm1d', { options: { momentum: 0.01 } }),
      lessonRun('copied', 'nlp', 'BatchNorm1d', { options: { momentum: 0.99 } }),
    ],
    facts: [
      { id: 'batchMean', of: 'mean', run: 0, cell: 0 },
      { id: 'torch', of: 'runningMean', run: 0, cell: 0 },
      { id: 'same', of: 'runningMean', run: 1, cell: 0 },
      { id: 'copied', of: 'runningMean', run: 2, cell: 0 },
    ],
  },
  {
    id: 'batchOfOne',
    question: { pick: 'run', run: 'vector' },
    pinned: 0,
    runs: [
      lessonRun('sentence', 'oneSentence', 'BatchNorm1d'),
      lessonRun('vector', 'oneVector', 'BatchNorm1d'),
    ],
    facts: [
      { id: 'values', of: 'size', run: 0 },
      { id: 'refused', of: 'refusal', run: 1 },
    ],
  },
  {
    id: 'freezing',
    question: { pick: 'run', run: 'frozen' },
    running: true,
    pinned: 9,
    runs: [
      lessonRun('frozen', 'nlp', 'BatchNorm1d'),
      lessonRun('eval', 'nlp', 'BatchNorm1d', { mode: 'eval' }),
    ],
    facts: [
      { id: 'before', of: 'runningMeanBefore', run: 0, cell: 0 },
      { id: 'frozen', of: 'runningMean', run: 0, cell: 0 },
      { id: 'eval', of: 'runningMean', run: 1, cell: 0 },
    ],
  },
  {
    id: 'replicas',
    question: { pick: 'run', run: 'synced' },
    difference: [0, 1],
    pinned: 9,
    runs: [
      lessonRun('synced', 'nlp', 'SyncBatchNorm', { options: { replicas: [1, 1] } }),
      lessonRun('local', 'nlp', 'InstanceNorm1d', { options: { affine: true } }),
    ],
    facts: [
      { id: 'first', of: 'mean', run: 1, cell: 0 },
      { id: 'second', of: 'mean', run: 1, cell: 20 },
      { id: 'synced', of: 'mean', run: 0, cell: 0 },
      { id: 'difference', of: 'difference', run: 0, other: 1 },
    ],
  },
];
