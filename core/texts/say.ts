import type { Language } from '../settings.ts';
import { numberText } from '../formula/numbers.ts';
import { formatParts, listOf, type Params, type Part } from './format.ts';
import type { Said, SaidValue } from './said.ts';
import type { Texts } from './texts.ts';

/**
 * What is said in a language, its numbers with their roles and its axes accented.
 * @param texts  of the stations
 */
export function say({ key, values }: Said, language: Language, texts: Texts): Part[] {
  const params: Params = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, paramOf(value, language, texts)]),
  );
  return formatParts(texts[key]?.[language] ?? '', params, language);
}

function paramOf(value: SaidValue, language: Language, texts: Texts): Params[string] {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if ('key' in value) return say(value, language, texts);
  if ('node' in value) return [{ text: numberText(value.value, value.digits), role: value.role }];
  return listOf(value, language);
}
