import type { LessonDocument, SceneRun } from '../document.ts';
import { both, lessonOf, run } from './build.ts';

/** x[0, 2, 1] of the sentences; the first cell of a sample is at the same place in every layout. */
const CELL = 9;
const y = (id: string, at: number, en: string, ko: string, cell = CELL) =>
  ({ id, of: 'y', run: at, cell, label: both(en, ko) }) as const;

const half = { weight: [0.5, 0.5, 0.5, 0.5] };
const plainGamma = run('plain', 'nlp', 'RMSNorm', {
  name: both('RMSNorm, w', 'RMSNorm, w'),
  options: { normalized_shape: [4] },
  state: half,
});
const zeroGamma = run('zero', 'nlp', 'RMSNorm', {
  name: both('RMSNorm, 1 + w', 'RMSNorm, 1 + w'),
  options: { normalized_shape: [4], zero_centered_gamma: true },
  state: half,
});
const noEps = run('none', 'nlp', 'RMSNorm', {
  name: both('eps=None', 'eps=None'),
  options: { normalized_shape: [4] },
});
const largeEps = run('large', 'nlp', 'RMSNorm', {
  name: both('eps=1', 'eps=1'),
  options: { normalized_shape: [4], eps: 1 },
});
const biased = run('biased', 'nlp', 'BatchNorm1d', { name: both('÷ n', '÷ n') });
const unbiased = run('unbiased', 'nlp', 'UnbiasedBatchNorm', {
  name: both('÷ (n − 1)', '÷ (n − 1)'),
});

const oneName = lessonOf('oneName', both('One name, other numbers', '같은 이름, 다른 수'), [
  {
    runs: [plainGamma, zeroGamma],
    title: both('w, or 1 + w', 'w인가 1 + w인가'),
    facts: [y('plain', 0, 'y with w', 'w일 때 y'), y('zero', 1, 'y with 1 + w', '1 + w일 때 y')],
    text: both(
      'Both layers hold the same w. Llama multiplies by w: {plain}. Gemma and Qwen3-Next multiply by 1 + w: {zero}. A checkpoint does not say which.',
      '두 레이어의 w는 같습니다. Llama는 w를 곱해 {plain}, Gemma와 Qwen3-Next는 1 + w를 곱해 {zero:이가} 됩니다. 체크포인트에는 어느 쪽인지 적혀 있지 않습니다.',
    ),
  },
  {
    runs: [noEps, largeEps],
    title: both('eps of None', 'None인 eps'),
    facts: [
      y('none', 0, 'y, eps None', 'eps None일 때 y'),
      y('large', 1, 'y, eps 1', 'eps 1일 때 y'),
    ],
    text: both(
      'nn.RMSNorm(eps=None) takes the step of float32 at 1, also for half precision: {none}. Another eps gives another number: with 1 it is {large}.',
      'nn.RMSNorm(eps=None)은 반정밀도에서도 float32에서 1 다음 수까지의 간격을 씁니다. {none}. eps가 다르면 수도 다릅니다. 1이면 {large}입니다.',
    ),
  },
  {
    runs: [biased, unbiased],
    title: both('n, or n − 1', 'n인가 n − 1인가'),
    facts: [
      y('biased', 0, 'y, ÷ n', 'n으로 나눈 y'),
      y('unbiased', 1, 'y, ÷ (n − 1)', 'n − 1로 나눈 y'),
    ],
    text: both(
      'x.std() divides by n − 1. Copies of a layer that use it give {unbiased} where PyTorch gives {biased}.',
      'x.std()는 n − 1로 나눕니다. 이것을 쓴 레이어 사본은 PyTorch가 {biased:을를} 내는 자리에서 {unbiased:을를} 냅니다.',
    ),
  },
]);

const batch = run('batch', 'nlp', 'BatchNorm1d', { name: both('BatchNorm1d', 'BatchNorm1d') });
const layer = run('layer', 'nlp', 'LayerNorm', {
  name: both('LayerNorm', 'LayerNorm'),
  options: { normalized_shape: [5] },
  layout: 'NLC',
});
const modulated = run('ada', 'nlp', 'AdaLayerNorm', {
  name: both('AdaLayerNorm', 'AdaLayerNorm'),
  layout: 'NLC',
  state: { weight: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], bias: [0, 0, 0, 0, 0, 2, 2, 2, 2, 2] },
});
const group = { colour: 'group' } as const;

const batchToAda = lessonOf(
  'batchToAda',
  both('From BatchNorm to AdaLN', 'BatchNorm에서 AdaLN까지'),
  [
    {
      runs: [batch],
      view: group,
      title: both('One γ and β a channel', '채널마다 γ와 β 하나'),
      text: both(
        '{layer} shares statistics among samples, and γ and β too: one of each a channel.',
        '{layer:은는} 샘플들이 통계량을 함께 쓰고, γ와 β도 채널마다 하나씩 함께 씁니다.',
      ),
    },
    {
      runs: [layer],
      view: group,
      title: both('Each token by itself', '토큰마다 따로'),
      text: both(
        '{layer} takes {groups} statistics of {n} values; γ and β are still the same for all tokens.',
        '{layer:은는} 값 {n}개짜리 통계량 {groups}개를 구합니다. γ와 β는 여전히 모든 토큰이 함께 씁니다.',
      ),
    },
    {
      runs: [modulated],
      title: both('γ and β of each sample', '샘플마다 γ와 β'),
      facts: [
        y('first', 0, 'y in sample 0', '샘플 0의 y', 0),
        y('second', 0, 'y in sample 1', '샘플 1의 y', 20),
      ],
      text: both(
        'AdaLN takes scale and shift from a condition, one row a sample: here sample 0 stays as it is, {first}, and sample 1 is doubled and moved by 2, {second}.',
        'AdaLN은 배율과 이동을 조건에서 얻으며, 샘플마다 한 줄입니다. 여기서 샘플 0은 {first:으로로} 그대로이고, 샘플 1은 두 배가 되고 2만큼 옮겨져 {second:이가} 됩니다.',
      ),
    },
  ],
);

