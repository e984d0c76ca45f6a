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
    facts: [
      { id: 'reducedRight', of: 'reduced', run: 0 },
      { id: 'reducedWrong', of: 'reduced', run: 1 },
      { id: 'groupsRight', of: 'groups', run: 0 },
      { id: 'groupsWrong', of: 'groups', run: 1 },
    ],
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
    facts: [
      { id: 'reducedRight', of: 'reduced', run: 0 },
      { id: 'reducedWrong', of: 'reduced', run: 1 },
      { id: 'difference', of: 'difference', run: 0, other: 1 },
    ],
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
    facts: [
      { id: 'withCL', of: 'difference', run: 0, other: 1 },
      { id: 'withC', of: 'difference', run: 0, other: 2 },
    ],
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
    facts: [
      { id: 'chwSize', of: 'size', run: 0, at: 37 },
      { id: 'chwGroups', of: 'groups', run: 0 },
      { id: 'cSize', of: 'size', run: 1, at: 37 },
      { id: 'cGroups', of: 'groups', run: 1 },
      { id: 'wSize', of: 'size', run: 2, at: 37 },
      { id: 'wGroups', of: 'groups', run: 2 },
    ],
  },
  {
    id: 'twoPictures',
    question: { pick: 'run', run: 'token' },
    pinned: 9,
    runs: [
      lessonRun('image', 'image', 'LayerNorm', { options: { normalized_shape: [3, 5, 5] } }),
      lessonRun('token', 'nlp', 'LayerNorm', { options: { normalized_shape: [5] }, layout: 'NLC' }),
    ],
    facts: [
      { id: 'imageReduced', of: 'reduced', run: 0 },
      { id: 'imageGroups', of: 'groups', run: 0 },
      { id: 'tokenReduced', of: 'reduced', run: 1 },
      { id: 'tokenGroups', of: 'groups', run: 1 },
    ],
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
    facts: [
      { id: 'overL', of: 'difference', run: 0, other: 1 },
      { id: 'overC', of: 'difference', run: 2, other: 3 },
      { id: 'between', of: 'difference', run: 0, other: 3 },
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
    facts: [{ id: 'difference', of: 'difference', run: 0, other: 1 }],
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
    facts: [
      { id: 'batchReduced', of: 'reduced', run: 0 },
      { id: 'batchKept', of: 'kept', run: 0 },
      { id: 'batchSize', of: 'size', run: 0, at: 9 },
      { id: 'layerReduced', of: 'reduced', run: 1 },
      { id: 'layerKept', of: 'kept', run: 1 },
      { id: 'layerSize', of: 'size', run: 1, at: 7 },
    ],
  },
];
