import { Mismatch, type JsonSchema, type Shape } from './shape.ts';

/** Most characters of a text, unless a shape says otherwise. */
const LONGEST_TEXT = 4_000_000;
const LONGEST_NAME = 512;

/** A shape of values that are checked as they are. */
function simple<T>(
  expected: string,
  schema: JsonSchema,
  is: (value: unknown) => boolean,
): Shape<T> {
  const read = (value: unknown): T => {
    if (is(value)) return value as T;
    throw new Mismatch(expected, value);
  };
  return { expected, read, schema: () => schema };
}

/** A number as JSON can hold it: what is not finite is a word. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

const NAMED: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** Any number of a tensor: NaN and the infinities too, which JSON writes by name. */
export const real: Shape<number, JsonNumber> = {
  expected: 'a number',
  read(value) {
    if (typeof value === 'number') return value;
    if (NAMED.includes(value)) return Number(value);
    throw new Mismatch('a number', value);
  },
  schema: (definitions) => {
    definitions.set('number', { anyOf: [{ type: 'number' }, { enum: NAMED }] });
    return { $ref: '#/$defs/number' };
  },
};

export interface Bounds {
  /** Least and most, both allowed. */
  readonly min?: number;
  readonly max?: number;
}

/** A shape of numbers with its bounds at hand, for flags and fields. */
export interface NumberShape extends Shape<number> {
  readonly bounds: Bounds;
}

function spoken({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

function bounded(
  what: string,
  type: string,
  bounds: Bounds,
  is: (value: unknown) => boolean,
): NumberShape {
  const { min, max } = bounds;
  const schema = {
    type,
    ...(min !== undefined && { minimum: min }),
    ...(max !== undefined && { maximum: max }),
  };
  const inside = (value: unknown) =>
    is(value) && (value as number) >= (min ?? -Infinity) && (value as number) <= (max ?? Infinity);
  return { ...simple<number>(`${what}${spoken(bounds)}`, schema, inside), bounds };
}

/** A finite number. */
export function number(bounds: Bounds = {}): NumberShape {
  return bounded('a number', 'number', bounds, Number.isFinite);
}

/** A whole number that a double holds exactly. */
export function integer(bounds: Bounds = {}): NumberShape {
  return bounded('a whole number', 'integer', bounds, Number.isSafeInteger);
}

/** A whole number from 0: a size, a position. */
export const count = integer({ min: 0 });

export const flag: Shape<boolean> = simple(
  'true or false',
  { type: 'boolean' },
  (value) => typeof value === 'boolean',
);

/** A text of at most so many characters (UTF-16 units). */
export function text(most: number = LONGEST_TEXT): Shape<string> {
  return simple(
    most < LONGEST_TEXT ? `a text of at most ${most} characters` : 'a text',
    { type: 'string', ...(most < LONGEST_TEXT && { maxLength: most }) },
    (value) => typeof value === 'string' && value.length <= most,
  );
}

/** A short text: an id, an axis. */
export const name: Shape<string> = {
  ...text(LONGEST_NAME),
  expected: `a name of at most ${LONGEST_NAME} characters`,
};

/** A text of a form. */
export function pattern(form: RegExp, expected: string): Shape<string> {
  const is = (value: unknown) => typeof value === 'string' && form.test(value);
  return simple(expected, { type: 'string', pattern: form.source }, is);
}

/** A shape of a few texts, which are at hand for flags and menus. */
export interface ChoiceShape<T extends string> extends Shape<T> {
  readonly choices: readonly T[];
}

/** One of a few texts. */
export function anyOf<const T extends string>(choices: readonly T[]): ChoiceShape<T> {
  const is = (value: unknown) => choices.includes(value as T);
  return { ...simple<T>(`one of ${choices.join(', ')}`, { enum: choices }, is), choices };
}

/** Exactly this value. */
export function constant<const T extends string | number | boolean | null>(value: T): Shape<T> {
  const schema = value === null ? { type: 'null' } : { const: value };
  return simple(JSON.stringify(value), schema, (given) => given === value);
}

/** Whatever it is; looked at by who gets it. */
export const anything: Shape<unknown> = simple('anything', {}, () => true);

/** A document within another, which its own reader reads. */
export const inner: Shape<unknown> = {
  expected: 'a document',
  read: (value) => value,
  schema: () => ({ type: 'object' }),
};

/** Nothing: the argument of a call without one. */
export const nothing: Shape<void> = simple(
  'no argument',
  { type: 'null' },
  (value) => value === undefined || value === null,
);
