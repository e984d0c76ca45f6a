import { InputError } from '../errors.ts';

/** JSON Schema of one value. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that are referred to by name, gathered while a schema is made. */
export type Definitions = Map<string, JsonSchema>;

/**
 * What a value that crosses a border (a call, a report, a kept session, a flag) looks like, declared once: the type is
 * inferred from it, values of any origin are read by it, and its JSON Schema is made from it.
 *
 * Own code on purpose, weighed against valibot with @valibot/to-json-schema (10 kB + 13 kB minified): there NaN is no
 * number, a schema of our own kind of number has no JSON Schema, every type would have to be made readonly again, and
 * the length of a list is looked at after its entries. What a tensor's values need would have been written by hand anyway.
 *
 * T is the type of what is read, W of what is written as JSON: they differ where JSON has no word for a number.
 */
export interface Shape<T, W = T> {
  /** In words, after "expected". */
  readonly expected: string;
  /**
   * The value, checked; what is undeclared is left out or refused.
   * @throws Mismatch
   */
  readonly read: (value: unknown) => T;
  readonly schema: (definitions: Definitions) => JsonSchema;
  /** Never present at run time; carries the type of what is written. */
  readonly written?: W;
}

/** The type of a value that a shape has read. */
export type Infer<S> = S extends { readonly read: (value: unknown) => infer T } ? T : never;
/** The type of a value as JSON holds it. */
export type Written<S> = S extends { readonly written?: infer W } ? Exclude<W, undefined> : never;

/** A value is not of its shape; says where, relative to the value that was read. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly expected: string;
  readonly value: unknown;
  readonly path: string;

  constructor(expected: string, value: unknown, path = '') {
    super(expected);
    this.expected = expected;
    this.value = value;
    this.path = path;
  }
}

/** The mismatch of an entry, told from the value that holds it. */
export function within(error: unknown, key: string): unknown {
  return error instanceof Mismatch
    ? new Mismatch(error.expected, error.value, `${key}${error.path}`)
    : error;
}

const LONGEST_QUOTE = 40;

/** What came, in a few words that are safe to show. */
function told(value: unknown): string {
  if (typeof value === 'string')
    return value.length > LONGEST_QUOTE
      ? `${JSON.stringify(value.slice(0, LONGEST_QUOTE))} …`
      : JSON.stringify(value);
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
 * A value of any origin, checked against its shape.
 * @param at  what the value is called in the message
 * @throws InputError badRequest, with the path of what is wrong, what was expected and what came
 */
export function parse<T>(shape: Shape<T, unknown>, value: unknown, at: string): T {
  try {
    return shape.read(value);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const path = `${at}${error.path}`;
    throw new InputError(
      'badRequest',
      `${path}: expected ${error.expected}, got ${told(error.value)}.`,
      { at: path },
    );
  }
}

/** The value where it is of the shape; undefined where it is not. */
export function readOr<T, E>(shape: Shape<T, unknown>, value: unknown, otherwise: E): T | E {
  try {
    return shape.read(value);
  } catch (error) {
    if (error instanceof Mismatch) return otherwise;
    throw error;
  }
}

/** The JSON Schema (draft 2020-12) of a shape, with its definitions. */
export function jsonSchema(shape: Shape<unknown, unknown>): JsonSchema {
  const definitions: Definitions = new Map();
  const schema = shape.schema(definitions);
  return definitions.size === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) };
}
