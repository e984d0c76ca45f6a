import type { LayerName } from '../norm/layers.ts';
import type { Language } from '../settings.ts';
import type { Catalogue } from './catalogue.ts';

/** The text of a key that is made from data, undefined where this language has none. */
export function textByKey(
  { window, data }: Catalogue,
  key: string,
  language: Language,
): string | undefined {
  return window[key]?.[language] ?? (language === 'ko' ? data[key] : undefined);
}

/** Keys under which a layer's option may be said, its own first. */
export const optionKeys = (layer: LayerName, option: string): readonly string[] => [
  `option.${layer}.${option}`,
  `option.${option}`,
];

/** True when Korean can say it. */
export function isTranslated(catalogue: Catalogue, key: string): boolean {
  return textByKey(catalogue, key, 'ko') !== undefined;
}
