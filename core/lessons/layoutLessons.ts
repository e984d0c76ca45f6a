import { maxDifference, outcomeAt, reducedNames } from './compare.ts';
import { lessonRun, type Lesson } from './lesson.ts';

/** Which axes are meant: letters, layouts, and the layers that are one another's double. */
export const layoutLessons: readonly Lesson[] = [
  {
    id: 'letters',
    question: { pick: 'run', run: 'ncl' },
    pinned: 9,
    runs: [
      lessonRun('ncl', 'nlp', 'BatchNorm1d'),
      lessonRun('nlc', 'nlp', 'BatchNorm1d', { layout: 'NLC' }),
    ],
    facts: (outcomes) => {
      const [right, wrong] = [outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)];
      return [
        { id: 'reducedRight', value: reducedNames(right) },
        { id: 'reducedWrong', value: reducedNames(wrong) },
        { id: 'groupsRight', value: right.plan.groups },
        { id: 'groupsWrong', value: wrong.plan.groups },
      ];
    },
  },
  {
    id: 'squareTrap',
    question: { pick: 'run', run: 'nlc' },
    difference: [0, 1],
    pinned: 5,
    runs: [
      lessonRun('ncl', 'square', 'BatchNorm1d', { options: { num_features: 4 } }),
      lessonRun('nlc', 'square', 'BatchNorm1d', { options: { num_features: 4 }, layout: 'NLC' }),
    ],
    facts: (outcomes) => {
      const [right, wrong] = [outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)];
      return [
        { id: 'reducedRight', value: reducedNames(right) },
        { id: 'reducedWrong', value: reducedNames(wrong) },
        { id: 'difference', value: maxDifference(right, wrong) },
      ];
    },
  },
  {
    id: 'groupNormOne',
    question: { pick: 'run', run: 'layerCL' },
    difference: [0, 2],
    pinned: 9,
    runs: [
      lessonRun('group', 'nlp', 'GroupNorm', { options: { num_groups: 1, affine: false } }),
      lessonRun('layerCL', 'nlp', 'LayerNorm', {
        options: { normalized_shape: [5, 4], elementwise_affine: false },
      }),
      lessonRun('layerC', 'nlp', 'LayerNorm', {
        options: { normalized_shape: [5], elementwise_affine: false },
        layout: 'NLC',
      }),
    ],
    facts: (outcomes) => {
      const group = outcomeAt(outcomes, 0);
      return [
        { id: 'withCL', value: maxDifference(group, outcomeAt(outcomes, 1)) },
        { id: 'withC', value: maxDifference(group, outcomeAt(outcomes, 2)) },
      ];
    },
  },
  {
    id: 'layerNormImages',
    question: { pick: 'run', run: 'c' },
    pinned: 37,
    runs: [
      lessonRun('chw', 'image', 'LayerNorm', { options: { normalized_shape: [3, 5, 5] } }),
      lessonRun('c', 'image', 'LayerNorm', { options: { normalized_shape: [3] }, layout: 'NHWC' }),
      lessonRun('w', 'image', 'LayerNorm', { options: { normalized_shape: [5] } }),
    ],
    facts: (outcomes) =>
      ['chw', 'c', 'w'].flatMap((id, i) => [
        { id: `${id}Size`, value: outcomeAt(outcomes, i).plan.groupSize },
        { id: `${id}Groups`, value: outcomeAt(outcomes, i).plan.groups },
      ]),
  },
  {
    id: 'twoPictures',
    question: { pick: 'run', run: 'token' },
    pinned: 9,
    runs: [
      lessonRun('image', 'image', 'LayerNorm', { options: { normalized_shape: [3, 5, 5] } }),
      lessonRun('token', 'nlp', 'LayerNorm', { options: { normalized_shape: [5] }, layout: 'NLC' }),
    ],
    facts: (outcomes) => {
      const [image, token] = [outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)];
      return [
        { id: 'imageReduced', value: reducedNames(image) },
        { id: 'imageGroups', value: image.plan.groups },
        { id: 'tokenReduced', value: reducedNames(token) },
        { id: 'tokenGroups', value: token.plan.groups },
      ];
    },
  },
  {
    id: 'roleSwap',
    question: { pick: 'run', run: 'instance' },
    pinned: 9,
    runs: [
      lessonRun('layerL', 'nlp', 'LayerNorm', { options: { normalized_shape: [4] } }),
      lessonRun('instance', 'nlp', 'InstanceNorm1d'),
      lessonRun('instanceNLC', 'nlp', 'InstanceNorm1d', { layout: 'NLC' }),
      lessonRun('layerC', 'nlp', 'LayerNorm', {
        options: { normalized_shape: [5] },
        layout: 'NLC',
      }),
    ],
    facts: (outcomes) => [
      { id: 'overL', value: maxDifference(outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)) },
      { id: 'overC', value: maxDifference(outcomeAt(outcomes, 2), outcomeAt(outcomes, 3)) },
      { id: 'between', value: maxDifference(outcomeAt(outcomes, 0), outcomeAt(outcomes, 3)) },
    ],
  },
  {
    id: 'tokensAlone',
    // The token at N = 0, L = 1: 4·c + 1 for every channel c.
    question: { pick: 'cell', cells: [1, 5, 9, 13, 17] },
    difference: [0, 1],
    pinned: 9,
    runs: [
      lessonRun('nlc', 'nlp', 'LayerNorm', { options: { normalized_shape: [5] }, layout: 'NLC' }),
      lessonRun('lnc', 'nlp', 'LayerNorm', { options: { normalized_shape: [5] }, layout: 'LNC' }),
    ],
    facts: (outcomes) => [
      { id: 'difference', value: maxDifference(outcomeAt(outcomes, 0), outcomeAt(outcomes, 1)) },
    ],
  },
  {
    id: 'kerasAxis',
    question: { pick: 'run', run: 'layer' },
    pinned: 9,
    runs: [
      lessonRun('batch', 'nlp', 'BatchNorm1d', { options: { eps: 1e-3 } }),
      lessonRun('layer', 'nlp', 'LayerNorm', {
        options: { normalized_shape: [5], eps: 1e-3 },
        layout: 'NLC',
      }),
    ],
    facts: (outcomes) => [
      { id: 'batchReduced', value: reducedNames(outcomeAt(outcomes, 0)) },
      { id: 'batchKept', value: outcomeAt(outcomes, 0).plan.keptAxes.join(', ') },
      { id: 'layerReduced', value: reducedNames(outcomeAt(outcomes, 1)) },
      { id: 'layerKept', value: outcomeAt(outcomes, 1).plan.keptAxes.join(', ') },
    ],
  },
];
