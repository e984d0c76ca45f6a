import {
  Mismatch,
  within,
  type Infer,
  type JsonSchema,
  type Shape,
  type Written,
} from './shape.ts';
import { constant } from './values.ts';

/** Most entries of a list, unless a shape says otherwise. */
const LONGEST_LIST = 1_000_000;

/** A list of so many entries; its length is looked at before its entries. */
export function list<T, W>(
  entry: Shape<T, W>,
  most: number = LONGEST_LIST,
  least = 0,
): Shape<readonly T[], readonly W[]> {
  const expected = `a list of ${least > 0 ? `${least} to` : 'at most'} ${most}`;
  return {
    expected,
    read(value) {
      if (!Array.isArray(value) || value.length > most || value.length < least)
        throw new Mismatch(expected, value);
      const read: T[] = [];
      try {
        for (const each of value as readonly unknown[]) read.push(entry.read(each));
      } catch (error) {
        throw within(error, `[${read.length}]`);
      }
      return read;
    },
    schema: (definitions) => ({
      type: 'array',
      items: entry.schema(definitions),
      ...(most < LONGEST_LIST && { maxItems: most }),
      ...(least > 0 && { minItems: least }),
    }),
  };
}

/** Exactly two entries. */
export function pair<A, VA, B, VB>(
  first: Shape<A, VA>,
  second: Shape<B, VB>,
): Shape<readonly [A, B], readonly [VA, VB]> {
  const expected = 'a list of two';
  return {
    expected,
    read(value) {
      if (!Array.isArray(value) || value.length !== 2) throw new Mismatch(expected, value);
      return [entryOf(first, value, 0), entryOf(second, value, 1)];
    },
    schema: (definitions) => ({
      type: 'array',
      prefixItems: [first.schema(definitions), second.schema(definitions)],
      minItems: 2,
      maxItems: 2,
    }),
  };
}

function entryOf<T>(shape: Shape<T, unknown>, value: readonly unknown[], at: number): T {
  try {
    return shape.read(value[at]);
  } catch (error) {
    throw within(error, `[${at}]`);
  }
}

/** An object by keys of any name, the values alike. */
export function record<T, W>(
  entry: Shape<T, W>,
  most = 64,
): Shape<Readonly<Record<string, T>>, Readonly<Record<string, W>>> {
  const expected = `at most ${most} values by name`;
  return {
    expected,
    read(value) {
      if (!isPlain(value) || Object.keys(value).length > most) throw new Mismatch(expected, value);
      const entries = Object.entries(value).map(([key, each]) => {
        try {
          return [key, entry.read(each)] as const;
        } catch (error) {
          throw within(error, `.${key}`);
        }
      });
      return Object.fromEntries(entries);
    },
    schema: (definitions) => ({ type: 'object', additionalProperties: entry.schema(definitions) }),
  };
}

/** Whether a value is an object of fields. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type AnyShape = Shape<unknown, unknown>;

/** The first of several shapes that a value is of; it says what the one says that came furthest. */
export function union<const S extends readonly AnyShape[]>(
  ...shapes: S
): Shape<Infer<S[number]>, Written<S[number]>> {
  const expected = shapes.map((shape) => shape.expected).join(' or ');
  return {
    expected,
    read(value) {
      let furthest = new Mismatch(expected, value);
      for (const shape of shapes) {
        try {
          return shape.read(value) as Infer<S[number]>;
        } catch (error) {
          if (!(error instanceof Mismatch)) throw error;
          if (error.path.length > furthest.path.length) furthest = error;
        }
      }
      throw furthest;
    },
    schema: (definitions) => ({ anyOf: shapes.map((shape) => shape.schema(definitions)) }),
  };
}

export function orNull<T, W>(shape: Shape<T, W>): Shape<T | null, W | null> {
  return union(shape, constant(null));
}

/** The shape, called by a name in the JSON Schema. */
export function named<T, W>(title: string, shape: Shape<T, W>): Shape<T, W> {
  return {
    ...shape,
    schema(definitions): JsonSchema {
      if (!definitions.has(title)) {
        definitions.set(title, {});
        definitions.set(title, shape.schema(definitions));
      }
      return { $ref: `#/$defs/${title}` };
    },
  };
}

/** The shape with a sentence about it in the JSON Schema. */
export function described<S extends AnyShape>(description: string, shape: S): S {
  return { ...shape, schema: (definitions) => ({ ...shape.schema(definitions), description }) };
}

/** What is not of the shape is read as this: for what is kept, where one broken entry spoils nothing else. */
export function otherwise<T, W, const E>(shape: Shape<T, W>, instead: E): Shape<T | E, W> {
  return {
    ...shape,
    read(value) {
      try {
        return shape.read(value);
      } catch (error) {
        if (error instanceof Mismatch) return instead;
        throw error;
      }
    },
  };
}
