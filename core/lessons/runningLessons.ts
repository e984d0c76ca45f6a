import { maxDifference, outcomeAt } from './compare.ts';
import { lessonRun, type Lesson } from './lesson.ts';

const first = (values: ArrayLike<number> | undefined) => values?.[0] ?? NaN;

/** PyTorch's own words at the head of an error; what to do about it is ours. */
const torchSays = (message: string) => /^.*?torch\.Size\(\[.*?\]\)/.exec(message)?.[0] ?? message;

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
    facts: (outcomes) => [
      { id: 'biased', value: first(outcomeAt(outcomes, 0).y.data), cell: 0 },
      { id: 'unbiased', value: first(outcomeAt(outcomes, 1).y.data), cell: 0 },
      { id: 'outside', value: first(outcomeAt(outcomes, 2).y.data), cell: 0 },
      { id: 'inside', value: first(outcomeAt(outcomes, 3).y.data), cell: 0 },
    ],
  },
  {
    id: 'runningVariance',
    // Channel 0 of both samples: l, and 20 + l.
    question: { pick: 'cell', cells: [0, 1, 2, 3, 20, 21, 22, 23] },
    running: true,
    pinned: 9,
    runs: [lessonRun('train', 'nlp', 'BatchNorm1d', { options: { momentum: 1 } })],
    facts: (outcomes) => {
      const { plan, statistics, runningAfter } = outcomeAt(outcomes, 0);
      const [batch, running] = [first(statistics?.variance), first(runningAfter?.var)];
      return [
        { id: 'batch', value: batch, cell: 0 },
        { id: 'running', value: running, cell: 0 },
        { id: 'ratio', value: running / batch },
        { id: 'n', value: plan.groupSize },
      ];
    },
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
    facts: (outcomes) => [
      { id: 'x', value: first(outcomeAt(outcomes, 0).x.data), cell: 0 },
      { id: 'train', value: first(outcomeAt(outcomes, 0).y.data), cell: 0 },
      { id: 'fresh', value: first(outcomeAt(outcomes, 1).y.data), cell: 0 },
      { id: 'trained', value: first(outcomeAt(outcomes, 2).y.data), cell: 0 },
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
    facts: (outcomes) => [
      { id: 'batchMean', value: first(outcomeAt(outcomes, 0).statistics?.mean), cell: 0 },
      { id: 'torch', value: first(outcomeAt(outcomes, 0).runningAfter?.mean), cell: 0 },
      { id: 'same', value: first(outcomeAt(outcomes, 1).runningAfter?.mean), cell: 0 },
      { id: 'copied', value: first(outcomeAt(outcomes, 2).runningAfter?.mean), cell: 0 },
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
    facts: (outcomes) => {
      const refused = outcomes[1];
      return [
        { id: 'values', value: outcomeAt(outcomes, 0).plan.groupSize },
        { id: 'refused', value: refused && !refused.ok ? torchSays(refused.message) : '' },
      ];
    },
  },
  {
    id: 'freezing',
    question: { pick: 'run', run: 'frozen' },
    running: true,
    pinned: 9,
    runs: [
      lessonRun('frozen', 'nlp', 'BatchNorm1d', { options: { affine: false } }),
      lessonRun('eval', 'nlp', 'BatchNorm1d', { options: { affine: false }, mode: 'eval' }),
    ],
    facts: (outcomes) => [
      { id: 'before', value: first(outcomeAt(outcomes, 0).runningBefore?.mean), cell: 0 },
      { id: 'frozen', value: first(outcomeAt(outcomes, 0).runningAfter?.mean), cell: 0 },
      { id: 'eval', value: first(outcomeAt(outcomes, 1).runningAfter?.mean), cell: 0 },
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
    facts: (outcomes) => {
      const [synced, local] = [outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)];
      const channels = synced.plan.groups;
      return [
        { id: 'first', value: first(local.statistics?.mean), cell: 0 },
        { id: 'second', value: local.statistics?.mean[channels] ?? NaN, cell: 20 },
        { id: 'synced', value: first(synced.statistics?.mean), cell: 0 },
        { id: 'difference', value: maxDifference(synced, local) },
      ];
    },
  },
];
