import type { Texts } from './texts.ts';

/** Compare. */
export const compareTexts = {
  'compare.tensor': { en: 'Tensor', ko: '텐서' },
  'compare.colour': { en: 'Colour of the cells', ko: '칸의 색' },
  'compare.byValue': { en: 'by value', ko: '값으로' },
  'compare.byGroup': { en: 'by statistic', ko: '통계량으로' },
  'compare.lock': { en: 'One colour scale', ko: '같은 색 눈금' },
  'compare.pinned': { en: 'Pinned in all', ko: '모두 고정한 칸' },
  'compare.add': { en: 'Add a layer', ko: '레이어 추가' },
  'compare.remove': { en: 'Remove this layer', ko: '이 레이어 빼기' },
  'compare.layout': { en: 'Order of the axes in which it is fed', ko: '레이어에 넣는 축의 순서' },
  'compare.differences': {
    en: 'Largest difference of the same output cell',
    ko: '같은 출력 칸의 가장 큰 차이',
  },
  'compare.identical': { en: 'identical on this shape', ko: '이 모양에서는 같음' },
} as const satisfies Texts;
