/**
 * Korean texts for what comes with data and is English there: help of options, summaries of layers,
 * warnings and errors by their codes.
 */
export const koData: Readonly<Record<string, string>> = {
  'layer.Custom': '직접 고른 축',
  'layer.UnbiasedBatchNorm': '불편 분산 BatchNorm',
  'layer.EpsOutsideBatchNorm': 'eps가 근호 밖인 BatchNorm',

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

  'option.num_features': '입력의 채널 수 C.',
  'option.eps': '값이 모두 같은 그룹에서 0으로 나누지 않도록 분산에 더하는 수.',
  'option.RMSNorm.eps': '제곱 평균에 더하는 수. None이면 자료형에서 1 다음 수까지의 간격입니다.',
  'option.RMSNorm.elementwise_affine': 'normalized_shape 모양의 γ(weight)로 스케일합니다.',
  'option.momentum': '이동 통계량에서 새 배치의 비중. None이면 모든 배치를 똑같이 평균합니다.',
  'option.affine': '채널마다 하나씩 γ(weight)를 곱하고 β(bias)를 더합니다.',
  'option.track_running_stats': '학습 중에 이동 통계량을 모아 두었다가 eval에서 씁니다.',
  'option.elementwise_affine': 'normalized_shape 모양의 매개변수로 스케일하고 시프트합니다.',
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

  'notice.readAsOneSample':
    '{layer:은는} {rank}차원 입력을 샘플 하나 {form:으로로} 읽습니다. {first:을를} 채널로 보고 {over}에 걸쳐 평균을 냅니다. 배치라면 차원을 하나 더하세요(x.unsqueeze).',
  'notice.axisOrder':
    '{layer:은는} {expected:을를} 기대하지만 {fed:이가} 들어왔습니다. {channel:을를} 채널로 보고 {over}에 걸쳐 평균을 냅니다. 채널 C를 정규화하려면 x.permute({order}) 를 넣으세요.',
  'notice.squareTrap':
    '{first:과와} {second:이가} 모두 {size}개라서, 축이 뒤바뀌어도 {layer:은는} 오류 없이 엉뚱한 축을 정규화합니다. 축 순서를 확인하세요: {first:을를} 채널로 봅니다.',
  'notice.layerNormWithoutChannel':
    '{layer:은는} 언제나 마지막 차원을 씁니다. 여기서는 채널 C가 아니라 {over}에 걸쳐 평균을 냅니다. 위치마다 채널에 걸쳐 정규화하려면 먼저 C를 맨 뒤로 옮기세요.',
  'notice.groupOfOne':
    '통계량마다 값이 하나뿐이라 입력이 무엇이든 {layer}의 출력에 남는 것이 거의 없습니다. 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.groupOfTwo':
    '통계량마다 값이 2개뿐이라, 입력이 무엇이든 {layer:은는} γ와 β 이전에 약 +1과 −1을 냅니다. 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.batchOfOne':
    '배치에 샘플이 하나라서 {layer:은는} InstanceNorm처럼 그 샘플만으로 정규화합니다. eval에서는 이동 통계량을 쓰므로 값이 달라질 수 있습니다. 샘플을 늘리거나 GroupNorm, LayerNorm을 고르세요.',
  'notice.evalUsesBatch':
    'track_running_stats=False인 {layer:은는} eval에서도 배치 자신의 통계량을 씁니다. 그래서 한 샘플의 출력이 이웃 샘플에 따라 달라집니다. 피하려면 이동 통계량을 켜세요.',
  'notice.momentumIgnored':
    '{layer:은는} momentum=None을 0으로 받아들여 이동 통계량이 전혀 바뀌지 않습니다(BatchNorm이라면 모든 배치를 평균합니다). momentum 값을 정하세요.',
  'notice.unusedFeatures':
    'num_features는 {features}인데 입력의 채널은 {channels}개입니다. γ, β, 이동 통계량이 없으면 {layer:은는} 이를 확인하지 않습니다. {channels:으로로} 바꾸세요.',
  'notice.windowTooWide':
    '크기 {size}의 창이 채널 {channels}개보다 넓습니다. 모자라는 자리는 0으로 세지만 {layer:은는} 여전히 {size:으로로} 나눕니다. {channels} 이하로 고르세요.',
  'notice.evenWindow':
    '크기 {size}의 창에는 가운데가 없습니다. PyTorch의 창은 낮은 채널 쪽으로, ONNX의 창은 높은 채널 쪽으로 치우칩니다. 둘이 같아지려면 홀수를 고르세요.',
  'notice.nothingReduced':
    '줄어드는 축이 없어 값 하나하나가 곧 자신의 평균입니다. 축을 하나 이상 고르세요.',
  'notice.notFinite':
    '통계량 {groups}개 중 {number}개가 유한하지 않습니다. NaN이나 무한대 하나가 그 통계량을 함께 쓰는 칸 {groupSize}개를 모두 망칩니다. 그런 값을 없애거나 가리세요.',
  'notice.constant':
    '통계량 {groups}개 중 {number}개는 값이 모두 같은(RMSNorm이라면 모두 0인) 그룹에서 나왔습니다. 출력은 β(없으면 0)이고, eps가 0/0을 막아 줄 뿐입니다.',
  'notice.largeOffset':
    '통계량 {groups}개 중 {number}개는 0에서 표준편차의 1000배 넘게 떨어져 있습니다. 여기 수치는 정확하지만 GPU 같은 float32 계산은 자릿수를 잃습니다. 먼저 데이터를 중심화하세요.',
  'notice.freshRunning':
    '{layer:은는} 아직 학습하지 않았습니다. 이동 평균이 0, 이동 분산이 1이라 eval은 √(1 + eps)로 나누기만 합니다. 먼저 train 모드로 돌리거나 이동 통계량을 불러오세요.',
  'notice.negativeVariance':
    '통계량 {groups}개 중 {number}개의 이동 분산이 음수라 제곱근이 없습니다. 해당 칸은 NaN이 됩니다. running_var를 확인하세요.',

  'error.rank':
    '{rank}차원 입력은 받을 수 없습니다. {layer:은는} {forms:을를} 받습니다. 이 텐서에 맞는 레이어를 고르거나 입력의 모양을 바꾸세요.',
  'error.emptyInput': '입력에 값이 없습니다(모양 {shape}). 모든 차원의 크기가 1 이상이어야 합니다.',
  'error.oneValuePerChannel':
    '학습할 때는 채널마다 값이 2개 이상 있어야 합니다(입력 크기 {shape}). 샘플이나 길이를 늘리거나, 그룹 수를 줄이거나, eval 모드를 쓰세요.',
  'error.oneSpatialElement':
    '학습할 때는 공간 위치가 2개 이상 있어야 합니다(입력 크기 {shape}). 값 하나에는 분산이 없습니다. 더 큰 입력을 넣거나 track_running_stats=True로 eval 모드를 쓰세요.',
  'error.wrongSize':
    '{layer:은는} 채널 {got}개로 만들어졌지만 입력의 채널은 {expected}개입니다. 값을 {expected:으로로} 바꾸거나, 채널이 제자리에 오도록 입력의 축을 바꾸세요.',
  'error.notDivisible':
    '채널 {channels}개를 그룹 {groups}개로 똑같이 나눌 수 없습니다. num_groups를 채널 수의 약수로 고르세요.',
  'error.normalizedShape':
    'normalized_shape={normalizedShape}인데 입력의 모양은 {shape}입니다. 입력의 마지막 차원들과 같아야 합니다.',
  'error.replicas':
    '장치들의 샘플을 합하면 {total}개인데 배치는 {batch}개입니다. 합을 {batch:으로로} 맞추세요.',
  'error.badOption': '{layer}: {option}에 {got:은는} 쓸 수 없습니다. 다른 값을 입력하세요.',
  'error.unknownOption': '{layer}에는 {option:이가} 없습니다. 있는 옵션: {known}.',
  'error.unknownLayer': '{name}: 그런 레이어가 없습니다. 있는 레이어: {known}.',
  'error.axisRange': '{axis}번 차원이 없습니다. 이 입력의 차원은 {rank}개입니다.',
  'error.axisTwice': '{option}에 같은 차원이 두 번 있습니다: {got}.',

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
};
