import type { LayerName } from '../norm/layers.ts';
import { koNotices } from './notices.ko.ts';

/** Of every row of the table: one that is missing does not compile. */
const koSummaries: Readonly<Record<`summary.${LayerName}`, string>> = {
  'summary.BatchNorm1d': '채널마다 배치와 길이에 걸쳐 평균을 냅니다.',
  'summary.BatchNorm2d': '채널마다 배치, 높이, 너비에 걸쳐 평균을 냅니다.',
  'summary.BatchNorm3d': '채널마다 배치, 깊이, 높이, 너비에 걸쳐 평균을 냅니다.',
  'summary.SyncBatchNorm': '모든 장치의 배치를 합쳐 채널마다 BatchNorm을 합니다.',
  'summary.LayerNorm': '위치마다 따로, 마지막 차원들에 걸쳐 평균을 냅니다.',
  'summary.RMSNorm': '마지막 차원들의 제곱평균제곱근으로 나눕니다. 평균은 빼지 않습니다.',
  'summary.GroupNorm': '샘플마다 따로, 채널 그룹과 모든 위치에 걸쳐 평균을 냅니다.',
  'summary.InstanceNorm1d': '샘플의 채널마다 따로, 길이에 걸쳐 평균을 냅니다.',
  'summary.InstanceNorm2d': '샘플의 채널마다 따로, 높이와 너비에 걸쳐 평균을 냅니다.',
  'summary.InstanceNorm3d': '샘플의 채널마다 따로, 깊이, 높이, 너비에 걸쳐 평균을 냅니다.',
  'summary.LocalResponseNorm': '위치마다 이웃 채널 제곱 평균의 거듭제곱으로 나눕니다.',
  'summary.Custom': '고른 축에 걸쳐 평균을 냅니다.',
  'summary.UnbiasedBatchNorm': '흔한 실수: 분산을 n − 1로 나누는 BatchNorm.',
  'summary.EpsOutsideBatchNorm': '흔한 실수: √분산 + eps로 나누는 BatchNorm.',
  'summary.LayerNorm2d': '픽셀마다 따로, 채널에 걸쳐 평균을 냅니다.',
  'summary.PixelNorm': '위치마다 채널에 걸친 제곱평균제곱근으로 나눕니다. 매개변수는 없습니다.',
  'summary.L2Norm': 'torch.nn.functional.normalize처럼, 고른 차원들에 걸친 길이로 나눕니다.',
  'summary.ScaleNorm': '마지막 차원의 길이로 나누고 모두에 같은 수 g를 곱합니다.',
  'summary.FrozenBatchNorm2d':
    '저장된 버퍼로 하는 BatchNorm. train에서도 eval에서도 버퍼는 바뀌지 않습니다.',
  'summary.AdaLayerNorm':
    '마지막 차원에 걸친 LayerNorm. 배율(scale)과 이동(shift)은 샘플마다 따로 있습니다.',
  'summary.AdaGroupNorm': 'GroupNorm. 배율(scale)과 이동(shift)은 샘플의 채널마다 따로 있습니다.',
  'summary.ConditionalBatchNorm2d':
    'γ와 β 없는 BatchNorm을 한 다음, 샘플마다 한 줄씩 있는 γ와 β를 씁니다.',
  'summary.SPADE': 'γ와 β 없는 BatchNorm을 한 다음, 칸마다 따로 있는 γ와 β를 씁니다.',
  'summary.WeightStandardization': '입력이 아니라 합성곱의 가중치에 합니다. 필터 O마다 따로입니다.',
  'summary.DynamicTanh': '평균을 내지 않습니다. tanh(α · x)에 γ와 β를 씁니다.',
  'summary.DynamicErf': '평균을 내지 않습니다. erf(α · x + s)에 γ와 β를 씁니다.',
  'summary.RMSNormGated':
    '두 번째 텐서인 게이트가 통과시킨 값을, 마지막 차원의 그룹마다 RMSNorm으로 정규화합니다.',
  'summary.MaskedBatchNorm1d':
    '마스크가 참여시키는 위치에만 걸쳐 BatchNorm을 합니다. 패딩은 세지 않습니다.',
  'summary.GhostBatchNorm':
    '배치를 여러 묶음으로 나누어, 작은 배치처럼 묶음마다 따로 BatchNorm을 합니다.',
  'summary.BatchRenorm': 'BatchNorm의 출력을 이동 통계량으로 계산한 값 쪽으로 옮깁니다.',
  'summary.AdaIN': 'γ와 β가 다른 이미지, 곧 스타일의 표준편차와 평균인 InstanceNorm입니다.',
  'summary.FilterResponseNorm2d':
    '샘플의 채널마다 제곱평균제곱근으로 나눕니다. 출력은 τ보다 작지 않습니다.',
  'summary.GlobalResponseNorm':
    '채널마다의 길이를 그 샘플에 있는 모든 채널의 평균 길이와 견줍니다.',
  'summary.SwitchNorm2d': 'InstanceNorm, LayerNorm, BatchNorm의 통계량을 학습된 비중으로 섞습니다.',
  'summary.EvoNorm2dS0': '값마다 시그모이드로 구부리고 채널 그룹의 표준편차로 나눕니다.',
  'summary.EvoNorm2dB0':
    '배치의 표준편차와, v · x에 인스턴스의 표준편차를 더한 값 가운데 큰 쪽으로 나눕니다.',
  'summary.QKNorm': '쿼리나 키를 헤드마다 그 제곱평균제곱근으로 나눕니다.',
};

