import { both, lessonOf, run } from './build.ts';

const PINNED = 5;
const group = { colour: 'group' } as const;

const right = run('right', 'nlp', 'BatchNorm1d', {
  name: both('fed (N, C, L)', '(N, C, L)로 입력'),
  options: { num_features: 5 },
});
const refused = run('refused', 'nlp', 'BatchNorm1d', {
  name: both('fed (N, L, C)', '(N, L, C)로 입력'),
  options: { num_features: 5 },
  layout: 'NLC',
});
const obeying = run('obeying', 'nlp', 'BatchNorm1d', {
  name: both('BatchNorm1d(4), fed (N, L, C)', 'BatchNorm1d(4), (N, L, C)로 입력'),
  options: { num_features: 4 },
  layout: 'NLC',
});
const square = run('square', 'square', 'BatchNorm1d', {
  name: both('fed (N, C, L)', '(N, C, L)로 입력'),
  options: { num_features: 4 },
});
const trapped = run('trapped', 'square', 'BatchNorm1d', {
  name: both('fed (N, L, C)', '(N, L, C)로 입력'),
  options: { num_features: 4 },
  layout: 'NLC',
});
const token = run('token', 'square', 'LayerNorm', {
  name: both('LayerNorm(4), fed (N, L, C)', 'LayerNorm(4), (N, L, C)로 입력'),
  options: { normalized_shape: [4] },
  layout: 'NLC',
});

/** What happens when C and L change places. */
export const layoutLesson = lessonOf('layout', both('The layout trap', '레이아웃의 함정'), [
  {
    runs: [right],
    pinned: PINNED,
    view: group,
    title: both('As PyTorch wants it', 'PyTorch가 바라는 대로'),
    text: both(
      '{call} fed ({axes}) takes its second position for channels: {groups} statistics over {reduced}.',
      '({axes})로 넣은 {call:은는} 두 번째 자리를 채널로 봅니다. {reduced}에 걸친 통계량 {groups}개입니다.',
    ),
    notes: both(
      'The layer does not read letters; it counts positions.',
      '레이어는 글자를 읽지 않고 자리를 셉니다.',
    ),
  },
  {
    runs: [right, refused],
    view: group,
    title: both('Another order: an error', '다른 순서: 오류'),
    facts: [{ id: 'says', of: 'refusal', run: 1, label: both('PyTorch says', 'PyTorch의 말') }],
    text: both(
      'Fed (N, L, C), BatchNorm1d(5) stops: “{says}”. That is luck.',
      '(N, L, C)로 넣으면 BatchNorm1d(5)는 멈춥니다. “{says}” 운이 좋은 경우입니다.',
    ),
  },
  {
    runs: [right, obeying],
    view: group,
    title: both('The tempting repair', '솔깃한 수리'),
    facts: [
      { id: 'axes1', of: 'reduced', run: 1, label: both('it averages over', '평균을 내는 축') },
      { id: 'many', of: 'groups', run: 1, label: both('statistics', '통계량') },
    ],
    text: both(
      'BatchNorm1d(4) runs, but averages over {axes1} and has {many} statistics: one for each position, none for a channel.',
      'BatchNorm1d(4)는 실행되지만 {axes1}에 걸쳐 평균을 내고 통계량이 {many}개입니다. 위치마다 하나이고 채널의 것은 없습니다.',
    ),
  },
  {
    runs: [square, trapped],
    pinned: PINNED,
    view: group,
    hidden: ['text', 'facts'],
    title: both('The square trap', '정사각형 함정'),
    facts: [
      {
        id: 'apart',
        of: 'difference',
        run: 0,
        other: 1,
        label: both('largest difference', '가장 큰 차이'),
      },
    ],
    text: both(
      'With C = L = {C} both run without a word. The outputs differ by up to {apart}.',
      'C = L = {C}이면 둘 다 말없이 실행됩니다. 출력은 많게는 {apart}만큼 다릅니다.',
    ),
    question: {
      ask: both(
        'C and L are both {C}. One of these is a mistake without an error. Click it.',
        'C와 L이 모두 {C}입니다. 이 중 하나는 오류 없는 실수입니다. 클릭하세요.',
      ),
      answer: { pick: 'run', run: 'trapped' },
    },
  },
  {
    runs: [square, trapped],
    pinned: PINNED,
    difference: [0, 1],
    view: { colour: 'value' },
    title: both('How far apart', '얼마나 다른가'),
    facts: [
      {
        id: 'apart',
        of: 'difference',
        run: 0,
        other: 1,
        label: both('largest difference', '가장 큰 차이'),
      },
    ],
    text: both(
      'Cell by cell, the two outputs differ by up to {apart}. No test of shapes finds it.',
      '칸마다 보면 두 출력은 많게는 {apart}만큼 다릅니다. 모양만 보는 검사로는 찾을 수 없습니다.',
    ),
  },
  {
    runs: [token],
    pinned: PINNED,
    view: group,
    title: both('When (N, L, C) is right', '(N, L, C)가 맞을 때'),
    text: both(
      '{layer} averages over the last axis: fed ({axes}) that is {reduced}, one token at a time. Each layer has a layout of its own.',
      '{layer:은는} 마지막 축에 걸쳐 평균을 냅니다. ({axes})로 넣으면 {reduced}, 곧 토큰 하나씩입니다. 레이어마다 제 레이아웃이 있습니다.',
    ),
  },
]);
