import type { lessonsEn } from './lessons.en.ts';

/** The lessons in Korean. */
export const lessonsKo: Readonly<Record<keyof typeof lessonsEn, string>> = {
  'lesson.letters.title': 'C와 L이 자리를 바꿀 때',
  'lesson.letters.text':
    '어떤 문서는 (N, C, L)로, 다른 문서는 (N, L, C)로 씁니다. 레이어는 글자를 읽지 않고 두 번째 자리를 채널로 여깁니다. 순서가 아니라 축의 이름을 믿으세요.',
  'lesson.letters.run.ncl': '(N, C, L)로 입력',
  'lesson.letters.run.nlc': '(N, L, C)로 입력',
  'lesson.letters.fact.reducedRight': '(N, C, L)로 넣으면 평균을 내는 축',
  'lesson.letters.fact.reducedWrong': '(N, L, C)로 넣으면 평균을 내는 축',
  'lesson.letters.fact.groupsRight': '(N, C, L)일 때 통계의 개수',
  'lesson.letters.fact.groupsWrong': '(N, L, C)일 때 통계의 개수',

  'lesson.squareTrap.title': '정사각형 함정: C = L',
  'lesson.squareTrap.text':
    'C와 L이 같으면 BatchNorm1d는 (N, L, C)도 말없이 받아들이고, 채널 대신 위치마다 정규화합니다. 오류는 없고 숫자만 달라집니다.',
  'lesson.squareTrap.run.ncl': 'BatchNorm1d(4), (N, C, L)로 입력',
  'lesson.squareTrap.run.nlc': 'BatchNorm1d(4), (N, L, C)로 입력',
  'lesson.squareTrap.fact.reducedRight': '(N, C, L)로 넣으면 평균을 내는 축',
  'lesson.squareTrap.fact.reducedWrong': '(N, L, C)로 넣으면 평균을 내는 축',
  'lesson.squareTrap.fact.difference': '같은 칸의 최대 차이',

  'lesson.groupNormOne.title': 'GroupNorm(1)은 LayerNorm, 그런데 어느 것?',
  'lesson.groupNormOne.text':
    '그룹이 하나면 GroupNorm은 모든 채널과 모든 위치에 대해 평균을 냅니다. 즉 affine이 없는 (C, L)의 LayerNorm입니다. 토큰 하나에 대해 평균을 내는 LayerNorm(C)와는 다릅니다.',
  'lesson.groupNormOne.run.group': 'GroupNorm(1, 5)',
  'lesson.groupNormOne.run.layerCL': 'LayerNorm((5, 4))',
  'lesson.groupNormOne.run.layerC': 'LayerNorm(5), (N, L, C)로 입력',
  'lesson.groupNormOne.fact.withCL': 'GroupNorm(1)과 (C, L)의 LayerNorm의 차이',
  'lesson.groupNormOne.fact.withC': 'GroupNorm(1)과 C의 LayerNorm의 차이',

  'lesson.layerNormImages.title': '이미지의 LayerNorm: 이름 하나, 레이어 셋',
  'lesson.layerNormImages.text':
    '논문 그림처럼 C, H, W에 대해, ConvNeXt처럼 픽셀마다 C에 대해, 또는 LayerNorm(W)처럼 너비에 대해서만 평균을 낼 수 있습니다. normalized_shape와 레이아웃만이 이를 알려 줍니다.',
  'lesson.layerNormImages.run.chw': 'LayerNorm((3, 5, 5))',
  'lesson.layerNormImages.run.c': 'LayerNorm(3), (N, H, W, C)로 입력',
  'lesson.layerNormImages.run.w': 'LayerNorm(5)',
  'lesson.layerNormImages.fact.chwSize': 'C, H, W 통계 하나에 드는 값의 수',
  'lesson.layerNormImages.fact.chwGroups': 'C, H, W 통계의 개수',
  'lesson.layerNormImages.fact.cSize': 'C 통계 하나에 드는 값의 수',
  'lesson.layerNormImages.fact.cGroups': 'C 통계의 개수',
  'lesson.layerNormImages.fact.wSize': 'W 통계 하나에 드는 값의 수',
  'lesson.layerNormImages.fact.wGroups': 'W 통계의 개수',

  'lesson.twoPictures.title': '유명한 두 그림, 같은 이름',
  'lesson.twoPictures.text':
    'Group Normalization 논문의 그림은 이미지 전체의 C, H, W에 대한 LayerNorm을 보여 줍니다. 트랜스포머의 LayerNorm은 토큰을 하나씩 다룹니다. 둘 다 맞지만 같은 레이어가 아닙니다.',
  'lesson.twoPictures.run.image': '이미지 LayerNorm((3, 5, 5))',
  'lesson.twoPictures.run.token': '토큰 LayerNorm(5), (N, L, C)로 입력',
  'lesson.twoPictures.fact.imageReduced': '이미지 그림이 평균을 내는 축',
  'lesson.twoPictures.fact.imageGroups': '이미지 그림의 통계 개수',
  'lesson.twoPictures.fact.tokenReduced': '토큰 그림이 평균을 내는 축',
  'lesson.twoPictures.fact.tokenGroups': '토큰 그림의 통계 개수',

  'lesson.roleSwap.title': 'InstanceNorm과 LayerNorm의 역할 바꾸기',
  'lesson.roleSwap.text':
    '(N, C, L)에서 LayerNorm(L)은 InstanceNorm1d이고, (N, L, C)를 넣은 InstanceNorm1d는 LayerNorm(C)입니다. 어느 레이어가 되는지는 레이아웃이 정합니다.',
  'lesson.roleSwap.run.layerL': 'LayerNorm(4)',
  'lesson.roleSwap.run.instance': 'InstanceNorm1d(5)',
  'lesson.roleSwap.run.instanceNLC': 'InstanceNorm1d(4), (N, L, C)로 입력',
  'lesson.roleSwap.run.layerC': 'LayerNorm(5), (N, L, C)로 입력',
  'lesson.roleSwap.fact.overL': 'LayerNorm(L)과 InstanceNorm1d의 차이',
  'lesson.roleSwap.fact.overC': '(N, L, C)의 InstanceNorm1d와 LayerNorm(C)의 차이',
  'lesson.roleSwap.fact.between': '두 쌍 사이의 차이',

  'lesson.tokensAlone.title': '트랜스포머의 LayerNorm은 배치 축을 보지 않는다',
  'lesson.tokensAlone.text':
    'LayerNorm(C)는 토큰을 하나씩 다룹니다. 배치가 첫 번째에 있든 두 번째에 있든 모든 토큰은 같은 값을 얻습니다.',
  'lesson.tokensAlone.run.nlc': 'LayerNorm(5), (N, L, C)로 입력',
  'lesson.tokensAlone.run.lnc': 'LayerNorm(5), (L, N, C)로 입력',
  'lesson.tokensAlone.fact.difference': '둘 사이의 최대 차이',

  'lesson.kerasAxis.title': 'Keras의 axis: 여기서는 남기고 저기서는 줄인다',
  'lesson.kerasAxis.text':
    'keras.layers.BatchNormalization(axis=-1)은 그 축을 남기고 나머지에 대해 평균을 냅니다. keras.layers.LayerNormalization(axis=-1)은 그 축에 대해 평균을 내고 나머지를 남깁니다. 같은 낱말, 반대의 뜻입니다.',
  'lesson.kerasAxis.run.batch': 'BatchNormalization(axis = C)',
  'lesson.kerasAxis.run.layer': 'LayerNormalization(axis = C)',
  'lesson.kerasAxis.fact.batchReduced': 'BatchNormalization(axis = C)이 평균을 내는 축',
  'lesson.kerasAxis.fact.batchKept': '그리고 남기는 축',
  'lesson.kerasAxis.fact.layerReduced': 'LayerNormalization(axis = C)이 평균을 내는 축',
  'lesson.kerasAxis.fact.layerKept': '그리고 남기는 축',

  'lesson.biasAndEps.title': 'n인가 n − 1인가, eps는 안인가 밖인가',
  'lesson.biasAndEps.text':
    '정규화는 √(편향 분산 + eps)로 나눕니다. n 대신 n − 1을 쓰거나 eps를 근호 밖에 두면 값이 달라집니다. 1, 0, 0, 0의 첫 값은 1.7320 대신 1.5가 됩니다.',
  'lesson.biasAndEps.run.biased': 'BatchNorm1d: n으로 나눔',
  'lesson.biasAndEps.run.unbiased': '실수: n − 1로 나눔',
  'lesson.biasAndEps.run.outside': '실수: √var + eps, eps 0.1',
  'lesson.biasAndEps.run.inside': 'BatchNorm1d: √(var + eps), eps 0.1',
  'lesson.biasAndEps.fact.biased': '1의 y, 편향 분산',
  'lesson.biasAndEps.fact.unbiased': '1의 y, 비편향 분산',
  'lesson.biasAndEps.fact.outside': '1의 y, eps 0.1이 근호 밖',
  'lesson.biasAndEps.fact.inside': '1의 y, eps 0.1이 근호 안',

  'lesson.runningVariance.title': 'running_var는 배치의 분산이 아니다',
  'lesson.runningVariance.text':
    '레이어는 편향 분산으로 정규화하지만 저장하는 것은 비편향 분산입니다. momentum이 1이면 다른 것이 섞이지 않는데도 n/(n − 1)배 차이가 납니다.',
  'lesson.runningVariance.run.train': 'BatchNorm1d(5, momentum=1)',
  'lesson.runningVariance.fact.batch': '이 배치에 쓴 분산, 채널 0',
  'lesson.runningVariance.fact.running': '그 뒤의 running_var, 채널 0',
  'lesson.runningVariance.fact.ratio': 'running_var / 분산',
  'lesson.runningVariance.fact.n': 'n, 한 채널의 값의 수',

  'lesson.evalStillNormalizes.title': 'eval()이 BatchNorm을 끄지는 않는다',
  'lesson.evalStillNormalizes.text':
    'eval에서 레이어는 이동 통계로 정규화합니다. 새 레이어는 평균 0, 분산 1이라 아무 일도 하지 않는 듯 보이지만, 학습한 레이어는 다릅니다.',
  'lesson.evalStillNormalizes.run.train': '학습(train)',
  'lesson.evalStillNormalizes.run.fresh': '평가(eval), 새 레이어',
  'lesson.evalStillNormalizes.run.trained': '평가(eval), 이동 평균 1, 이동 분산 4',
  'lesson.evalStillNormalizes.fact.x': 'x[0, 0, 0]',
  'lesson.evalStillNormalizes.fact.train': '학습에서의 y',
  'lesson.evalStillNormalizes.fact.fresh': '평가에서의 y, 새 레이어: x/√(1 + eps)',
  'lesson.evalStillNormalizes.fact.trained': '평가에서의 y, 평균 1과 분산 4',

  'lesson.kerasMomentum.title': 'Keras의 모멘텀은 반대 방향이다',
  'lesson.kerasMomentum.text':
    'PyTorch: 새 값 = (1 − m)·옛 값 + m·배치 값. Keras와 Flax의 모멘텀은 옛 값에 곱해집니다. 그쪽의 0.99는 PyTorch의 0.01입니다. 그대로 옮기면 마지막 배치만 남고 모두 잊습니다.',
  'lesson.kerasMomentum.run.torch': 'PyTorch 기본값, momentum 0.1',
  'lesson.kerasMomentum.run.same': 'Keras의 0.99를 옮기면: momentum 0.01',
  'lesson.kerasMomentum.run.copied': '실수: 0.99를 그대로 씀',
  'lesson.kerasMomentum.fact.batchMean': '배치의 평균, 채널 0',
  'lesson.kerasMomentum.fact.torch': 'running_mean, momentum 0.1',
  'lesson.kerasMomentum.fact.same': 'running_mean, momentum 0.01',
  'lesson.kerasMomentum.fact.copied': 'running_mean, momentum 0.99',

  'lesson.batchOfOne.title': '배치 크기 1: 값이 하나뿐일 때만 안 된다',
  'lesson.batchOfOne.text':
    'BatchNorm은 배치 크기 1에서 실패하지 않습니다. 한 채널에 값이 하나뿐일 때 실패합니다. 네 위치가 있는 문장 하나에는 값이 네 개 있습니다.',
  'lesson.batchOfOne.run.sentence': '문장 하나: (1, 5, 4)',
  'lesson.batchOfOne.run.vector': '벡터 하나: (1, 5)',
  'lesson.batchOfOne.fact.values': '(1, 5, 4)의 한 채널에 있는 값의 수',
  'lesson.batchOfOne.fact.refused': '(1, 5)에 대한 PyTorch의 답',

  'lesson.freezing.title': 'γ와 β를 얼려도 레이어는 얼지 않는다',
  'lesson.freezing.text':
    '기울기가 없는 매개변수는 그대로지만, 학습 모드에서는 배치마다 이동 통계가 움직입니다. 그 레이어에 eval()을 불러야만 멈춥니다.',
  'lesson.freezing.run.frozen': 'γ와 β 고정, 학습(train)',
  'lesson.freezing.run.eval': 'γ와 β 고정, 평가(eval)',
  'lesson.freezing.fact.before': '이전의 running_mean, 채널 0',
  'lesson.freezing.fact.frozen': '학습에서 배치 하나 뒤의 running_mean',
  'lesson.freezing.fact.eval': '평가에서 배치 하나 뒤의 running_mean',

  'lesson.replicas.title': '여러 GPU: 저마다 자기 통계를 쓴다',
  'lesson.replicas.text':
    '데이터 병렬 학습에서 보통의 BatchNorm은 자기 장치에 온 몫에 대해서만 평균을 냅니다. SyncBatchNorm은 먼저 평균과 분산과 개수를 주고받습니다.',
  'lesson.replicas.run.synced': '두 장치의 SyncBatchNorm',
  'lesson.replicas.run.local': '장치마다 BatchNorm: 표본 하나씩',
  'lesson.replicas.fact.first': '장치 0의 평균, 채널 0',
  'lesson.replicas.fact.second': '장치 1의 평균, 채널 0',
  'lesson.replicas.fact.synced': '주고받은 뒤의 평균, 채널 0',
  'lesson.replicas.fact.difference': '출력의 최대 차이',

  'lesson.paddingLeak.title': '패딩이 이웃에게 샌다',
  'lesson.paddingLeak.text':
    '두 번째 문장을 0으로 채우면 통계를 함께 쓰는 첫 번째 문장의 BatchNorm 출력도 바뀝니다. LayerNorm은 토큰을 따로 다루므로 아무것도 바뀌지 않습니다.',
  'lesson.paddingLeak.run.batch': 'BatchNorm1d',
  'lesson.paddingLeak.run.batchPadded': 'BatchNorm1d, 문장 1 패딩',
  'lesson.paddingLeak.run.layer': 'LayerNorm(5)',
  'lesson.paddingLeak.run.layerPadded': 'LayerNorm(5), 문장 1 패딩',
  'lesson.paddingLeak.fact.batch': 'BatchNorm1d에서 문장 0의 변화',
  'lesson.paddingLeak.fact.layer': 'LayerNorm에서 문장 0의 변화',

  'lesson.nanBlast.title': 'NaN 하나가 미치는 범위',
  'lesson.nanBlast.text':
    'NaN 하나는 같은 통계를 쓰는 모든 칸을 망칩니다. BatchNorm에서는 배치의 채널 전체를, LayerNorm에서는 토큰 하나를 망칩니다.',
  'lesson.nanBlast.run.batch': 'BatchNorm1d, NaN 하나',
  'lesson.nanBlast.run.layer': 'LayerNorm(5), NaN 하나',
  'lesson.nanBlast.fact.batch': 'BatchNorm1d의 NaN 출력 수',
  'lesson.nanBlast.fact.layer': 'LayerNorm의 NaN 출력 수',

  'lesson.pairOfSamples.title': '표본 둘: 답은 ±1을 거의 벗어나지 않는다',
  'lesson.pairOfSamples.text':
    'N = 2이고 채널마다 값이 하나씩이면 평균은 한가운데에, 표준편차는 거리의 절반입니다. 그래서 둘이 얼마나 떨어져 있든 BatchNorm의 답은 약 +1과 −1입니다. 거리가 √eps(0.003)만큼 작을 때만 더 작고, 두 값이 같으면 0입니다.',
  'lesson.pairOfSamples.run.pair': '(2, 3)에 BatchNorm1d(3)',
  'lesson.pairOfSamples.fact.x': '표본 0의 x',
  'lesson.pairOfSamples.fact.y': '표본 0의 y',
  'lesson.pairOfSamples.fact.partner': '표본 1의 y',
};
