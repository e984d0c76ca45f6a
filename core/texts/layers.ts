import type { Texts } from './texts.ts';

/** Names of layers that PyTorch does not have. */
export const layersTexts = {
  'layer.Custom': { en: 'Any axes', ko: '직접 고른 축' },
  'layer.UnbiasedBatchNorm': {
    en: 'BatchNorm, unbiased variance',
    ko: '비편향 분산 BatchNorm',
  },
  'layer.EpsOutsideBatchNorm': {
    en: 'BatchNorm, eps outside the root',
    ko: 'eps가 근호 밖인 BatchNorm',
  },
} as const satisfies Texts;
