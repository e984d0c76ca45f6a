import { STATION_TIMES } from '../../station/station.ts';
import { both, lessonOf, run } from './build.ts';

const PINNED = 9;
const trainedState = {
  runningMean: [1, 1, 1, 1, 1],
  runningVar: [4, 4, 4, 4, 4],
  numBatchesTracked: 100,
};

const train = run('train', 'nlp', 'BatchNorm1d', { name: both('train', 'train') });
const fresh = run('fresh', 'nlp', 'BatchNorm1d', {
  name: both('eval, new', 'eval, 처음'),
  mode: 'eval',
});
const trained = run('trained', 'nlp', 'BatchNorm1d', {
  name: both('eval, trained', 'eval, 학습 뒤'),
  mode: 'eval',
  state: trainedState,
});
const all = run('all', 'nlp', 'BatchNorm1d', {
  name: both('train, momentum 1', 'train, momentum 1'),
  options: { momentum: 1 },
});
const layerTrain = run('layerTrain', 'nlp', 'LayerNorm', {
  name: both('LayerNorm, train', 'LayerNorm, train'),
  options: { normalized_shape: [4] },
});
const layerEval = run('layerEval', 'nlp', 'LayerNorm', {
  name: both('LayerNorm, eval', 'LayerNorm, eval'),
  options: { normalized_shape: [4] },
  mode: 'eval',
});

/** What BatchNorm remembers, and what it does with it. */
export const trainEvalLesson = lessonOf('trainEval', both('Train and eval', 'train과 eval'), [
  {
    runs: [train],
    pinned: PINNED,
    view: { colour: 'group' },
    title: both('Train: its own statistics', 'train: 자신의 통계량'),
    text: both(
      'In train mode {layer} takes mean and variance from this batch: channel {channel} has μ = {mean}, and {x} becomes {y}.',
      'train 모드에서 {layer:은는} 이 배치에서 평균과 분산을 얻습니다. 채널 {channel}의 μ는 {mean}이고, {x:은는} {y:이가} 됩니다.',
    ),
  },
  {
    runs: [train],
    pinned: PINNED,
    step: STATION_TIMES.running,
    running: true,
    title: both('And it remembers', '그리고 기억합니다'),
    facts: [
      {
        id: 'before',
        of: 'runningMeanBefore',
        run: 0,
        cell: PINNED,
        label: both('running_mean[2] before', '이전 running_mean[2]'),
      },
      {
        id: 'after',
        of: 'runningMean',
        run: 0,
        cell: PINNED,
        label: both('running_mean[2] after', '이후 running_mean[2]'),
      },
    ],
    text: both(
      'It also moves running_mean[{channel}]: 0.9 · {before} + 0.1 · ({mean}) = {after}.',
      'running_mean[{channel}]도 움직입니다. 0.9 · {before} + 0.1 · ({mean}) = {after}',
    ),
    notes: both(
      'momentum 0.1 is the weight of the new batch; Keras counts the other way.',
      'momentum 0.1은 새 배치의 몫입니다. Keras는 반대로 셉니다.',
    ),
  },
  {
    runs: [all],
    pinned: PINNED,
    running: true,
    title: both('The variance it remembers', '기억하는 분산'),
    facts: [
      {
        id: 'kept',
        of: 'runningVar',
        run: 0,
        cell: PINNED,
        label: both('running_var[2]', 'running_var[2]'),
      },
      {
        id: 'ratio',
        of: 'ratio',
        run: 0,
        at: PINNED,
        label: both('running_var / σ²', 'running_var / σ²'),
      },
    ],
    text: both(
      'With momentum 1 running_var[{channel}] is {kept}, not σ² = {variance}: it is divided by {less}, so {ratio} times as large.',
      'momentum이 1이면 running_var[{channel}]은 σ² = {variance:이가} 아니라 {kept}입니다. {less:으로로} 나누므로 {ratio}배입니다.',
    ),
  },
  {
    runs: [train, fresh],
    pinned: PINNED,
    hidden: ['text', 'facts'],
    view: { colour: 'value' },
    title: both('Eval of a new layer', '처음 상태의 eval'),
    facts: [{ id: 'passed', of: 'y', run: 1, cell: PINNED, label: both('y in eval', 'eval의 y') }],
    text: both(
      'A new layer remembers mean 0 and variance 1: in eval {x} becomes {passed}, almost itself.',
      '처음 상태의 레이어는 평균 0, 분산 1을 기억합니다. eval에서 {x:은는} 거의 그대로 {passed:이가} 됩니다.',
    ),
    question: {
      ask: both(
        'Both layers are new. Which output is almost the input? Click it.',
        '둘 다 처음 상태입니다. 출력이 입력과 거의 같은 것은? 클릭하세요.',
      ),
      answer: { pick: 'run', run: 'fresh' },
    },
  },
  {
    runs: [trained],
    pinned: PINNED,
    view: { colour: 'value' },
    title: both('Eval after training', '학습 뒤의 eval'),
    text: both(
      'With running_mean {mean} and running_var {variance}, {x} becomes {y}: eval does not turn the layer off, it takes the stored statistics.',
      'running_mean이 {mean}, running_var가 {variance}이면 {x:은는} {y:이가} 됩니다. eval은 레이어를 끄지 않고 저장된 통계량을 씁니다.',
    ),
  },
  {
    runs: [train, trained],
    pinned: PINNED,
    difference: [0, 1],
    view: { colour: 'value' },
    title: both('One batch, two outputs', '배치 하나, 출력 둘'),
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
      'The same input, the same layer: train and eval differ by up to {apart}.',
      '입력도 레이어도 같지만 train과 eval은 많게는 {apart}만큼 다릅니다.',
    ),
  },
  {
    runs: [layerTrain, layerEval],
    pinned: PINNED,
    difference: [0, 1],
    view: { colour: 'value' },
    title: both('LayerNorm has no such memory', 'LayerNorm에는 그런 기억이 없습니다'),
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
      'LayerNorm keeps no statistics: train and eval differ by {apart}.',
      'LayerNorm은 통계량을 간직하지 않습니다. train과 eval의 차이는 {apart}입니다.',
    ),
  },
]);
