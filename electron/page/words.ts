import type { Language } from '../../core/settings.ts';
import { textIn, type Params } from '../../core/texts/format.ts';
import { handoutTexts } from '../../core/texts/handout.ts';

type WithoutPrefix<K> = K extends `handout.${infer Rest}` ? Rest : never;
export type Word = WithoutPrefix<keyof typeof handoutTexts>;
/** A text of the hand-out itself. */
export type Words = (word: Word, params?: Params) => string;

/** The hand-out's own texts in a language. */
export function wordsIn(language: Language): Words {
  return (word, params) => textIn(handoutTexts[`handout.${word}`], language, params);
}
