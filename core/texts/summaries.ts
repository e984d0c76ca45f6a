import type { LayerName } from '../norm/layers.ts';
import type { Language } from '../settings.ts';
import type { Text } from './texts.ts';

/** One sentence about every layer of the table, which says what it averages over: one that is missing does not compile. */
export const summariesTexts = {
  'summary.BatchNorm1d': {
    en: 'Averages over the batch and the length, for each channel.',
    ko: '채널마다 배치와 길이에 걸쳐 평균을 냅니다.',
  },
  'summary.BatchNorm2d': {
    en: 'Averages over the batch, height and width, for each channel.',
    ko: '채널마다 배치, 높이, 너비에 걸쳐 평균을 냅니다.',
  },
  'summary.BatchNorm3d': {
    en: 'Averages over the batch, depth, height and width, for each channel.',
    ko: '채널마다 배치, 깊이, 높이, 너비에 걸쳐 평균을 냅니다.',
  },
  'summary.SyncBatchNorm': {
    en: 'BatchNorm over the batches of all devices together, for each channel.',
    ko: '모든 장치의 배치를 합쳐 채널마다 BatchNorm을 합니다.',
  },
  'summary.LayerNorm': {
    en: 'Averages over the last dimensions, for each position on its own.',
    ko: '위치마다 따로, 마지막 차원들에 걸쳐 평균을 냅니다.',
  },
  'summary.RMSNorm': {
    en: 'Divides by the root mean square over the last dimensions; the mean is not subtracted.',
    ko: '마지막 차원들의 제곱평균제곱근으로 나눕니다. 평균은 빼지 않습니다.',
  },
  'summary.GroupNorm': {
    en: 'Averages over a group of channels and all positions, for each sample on its own.',
    ko: '샘플마다 따로, 채널 그룹과 모든 위치에 걸쳐 평균을 냅니다.',
  },
  'summary.InstanceNorm1d': {
    en: 'Averages over the length, for each channel of each sample on its own.',
    ko: '샘플의 채널마다 따로, 길이에 걸쳐 평균을 냅니다.',
  },
  'summary.InstanceNorm2d': {
    en: 'Averages over height and width, for each channel of each sample on its own.',
    ko: '샘플의 채널마다 따로, 높이와 너비에 걸쳐 평균을 냅니다.',
  },
  'summary.InstanceNorm3d': {
    en: 'Averages over depth, height and width, for each channel of each sample on its own.',
    ko: '샘플의 채널마다 따로, 깊이, 높이, 너비에 걸쳐 평균을 냅니다.',
  },
  'summary.LocalResponseNorm': {
    en: 'Divides by a power of the mean square over neighbouring channels, at each position.',
    ko: '위치마다 이웃 채널 제곱 평균의 거듭제곱으로 나눕니다.',
  },
  'summary.Custom': {
    en: 'Averages over any axes that you choose.',
    ko: '고른 축에 걸쳐 평균을 냅니다.',
  },
  'summary.LayerNorm2d': {
    en: 'Averages over the channels, for each pixel on its own.',
    ko: '픽셀마다 따로, 채널에 걸쳐 평균을 냅니다.',
  },
  'summary.PixelNorm': {
    en: 'Divides by the root mean square over the channels, at each position; no parameters.',
    ko: '위치마다 채널에 걸친 제곱평균제곱근으로 나눕니다. 매개변수는 없습니다.',
  },
  'summary.L2Norm': {
    en: 'Divides by the length over chosen dimensions, as torch.nn.functional.normalize does.',
    ko: 'torch.nn.functional.normalize처럼, 고른 차원들에 걸친 길이로 나눕니다.',
  },
  'summary.ScaleNorm': {
    en: 'Divides by the length over the last dimension and multiplies by one number g for all.',
    ko: '마지막 차원의 길이로 나누고 모두에 같은 수 g를 곱합니다.',
  },
  'summary.FrozenBatchNorm2d': {
    en: 'BatchNorm by its buffers, in train and eval alike: they never change.',
    ko: '저장된 버퍼로 하는 BatchNorm. train에서도 eval에서도 버퍼는 바뀌지 않습니다.',
  },
  'summary.QKNorm': {
    en: 'Divides queries or keys by the root mean square of each head.',
    ko: '쿼리나 키를 헤드마다 그 제곱평균제곱근으로 나눕니다.',
  },
  'summary.AdaLayerNorm': {
    en: 'LayerNorm over the last dimension, with a scale and a shift of their own for every sample.',
    ko: '마지막 차원에 걸친 LayerNorm. 배율(scale)과 이동(shift)은 샘플마다 따로 있습니다.',
  },
  'summary.AdaGroupNorm': {
    en: 'GroupNorm with a scale and a shift of their own for every channel of every sample.',
    ko: 'GroupNorm. 배율(scale)과 이동(shift)은 샘플의 채널마다 따로 있습니다.',
  },
  'summary.ConditionalBatchNorm2d': {
    en: 'BatchNorm without γ and β, then γ and β of each sample: one row a sample.',
    ko: 'γ와 β 없는 BatchNorm을 한 다음, 샘플마다 한 줄씩 있는 γ와 β를 씁니다.',
  },
  'summary.SPADE': {
    en: 'BatchNorm without γ and β, then a γ and a β of its own for every cell.',
    ko: 'γ와 β 없는 BatchNorm을 한 다음, 칸마다 따로 있는 γ와 β를 씁니다.',
  },
  'summary.WeightStandardization': {
    en: 'Acts on the weight of a convolution, not on its input: every filter O by itself.',
    ko: '입력이 아니라 합성곱의 가중치에 합니다. 필터 O마다 따로입니다.',
  },
  'summary.DynamicTanh': {
    en: 'Averages over nothing: tanh(α · x), then γ and β.',
    ko: '평균을 내지 않습니다. tanh(α · x)에 γ와 β를 씁니다.',
  },
  'summary.DynamicErf': {
    en: 'Averages over nothing: erf(α · x + s), then γ and β.',
    ko: '평균을 내지 않습니다. erf(α · x + s)에 γ와 β를 씁니다.',
  },
  'summary.RMSNormGated': {
    en: 'RMSNorm over groups of the last dimension, of what a second tensor, the gate, lets through.',
    ko: '두 번째 텐서인 게이트가 통과시킨 값을, 마지막 차원의 그룹마다 RMSNorm으로 정규화합니다.',
  },
  'summary.MaskedBatchNorm1d': {
    en: 'BatchNorm over the positions that a mask lets take part; padding does not count.',
    ko: '마스크가 참여시키는 위치에만 걸쳐 BatchNorm을 합니다. 패딩은 세지 않습니다.',
  },
  'summary.GhostBatchNorm': {
    en: 'BatchNorm in chunks of the batch, each by itself, as if they were small batches.',
    ko: '배치를 여러 묶음으로 나누어, 작은 배치처럼 묶음마다 따로 BatchNorm을 합니다.',
  },
  'summary.BatchRenorm': {
    en: 'BatchNorm whose output is moved towards what the running statistics would give.',
    ko: 'BatchNorm의 출력을 이동 통계량으로 계산한 값 쪽으로 옮깁니다.',
  },
  'summary.AdaIN': {
    en: 'InstanceNorm whose γ and β are the deviation and the mean of another image, the style.',
    ko: 'γ와 β가 다른 이미지, 곧 스타일의 표준편차와 평균인 InstanceNorm입니다.',
  },
  'summary.FilterResponseNorm2d': {
    en: 'Divides by the root mean square of each channel of a sample; the output is at least τ.',
    ko: '샘플의 채널마다 제곱평균제곱근으로 나눕니다. 출력은 τ보다 작지 않습니다.',
  },
  'summary.GlobalResponseNorm': {
    en: 'Compares the length of each channel with the mean length of all channels of its sample.',
    ko: '채널마다의 길이를 그 샘플에 있는 모든 채널의 평균 길이와 견줍니다.',
  },
  'summary.SwitchNorm2d': {
    en: 'Blends the statistics of InstanceNorm, LayerNorm and BatchNorm by weights that are learned.',
    ko: 'InstanceNorm, LayerNorm, BatchNorm의 통계량을 학습된 비중으로 섞습니다.',
  },
  'summary.EvoNorm2dS0': {
    en: 'Bends every value by a sigmoid and divides by the deviation of its group of channels.',
    ko: '값마다 시그모이드로 구부리고 채널 그룹의 표준편차로 나눕니다.',
  },
  'summary.EvoNorm2dB0': {
    en: 'Divides by the larger of two: the deviation of the batch, or v · x and that of the instance.',
    ko: '배치의 표준편차와, v · x에 인스턴스의 표준편차를 더한 값 가운데 큰 쪽으로 나눕니다.',
  },
  'summary.UnbiasedBatchNorm': {
    en: 'A common mistake: BatchNorm with the variance divided by n − 1.',
    ko: '흔한 실수: 분산을 n − 1로 나누는 BatchNorm.',
  },
  'summary.EpsOutsideBatchNorm': {
    en: 'A common mistake: BatchNorm that divides by √variance + eps.',
    ko: '흔한 실수: √분산 + eps로 나누는 BatchNorm.',
  },
} as const satisfies Readonly<Record<`summary.${LayerName}`, Text>>;

/** What a layer averages over, in one sentence. */
export const layerSummary = (layer: LayerName, language: Language): string =>
  summariesTexts[`summary.${layer}`][language];
