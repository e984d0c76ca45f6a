import type { Language } from '../settings.ts';

/** One text in every language; `format.ts` says what may stand in braces. */
export type Text = Readonly<Record<Language, string>>;

/** Texts by their keys. A text that lacks a language does not compile. */
export type Texts = Readonly<Record<string, Text>>;
