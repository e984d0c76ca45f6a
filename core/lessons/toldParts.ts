import type { Language } from '../settings.ts';
import { formatText, type Params, type Part } from '../texts/format.ts';

const PLACE = /(\{\w+(?::[^}]*)?\})/;
const NAMED = /^\{(\w+)(?::([^}]*))?\}$/;

/** A message with its parameters put in, each value apart from the words and knowing its name; a particle belongs to the words. */
export function toldParts(message: string, params: Params, language: Language): Part[] {
  return message.split(PLACE).flatMap((piece): Part[] => {
    const [, about, modifier] = NAMED.exec(piece) ?? [];
    const text = formatText(piece, params, language);
    if (about === undefined) return text === '' ? [] : [{ text }];
    const counted = modifier?.includes('|') ?? true;
    const value = counted ? text : formatText(`{${about}}`, params, language);
    const particle = text.slice(value.length);
    return [{ text: value, about }, ...(particle === '' ? [] : [{ text: particle }])];
  });
}
