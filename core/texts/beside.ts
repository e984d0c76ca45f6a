import type { BesideId } from '../figure/besideTensors.ts';
import type { ParameterNames } from '../norm/layerRow.ts';
import type { Texts } from './texts.ts';

/** What comes in beside x. */
export const besideTexts = {
  'inputs.gate': { en: 'gate z', ko: '게이트 z' },
  'inputs.mask': { en: 'mask', ko: '마스크' },
  'inputs.style': { en: 'style', ko: '스타일' },
  'inputs.tau': { en: 'threshold τ', ko: '문턱값 τ' },
  'inputs.v': { en: 'v', ko: 'v 값' },
  'inputs.mean_weight': { en: 'mean weights', ko: '평균들의 비중' },
  'inputs.var_weight': { en: 'variance weights', ko: '분산들의 비중' },
} as const satisfies Texts;

/** What stands over a tensor beside x: γ and β by their letters where the layer calls them weight and bias. */
export function besideName(
  id: BesideId,
  names: ParameterNames,
  say: (key: keyof typeof besideTexts) => string,
): string {
  if (id === 'weight') return names.weight === 'weight' ? 'γ' : names.weight;
  if (id === 'bias') return names.bias === 'bias' ? 'β' : names.bias;
  return say(`inputs.${id}`);
}