const bent = run('tanh', 'nlp', 'DynamicTanh', {
  name: both('DynamicTanh', 'DynamicTanh'),
  options: { normalized_shape: [4] },
});
const normalized = run('layerNorm', 'nlp', 'LayerNorm', {
  name: both('LayerNorm', 'LayerNorm'),
  options: { normalized_shape: [4] },
});

const withoutStatistics = lessonOf(
  'withoutStatistics',
  both('Normalizing without statistics', '통계량 없는 정규화'),
  [
    {
      runs: [normalized, bent],
      title: both('Nothing is averaged', '평균을 내지 않습니다'),
      facts: [
        y('layer', 0, 'y of LayerNorm', 'LayerNorm의 y'),
        y('tanh', 1, 'y of DynamicTanh', 'DynamicTanh의 y'),
      ],
      text: both(
        'LayerNorm looks at all values of a row: {layer}. DynamicTanh looks at this cell alone and bends it: {tanh}. No other cell can change it.',
        'LayerNorm은 한 줄의 값을 모두 봅니다. {layer}. DynamicTanh은 이 칸만 보고 구부립니다. {tanh}. 다른 칸은 이 값을 바꿀 수 없습니다.',
      ),
    },
  ],
);

/** The last position of the second sentence is padding: all its channels are 0. */
const padded = (one: SceneRun): SceneRun => ({
  ...one,
  edits: [0, 1, 2, 3, 4].map((c) => [20 + c * 4 + 3, 0]),
});
const leaking = padded(
  run('leaking', 'nlp', 'BatchNorm1d', { name: both('BatchNorm1d', 'BatchNorm1d') }),
);
const masked = padded(
  run('masked', 'nlp', 'MaskedBatchNorm1d', {
    name: both('MaskedBatchNorm1d', 'MaskedBatchNorm1d'),
    state: { inputs: { mask: { shape: [2, 4], values: [1, 1, 1, 1, 1, 1, 1, 0] } } },
  }),
);

const paddingDone = lessonOf('paddingDone', both('Padding done right', '제대로 다룬 패딩'), [
  {
    runs: [leaking],
    view: { colour: 'value' },
    title: both('Zeros that count', '세어지는 0'),
    facts: [y('leaks', 0, 'y of sample 0', '샘플 0의 y')],
    text: both(
      'The second sentence is one word shorter and filled up with zeros. {layer} counts them: a word of the first sentence becomes {leaks}.',
      '둘째 문장은 한 단어 짧아서 0으로 채웠습니다. {layer:은는} 그 0도 셉니다. 첫 문장의 한 단어는 {leaks:이가} 됩니다.',
    ),
  },
  {
    runs: [masked],
    view: { colour: 'value' },
    title: both('A mask leaves them out', '마스크가 뺍니다'),
    facts: [y('right', 0, 'y of sample 0', '샘플 0의 y')],
    text: both(
      'With a mask the hatched cells take no part in mean and variance: the same word becomes {right}, whatever the padding holds.',
      '마스크가 있으면 빗금 친 칸은 평균과 분산에 끼지 않습니다. 패딩에 무엇이 있든 같은 단어는 {right:이가} 됩니다.',
    ),
  },
]);

const overAll = run('all', 'channels', 'RMSNorm', {
  name: both('RMSNorm over D', 'D 전체의 RMSNorm'),
  options: { normalized_shape: [6], eps: 1e-6 },
  layout: 'NLC',
});
const perHead = run('heads', 'channels', 'QKNorm', {
  name: both('QKNorm, 2 heads', 'QKNorm, 헤드 2개'),
  options: { num_heads: 2 },
  layout: 'NLC',
});

const qkNorm = lessonOf(
  'qkNorm',
  both('QK-norm: per head or over all', 'QK-norm: 헤드마다인가 전체인가'),
  [
    {
      runs: [overAll, perHead],
      view: group,
      title: both('Who shares a length', '길이를 함께 쓰는 값'),
      facts: [
        y('all', 0, 'y over all of D', 'D 전체일 때 y', 0),
        y('head', 1, 'y per head', '헤드마다일 때 y', 0),
      ],
      text: both(
        'OLMo 2 normalizes queries over all of D, which is RMSNorm: {all}. Qwen3 does it head by head: {head}. A loud head then no longer quiets the others.',
        'OLMo 2는 쿼리를 D 전체에 걸쳐 정규화합니다. 곧 RMSNorm입니다. {all}. Qwen3는 헤드마다 합니다. {head}. 그러면 값이 큰 헤드가 다른 헤드를 누르지 않습니다.',
      ),
    },
  ],
);

/** What the names of 2026 do otherwise. */
export const ATLAS_LESSONS: readonly LessonDocument[] = [
  oneName,
  batchToAda,
  withoutStatistics,
  paddingDone,
  qkNorm,
];
