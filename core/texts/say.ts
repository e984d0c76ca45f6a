import type { Language } from '../settings.ts';
import { numberText } from '../formula/numbers.ts';
import type { NumberFormula } from '../formula/formula.ts';
import { formatParts, listOf, textOf, type Params, type Part } from './format.ts';
import { STATION_TEXTS, type StationText } from './stations.ts';

/** Something to say: which text, and what is put into it. Plain data, and of no language. */
export interface Said {
  readonly key: StationText;
  readonly values: Readonly<Record<string, SaidValue>>;
}

/** A count, a word, a number in its colour, names of axes, or something said within. */
export type SaidValue = number | string | NumberFormula | readonly string[] | Said;

/** Something to say. */
export function said(key: StationText, values: Said['values'] = {}): Said {
  return { key, values };
}

/** What is said in a language, its numbers with their roles and its axes accented. */
export function say({ key, values }: Said, language: Language): Part[] {
  const params: Params = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, paramOf(value, language)]),
  );
  return formatParts(STATION_TEXTS[key][language], params, language);
}

/** The same as plain text. */
export function sayText(told: Said, language: Language): string {
  return textOf(say(told, language));
}

function paramOf(value: SaidValue, language: Language): Params[string] {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if ('key' in value) return say(value, language);
  if ('node' in value) return [{ text: numberText(value.value, value.digits), role: value.role }];
  return listOf(value, language);
}
