import { both, lessonOf, run } from './build.ts';

/** x[0, 2, 1] of (2, 6, 4). */
const PINNED = 9;
const group = { colour: 'group' } as const;

const batch = run('batch', 'channels', 'BatchNorm1d', {
  name: both('BatchNorm1d(6)', 'BatchNorm1d(6)'),
});
const layer = run('layer', 'channels', 'LayerNorm', {
  name: both('LayerNorm((6, 4))', 'LayerNorm((6, 4))'),
  options: { normalized_shape: [6, 4], elementwise_affine: false },
});
const instance = run('instance', 'channels', 'InstanceNorm1d', {
  name: both('InstanceNorm1d(6)', 'InstanceNorm1d(6)'),
});
const grouped = (groups: number) =>
  run(`group${groups}`, 'channels', 'GroupNorm', {
    name: both(`GroupNorm(${groups}, 6)`, `GroupNorm(${groups}, 6)`),
    options: { num_groups: groups, affine: false },
  });

/** Which cells four layers put together, and where they meet. */
export const fourLesson = lessonOf(
  'four',
  both('Batch, layer, instance, group', '배치, 레이어, 인스턴스, 그룹'),
  [
    {
      runs: [batch],
      pinned: PINNED,
      view: { colour: 'value' },
      hidden: ['output'],
      title: both('Channels that differ', '서로 다른 채널'),
      text: both(
        'The {C} channels of x have different means and spreads. Which values are put together decides which of these differences survive.',
        'x의 채널 {C}개는 평균과 퍼진 정도가 다릅니다. 어떤 값을 함께 묶느냐에 따라 이 차이가 남거나 사라집니다.',
      ),
      notes: both(
        'Ask which channel stands out before anything is normalized.',
        '정규화하기 전에 어느 채널이 눈에 띄는지 물어보세요.',
      ),
    },
    {
      runs: [batch],
      pinned: PINNED,
      view: group,
      title: both('Batch', '배치'),
      text: both(
        '{layer} averages over {reduced}: {groups} statistics of {n} values. The samples share them.',
        '{layer:은는} {reduced}에 걸쳐 평균을 냅니다. 값 {n}개짜리 통계량 {groups}개를 샘플들이 함께 씁니다.',
      ),
    },
    {
      runs: [layer],
      pinned: PINNED,
      view: group,
      title: both('Layer', '레이어'),
      text: both(
        '{layer} over {reduced}: {groups} statistics of {n} values, one for each sample. No sample sees another.',
        '{layer:은는} {reduced}에 걸쳐 평균을 냅니다. 샘플마다 하나씩, 값 {n}개짜리 통계량 {groups}개입니다. 어떤 샘플도 다른 샘플을 보지 않습니다.',
      ),
    },
    {
      runs: [instance],
      pinned: PINNED,
      view: group,
      title: both('Instance', '인스턴스'),
      text: both(
        '{layer} averages over {reduced} alone: {groups} statistics of {n} values, one for each channel of each sample.',
        '{layer:은는} {reduced}에 대해서만 평균을 냅니다. 샘플의 채널마다 하나씩, 값 {n}개짜리 통계량 {groups}개입니다.',
      ),
    },
    {
      runs: [grouped(2)],
      pinned: PINNED,
      view: group,
      title: both('Group', '그룹'),
      text: both(
        '{call} puts 3 neighbouring channels together: {groups} statistics of {n} values.',
        '{call:은는} 이웃한 채널 3개를 묶습니다. 값 {n}개짜리 통계량 {groups}개입니다.',
      ),
    },
    {
      runs: [batch, layer, instance, grouped(2)],
      pinned: PINNED,
      view: group,
      hidden: ['text', 'facts'],
      title: both('Side by side', '나란히'),
      facts: [
        { id: 'b', of: 'groups', run: 0, label: both('BatchNorm1d', 'BatchNorm1d') },
        { id: 'l', of: 'groups', run: 1, label: both('LayerNorm', 'LayerNorm') },
        { id: 'i', of: 'groups', run: 2, label: both('InstanceNorm1d', 'InstanceNorm1d') },
        { id: 'g', of: 'groups', run: 3, label: both('GroupNorm', 'GroupNorm') },
      ],
      text: both(
        'Statistics: {b} for BatchNorm1d, {l} for LayerNorm, {i} for InstanceNorm1d, {g} for GroupNorm.',
        '통계량은 BatchNorm1d가 {b}개, LayerNorm이 {l}개, InstanceNorm1d가 {i}개, GroupNorm이 {g}개입니다.',
      ),
      question: {
        ask: both(
          'Which of the four has the most statistics? Click it.',
          '넷 중 통계량이 가장 많은 것은? 클릭하세요.',
        ),
        answer: { pick: 'run', run: 'instance' },
      },
    },
    {
      runs: [grouped(6), instance],
      pinned: PINNED,
      difference: [0, 1],
      view: group,
      title: both('Every channel its own group', '채널마다 한 그룹'),
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
        'GroupNorm with as many groups as channels is InstanceNorm1d: the largest difference is {apart}.',
        '그룹 수가 채널 수와 같은 GroupNorm은 InstanceNorm1d입니다. 가장 큰 차이는 {apart}입니다.',
      ),
    },
    {
      runs: [grouped(1), layer],
      pinned: PINNED,
      difference: [0, 1],
      view: group,
      title: both('One group for all', '모두 한 그룹'),
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
        'GroupNorm with one group is LayerNorm over (C, L): the largest difference is {apart}.',
        '그룹이 하나인 GroupNorm은 (C, L)의 LayerNorm입니다. 가장 큰 차이는 {apart}입니다.',
      ),
    },
  ],
);
