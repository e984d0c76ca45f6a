import type { NoticeCode } from '../errors.ts';
import type { Notice } from './spec.ts';

/** The largest float32. */
export const MOST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** A notice by its code, with the English sentence and the numbers in it. */
export function notice(code: NoticeCode, message: string, details: Notice['details'] = {}): Notice {
  return { code, message, details };
}

/** "1 channel", "3 channels": a number with its noun. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** "the only statistic is", "1 of 3 statistics is", "2 of 3 statistics are", to begin a sentence. */
export function share(number: number, groups: number): string {
  if (groups === 1) return 'The only statistic is';
  return `${number} of ${groups} statistics ${number === 1 ? 'is' : 'are'}`;
}

/** Where something holds: how often, and the text of `places`. */
export type Places = ReturnType<typeof places>;

/** "channel 1", "channels 0, 2"; "entry (1, 4)", "entries 3, 5". */
export function placesNamed({ number, text }: Places, noun: string): string {
  const plural = noun === 'entry' ? 'entries' : `${noun}s`;
  return `${number === 1 ? noun : plural} ${text}`;
}

/** Places that are named before the rest is only counted. */
const NAMED = 8;

/**
 * Where something holds, as text that needs no translation: "1, 4, 5", "(0, 3), (2, 1)", "0, 1, 2, 3, 4, 5, 6, 7, …".
 * @param shape  of the values; more than one dimension gives tuples
 * @returns      number of places, and their text
 */
export function places(
  values: ArrayLike<number>,
  holds: (value: number) => boolean,
  shape: readonly number[] = [values.length],
): { readonly number: number; readonly text: string } {
  const named: string[] = [];
  let number = 0;
  for (let i = 0; i < values.length; i++) {
    if (!holds(values[i]!)) continue;
    if (number++ < NAMED) named.push(placeOf(i, shape));
  }
  return { number, text: named.join(', ') + (number > NAMED ? ', …' : '') };
}

function placeOf(flat: number, shape: readonly number[]): string {
  if (shape.length === 1) return String(flat);
  const at: number[] = [];
  let rest = flat;
  for (let i = shape.length - 1; i >= 0; i--) {
    at.unshift(rest % shape[i]!);
    rest = Math.floor(rest / shape[i]!);
  }
  return `(${at.join(', ')})`;
}
