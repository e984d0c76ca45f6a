import type { Language } from '../settings.ts';
import { koData } from './koData.ts';
import { koErrors } from './koErrors.ts';
import type { Texts } from './texts.ts';
import { WINDOW_TEXTS } from './window.ts';

const TEXTS: Texts = WINDOW_TEXTS;
/** Korean of what comes with data in English. */
const DATA: Readonly<Record<string, string>> = { ...koData, ...koErrors };

/** The text of a key that is made from data, undefined where this language has none. */
export function textByKey(key: string, language: Language): string | undefined {
  return TEXTS[key]?.[language] ?? (language === 'ko' ? DATA[key] : undefined);
}

/** True when Korean can say it. */
export function isTranslated(key: string): boolean {
  return textByKey(key, 'ko') !== undefined;
}
