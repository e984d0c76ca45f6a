import type { Texts } from './texts.ts';

/** Which layer made one tensor of another. */
export const verifyTexts = {
  'verify.pages': { en: 'About files', ko: '파일 화면' },
  'verify.title': { en: 'Which layer?', ko: '어느 레이어?' },
  'verify.lead': {
    en: 'Give the input and the output of a layer: this finds which one it was, over which axes, with which variance and eps.',
    ko: '레이어의 입력과 출력을 주면 어느 레이어였는지, 어느 축에서 평균을 내고 어떤 분산과 eps를 썼는지 찾습니다.',
  },
  'verify.picture': { en: 'x, a layer that is not known, y', ko: 'x, 모르는 레이어, y' },
} as const satisfies Texts;
