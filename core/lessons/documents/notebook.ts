import { STATION_TIMES } from '../../station/station.ts';
import { both, lessonOf, run } from './build.ts';

/** x[0, 2, 1]: the cell that is followed through. */
const PINNED = 9;
/** Channel 2 of both sentences: 4·2 + l, and 20 more. */
const CHANNEL = [8, 9, 10, 11, 28, 29, 30, 31];

const layer = run('layer', 'nlp', 'BatchNorm1d', {
  name: both('nn.BatchNorm1d(5)', 'nn.BatchNorm1d(5)'),
});
const hand = run('hand', 'nlp', 'Custom', {
  name: both('by hand, over dims 0 and 2', '직접 계산, 0번과 2번 차원'),
  options: { axes: [0, 2] },
});
const at = { runs: [layer], pinned: PINNED };

/** The notebook, step by step, up to its own check of the library against the hand computation. */
export const notebookLesson = lessonOf(
  'notebook',
  both('What does BatchNorm1d average?', 'BatchNorm1d는 무엇의 평균을 냅니까?'),
  [
    {
      runs: [layer],
      view: { colour: 'value' },
      hidden: ['output'],
      title: both('Two sentences', '문장 두 개'),
      text: both(
        'x holds {N} sentences of {L} tokens, each token an embedding of {C} values: shape {shape}, axes ({axes}).',
        'x에는 문장 {N}개가 있고, 문장마다 토큰 {L}개, 토큰마다 임베딩 값 {C}개가 있습니다. 모양은 {shape}, 축은 ({axes})입니다.',
      ),
      notes: both(
        'Turn the cube. Let the class say which axis is which before you go on.',
        '큐브를 돌려 보세요. 넘어가기 전에 어느 축이 무엇인지 학생들이 말하게 하세요.',
      ),
    },
    {
      ...at,
      view: { colour: 'value' },
      hidden: ['output', 'text'],
      title: both('Predict', '예측하기'),
      text: both(
        '{layer} keeps C: the {n} values of channel {channel}, in both sentences and at every position, share one mean.',
        '{layer:은는} C를 남깁니다. 두 문장의 모든 위치에서 채널 {channel}의 값 {n}개가 평균 하나를 함께 씁니다.',
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
      title: both('One colour, one mean', '한 색, 한 평균'),
      text: both(
        '{call} averages over {reduced}: {n} values for each of {groups} channels.',
        '{call:은는} {reduced}에 걸쳐 평균을 냅니다. 채널 {groups}개 각각에 값 {n}개씩입니다.',
      ),
      notes: both(
        'Same colour, same mean and same variance. Five colours, five of each.',
        '같은 색은 평균과 분산이 같습니다. 색이 다섯이니 다섯 개씩입니다.',
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
      notes: both(
        'torch.mean(x.transpose(1, 2), dim=(0, 1)) prints five such means.',
        'torch.mean(x.transpose(1, 2), dim=(0, 1))은 이런 평균 다섯 개를 보여 줍니다.',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.deviation,
      title: both('The deviation', '편차'),
      text: both(
        'Subtract the mean from every value of the channel: {x} − ({mean}) = {deviation}.',
        '채널의 모든 값에서 평균을 뺍니다. {x} − ({mean}) = {deviation}',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.variance,
      title: both('The variance', '분산'),
      text: both(
        'Add the squared deviations and divide by {n}: σ² = {variance}. Divided by {less} it would be {unbiased}, which is not what the layer divides by.',
        '편차의 제곱을 더하고 {n:으로로} 나눕니다. σ² = {variance}. {less:으로로} 나누면 {unbiased:이가} 되는데, 레이어가 쓰는 값이 아닙니다.',
      ),
      notes: both(
        'Without unbiased=False torch.var divides by n − 1: the notebook says so too.',
        'unbiased=False가 없으면 torch.var는 n − 1로 나눕니다. 노트북에도 적혀 있습니다.',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.divide,
      title: both('Divide', '나누기'),
      text: both(
        'Divide the deviation {deviation} by √({variance} + 1e-5): x̂ = {y}.',
        '편차 {deviation:을를} √({variance} + 1e-5)로 나눕니다. x̂ = {y}',
      ),
    },
    {
      ...at,
      step: STATION_TIMES.scaleShift,
      title: both('Scale and shift', '크기와 위치'),
      text: both(
        'Times γ plus β, one of each per channel, shape {weight}. A new layer has γ = 1 and β = 0, so y = {y}.',
        'γ를 곱하고 β를 더합니다. 채널마다 하나씩, 모양은 {weight}입니다. 처음에는 γ = 1, β = 0이므로 y = {y}',
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
          label: both('nn.BatchNorm1d', 'nn.BatchNorm1d'),
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
      notes: both(
        'This is the notebook’s own last cell: the same numbers, by the formula.',
        '노트북의 마지막 셀과 같습니다. 공식으로 얻은 같은 값입니다.',
      ),
    },
  ],
);
