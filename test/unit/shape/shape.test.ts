import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { list, orNull, otherwise, pair, record, union } from '../../../core/shape/compound.ts';
import { eachOr, object, optional, partial, pick, tagged } from '../../../core/shape/object.ts';
import { jsonSchema, parse, type Shape } from '../../../core/shape/shape.ts';
import { anyOf, constant, count, flag, name, number, real } from '../../../core/shape/values.ts';

const point = object({ at: list(count, 3), label: optional(name), weight: real });

function refusal(shape: Shape<unknown, unknown>, value: unknown): string {
  try {
    parse(shape, value, 'argument');
  } catch (error) {
    if (error instanceof InputError) return `${String(error.details.at)} | ${error.message}`;
    throw error;
  }
  return 'taken';
}

test('a refusal names the path, what was expected and what came', () => {
  expect(refusal(point, { at: [0, -1], weight: 1 })).toBe(
    'argument.at[1] | argument.at[1]: expected a whole number of at least 0, got -1.',
  );
  expect(refusal(point, { at: [0, 1, 2, 3], weight: 1 })).toContain('got a list of 4');
  expect(refusal(point, { at: [], weight: 'heavy' })).toContain('expected a number, got "heavy"');
  expect(refusal(point, { at: [] })).toContain('argument.weight: expected a number, got nothing');
  expect(refusal(point, { at: [], weight: 1, colour: 1 })).toContain('argument.colour');
  expect(refusal(name, 'x'.repeat(600)).length).toBeLessThan(150);
});

test('numbers that JSON has no word for are read by name, and stay numbers where they are some', () => {
  const read = parse(list(real), [1, NaN, 'NaN', 'Infinity', '-Infinity', -0], 'x');
  expect(read).toEqual([1, NaN, NaN, Infinity, -Infinity, -0]);
  expect(refusal(number(), NaN)).toContain('expected a number, got NaN');
  expect(refusal(real, 'nan')).not.toBe('taken');
});

test('of several shapes the one that came furthest says what is wrong', () => {
  const either = union(flag, list(real), orNull(point));
  expect(parse(either, null, 'x')).toBeNull();
  expect(refusal(either, [1, 'two'])).toContain('argument[1]: expected a number');
  expect(refusal(either, 'x')).toContain('true or false or a list');
});

test('objects told apart by a field are read as the one they say they are', () => {
  const shape = tagged('kind', {
    a: object({ kind: constant('a'), x: count }),
    b: object({ kind: constant('b'), y: flag }),
  });
  expect(parse(shape, { kind: 'b', y: true }, 'x')).toEqual({ kind: 'b', y: true });
  expect(refusal(shape, { kind: 'a', y: true })).toContain('argument.y');
  expect(refusal(shape, { kind: 'toString' })).toContain('argument.kind: expected one of a, b');
});

test('inherited properties are no fields', () => {
  const holder = Object.create({ at: [], weight: 1 }) as object;
  expect(refusal(point, holder)).toContain('argument.at');
  expect(refusal(partial(point), JSON.parse('{"__proto__": 1}'))).toContain('argument.__proto__');
  const read = parse(record(count), JSON.parse('{"__proto__": 1}'), 'x');
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test('what is kept is read field by field, and one broken field spoils no other', () => {
  const kept = eachOr(
    object({ theme: anyOf(['light', 'dark']), size: number({ min: 1, max: 2 }) }),
    {
      theme: 'light',
      size: 1,
    },
  );
  expect(kept.read({ theme: 'dark', size: 9 })).toEqual({ theme: 'dark', size: 1 });
  expect(kept.read('nothing of the kind')).toEqual({ theme: 'light', size: 1 });
  expect(otherwise(count, 7).read('x')).toBe(7);
});

test('a shape made of some fields of another leaves the others alone', () => {
  expect(pick(point, ['at']).read({ at: [1], weight: 'not looked at' })).toEqual({ at: [1] });
});

test('the JSON Schema says what the reader takes', () => {
  expect(jsonSchema(pair(count, real))).toEqual({
    type: 'array',
    prefixItems: [{ type: 'integer', minimum: 0 }, { $ref: '#/$defs/number' }],
    minItems: 2,
    maxItems: 2,
    $defs: { number: { anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }] } },
  });
  expect(jsonSchema(object({ a: flag, b: optional(name) }))).toEqual({
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'boolean' }, b: { type: 'string', maxLength: 512 } },
    additionalProperties: false,
  });
});
