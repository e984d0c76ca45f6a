import { layerRow, type LayerName } from '../norm/layers.ts';
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

/** Keys under which a layer's option may be said: its own first, then that of layers that divide by the same. */
export function optionKeys(layer: LayerName, option: string): readonly string[] {
  const row = layerRow(layer);
  const divides = 'divides' in row ? row.divides : null;
  return [
    `option.${layer}.${option}`,
    ...(divides === null ? [] : [`option.${divides}.${option}`]),
    `option.${option}`,
  ];
}

/** True when Korean can say it. */
export function isTranslated(catalogue: Catalogue, key: string): boolean {
  return textByKey(catalogue, key, 'ko') !== undefined;
}
