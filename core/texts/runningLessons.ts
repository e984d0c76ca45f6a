import type { Texts } from './texts.ts';

/** Texts of the lessons about variance and running statistics. */
export const runningLessonsTexts = {
  'lesson.biasAndEps.title': {
    en: 'n or n − 1, eps inside or outside',
    ko: 'n인가 n − 1인가, eps는 안인가 밖인가',
  },
  'lesson.biasAndEps.question': {
    en: 'x is one 1 among 0s. In which run does the 1 become {unbiased}?',
    ko: 'x는 1 하나와 나머지 0입니다. 1이 {unbiased:이가} 되는 것은?',
  },
  'lesson.biasAndEps.text': {
    en: 'Normalization divides by √(biased variance + eps). With n − 1 in place of n, or eps outside the root, the numbers are others: for 1, 0, 0, 0 the first becomes {unbiased} instead of {biased}, and with eps 0.1 outside the root {outside} instead of {inside}.',
    ko: '정규화는 √(편향 분산 + eps)로 나눕니다. n 대신 n − 1을 쓰거나 eps를 근호 밖에 두면 값이 달라집니다. 1, 0, 0, 0의 첫 값은 {biased} 대신 {unbiased:이가} 되고, eps 0.1을 근호 밖에 두면 {inside} 대신 {outside:이가} 됩니다.',
  },
  'lesson.biasAndEps.run.biased': {
    en: 'BatchNorm1d: divided by n',
    ko: 'BatchNorm1d: n으로 나눔',
  },
  'lesson.biasAndEps.run.unbiased': { en: 'mistake: divided by n − 1', ko: '실수: n − 1로 나눔' },
  'lesson.biasAndEps.run.outside': {
    en: 'mistake: √var + eps, eps 0.1',
    ko: '실수: √var + eps, eps 0.1',
  },
  'lesson.biasAndEps.run.inside': {
    en: 'BatchNorm1d: √(var + eps), eps 0.1',
    ko: 'BatchNorm1d: √(var + eps), eps 0.1',
  },
  'lesson.biasAndEps.fact.biased': { en: 'y of the 1, biased variance', ko: '1의 y, 편향 분산' },
  'lesson.biasAndEps.fact.unbiased': {
    en: 'y of the 1, unbiased variance',
    ko: '1의 y, 비편향 분산',
  },
  'lesson.biasAndEps.fact.outside': {
    en: 'y of the 1, eps 0.1 outside the root',
    ko: '1의 y, eps 0.1이 근호 밖',
  },
  'lesson.biasAndEps.fact.inside': {
    en: 'y of the 1, eps 0.1 inside the root',
    ko: '1의 y, eps 0.1이 근호 안',
  },

  'lesson.runningVariance.title': {
    en: 'running_var is not the batch’s variance',
    ko: 'running_var는 배치의 분산이 아니다',
  },
  'lesson.runningVariance.question': {
    en: 'Click a cell that counts in the variance of channel 0.',
    ko: '채널 0의 분산에 드는 칸을 클릭해 보세요.',
  },
  'lesson.runningVariance.text': {
    en: 'The layer normalizes with the biased variance {batch} (divided by n = {n}) but stores the unbiased {running}, drawn as bars beside the cubes. With momentum 1 nothing else is mixed in, and they still differ by n/(n − 1) = {ratio}.',
    ko: '레이어는 편향 분산 {batch:으로로} 정규화하지만(n = {n:으로로} 나눔) 저장하는 것은 비편향 분산 {running}입니다. 큐브 옆의 막대가 이동 통계량입니다. momentum이 1이면 다른 것이 섞이지 않는데도 n/(n − 1) = {ratio}배입니다.',
  },
  'lesson.runningVariance.run.train': {
    en: 'BatchNorm1d(5, momentum=1)',
    ko: 'BatchNorm1d(5, momentum=1)',
  },
  'lesson.runningVariance.fact.batch': {
    en: 'variance used on this batch, channel 0',
    ko: '이 배치에 쓴 분산, 채널 0',
  },
  'lesson.runningVariance.fact.running': {
    en: 'running_var afterwards, channel 0',
    ko: '그 뒤의 running_var, 채널 0',
  },
  'lesson.runningVariance.fact.ratio': { en: 'running_var / variance', ko: 'running_var / 분산' },
  'lesson.runningVariance.fact.n': { en: 'n, values in a channel', ko: 'n, 한 채널의 값의 수' },

  'lesson.evalStillNormalizes.title': {
    en: 'eval() does not turn BatchNorm off',
    ko: 'eval()이 BatchNorm을 끄지는 않는다',
  },
  'lesson.evalStillNormalizes.question': {
    en: 'In which run does the layer seem to do nothing?',
    ko: '레이어가 아무 일도 하지 않는 듯 보이는 것은?',
  },
  'lesson.evalStillNormalizes.text': {
    en: 'In eval the layer normalizes with its running statistics. A fresh layer has mean 0 and variance 1, and so seems to do nothing: {x} becomes {fresh}. A trained one makes {trained} of it.',
    ko: 'eval에서 레이어는 이동 통계량으로 정규화합니다. 새 레이어는 평균 0, 분산 1이라 아무 일도 하지 않는 듯 보입니다. {x:은는} {fresh:이가} 됩니다. 학습한 레이어에서는 {trained:이가} 됩니다.',
  },
  'lesson.evalStillNormalizes.run.train': { en: 'train', ko: '학습(train)' },
  'lesson.evalStillNormalizes.run.fresh': { en: 'eval, fresh layer', ko: '평가(eval), 새 레이어' },
  'lesson.evalStillNormalizes.run.trained': {
    en: 'eval, running mean 1, running var 4',
    ko: '평가(eval), 이동 평균 1, 이동 분산 4',
  },
  'lesson.evalStillNormalizes.fact.x': { en: 'x[0, 0, 0]', ko: 'x[0, 0, 0]' },
  'lesson.evalStillNormalizes.fact.train': { en: 'y in train', ko: '학습에서의 y' },
  'lesson.evalStillNormalizes.fact.fresh': {
    en: 'y in eval, fresh layer: x/√(1 + eps)',
    ko: '평가에서의 y, 새 레이어: x/√(1 + eps)',
  },
  'lesson.evalStillNormalizes.fact.trained': {
    en: 'y in eval, mean 1 and variance 4',
    ko: '평가에서의 y, 평균 1과 분산 4',
  },

  'lesson.kerasMomentum.title': {
    en: 'Momentum runs the other way in Keras',
    ko: 'Keras의 모멘텀은 반대 방향이다',
  },
  'lesson.kerasMomentum.question': {
    en: 'Which of these layers forgets everything but the last batch?',
    ko: '마지막 배치만 남기고 모두 잊는 레이어는?',
  },
  'lesson.kerasMomentum.text': {
    en: 'PyTorch: new = (1 − m)·old + m·batch. In Keras and Flax the momentum weighs the old value: their 0.99 is PyTorch’s 0.01. Copied unchanged, it forgets everything but the last batch: running_mean of channel 0 becomes {copied} rather than {same}, for a batch mean of {batchMean}. The three outputs are the same: in train mode momentum moves only what is remembered, the bars beside the cubes.',
    ko: 'PyTorch: 새 값 = (1 − m)·옛 값 + m·배치 값. Keras와 Flax의 모멘텀은 옛 값에 곱해집니다. 그쪽의 0.99는 PyTorch의 0.01입니다. 그대로 옮기면 마지막 배치만 남고 모두 잊습니다. 배치 평균이 {batchMean}일 때 채널 0의 running_mean은 {same:이가} 아니라 {copied:이가} 됩니다. 세 출력은 똑같습니다. 학습 모드에서 모멘텀은 기억하는 값, 곧 큐브 옆의 막대만 움직입니다.',
  },
  'lesson.kerasMomentum.run.torch': {
    en: 'PyTorch’s default, momentum 0.1',
    ko: 'PyTorch 기본값, momentum 0.1',
  },
  'lesson.kerasMomentum.run.same': {
    en: 'Keras’ 0.99 translated: momentum 0.01',
    ko: 'Keras의 0.99를 옮기면: momentum 0.01',
  },
  'lesson.kerasMomentum.run.copied': {
    en: 'mistake: momentum 0.99 copied',
    ko: '실수: 0.99를 그대로 씀',
  },
  'lesson.kerasMomentum.fact.batchMean': {
    en: 'mean of the batch, channel 0',
    ko: '배치의 평균, 채널 0',
  },
  'lesson.kerasMomentum.fact.torch': {
    en: 'running_mean, momentum 0.1',
    ko: 'running_mean, momentum 0.1',
  },
  'lesson.kerasMomentum.fact.same': {
    en: 'running_mean, momentum 0.01',
    ko: 'running_mean, momentum 0.01',
  },
  'lesson.kerasMomentum.fact.copied': {
    en: 'running_mean, momentum 0.99',
    ko: 'running_mean, momentum 0.99',
  },

  'lesson.batchOfOne.title': {
    en: 'Batch of one: only one value is too few',
    ko: '배치 크기 1: 값이 하나뿐일 때만 안 된다',
  },
  'lesson.batchOfOne.question': {
    en: 'Which of these inputs does BatchNorm1d refuse in training?',
    ko: '학습할 때 BatchNorm1d가 거부하는 입력은?',
  },
  'lesson.batchOfOne.text': {
    en: 'BatchNorm does not fail at batch size 1. It fails when a channel has a single value. One sentence of four positions has {values}.',
    ko: 'BatchNorm은 배치 크기 1에서 실패하지 않습니다. 한 채널에 값이 하나뿐일 때 실패합니다. 네 위치가 있는 문장 하나에는 값이 {values}개 있습니다.',
  },
  'lesson.batchOfOne.run.sentence': { en: 'one sentence: (1, 5, 4)', ko: '문장 하나: (1, 5, 4)' },
  'lesson.batchOfOne.run.vector': { en: 'one vector: (1, 5)', ko: '벡터 하나: (1, 5)' },
  'lesson.batchOfOne.fact.values': {
    en: 'values in a channel of (1, 5, 4)',
    ko: '(1, 5, 4)의 한 채널에 있는 값의 수',
  },
  'lesson.batchOfOne.fact.refused': { en: 'PyTorch on (1, 5)', ko: '(1, 5)에 대한 PyTorch의 답' },

  'lesson.freezing.title': {
    en: 'Freezing γ and β does not freeze the layer',
    ko: 'γ와 β를 얼려도 레이어는 얼지 않는다',
  },
  'lesson.freezing.question': {
    en: 'In which run do the running statistics still move?',
    ko: '이동 통계량이 여전히 움직이는 것은?',
  },
  'lesson.freezing.text': {
    en: 'Parameters without gradient stay, but in train mode the running statistics (the bars) move on with every batch: running_mean of channel 0 from {before} to {frozen}. Only eval() on the layer stops them: {eval}.',
    ko: '기울기가 없는 매개변수는 그대로지만, 학습 모드에서는 배치마다 이동 통계량(막대)이 움직입니다. 채널 0의 running_mean은 {before}에서 {frozen:으로로} 바뀝니다. 그 레이어에 eval()을 불러야만 멈춥니다. 그때는 {eval}입니다.',
  },
  'lesson.freezing.run.frozen': { en: 'γ and β frozen, train', ko: 'γ와 β 고정, 학습(train)' },
  'lesson.freezing.run.eval': { en: 'γ and β frozen, eval', ko: 'γ와 β 고정, 평가(eval)' },
  'lesson.freezing.fact.before': {
    en: 'running_mean before, channel 0',
    ko: '이전의 running_mean, 채널 0',
  },
  'lesson.freezing.fact.frozen': {
    en: 'running_mean after one batch in train',
    ko: '학습에서 배치 하나 뒤의 running_mean',
  },
  'lesson.freezing.fact.eval': {
    en: 'running_mean after one batch in eval',
    ko: '평가에서 배치 하나 뒤의 running_mean',
  },

  'lesson.replicas.title': {
    en: 'Several GPUs: every one has its own statistics',
    ko: '여러 GPU: 저마다 자기 통계량을 쓴다',
  },
  'lesson.replicas.question': {
    en: 'In which run does the mean of channel 0 depend on both samples?',
    ko: '채널 0의 평균이 두 샘플 모두에 달린 것은?',
  },
  'lesson.replicas.text': {
    en: 'Under data parallel training plain BatchNorm averages over the share of its own device: means {first} and {second} for channel 0. SyncBatchNorm exchanges mean, variance and count first: {synced} on both.',
    ko: '데이터 병렬 학습에서 보통의 BatchNorm은 자기 장치에 온 몫에 대해서만 평균을 냅니다. 채널 0의 평균은 {first:과와} {second}입니다. SyncBatchNorm은 먼저 평균과 분산과 개수를 주고받으므로 두 장치 모두 {synced}입니다.',
  },
  'lesson.replicas.run.synced': {
    en: 'SyncBatchNorm over two devices',
    ko: '두 장치의 SyncBatchNorm',
  },
  'lesson.replicas.run.local': {
    en: 'BatchNorm on each device: one sample each',
    ko: '장치마다 BatchNorm: 샘플 하나씩',
  },
  'lesson.replicas.says.local': {
    en: 'BatchNorm on each of two devices averages over L of its own sample: 4 values for each channel there. For one sample a device that is InstanceNorm1d.',
    ko: '두 장치의 BatchNorm이 저마다 자기 샘플의 L에 대해 평균을 냅니다. 채널마다 값 4개입니다. 장치마다 샘플이 하나면 InstanceNorm1d와 같습니다.',
  },
  'lesson.replicas.fact.first': { en: 'mean on device 0, channel 0', ko: '장치 0의 평균, 채널 0' },
  'lesson.replicas.fact.second': { en: 'mean on device 1, channel 0', ko: '장치 1의 평균, 채널 0' },
  'lesson.replicas.fact.synced': {
    en: 'mean after the exchange, channel 0',
    ko: '주고받은 뒤의 평균, 채널 0',
  },
  'lesson.replicas.fact.difference': {
    en: 'largest difference of the outputs',
    ko: '출력의 최대 차이',
  },
} as const satisfies Texts;
