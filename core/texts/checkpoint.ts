import type { Texts } from './texts.ts';

/** What is in a file of many tensors. */
export const checkpointTexts = {
  'checkpoint.title': { en: 'Checkpoint', ko: '체크포인트' },
  'checkpoint.lead': {
    en: 'Open a file of weights: its normalization layers come first, channel by channel, with what is strange about them.',
    ko: '가중치 파일을 열면 정규화 레이어를 먼저, 채널별로, 이상한 점과 함께 보여 줍니다.',
  },
  'checkpoint.open': { en: 'Open a file', ko: '파일 열기' },
  'checkpoint.picture': {
    en: 'A file, its layers, their channels',
    ko: '파일, 그 안의 레이어, 레이어의 채널',
  },
} as const satisfies Texts;
