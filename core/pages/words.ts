import type { Language } from '../settings.ts';
import { textByKey } from '../texts/byKey.ts';
import { formatText, type Params } from '../texts/format.ts';
import { WHOLE_CATALOGUE } from '../texts/wholeCatalogue.ts';

/** A text of the screens by its key, for a page about one; `otherwise` where the language has none. */
export function words(
  language: Language,
  key: string,
  otherwise: string = key,
  params: Params = {},
): string {
  const message = textByKey(WHOLE_CATALOGUE, key, language);
  return message === undefined ? otherwise : formatText(message, params, language);
}
