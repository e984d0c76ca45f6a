import type { Texts } from './texts.ts';

/** Texts of the lessons about what cells do to each other. */
export const neighbourLessonsTexts = {
  'lesson.paddingLeak.title': {
    en: 'Padding leaks into the neighbours',
    ko: '패딩이 이웃에게 샌다',
  },
  'lesson.paddingLeak.question': {
    en: 'Only sentence 1 is padded. In which padded run does sentence 0 change as well?',
    ko: '문장 1만 패딩했습니다. 패딩한 것 중 문장 0까지 바뀌는 것은?',
  },
  'lesson.paddingLeak.text': {
    en: 'Zero-padding the second sentence (outlined in its input) changes the first sentence’s BatchNorm output (outlined too) by up to {batch}, because both share their statistics. LayerNorm takes every token alone: no other output changes, the first sentence by {layer}.',
    ko: '두 번째 문장을 0으로 채우면(입력에 테두리) 통계량을 함께 쓰는 첫 번째 문장의 BatchNorm 출력도 많게는 {batch}만큼 바뀝니다(역시 테두리). LayerNorm은 토큰을 따로 다루므로 다른 출력은 바뀌지 않습니다. 첫 번째 문장의 변화는 {layer}입니다.',
  },
  'lesson.paddingLeak.run.batch': { en: 'BatchNorm1d', ko: 'BatchNorm1d' },
  'lesson.paddingLeak.run.batchPadded': {
    en: 'BatchNorm1d, sentence 1 padded',
    ko: 'BatchNorm1d, 문장 1 패딩',
  },
  'lesson.paddingLeak.run.layer': { en: 'LayerNorm(5)', ko: 'LayerNorm(5)' },
  'lesson.paddingLeak.run.layerPadded': {
    en: 'LayerNorm(5), sentence 1 padded',
    ko: 'LayerNorm(5), 문장 1 패딩',
  },
  'lesson.paddingLeak.fact.batch': {
    en: 'change in sentence 0 under BatchNorm1d',
    ko: 'BatchNorm1d에서 문장 0의 변화',
  },
  'lesson.paddingLeak.fact.layer': {
    en: 'change in sentence 0 under LayerNorm',
    ko: 'LayerNorm에서 문장 0의 변화',
  },

  'lesson.nanBlast.title': { en: 'How far one NaN reaches', ko: 'NaN 하나가 미치는 범위' },
  'lesson.nanBlast.question': {
    en: 'In which run does the one NaN spoil more outputs?',
    ko: 'NaN 하나가 출력을 더 많이 망치는 것은?',
  },
  'lesson.nanBlast.text': {
    en: 'One NaN spoils every cell that shares its statistic: a whole channel of the batch under BatchNorm, {batch} outputs; one token under LayerNorm, {layer} outputs.',
    ko: 'NaN 하나는 같은 통계량을 쓰는 모든 칸을 망칩니다. BatchNorm에서는 배치의 채널 전체인 출력 {batch}개를, LayerNorm에서는 토큰 하나인 출력 {layer}개를 망칩니다.',
  },
  'lesson.nanBlast.run.batch': { en: 'BatchNorm1d, one NaN', ko: 'BatchNorm1d, NaN 하나' },
  'lesson.nanBlast.run.layer': { en: 'LayerNorm(5), one NaN', ko: 'LayerNorm(5), NaN 하나' },
  'lesson.nanBlast.fact.batch': {
    en: 'NaN outputs under BatchNorm1d',
    ko: 'BatchNorm1d의 NaN 출력 수',
  },
  'lesson.nanBlast.fact.layer': {
    en: 'NaN outputs under LayerNorm',
    ko: 'LayerNorm의 NaN 출력 수',
  },

  'lesson.pairOfSamples.title': {
    en: 'Two samples: the answer is hardly more than ±1',
    ko: '샘플 둘: 답은 ±1을 거의 벗어나지 않는다',
  },
  'lesson.pairOfSamples.question': {
    en: 'The output of the cell at N 0, C 0 depends on one more cell. Click it.',
    ko: 'N 0, C 0 칸의 출력은 칸 하나에 더 달려 있습니다. 그 칸을 클릭해 보세요.',
  },
  'lesson.pairOfSamples.text': {
    en: 'With N = 2 and one value per channel each, the mean lies in the middle and the deviation is half the distance. So BatchNorm answers about +1 and −1 however far apart the two are: {x} of sample 0 become {y}, and sample 1 has {partner}; only a distance as small as √eps gives less, and two equal values give 0.',
    ko: 'N = 2이고 채널마다 값이 하나씩이면 평균은 한가운데에, 표준편차는 거리의 절반입니다. 그래서 둘이 얼마나 떨어져 있든 BatchNorm의 답은 약 +1과 −1입니다. 샘플 0의 {x:은는} {y:이가} 되고, 샘플 1은 {partner}입니다. 거리가 √eps만큼 작을 때만 더 작고, 두 값이 같으면 0입니다.',
  },
  'lesson.pairOfSamples.run.pair': {
    en: 'BatchNorm1d(3) on (2, 3)',
    ko: '(2, 3)에 BatchNorm1d(3)',
  },
  'lesson.pairOfSamples.fact.x': { en: 'x of sample 0', ko: '샘플 0의 x' },
  'lesson.pairOfSamples.fact.y': { en: 'y of sample 0', ko: '샘플 0의 y' },
  'lesson.pairOfSamples.fact.partner': { en: 'y of sample 1', ko: '샘플 1의 y' },
} as const satisfies Texts;
