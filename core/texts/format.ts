import type { Role } from '../formula/formula.ts';
import type { Language } from '../settings.ts';
import { ownDigits } from '../tensor/formatNumber.ts';
import { josa } from './josa.ts';
import type { Text } from './texts.ts';

/** A stretch of text; `accent` names a reduced axis or another thing that the eye should find. */
export interface Part {
  readonly text: string;
  readonly accent?: boolean;
  /** Of a number in a sentence about arithmetic: its colour. */
  readonly role?: Role;
  /** The fact whose value it is, in the text of a lesson. */
  readonly about?: string;
}

export type Param = string | number | readonly Part[];
export type Params = Readonly<Record<string, Param>>;

/**
 * A message with its parameters put in, as parts that keep their accents.
 *
 * `{name}` is the value, `{name:one|other}` the words that agree with a number, which stands for `#` in them, and `{name:은는}` the
 * value followed by the Korean particle that agrees with its last sound.
 */
export function formatParts(message: string, params: Params, locale: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of message.matchAll(/\{(\w+)(?::([^}]*))?\}/g)) {
    parts.push({ text: message.slice(end, match.index) });
    parts.push(...substitute(params[match[1] ?? ''] ?? '', match[2], locale));
    end = match.index + match[0].length;
  }
  parts.push({ text: message.slice(end) });
  return parts.filter((part) => part.text !== '');
}

/** The same as plain text. */
export function formatText(message: string, params: Params, locale: string): string {
  return textOf(formatParts(message, params, locale));
}

/** A text in a language, with its parameters put in. */
export function textIn(text: Text, language: Language, params: Params = {}): string {
  return formatText(text[language], params, language);
}

/** Parts without their accents. */
export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => part.text).join('');
}

function substitute(value: Param, modifier: string | undefined, locale: string): readonly Part[] {
  if (modifier?.includes('|')) {
    const [one = '', other = ''] = modifier.split('|');
    const words = value === 1 ? one : other;
    return [{ text: words.replace('#', textOf(shownAs(value, locale))) }];
  }
  const shown = shownAs(value, locale);
  return modifier ? [...shown, { text: josa(textOf(shown), modifier) }] : shown;
}

function shownAs(value: Param, locale: string): readonly Part[] {
  if (typeof value === 'number') return [{ text: localText(value, locale) }];
  return typeof value === 'string' ? [{ text: value }] : value;
}

/** As people write it there; small numbers keep their digits, of which three decimals would leave 0. */
const localText = (value: number, locale: string) =>
  value !== 0 && Math.abs(value) < 1e-3 ? ownDigits(value) : value.toLocaleString(locale);

/** Accented names in a row: "N", "N and L", "N, H and W"; in Korean "N과 L", "N, H, W". */
export function listOf(names: readonly string[], locale: string): Part[] {
  if (locale === 'ko') return koreanList(names);
  return new Intl.ListFormat(locale, { type: 'conjunction' })
    .formatToParts(names)
    .map(({ type, value }) =>
      type === 'element'
        ? { text: value, accent: true }
        : { text: value.replace(', and ', ' and ') },
    );
}

function koreanList(names: readonly string[]): Part[] {
  return names.flatMap((text, i) => {
    const link = names.length === 2 ? `${josa(names[0] ?? '', '과와')} ` : ', ';
    return i === 0 ? [{ text, accent: true }] : [{ text: link }, { text, accent: true }];
  });
}
