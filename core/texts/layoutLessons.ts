import type { Texts } from './texts.ts';

/** Texts of the lessons about axes. Keys: lesson.<id>.title, .text, .run.<run id>, .fact.<fact id>. */
export const layoutLessonsTexts = {
  'lesson.letters.title': { en: 'C and L trade places', ko: 'C와 L이 자리를 바꿀 때' },
  'lesson.letters.question': {
    en: 'In one of these runs every channel has a mean of its own. Click it.',
    ko: '이 중 하나에서는 채널마다 평균이 따로 있습니다. 클릭해 보세요.',
  },
  'lesson.letters.text': {
    en: 'One document writes (N, C, L), the next (N, L, C). The layer does not read letters: it takes the second position as its channels. Fed (N, C, L) it makes {groupsRight} statistics, fed (N, L, C) {groupsWrong}. So before you feed it, look which axis stands second.',
    ko: '어떤 문서는 (N, C, L)로, 다른 문서는 (N, L, C)로 씁니다. 레이어는 글자를 읽지 않고 두 번째 자리를 채널로 여깁니다. (N, C, L)로 넣으면 통계량이 {groupsRight}개, (N, L, C)로 넣으면 {groupsWrong}개입니다. 넣기 전에 어느 축이 두 번째에 있는지 확인하세요.',
  },
  'lesson.letters.run.ncl': { en: 'fed (N, C, L)', ko: '(N, C, L)로 입력' },
  'lesson.letters.run.nlc': { en: 'fed (N, L, C)', ko: '(N, L, C)로 입력' },
  'lesson.letters.fact.reducedRight': {
    en: 'fed (N, C, L), it averages over',
    ko: '(N, C, L)로 넣으면 평균을 내는 축',
  },
  'lesson.letters.fact.reducedWrong': {
    en: 'fed (N, L, C), it averages over',
    ko: '(N, L, C)로 넣으면 평균을 내는 축',
  },
  'lesson.letters.fact.groupsRight': {
    en: 'statistics when fed (N, C, L)',
    ko: '(N, C, L)일 때 통계량의 개수',
  },
  'lesson.letters.fact.groupsWrong': {
    en: 'statistics when fed (N, L, C)',
    ko: '(N, L, C)일 때 통계량의 개수',
  },

  'lesson.squareTrap.title': { en: 'The square trap: C = L', ko: '정사각형 함정: C = L' },
  'lesson.squareTrap.question': {
    en: 'One of these runs is a mistake that raises no error. Click it.',
    ko: '이 중 하나는 오류 없이 지나가는 실수입니다. 클릭해 보세요.',
  },
  'lesson.squareTrap.text': {
    en: 'When C equals L, BatchNorm1d accepts (N, L, C) without a word and normalizes every position instead of every channel. No error, but numbers that differ by up to {difference}.',
    ko: 'C와 L이 같으면 BatchNorm1d는 (N, L, C)도 말없이 받아들이고, 채널 대신 위치마다 정규화합니다. 오류는 없고 숫자만 많게는 {difference}만큼 달라집니다.',
  },
  'lesson.squareTrap.run.ncl': {
    en: 'BatchNorm1d(4), fed (N, C, L)',
    ko: 'BatchNorm1d(4), (N, C, L)로 입력',
  },
  'lesson.squareTrap.run.nlc': {
    en: 'BatchNorm1d(4), fed (N, L, C)',
    ko: 'BatchNorm1d(4), (N, L, C)로 입력',
  },
  'lesson.squareTrap.fact.reducedRight': {
    en: 'fed (N, C, L), it averages over',
    ko: '(N, C, L)로 넣으면 평균을 내는 축',
  },
  'lesson.squareTrap.fact.reducedWrong': {
    en: 'fed (N, L, C), it averages over',
    ko: '(N, L, C)로 넣으면 평균을 내는 축',
  },
  'lesson.squareTrap.fact.difference': {
    en: 'largest difference of the same cell',
    ko: '같은 칸의 최대 차이',
  },

  'lesson.groupNormOne.title': {
    en: 'GroupNorm(1) is LayerNorm, but which?',
    ko: 'GroupNorm(1)은 LayerNorm, 그런데 어느 것?',
  },
  'lesson.groupNormOne.question': {
    en: 'GroupNorm(1) stands first. Which of the others gives the same numbers?',
    ko: '첫 번째가 GroupNorm(1)입니다. 나머지 중 같은 값을 내는 것은?',
  },
  'lesson.groupNormOne.text': {
    en: 'With one group, GroupNorm averages over all channels and all positions: LayerNorm over (C, L), without affine; the difference is {withCL}. It is never LayerNorm(C), which averages over one token and differs by up to {withC}.',
    ko: '그룹이 하나면 GroupNorm은 모든 채널과 모든 위치에 대해 평균을 냅니다. 즉 affine이 없는 (C, L)의 LayerNorm이고, 차이는 {withCL}입니다. 토큰 하나에 대해 평균을 내는 LayerNorm(C)와는 많게는 {withC}만큼 다릅니다.',
  },
  'lesson.groupNormOne.run.group': { en: 'GroupNorm(1, 5)', ko: 'GroupNorm(1, 5)' },
  'lesson.groupNormOne.run.layerCL': { en: 'LayerNorm((5, 4))', ko: 'LayerNorm((5, 4))' },
  'lesson.groupNormOne.run.layerC': {
    en: 'LayerNorm(5), fed (N, L, C)',
    ko: 'LayerNorm(5), (N, L, C)로 입력',
  },
  'lesson.groupNormOne.fact.withCL': {
    en: 'GroupNorm(1) against LayerNorm over (C, L)',
    ko: 'GroupNorm(1)과 (C, L)의 LayerNorm의 차이',
  },
  'lesson.groupNormOne.fact.withC': {
    en: 'GroupNorm(1) against LayerNorm over C',
    ko: 'GroupNorm(1)과 C의 LayerNorm의 차이',
  },

  'lesson.layerNormImages.title': {
    en: 'LayerNorm on images: three layers of one name',
    ko: '이미지의 LayerNorm: 이름 하나, 레이어 셋',
  },
  'lesson.layerNormImages.question': {
    en: 'Which run has the most statistics? Click it.',
    ko: '통계량이 가장 많은 것은? 클릭해 보세요.',
  },
  'lesson.layerNormImages.text': {
    en: 'Over C, H, W as in the paper’s figure, {chwSize} values at a time; over C for each pixel as in ConvNeXt, {cSize} values; or, with LayerNorm(W), over the width only, {wSize} values. Only normalized_shape and the layout tell which.',
    ko: '논문 그림처럼 C, H, W에 대해(값 {chwSize}개씩), ConvNeXt처럼 픽셀마다 C에 대해({cSize}개씩), 또는 LayerNorm(W)처럼 너비에 대해서만({wSize}개씩) 평균을 낼 수 있습니다. normalized_shape와 레이아웃만이 이를 알려 줍니다.',
  },
  'lesson.layerNormImages.run.chw': { en: 'LayerNorm((3, 5, 5))', ko: 'LayerNorm((3, 5, 5))' },
  'lesson.layerNormImages.run.c': {
    en: 'LayerNorm(3), fed (N, H, W, C)',
    ko: 'LayerNorm(3), (N, H, W, C)로 입력',
  },
  'lesson.layerNormImages.run.w': { en: 'LayerNorm(5)', ko: 'LayerNorm(5)' },
  'lesson.layerNormImages.fact.chwSize': {
    en: 'values in one statistic over C, H, W',
    ko: 'C, H, W 통계량 하나에 드는 값의 수',
  },
  'lesson.layerNormImages.fact.chwGroups': {
    en: 'statistics over C, H, W',
    ko: 'C, H, W 통계량의 개수',
  },
  'lesson.layerNormImages.fact.cSize': {
    en: 'values in one statistic over C',
    ko: 'C 통계량 하나에 드는 값의 수',
  },
  'lesson.layerNormImages.fact.cGroups': { en: 'statistics over C', ko: 'C 통계량의 개수' },
  'lesson.layerNormImages.fact.wSize': {
    en: 'values in one statistic over W',
    ko: 'W 통계량 하나에 드는 값의 수',
  },
  'lesson.layerNormImages.fact.wGroups': { en: 'statistics over W', ko: 'W 통계량의 개수' },

  'lesson.twoPictures.title': {
    en: 'Two famous pictures, one name',
    ko: '유명한 두 그림, 같은 이름',
  },
  'lesson.twoPictures.question': {
    en: 'Which of these is the transformer’s LayerNorm?',
    ko: '이 중 트랜스포머의 LayerNorm은?',
  },
  'lesson.twoPictures.text': {
    en: 'The picture in the Group Normalization paper shows LayerNorm over C, H, W of a whole image: {imageGroups} statistics for two images. The transformer’s LayerNorm takes one token at a time: {tokenGroups} statistics for eight tokens. Both are right; they are not the same layer.',
    ko: 'Group Normalization 논문의 그림은 이미지 전체의 C, H, W에 대한 LayerNorm을 보여 줍니다. 이미지 두 장에 통계량이 {imageGroups}개입니다. 트랜스포머의 LayerNorm은 토큰을 하나씩 다룹니다. 토큰 여덟 개에 통계량이 {tokenGroups}개입니다. 둘 다 맞지만 같은 레이어가 아닙니다.',
  },
  'lesson.twoPictures.run.image': {
    en: 'image LayerNorm((3, 5, 5))',
    ko: '이미지 LayerNorm((3, 5, 5))',
  },
  'lesson.twoPictures.run.token': {
    en: 'token LayerNorm(5), fed (N, L, C)',
    ko: '토큰 LayerNorm(5), (N, L, C)로 입력',
  },
  'lesson.twoPictures.fact.imageReduced': {
    en: 'the image picture averages over',
    ko: '이미지 그림이 평균을 내는 축',
  },
  'lesson.twoPictures.fact.imageGroups': {
    en: 'statistics in the image picture',
    ko: '이미지 그림의 통계량 개수',
  },
  'lesson.twoPictures.fact.tokenReduced': {
    en: 'the token picture averages over',
    ko: '토큰 그림이 평균을 내는 축',
  },
  'lesson.twoPictures.fact.tokenGroups': {
    en: 'statistics in the token picture',
    ko: '토큰 그림의 통계량 개수',
  },

  'lesson.roleSwap.title': {
    en: 'InstanceNorm and LayerNorm swap roles',
    ko: 'InstanceNorm과 LayerNorm의 역할 바꾸기',
  },
  'lesson.roleSwap.question': {
    en: 'LayerNorm(4) stands first. Which other run is the same layer?',
    ko: '첫 번째가 LayerNorm(4)입니다. 나머지 중 같은 레이어는?',
  },
  'lesson.roleSwap.text': {
    en: 'LayerNorm(L) on (N, C, L) is InstanceNorm1d: {overL} between them. InstanceNorm1d fed (N, L, C) is LayerNorm(C): {overC}. The two pairs differ by up to {between}. The layout decides which layer you have.',
    ko: '(N, C, L)에서 LayerNorm(L)은 InstanceNorm1d입니다. 둘의 차이는 {overL}입니다. (N, L, C)를 넣은 InstanceNorm1d는 LayerNorm(C)이고, 차이는 {overC}입니다. 두 쌍은 많게는 {between}만큼 다릅니다. 어느 레이어가 되는지는 레이아웃이 정합니다.',
  },
  'lesson.roleSwap.run.layerL': { en: 'LayerNorm(4)', ko: 'LayerNorm(4)' },
  'lesson.roleSwap.run.instance': { en: 'InstanceNorm1d(5)', ko: 'InstanceNorm1d(5)' },
  'lesson.roleSwap.run.instanceNLC': {
    en: 'InstanceNorm1d(4), fed (N, L, C)',
    ko: 'InstanceNorm1d(4), (N, L, C)로 입력',
  },
  'lesson.roleSwap.run.layerC': {
    en: 'LayerNorm(5), fed (N, L, C)',
    ko: 'LayerNorm(5), (N, L, C)로 입력',
  },
  'lesson.roleSwap.fact.overL': {
    en: 'LayerNorm(L) against InstanceNorm1d',
    ko: 'LayerNorm(L)과 InstanceNorm1d의 차이',
  },
  'lesson.roleSwap.fact.overC': {
    en: 'InstanceNorm1d fed (N, L, C) against LayerNorm(C)',
    ko: '(N, L, C)의 InstanceNorm1d와 LayerNorm(C)의 차이',
  },
  'lesson.roleSwap.fact.between': { en: 'the one pair against the other', ko: '두 쌍 사이의 차이' },

  'lesson.tokensAlone.title': {
    en: 'A transformer’s LayerNorm ignores the batch axis',
    ko: '트랜스포머의 LayerNorm은 배치 축을 보지 않는다',
  },
  'lesson.tokensAlone.question': {
    en: 'Click a cell that shares its mean with the cell at N 0, C 2, L 1.',
    ko: 'N 0, C 2, L 1 칸과 평균을 함께 쓰는 칸을 클릭해 보세요.',
  },
  'lesson.tokensAlone.text': {
    en: 'LayerNorm(C) takes one token at a time. Whether the batch comes first or second, every token gets the same numbers; the largest difference is {difference}.',
    ko: 'LayerNorm(C)는 토큰을 하나씩 다룹니다. 배치가 첫 번째에 있든 두 번째에 있든 모든 토큰은 같은 값을 얻습니다. 최대 차이는 {difference}입니다.',
  },
  'lesson.tokensAlone.run.nlc': {
    en: 'LayerNorm(5), fed (N, L, C)',
    ko: 'LayerNorm(5), (N, L, C)로 입력',
  },
  'lesson.tokensAlone.run.lnc': {
    en: 'LayerNorm(5), fed (L, N, C)',
    ko: 'LayerNorm(5), (L, N, C)로 입력',
  },
  'lesson.tokensAlone.fact.difference': {
    en: 'largest difference between the two',
    ko: '둘 사이의 최대 차이',
  },

  'lesson.kerasAxis.title': {
    en: 'Keras: axis is kept here, reduced there',
    ko: 'Keras의 axis: 여기서는 남기고 저기서는 줄인다',
  },
  'lesson.kerasAxis.question': {
    en: 'Both are told axis = C. Which one averages over C?',
    ko: '둘 다 axis = C입니다. C에 대해 평균을 내는 것은?',
  },
  'lesson.kerasAxis.text': {
    en: 'keras.layers.BatchNormalization(axis=-1) keeps the axis and averages over the others, {batchSize} values at a time. keras.layers.LayerNormalization(axis=-1) averages over the axis and keeps the others: {layerSize} values at a time. The same word, the opposite meaning.',
    ko: 'keras.layers.BatchNormalization(axis=-1)은 그 축을 남기고 나머지에 대해 값 {batchSize}개씩 평균을 냅니다. keras.layers.LayerNormalization(axis=-1)은 그 축에 대해 값 {layerSize}개씩 평균을 내고 나머지를 남깁니다. 같은 낱말, 반대의 뜻입니다.',
  },
  'lesson.kerasAxis.run.batch': {
    en: 'BatchNormalization(axis = C)',
    ko: 'BatchNormalization(axis = C)',
  },
  'lesson.kerasAxis.run.layer': {
    en: 'LayerNormalization(axis = C)',
    ko: 'LayerNormalization(axis = C)',
  },
  'lesson.kerasAxis.fact.batchReduced': {
    en: 'BatchNormalization(axis = C) averages over',
    ko: 'BatchNormalization(axis = C)이 평균을 내는 축',
  },
  'lesson.kerasAxis.fact.batchSize': {
    en: 'values in one of its means',
    ko: '평균 하나에 드는 값의 수',
  },
  'lesson.kerasAxis.fact.layerSize': {
    en: 'values in one of its means',
    ko: '평균 하나에 드는 값의 수',
  },
  'lesson.kerasAxis.fact.batchKept': { en: 'and keeps', ko: '그리고 남기는 축' },
  'lesson.kerasAxis.fact.layerReduced': {
    en: 'LayerNormalization(axis = C) averages over',
    ko: 'LayerNormalization(axis = C)이 평균을 내는 축',
  },
  'lesson.kerasAxis.fact.layerKept': { en: 'and keeps', ko: '그리고 남기는 축' },
} as const satisfies Texts;
