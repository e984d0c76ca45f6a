import { maxDifference, outcomeAt } from './compare.ts';
import { lessonRun, type Lesson } from './lesson.ts';

const first = (values: ArrayLike<number> | undefined) => values?.[0] ?? NaN;

/** What is divided by what, and what a layer remembers. */
export const runningLessons: readonly Lesson[] = [
  {
    id: 'biasAndEps',
    pinned: 0,
    runs: [
      lessonRun('biased', 'oneHot', 'BatchNorm1d'),
      lessonRun('unbiased', 'oneHot', 'UnbiasedBatchNorm'),
      lessonRun('outside', 'oneHot', 'EpsOutsideBatchNorm', { options: { eps: 0.1 } }),
      lessonRun('inside', 'oneHot', 'BatchNorm1d', { options: { eps: 0.1 } }),
    ],
    facts: (outcomes) => [
      { id: 'biased', value: first(outcomeAt(outcomes, 0).y.data) },
      { id: 'unbiased', value: first(outcomeAt(outcomes, 1).y.data) },
      { id: 'outside', value: first(outcomeAt(outcomes, 2).y.data) },
      { id: 'inside', value: first(outcomeAt(outcomes, 3).y.data) },
    ],
  },
  {
    id: 'runningVariance',
    pinned: 9,
    runs: [lessonRun('train', 'nlp', 'BatchNorm1d', { options: { momentum: 1 } })],
    facts: (outcomes) => {
      const { plan, statistics, runningAfter } = outcomeAt(outcomes, 0);
      const [batch, running] = [first(statistics?.variance), first(runningAfter?.var)];
      return [
        { id: 'batch', value: batch },
        { id: 'running', value: running },
        { id: 'ratio', value: running / batch },
        { id: 'n', value: plan.groupSize },
      ];
    },
  },
  {
    id: 'evalStillNormalizes',
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
      { id: 'x', value: first(outcomeAt(outcomes, 0).x.data) },
      { id: 'train', value: first(outcomeAt(outcomes, 0).y.data) },
      { id: 'fresh', value: first(outcomeAt(outcomes, 1).y.data) },
      { id: 'trained', value: first(outcomeAt(outcomes, 2).y.data) },
    ],
  },
  {
    id: 'kerasMomentum',
    pinned: 9,
    runs: [
      lessonRun('torch', 'nlp', 'BatchNorm1d', { options: { momentum: 0.1 } }),
      lessonRun('same', 'nlp', 'BatchNorm1d', { options: { momentum: 0.01 } }),
      lessonRun('copied', 'nlp', 'BatchNorm1d', { options: { momentum: 0.99 } }),
    ],
    facts: (outcomes) => [
      { id: 'batchMean', value: first(outcomeAt(outcomes, 0).statistics?.mean) },
      { id: 'torch', value: first(outcomeAt(outcomes, 0).runningAfter?.mean) },
      { id: 'same', value: first(outcomeAt(outcomes, 1).runningAfter?.mean) },
      { id: 'copied', value: first(outcomeAt(outcomes, 2).runningAfter?.mean) },
    ],
  },
  {
    id: 'batchOfOne',
    pinned: 0,
    runs: [
      lessonRun('sentence', 'oneSentence', 'BatchNorm1d'),
      lessonRun('vector', 'oneVector', 'BatchNorm1d'),
    ],
    facts: (outcomes) => {
      const refused = outcomes[1];
      return [
        { id: 'values', value: outcomeAt(outcomes, 0).plan.groupSize },
        { id: 'refused', value: refused && !refused.ok ? refused.message : '' },
      ];
    },
  },
  {
    id: 'freezing',
    pinned: 9,
    runs: [
      lessonRun('frozen', 'nlp', 'BatchNorm1d', { options: { affine: false } }),
      lessonRun('eval', 'nlp', 'BatchNorm1d', { options: { affine: false }, mode: 'eval' }),
    ],
    facts: (outcomes) => [
      { id: 'before', value: first(outcomeAt(outcomes, 0).runningBefore?.mean) },
      { id: 'frozen', value: first(outcomeAt(outcomes, 0).runningAfter?.mean) },
      { id: 'eval', value: first(outcomeAt(outcomes, 1).runningAfter?.mean) },
    ],
  },
  {
    id: 'replicas',
    pinned: 9,
    runs: [
      lessonRun('synced', 'nlp', 'SyncBatchNorm', { options: { replicas: [1, 1] } }),
      lessonRun('local', 'nlp', 'InstanceNorm1d', { options: { affine: true } }),
    ],
    facts: (outcomes) => {
      const [synced, local] = [outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)];
      const channels = synced.plan.groups;
      return [
        { id: 'first', value: first(local.statistics?.mean) },
        { id: 'second', value: local.statistics?.mean[channels] ?? NaN },
        { id: 'synced', value: first(synced.statistics?.mean) },
        { id: 'difference', value: maxDifference(synced, local) },
      ];
    },
  },
];
