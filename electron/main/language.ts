import { app } from 'electron';
import type { Language, Settings } from '../../core/settings.ts';

/** BCP 47 tag of the language that the user's system prefers. */
export const systemLocale = (): string => app.getPreferredSystemLanguages()[0] ?? app.getLocale();

/** The language of menus and dialogs. Needs a ready app. */
export function languageOf(settings: Settings): Language {
  if (settings.language !== 'system') return settings.language;
  return /^ko\b/i.test(systemLocale()) ? 'ko' : 'en';
}
