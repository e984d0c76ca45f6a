import { InputError } from '../../core/errors.ts';

/**
 * Checks a value that came from outside.
 * @param at  where in the argument it stands, for the message
 * @throws InputError badRequest
 */
export type Parser<T> = (value: unknown, at: string) => T;

const LONGEST_TEXT = 4_000_000;
const LONGEST_NAME = 512;

/** @throws InputError badRequest, naming the place and what was expected */
export function refuse(at: string, expected: string, value: unknown): never {
  const came =
    typeof value === 'string'
      ? JSON.stringify(value.slice(0, 40))
      : value === null
        ? 'null'
        : typeof value;
  throw new InputError('badRequest', `${at}: expected ${expected}, got ${came}.`, { at });
}

/** Any number, NaN and infinities too: they may be values of a tensor. */
export const number: Parser<number> = (value, at) =>
  typeof value === 'number' ? value : refuse(at, 'a number', value);

export const integer: Parser<number> = (value, at) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : refuse(at, 'a whole number of at least 0', value);

export const flag: Parser<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value);

export const text: Parser<string> = (value, at) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT ? value : refuse(at, 'a text', value);

/** A short text: an id, an axis. */
export const name: Parser<string> = (value, at) =>
  typeof value === 'string' && value.length <= LONGEST_NAME ? value : refuse(at, 'a name', value);

export function anyOf<const T extends string>(choices: readonly T[]): Parser<T> {
  return (value, at) =>
    choices.find((choice) => choice === value) ?? refuse(at, `one of ${choices.join(', ')}`, value);
}

export function list<T>(entry: Parser<T>, most: number): Parser<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) && value.length <= most
      ? value.map((each, i) => entry(each, `${at}[${i}]`))
      : refuse(at, `a list of at most ${most}`, value);
}

/** A parser whose entry may be missing. */
export interface OptionalParser<T> {
  readonly optional: Parser<T>;
}

export function optional<T>(parser: Parser<T>): OptionalParser<T> {
  return { optional: parser };
}

type Fields = Readonly<Record<string, Parser<unknown> | OptionalParser<unknown>>>;
type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalParser<unknown> ? K : never;
}[keyof F];
type Parsed<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: F[K] extends Parser<infer T> ? T : never;
} & { readonly [K in OptionalKeys<F>]?: F[K] extends OptionalParser<infer T> ? T : never };

/** An object of known fields; unknown ones are refused, or left out when `loose`. */
export function object<F extends Fields>(
  fields: F,
  unknown: 'strict' | 'loose' = 'strict',
): Parser<Parsed<F>> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      refuse(at, 'an object', value);
    const given = value as Record<string, unknown>;
    const stray = Object.keys(given).find((key) => !Object.hasOwn(fields, key));
    if (stray !== undefined && unknown === 'strict')
      refuse(`${at}.${stray}`, 'no such field', given[stray]);
    const parsed: Record<string, unknown> = {};
    for (const [key, parser] of Object.entries(fields)) {
      const entry = given[key];
      if (typeof parser === 'function') parsed[key] = parser(entry, `${at}.${key}`);
      else if (entry !== undefined) parsed[key] = parser.optional(entry, `${at}.${key}`);
    }
    return parsed as Parsed<F>;
  };
}