/** Korean for what comes with data and is English there: help of options, summaries of layers, warnings and identities. */
export const koData = {
  ...koSummaries,

  'option.DynamicTanh.alpha': '구부리기 전에 모든 값에 곱하는 수.',
  'option.DynamicErf.alpha': '구부리기 전에 모든 값에 곱하는 수.',
  'option.shift': '구부리기 전에 α · x에 더하는 수.',
  'option.DynamicTanh.normalized_shape': 'γ와 β가 달라지는 마지막 차원들의 크기.',
  'option.DynamicErf.normalized_shape': 'γ와 β가 달라지는 마지막 차원들의 크기.',
  'option.dim': '길이를 구할 차원의 위치. 음수는 뒤에서부터 셉니다.',
  'option.g': '모두에 곱하는 수. None이면 마지막 크기의 제곱근 √D입니다.',
  'option.num_heads': '마지막 차원에 든 헤드 수. 그 크기의 약수여야 합니다.',
  'option.per_head': '모든 헤드가 함께 쓰지 않고 헤드마다 따로 γ를 둡니다.',
  'option.norm': '제곱평균제곱근으로 나눌지 길이로 나눌지 고릅니다(길이면 eps는 하한입니다).',
  'option.PixelNorm.eps': '0으로 나누지 않도록 제곱 평균에 더하는 수.',
  'option.QKNorm.eps': '0으로 나누지 않도록 제곱 평균에 더하는 수.',
  'option.L2Norm.eps': '0으로 나누지 않도록 정한, 나누는 수의 하한.',
  'option.ScaleNorm.eps': '0으로 나누지 않도록 정한, 나누는 수의 하한.',

  'option.RMSNormGated.num_groups': '마지막 차원을 나눌 그룹 수. 그 크기의 약수여야 합니다.',
  'option.norm_before_gate': '게이트를 먼저 곱하지 않고, x를 정규화한 다음 게이트를 곱합니다.',
  'option.virtual_batch_size':
    '함께 정규화할 샘플의 최대 수. 배치를 되도록 똑같은 크기의 묶음으로 나눕니다.',
  'option.rmax': '배치를 이동 통계량 쪽으로 늘이거나 줄이는 한도. r은 1/rmax와 rmax 사이에 둡니다.',
  'option.dmax': '배치를 이동 통계량 쪽으로 옮기는 한도. d는 −dmax와 dmax 사이에 둡니다.',
  'option.channels_last':
    '입력이 (N, C, H, W)가 아니라 (N, H, W, C)입니다. 마지막 축의 이름이 C이면 그렇게 봅니다.',
  'option.apply_act': '정규화하고 구부립니다. 끄면 γ를 곱하고 β를 더하기만 합니다.',
  'option.RMSNormGated.eps': '0으로 나누지 않도록 제곱 평균에 더하는 수.',
  'option.FilterResponseNorm2d.eps': '0으로 나누지 않도록 제곱 평균에 더하는 수.',
  'option.GlobalResponseNorm.eps': '0으로 나누지 않도록 평균 길이에 더하는 수.',
  'option.SwitchNorm2d.momentum':
    '이 목록의 다른 층과 달리, 새 배치가 아니라 이전 이동 통계량의 비중.',
  'option.num_features': '입력의 채널 수 C.',
  'option.eps': '값이 모두 같은 그룹에서 0으로 나누지 않도록 분산에 더하는 수.',
  'option.RMSNorm.eps': '제곱 평균에 더하는 수. None이면 자료형에서 1 다음 수까지의 간격입니다.',
  'option.RMSNorm.elementwise_affine': 'normalized_shape 모양의 γ(weight)로 스케일합니다.',
  'option.momentum': '이동 통계량에서 새 배치의 비중. None이면 모든 배치를 똑같이 평균합니다.',
  'option.affine': '채널마다 하나씩 γ(weight)를 곱하고 β(bias)를 더합니다.',
  'option.track_running_stats': '학습 중에 이동 통계량을 모아 두었다가 eval에서 씁니다.',
  'option.elementwise_affine': 'normalized_shape 모양의 매개변수로 스케일하고 시프트합니다.',
  'option.zero_centered_gamma':
    '1 + γ를 곱합니다. weight는 배율이 1에서 얼마나 떨어져 있는지를 말하며 0에서 시작합니다.',
  'option.bias': 'γ(weight)와 함께 β(bias)도 둡니다.',
  'option.normalized_shape': '함께 정규화할 마지막 차원들의 크기.',
  'option.num_groups': '채널을 나눌 그룹 수. 채널 수의 약수여야 합니다.',
  'option.num_channels': '입력의 채널 수 C.',
  'option.replicas': '가상 장치마다의 샘플 수. 합이 N이어야 하고, None은 장치 하나입니다.',
  'option.axes': '평균을 낼 차원의 위치.',
  'option.param_axes': 'γ와 β가 달라지는 차원의 위치. None이면 둘 다 없습니다.',
  'option.center': '평균을 뺍니다. 끄면 제곱평균제곱근으로 나눕니다.',
  'option.size': '창에 드는 이웃 채널 수.',
  'option.alpha': '창 안 제곱 평균에 곱하는 수.',
  'option.beta': '분모의 지수.',
  'option.k': '지수를 적용하기 전에 분모에 더하는 수.',

  ...koNotices,

  'identity.groupNormOfEachChannel': '그룹마다 채널이 하나면 평균을 낼 곳은 위치뿐입니다.',
  'identity.groupNormOfOneGroup':
    '그룹이 하나면 샘플의 모든 채널과 위치에 걸쳐 평균을 냅니다. γ와 β의 모양만 다릅니다.',
  'identity.batchNormOfOneSample': '샘플이 하나면 평균을 낼 곳은 위치뿐입니다.',
  'identity.rmsNormAfterCentring': '평균이 0이면 제곱 평균이 곧 분산입니다.',
  'identity.layerNormOfPositions':
    'C를 빼고 위치에만 걸친 LayerNorm은 InstanceNorm이 하는 일입니다.',
  'identity.instanceNormOfChannelsLast':
    '채널이 마지막이면 InstanceNorm1d는 위치를 채널로 보고 C에 걸쳐 평균을 냅니다.',
  'identity.layerNormIgnoresBatchOrder':
    '위치마다 따로 정규화하므로 배치 축이 어디 있든 상관없습니다.',
  'identity.syncBatchNormIsGlobal':
    '개수, 평균, 분산을 주고받은 장치들은 배치 전체의 통계량에 이릅니다.',
  'identity.freshBatchNormInEval':
    '새 이동 통계량은 평균 0, 분산 1이므로 eval은 √(1 + eps)로 나눕니다.',
} as const satisfies Readonly<Record<string, string>>;
