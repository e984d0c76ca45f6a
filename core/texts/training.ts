import type { Texts } from './texts.ts';

/** Train & eval. */
export const trainingTexts = {
  'training.lead': {
    en: 'Thirty batches of eight samples with three channels go through {layer} one by one. Each is drawn about the same true mean and variance.',
    ko: '채널 3개, 샘플 8개인 배치 30개가 {layer:을를} 하나씩 지나갑니다. 모두 같은 참 평균과 참 분산에서 뽑았습니다.',
  },
  'training.layer': { en: 'Layer', ko: '레이어' },
  'training.does.BatchNorm1d': {
    en: 'In train mode every batch is normalized by its own statistics, and moves the running ones by its share.',
    ko: 'train에서는 배치마다 자기 통계량으로 정규화하고, 그만큼 이동 통계량을 옮깁니다.',
  },
  'training.does.BatchRenorm': {
    en: 'Gathers as BatchNorm does. In train mode r and d move the output towards what the running statistics would give, so train and eval lie closer together.',
    ko: '모으는 방법은 BatchNorm과 같습니다. train에서는 r과 d가 출력을 이동 통계량으로 계산한 값 쪽으로 옮겨, train과 eval이 더 가깝습니다.',
  },
  'training.does.GhostBatchNorm': {
    en: 'Two chunks of four samples, each by its own statistics: the running ones move twice a batch. The curve of the batch is the mean of its chunks.',
    ko: '샘플 4개씩 두 묶음을 저마다의 통계량으로 정규화하므로, 이동 통계량이 배치마다 두 번 움직입니다. 배치의 곡선은 두 묶음의 평균입니다.',
  },
  'training.does.MaskedBatchNorm1d': {
    en: 'The last two samples of every batch are padding, zeros. A mask leaves them out, so they pull neither the mean nor the variance.',
    ko: '배치마다 마지막 샘플 2개는 0으로 채운 패딩입니다. 마스크가 이들을 빼므로 평균도 분산도 끌려가지 않습니다.',
  },
  'training.does.FrozenBatchNorm2d': {
    en: 'Its buffers stay as they were given, here 0 and 1, whatever comes: train and eval are the same.',
    ko: '무엇이 들어와도 버퍼는 처음 받은 그대로(여기서는 0과 1)입니다. train과 eval이 같습니다.',
  },
  'training.channel': { en: 'Channel', ko: '채널' },
  'training.convention': { en: 'Who writes momentum', ko: 'momentum 표기' },
  'training.momentum': { en: 'momentum', ko: 'momentum' },
  'training.same': { en: 'the same in {other}: {value}', ko: '{other}에서는 {value}' },
  'training.sameNone': {
    en: 'the plain average of all batches; Keras has no such thing',
    ko: '모든 배치의 단순 평균이며, Keras에는 없습니다',
  },
  'training.momentumWrong': {
    en: 'A number from 0 to 1, or None',
    ko: '0에서 1 사이의 수 또는 None',
  },
  'training.none': { en: 'None: average of all batches', ko: 'None: 모든 배치의 평균' },
  'training.freeze': { en: 'Call eval() from a batch on', ko: '어느 배치부터 eval() 호출' },
  'training.freezeAt': { en: 'from batch', ko: '시작 배치' },
  'training.affine': {
    en: 'Freezing γ and β alone (requires_grad = False) leaves these curves as they are; only eval() stops them.',
    ko: 'γ와 β만 고정해도(requires_grad = False) 이 곡선은 그대로 움직입니다. eval()만이 멈춥니다.',
  },
  'training.step': { en: 'Batch {step} of {total}', ko: '배치 {step} / {total}' },
  'training.play': { en: 'Play', ko: '재생' },
  'training.pause': { en: 'Pause', ko: '일시 정지' },
  'training.previous': { en: 'Previous batch', ko: '이전 배치' },
  'training.next': { en: 'Next batch', ko: '다음 배치' },
  'training.mean': { en: 'Mean', ko: '평균' },
  'training.variance': { en: 'Variance', ko: '분산' },
  'training.batch': { en: 'this batch', ko: '이 배치' },
  'training.running': { en: 'running', ko: '이동 통계량' },
  'training.true': { en: 'true', ko: '참값' },
  'training.unbiased': { en: 'this batch, n − 1', ko: '이 배치, n − 1' },
  'training.chartMean': {
    en: 'Mean of channel {channel} over the batches',
    ko: '배치에 따른 채널 {channel}의 평균',
  },
  'training.chartVariance': {
    en: 'Variance of channel {channel} over the batches',
    ko: '배치에 따른 채널 {channel}의 분산',
  },
  'training.numbers': { en: 'After this batch', ko: '이 배치 다음' },
  'training.gap': { en: 'The gap between train and eval', ko: 'train과 eval의 차이' },
  'training.gapText': {
    en: 'One fresh batch after this one. In train mode it is normalized by its own statistics, in eval mode by the running ones.',
    ko: '이 배치 다음에 온 새 배치 하나입니다. train에서는 자기 통계량으로, eval에서는 이동 통계량으로 정규화합니다.',
  },
  'training.fresh': { en: 'first value of the channel', ko: '채널의 첫 값' },
  'training.trainOutput': { en: 'output in train mode', ko: 'train 출력' },
  'training.evalOutput': { en: 'output in eval mode', ko: 'eval 출력' },
  'training.largestGap': {
    en: 'largest difference in the fresh batch',
    ko: '새 배치에서 가장 큰 차이',
  },
  'training.replicas': { en: 'Replicas: local and synced', ko: '여러 장치: 따로와 함께' },
  'training.replicasText': {
    en: 'The eight samples of this batch on several devices. BatchNorm takes what each device sees; SyncBatchNorm merges the partial moments first.',
    ko: '이 배치의 샘플 8개를 여러 장치에 나눕니다. BatchNorm은 장치마다 본 것만 쓰고, SyncBatchNorm은 부분 모멘트를 먼저 합칩니다.',
  },
  'training.devices': { en: 'Samples of each device', ko: '장치별 샘플 수' },
  'training.device': { en: 'device {number}', ko: '장치 {number}' },
  'training.samples': { en: 'n', ko: 'n' },
  'training.synced': { en: 'synced', ko: '합친 값' },
  'training.averaged': { en: 'plain average of the devices', ko: '장치 값의 단순 평균' },
  'training.merge': {
    en: 'Merging {a} and {b}: mean {mean}, sum of squared deviations {squares}',
    ko: '{a}개와 {b}개를 합침: 평균 {mean}, 편차 제곱의 합 {squares}',
  },
} as const satisfies Texts;
