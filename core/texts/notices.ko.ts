/** Korean texts of what is noticed about a layer, its options and its values, by code. */
export const koNotices = {
  'notice.readAsOneSample':
    '{layer:은는} {rank}차원 입력을 샘플 하나 {form:으로로} 읽습니다. {first:을를} 채널로 보고 {over}에 걸쳐 평균을 냅니다. 배치라면 차원을 하나 더하세요(x.unsqueeze).',
  'notice.readAsOneSampleStored':
    '{layer:은는} {rank}차원 입력을 샘플 하나 {form:으로로} 읽습니다. {first:을를} 채널로 보고 저장된 통계량을 씁니다. 배치라면 차원을 하나 더하세요(x.unsqueeze).',
  'notice.axisOrderStored':
    '{layer:은는} {expected:을를} 기대하지만 {fed:이가} 들어왔습니다. {channel:을를} 채널로 보고 저장된 통계량을 씁니다. 채널 C를 정규화하려면 x.permute({order}) 를 넣으세요.',
  'notice.axisOrder':
    '{layer:은는} {expected:을를} 기대하지만 {fed:이가} 들어왔습니다. {channel:을를} 채널로 보고 {over}에 걸쳐 평균을 냅니다. 채널 C를 정규화하려면 x.permute({order}) 를 넣으세요.',
  'notice.squareTrap':
    '{first:과와} {second:이가} 모두 {size}개라서, 축이 뒤바뀌어도 {layer:은는} 오류 없이 엉뚱한 축을 정규화합니다. 축 순서를 확인하세요: {first:을를} 채널로 봅니다.',
  'notice.layerNormWithoutChannel':
    '{layer:은는} 언제나 마지막 차원을 씁니다. 여기서는 채널 C가 아니라 {over}에 걸쳐 평균을 냅니다. 위치마다 채널에 걸쳐 정규화하려면 먼저 C를 맨 뒤로 옮기세요.',
  'notice.wholeSample':
    '여기서 {layer:은는} 샘플 전체인 {over}에 걸쳐 평균을 냅니다. 트랜스포머의 {layer:은는} 위치마다 따로, C만 씁니다. {feed:을를} {layer}([{channels}])에 넣으세요.',
  'notice.batchOfOne':
    '배치에 샘플이 하나라서 {layer:은는} InstanceNorm처럼 그 샘플만으로 정규화합니다. eval에서는 이동 통계량을 쓰므로 값이 달라질 수 있습니다. 샘플을 늘리거나 GroupNorm, LayerNorm을 고르세요.',
  'notice.batchOfOneItself':
    '배치에 샘플이 하나라서 {layer:은는} 그 샘플만으로 정규화합니다. eval에서는 이동 통계량을 쓰므로 값이 달라질 수 있습니다. 샘플을 늘리거나 GroupNorm, LayerNorm을 고르세요.',
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
  'notice.zeroFactor':
    '{option:이가} 0이면 입력이 무엇이든 {layer}의 출력이 같습니다. {option:을를} 다른 값으로 바꾸세요.',
  'notice.nothingReduced':
    '줄어드는 축이 없어 값 하나하나가 홀로 한 그룹입니다. 축을 하나 이상 고르세요.',
  'notice.largeOffset':
    '통계량 {groups}개 중 {number}개는 0에서 표준편차의 1000배 넘게 떨어져 있습니다. 여기 수치는 정확하지만 GPU 같은 float32 계산은 자릿수를 잃습니다. 먼저 데이터를 중심화하세요.',
  'notice.batchOfOneUntracked':
    '배치에 샘플이 하나라서 {layer:은는} 학습에서도 eval에서도 그 샘플만으로 정규화합니다. 배치가 더 크면 출력이 이웃 샘플에 따라 달라집니다. GroupNorm과 LayerNorm은 그렇지 않습니다.',

  'notice.momentumRange':
    'momentum {momentum:은는} 비중이 될 수 없습니다. 이동 통계량이 {old} · 이전 값 + {batch} · 배치가 되어 어떤 범위도 벗어날 수 있고 running_var가 음수가 될 수도 있습니다. PyTorch도 그대로 돌립니다. 0에서 1 사이로 고르세요.',
  'notice.momentumZero':
    'momentum이 {momentum}이면 {layer}의 이동 통계량이 전혀 바뀌지 않아 eval은 처음 값을 계속 씁니다. 다른 값을 고르거나, 모든 배치를 평균하려면 None을 고르세요.',
  'notice.momentumLarge':
    'momentum {momentum:은는} {layer}에 큰 값입니다. 새 배치의 비중이므로 이동 통계량이 마지막 배치를 거의 따라갑니다. Keras와 Flax에서는 이전 값의 비중이라, 그쪽의 {momentum:은는} 여기서 {other}입니다.',
  'notice.unusedChannels':
    'num_channels는 {declared}인데 입력의 채널은 {channels}개입니다. γ와 β가 없으면 {layer:은는} 이를 확인하지 않습니다. {channels:으로로} 바꾸세요.',
  'notice.negativeEps':
    'eps가 {eps}이면 {layer:은는} eps를 더할 자리에서 그만큼을 뺍니다. 그보다 크지 않은 수로는 나눌 수 없어 NaN이나 무한대가 되고, 조금 더 큰 수로 나눈 값은 몹시 부풀려집니다. PyTorch도 그대로 돌립니다(새 버전의 BatchNorm은 eval에서만). 0보다 큰 eps를 고르세요.',

  'notice.negativeFloor':
    'eps {eps:은는} 어떤 길이보다도 작아 0으로 나누는 것을 막지 못합니다. 0뿐인 값은 NaN이 됩니다. 0보다 큰 eps를 고르세요.',

  'notice.drawnInput':
    '{layer:은는} x와 함께 {name:을를} 받는데 주어지지 않아 여기서 만들어 씁니다. 가지고 있는 텐서를 넣으세요.',

  'notice.notFinite':
    '통계량 {groups}개 중 {number}개가 유한하지 않습니다. NaN이나 무한대 하나가 그 통계량을 함께 쓰는 칸({groupSize}개)을 모두 망칩니다. 그런 값을 없애거나 가리세요.',
  'notice.overflow':
    '통계량 {groups}개 중 {number}개는 값이 유한하지만 그 제곱이 float64의 최댓값 1.8e308을 넘습니다. 나누는 수가 무한대라 남는 것은 β(없으면 0)뿐이고, 평균까지 넘치면 NaN입니다. PyTorch의 float64도 넘쳐서 같은 값이나 NaN을 냅니다. 먼저 데이터의 크기를 줄이세요.',
  'notice.groupOfOne':
    '통계량마다 값이 하나뿐이라 편차가 0이고, 입력이 유한하면 무엇이든 {layer:은는} γ가 유한한 곳에서 β(없으면 0)를 냅니다. 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.groupOfOneSpoiled':
    '통계량마다 값이 하나뿐이라 편차가 0이고, 이 eps에서는 {layer:은는} 무엇이 들어와도 NaN을 냅니다. eps를 0보다 크게 하고 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.signAlone':
    '통계량마다 값이 하나뿐이라, 값 {groups}개 중 {number}개에서 {layer}의 출력에 남는 것은 부호뿐입니다. γ 이전에 약 +1이나 −1입니다. 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.groupOfTwo':
    '통계량마다 값이 2개이고, 유한한 두 값은 언제나 평균에서 똑같이 떨어져 있습니다. {groups}쌍 중 {number}쌍에서 {layer:은는} 두 값이 얼마나 떨어져 있든 γ와 β 이전에 약 +{limit:과와} −{limit:을를} 냅니다. 더 많은 값에 걸쳐 평균을 내세요.',
  'notice.constant':
    '통계량 {groups}개 중 {number}개는 값이 모두 같은(평균을 빼지 않는 레이어라면 모두 0인) 그룹에서 나왔습니다. γ가 유한한 곳의 출력은 정확히 β(없으면 0)입니다.',
  'notice.farConstant':
    '통계량 {groups}개 중 {number}개는 0에서 멀리 떨어진 상수에서 나왔습니다. 여기 수치는 정확하지만, PyTorch는 평균을 반올림하고 x − 평균에 남은 값을 √eps로 나누므로 그 자리에 아무 수나 NaN이 나올 수 있습니다. 먼저 데이터를 중심화하세요.',
  'notice.constantSpoiled':
    '통계량 {groups}개 중 {number}개는 값이 모두 같은(평균을 빼지 않는 레이어라면 모두 0인) 그룹에서 나왔는데, 이 eps에서는 1/√(0 + eps)가 수가 아니어서 출력이 NaN입니다. eps를 0보다 크게 하세요.',
  'notice.inputNotFinite':
    '입력값 {cells}개 중 {number}개가 NaN이거나 무한대이고 그 자리의 출력도 그렇습니다. 이동 통계량은 주어진 것이라 다른 자리는 그대로입니다. 그런 값을 없애거나 가리세요.',
  'notice.outputOverflow':
    '출력값 {cells}개 중 {number}개는 그 자리의 입력이 유한한데도 무한대입니다. 이 이동 통계량과 γ, β로는 텐서 자료형의 최댓값을 넘습니다. PyTorch의 계산도 그 자리에서 넘칩니다. running_mean, running_var, γ, β를 확인하거나 데이터의 크기를 줄이세요.',
  'notice.epsIsZero':
    '통계량 {groups}개 중 {number}개는 값이 모두 같은(평균을 빼지 않는 레이어라면 모두 0인) 그룹에서 나왔는데, eps {eps:은는} float32에서 0입니다. 여기서는 그대로 쓰지만 PyTorch의 float32 계산은 그 자리에서 0을 0으로 나누어 NaN을 냅니다. eps를 1e-45 이상으로 고르세요.',
  'notice.epsIsInfinite':
    'eps {eps:은는} float32에서 무한대입니다. 여기 수치는 정확하지만 PyTorch의 float32 계산은 무한대로 나누므로 β(없으면 0)만 남습니다. eps를 3.4e38보다 작게 고르세요.',
  'notice.noRoot':
    '통계량 {groups}개 중 {number}개는 eps {eps}에 비해 너무 작습니다. eps와 합쳐도 0보다 크지 않아 나눌 수가 없고, 출력은 NaN이나 무한대입니다. eps를 0보다 크게 하세요.',
  'notice.float32Overflow':
    '통계량 {groups}개 중 {number}개는 제곱이 float32의 최댓값 3.4e38을 넘는 값에서 나왔습니다. 여기 수치는 정확하지만 PyTorch의 float32 계산은 넘쳐서 출력이 0이나 NaN이, (갱신하는 레이어라면) running_var가 무한대가 됩니다. 먼저 데이터의 크기를 줄이세요.',
  'notice.float32Underflow':
    '통계량 {groups}개 중 {number}개는 편차(평균을 빼지 않는 레이어라면 값)의 제곱이 float32가 온전히 담는 최솟값 1.2e-38보다 작고 eps도 이를 가리지 못합니다. 여기 수치는 정확하지만 PyTorch의 float32 계산은 그런 제곱을 0으로 봅니다. 데이터의 크기를 늘리거나 eps를 키우세요.',

  'notice.weightNotFinite':
    'γ({name})의 {places}번 자리가 NaN이거나 무한대입니다. 입력이 무엇이든 그곳의 출력은 NaN이나 무한대입니다. {name:을를} 확인하세요.',
  'notice.biasNotFinite':
    'β({name})의 {places}번 자리가 NaN이거나 무한대입니다. 입력이 무엇이든 그곳의 출력은 NaN이나 무한대입니다. {name:을를} 확인하세요.',
  'notice.heldNotFinite': '{held} 자리에 NaN이나 무한대가 있습니다. 어디서 왔는지 확인하세요.',
  'notice.negativeRunningVar':
    'running_var의 채널 {places:이가} 음수인데, 분산은 음수일 수 없습니다. running_var를 확인하세요.',
  'notice.ownNotFinite':
    '입력값 {cells}개 중 {number}개가 NaN이거나 무한대이고 그 자리의 출력도 그렇습니다. 다른 자리는 그대로입니다. 그런 값을 없애거나 가리세요.',
  'notice.sharedNotFinite':
    '입력값 {spoiling}개가 NaN이거나 무한대이고, 출력값 {cells}개 중 {number}개도 그렇습니다. 그런 값은 그 값이 들어가는 통계량을 모두 망칩니다. 없애거나 가리세요.',
  'notice.outputNotFinite':
    '입력이 유한한데도 출력값 {cells}개 중 {number}개가 NaN이거나 무한대입니다. 이 매개변수와 옵션으로는 텐서 자료형의 최댓값을 넘거나 수가 되지 않습니다. PyTorch의 계산도 그 자리에서 그렇게 됩니다. 매개변수와 옵션을 확인하거나 데이터의 크기를 줄이세요.',
  'notice.float64Overflow':
    '통계량 {groups}개 중 {number}개는 값이 유한하지만 그 제곱이 float64의 최댓값 1.8e308을 넘습니다. 그곳의 출력에는 입력이 조금도 남지 않거나 NaN이 됩니다. PyTorch의 float64도 넘칩니다. 먼저 데이터의 크기를 줄이세요.',
  'notice.float64Underflow':
    '통계량 {groups}개 중 {number}개는 서로 다른 값에서 나왔지만, 차이의 제곱이 float64의 최솟값 4.9e-324보다 작습니다. 그래서 모두 같은 값으로 여겨지고, eps가 0이면 남은 값을 0으로 나눕니다. PyTorch의 float64도 그렇습니다. 먼저 데이터의 크기를 늘리세요.',
  'notice.squaresCancel':
    '분산 {groups}개 중 {number}개는 평균의 제곱에 비해 아주 작습니다. 여기 수치는 정확하지만, {layer}의 코드는 E[x²] − E[x]²로 구하므로 자릿수를 잃거나 NaN을 냅니다. 먼저 데이터를 중심화하세요.',
  'notice.freshRunning':
    '{layer:은는} 아직 학습하지 않았습니다. 이동 평균이 0, 이동 분산이 1이라 eval은 γ와 β 이전에 {divisor:으로로} 나누기만 합니다. 먼저 train 모드로 돌리거나 이동 통계량을 불러오세요.',
  'notice.freshBuffers':
    '{layer}의 버퍼가 새 레이어의 것입니다. 이동 평균이 0, 이동 분산이 1이라 γ와 β 이전에 {divisor:으로로} 나누기만 합니다. 이동 통계량을 불러오세요.',
  'notice.runningMeanNotFinite':
    'running_mean의 채널 {places:이가} NaN이거나 무한대입니다. eval에서 그곳의 출력은 NaN이나 무한대입니다. 갱신해도 없어지지 않으니 초기화하거나 다른 이동 통계량을 불러오세요.',
  'notice.runningVarNotFinite':
    'running_var의 채널 {places:이가} NaN이거나 무한대입니다. eval에서 그곳에는 입력이 조금도 남지 않습니다. 갱신해도 없어지지 않으니 초기화하거나 다른 이동 통계량을 불러오세요.',
  'notice.negativeVariance':
    '채널 {places}에서 {sum}의 값이 음수라 제곱근이 없습니다. eval에서 그곳의 출력은 NaN입니다. running_var를 확인하세요.',
  'notice.smallVariance':
    'running_var의 채널 {places:이가} 0이거나, 0보다 작거나, 0보다 거의 크지 않습니다. eval이 그곳의 입력에 {gain}까지 곱합니다. running_var를 확인하세요.',

  'notice.windowNotFinite':
    '창 {cells}개 중 {number}개에 NaN이나 무한대가 있어 그곳의 출력을 망칩니다. 그런 값을 없애거나 가리세요.',
  'notice.windowOverflow':
    '창 {cells}개 중 {number}개는 값이 유한하지만 제곱이 float64의 최댓값 1.8e308을 넘습니다. PyTorch에서와 같이, 그것으로 나눈 값에는 아무것도 남지 않습니다. 먼저 데이터의 크기를 줄이세요.',
  'notice.windowFloat32Overflow':
    '창 {cells}개 중 {number}개는 제곱이 float32의 최댓값 3.4e38을 넘습니다. 여기 수치는 정확하지만 PyTorch의 float32 계산은 넘쳐서 0이나 NaN을 냅니다. 먼저 데이터의 크기를 줄이세요.',
  'notice.windowNoPower':
    '창 {cells}개 중 {number}개에서 k + α · Σx² / size가 0이거나, 음수이거나, 거듭제곱하기에 0에 너무 가깝습니다. 그곳의 출력은 NaN이나 무한대입니다. k는 0보다 크게, α는 0 이상으로 고르세요.',
} as const satisfies Readonly<Record<string, string>>;
