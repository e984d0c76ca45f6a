import type { Language } from '../settings.ts';
import { enData } from '../texts/enData.ts';
import { koData } from '../texts/koData.ts';
import { koErrors } from '../texts/koErrors.ts';
import { lessonsEn } from '../texts/lessons.en.ts';
import { lessonsKo } from '../texts/lessons.ko.ts';
import { formatText, type Params } from '../texts/format.ts';
import { viewsEn } from '../texts/views.en.ts';
import { viewsKo } from '../texts/views.ko.ts';

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ...enData, ...lessonsEn, ...viewsEn },
  ko: { ...koData, ...koErrors, ...lessonsKo, ...viewsKo },
};

/** A text of the screens by its key, for a page about one; `otherwise` where the language has none. */
export function words(
  language: Language,
  key: string,
  otherwise: string = key,
  params: Params = {},
): string {
  const message = WORDS[language][key];
  return message === undefined ? otherwise : formatText(message, params, language);
}
