import { STATION_TIMES } from '../../station/station.ts';
import { both, lessonOf, run } from './build.ts';

/** x[0, 1, 2, 2]. */
const PINNED = 37;
/** Channel 1 of both images: 25 … 49, and 75 more. */
const CHANNEL = [0, 75].flatMap((sample) => Array.from({ length: 25 }, (_, i) => sample + 25 + i));

const layer = run('layer', 'image', 'BatchNorm2d', {
  name: both('nn.BatchNorm2d(3)', 'nn.BatchNorm2d(3)'),
});
const hand = run('hand', 'image', 'Custom', {
  name: both('by hand, over dims 0, 2 and 3', '직접 계산, 0·2·3번 차원'),
  options: { axes: [0, 2, 3] },
});
const wrong = run('wrong', 'image', 'Custom', {
  name: both('over dim 0 alone', '0번 차원만'),
  options: { axes: [0] },
});
const at = { runs: [layer], pinned: PINNED };

/** The notebook's second half, which it breaks off: images. */
export const imagesLesson = lessonOf(
  'images',
  both('BatchNorm2d on images', '이미지의 BatchNorm2d'),
  [
    {
      runs: [layer],
      view: { colour: 'value' },
      hidden: ['output'],
      title: both('Two images', '이미지 두 장'),
      text: both(
        'x holds {N} images of {C} channels, each {H} pixels high and {W} wide: shape {shape}, axes ({axes}).',
        'x에는 이미지 {N}장이 있고, 채널이 {C}개, 높이가 {H}픽셀, 너비가 {W}픽셀입니다. 모양은 {shape}, 축은 ({axes})입니다.',
      ),
      notes: both(
        'Each cube is one image: channels lie behind one another.',
        '큐브 하나가 이미지 한 장입니다. 채널이 앞뒤로 놓여 있습니다.',
      ),
    },
    {
      ...at,
      view: { colour: 'value' },
      hidden: ['output', 'text'],
      title: both('Predict', '예측하기'),
      text: both(
        'All {n} pixels of channel {channel}, in both images, share one mean.',
        '두 이미지에서 채널 {channel}의 픽셀 {n}개가 모두 평균 하나를 함께 씁니다.',
      ),
      question: {
        ask: both(
          'Click a cell that shares its mean with {cell} under {layer}.',
          '{layer}에서 {cell:과와} 평균을 함께 쓰는 칸을 클릭하세요.',
        ),
        answer: { pick: 'cell', cells: CHANNEL },
      },
    },
    {
      ...at,
      view: { colour: 'group' },
      title: both('Per channel', '채널마다'),
      text: both(
        '{call} averages over {reduced}: {n} values for each of {groups} channels.',
        '{call:은는} {reduced}에 걸쳐 평균을 냅니다. 채널 {groups}개 각각에 값 {n}개씩입니다.',
      ),
    },
    {
      runs: [layer, wrong],
      pinned: PINNED,
      view: { colour: 'group' },
      title: both('Not per pixel', '픽셀마다가 아닙니다'),
      facts: [
        {
          id: 'many',
          of: 'groups',
          run: 1,
          label: both('statistics over N alone', 'N에 대해서만 낼 때 통계량'),
        },
        { id: 'few', of: 'size', run: 1, label: both('values in each', '하나에 드는 값') },
      ],
      text: both(
        'Averaging over N alone would give {many} statistics of {few} values: one for every pixel of every channel. BatchNorm2d has {groups}.',
        'N에 대해서만 평균을 내면 모든 채널의 픽셀마다 하나씩, 값 {few}개짜리 통계량이 {many}개 나옵니다. BatchNorm2d는 {groups}개입니다.',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.mean,
      title: both('The mean', '평균'),
      text: both(
        'Add the {n} values of channel {channel} and divide by {n}: μ = {mean}.',
        '채널 {channel}의 값 {n}개를 더하고 {n:으로로} 나눕니다. μ = {mean}',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.variance,
      title: both('The variance', '분산'),
      text: both(
        'Add the {n} squared deviations and divide by {n}: σ² = {variance}.',
        '편차의 제곱 {n}개를 더하고 {n:으로로} 나눕니다. σ² = {variance}',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.divide,
      title: both('Divide', '나누기'),
      text: both(
        'Divide the deviation {deviation} by √({variance} + 1e-5): {y}.',
        '편차 {deviation:을를} √({variance} + 1e-5)로 나눕니다. {y}',
      ),
    },
    {
      runs: [layer, hand],
      pinned: PINNED,
      difference: [0, 1],
      view: { colour: 'value' },
      title: both('The check', '확인'),
      facts: [
        {
          id: 'library',
          of: 'y',
          run: 0,
          cell: PINNED,
          label: both('nn.BatchNorm2d', 'nn.BatchNorm2d'),
        },
        { id: 'byHand', of: 'y', run: 1, cell: PINNED, label: both('by hand', '직접 계산') },
        {
          id: 'apart',
          of: 'difference',
          run: 0,
          other: 1,
          label: both('largest difference of all cells', '모든 칸에서 가장 큰 차이'),
        },
      ],
      text: both(
        'The library says {library} at {cell}, the hand computation {byHand}; the largest difference over all cells is {apart}.',
        '{cell}에서 라이브러리는 {library}, 직접 계산은 {byHand}이고, 모든 칸에서 가장 큰 차이는 {apart}입니다.',
      ),
    },
  ],
);
