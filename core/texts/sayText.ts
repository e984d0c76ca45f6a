import type { Language } from '../settings.ts';
import { textOf } from './format.ts';
import type { Said } from './said.ts';
import { say } from './say.ts';
import { STATION_TEXTS } from './stations.ts';

/** What is said in a language, as plain text. */
export function sayText(told: Said, language: Language): string {
  return textOf(say(told, language, STATION_TEXTS));
}
