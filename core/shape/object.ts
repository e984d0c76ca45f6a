import { isPlain } from './compound.ts';
import { Mismatch, readOr, within, type Infer, type Shape, type Written } from './shape.ts';

/** A field that may be missing. */
export interface OptionalShape<T, W = T> {
  readonly optional: Shape<T, W>;
}

export function optional<T, W>(shape: Shape<T, W>): OptionalShape<T, W> {
  return { optional: shape };
}

type AnyField = Shape<unknown, unknown> | OptionalShape<unknown, unknown>;
export type Fields = Readonly<Record<string, AnyField>>;

type OptionalKey<F extends Fields> = {
  [K in keyof F]: F[K] extends OptionalShape<unknown, unknown> ? K : never;
}[keyof F];
type RequiredKey<F extends Fields> = Exclude<keyof F, OptionalKey<F>>;
type Inner<S> = S extends { readonly optional: infer I } ? I : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** What an object of these fields is read as. */
export type Read<F extends Fields> = Flat<
  {
    [K in RequiredKey<F>]: Infer<F[K]>;
  } & { [K in OptionalKey<F>]?: Infer<Inner<F[K]>> }
>;

/** What an object of these fields is written as. */
export type Wrote<F extends Fields> = Flat<
  {
    [K in RequiredKey<F>]: Written<F[K]>;
  } & { [K in OptionalKey<F>]?: Written<Inner<F[K]>> }
>;

/** An object, with its fields at hand so that others can be made of some of them. */
export interface ObjectShape<F extends Fields> extends Shape<Read<F>, Wrote<F>> {
  readonly fields: F;
}

/**
 * An object of known fields.
 * @param others  fields that are not declared: refused, or left out where it is open
 */
export function object<const F extends Fields>(
  fields: F,
  others: 'refused' | 'open' = 'refused',
): ObjectShape<F> {
  const expected = 'an object';
  return {
    fields,
    expected,
    read(value) {
      if (!isPlain(value)) throw new Mismatch(expected, value);
      const stray = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
      if (stray !== undefined && others === 'refused')
        throw new Mismatch('no such field', value[stray], `.${stray}`);
      const read: Record<string, unknown> = {};
      for (const [key, field] of Object.entries(fields)) {
        // An inherited property is none: not constructor, nor what somebody put into Object.prototype.
        const entry = Object.hasOwn(value, key) ? value[key] : undefined;
        if ('optional' in field && entry === undefined) continue;
        try {
          read[key] = shapeOf(field).read(entry);
        } catch (error) {
          throw within(error, `.${key}`);
        }
      }
      return read as Read<F>;
    },
    schema: (definitions) => ({
      type: 'object',
      required: Object.keys(fields).filter((key) => !('optional' in fields[key]!)),
      properties: Object.fromEntries(
        Object.entries(fields).map(([key, field]) => [key, shapeOf(field).schema(definitions)]),
      ),
      ...(others === 'refused' && { additionalProperties: false }),
    }),
  };
}

function shapeOf(field: AnyField): Shape<unknown, unknown> {
  return 'optional' in field ? field.optional : field;
}

/** The same object of which only some fields are known. */
export function pick<F extends Fields, const K extends keyof F & string>(
  { fields }: ObjectShape<F>,
  keys: readonly K[],
): ObjectShape<Pick<F, K>> {
  const picked = Object.fromEntries(keys.map((key) => [key, fields[key]!]));
  return object(picked as unknown as Pick<F, K>, 'open');
}

type Partials<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Shape<infer T, infer W> ? OptionalShape<T, W> : F[K];
};

/** The same object, every field of which may be missing. */
export function partial<F extends Fields>({ fields }: ObjectShape<F>): ObjectShape<Partials<F>> {
  const entries = Object.entries(fields).map(([key, field]) => [key, optional(shapeOf(field))]);
  return object(Object.fromEntries(entries) as Partials<F>);
}

/** The same object; a field that is missing or broken is as in `defaults`, and spoils no other. */
export function eachOr<F extends Fields>(
  { fields, schema }: ObjectShape<F>,
  defaults: Read<F>,
): Shape<Read<F>, Wrote<F>> {
  const read = (value: unknown): Read<F> => {
    const given = isPlain(value) ? value : {};
    const known = defaults as Readonly<Record<string, unknown>>;
    const entries = Object.entries(fields).map(([key, field]) => [
      key,
      readOr(shapeOf(field), Object.hasOwn(given, key) ? given[key] : undefined, known[key]),
    ]);
    return Object.fromEntries(entries) as Read<F>;
  };
  return { expected: 'anything', read, schema };
}

type Variants = Readonly<Record<string, ObjectShape<Fields>>>;

/** One of several objects, told apart by the text in one field. */
export function tagged<const K extends string, const V extends Variants>(
  key: K,
  variants: V,
): Shape<
  { [N in keyof V]: V[N] extends ObjectShape<infer F> ? Read<F> : never }[keyof V],
  { [N in keyof V]: V[N] extends ObjectShape<infer F> ? Wrote<F> : never }[keyof V]
> {
  const expected = 'an object';
  return {
    expected,
    read(value) {
      if (!isPlain(value)) throw new Mismatch(expected, value);
      const tag = Object.hasOwn(value, key) ? value[key] : undefined;
      const variant =
        typeof tag === 'string' && Object.hasOwn(variants, tag) ? variants[tag] : undefined;
      if (!variant)
        throw new Mismatch(`one of ${Object.keys(variants).join(', ')}`, tag, `.${key}`);
      return variant.read(value) as never;
    },
    schema: (definitions) => ({
      anyOf: Object.values(variants).map((variant) => variant.schema(definitions)),
    }),
  };
}
