import { jsonSchema, type JsonSchema, type Shape } from '../../../core/shape/shape.ts';

/** What no one would send by mistake: of every type, at every edge. */
export const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  NaN,
  Infinity,
  -Infinity,
  -0,
  -1,
  0.5,
  1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  true,
  '',
  'NaN',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '\u0000\u001b[2J\ud800',
  '정'.repeat(5000),
  10n ** 30n,
  [],
  [[[[]]]],
  Array.from({ length: 70_000 }, () => 0),
  new Array<number>(2 ** 32 - 1),
  {},
  { length: 1e9 },
  JSON.parse('{"__proto__": {"kind": "example"}, "toString": 1}'),
  new Map([['kind', 'example']]),
  new Date(0),
  new Error('an error'),
  new Float32Array(4),
  new SharedArrayBuffer(8),
  circle(),
  deep(3000),
];

function circle(): unknown {
  const round: Record<string, unknown> = { kind: 'example' };
  round.self = round;
  return round;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

type Known = Readonly<Record<string, unknown>>;

/**
 * One argument as the schema describes it.
 * @param known   values by field, so that it means something to who gets it
 * @param choice  which of several choices, by number
 */
function sampleOf(schema: JsonSchema, root: JsonSchema, known: Known, choice: number): unknown {
  const inner = (part: unknown) => sampleOf(part as JsonSchema, root, known, choice);
  if (typeof schema.$ref === 'string')
    return inner((root.$defs as JsonSchema)[schema.$ref.replace('#/$defs/', '')]);
  if ('const' in schema) return schema.const;
  const several = (schema.anyOf ?? schema.enum) as readonly unknown[] | undefined;
  if (several) {
    const one = several[choice % several.length];
    return schema.anyOf ? inner(one) : one;
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as JsonSchema).map(([key, part]) => {
          const isTag = typeof part === 'object' && part !== null && 'const' in part;
          return [key, key in known && !isTag ? known[key] : inner(part)];
        }),
      );
    case 'array':
      return ((schema.prefixItems ?? [schema.items]) as readonly unknown[]).map(inner);
    case 'null':
      return null;
    case 'boolean':
      return choice % 2 === 0;
    case 'string':
      return 'N';
    default:
      return Math.max(Number(schema.minimum ?? 0), Math.min(Number(schema.maximum ?? 1), 1));
  }
}

/** Every path into a plain value, the value itself first. */
function pathsOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [at, ...entries.flatMap(([key, entry]) => pathsOf(entry, [...at, key]))];
}

/** A value with what is at a path replaced. */
function altered(value: unknown, [key, ...rest]: readonly string[], entry: unknown): unknown {
  if (key === undefined) return entry;
  const held = (value as Record<string, unknown> | null)?.[key];
  const next = altered(held, rest, entry);
  return Array.isArray(value)
    ? value.map((each: unknown, i) => (String(i) === key ? next : each))
    : { ...(value as object | null), [key]: next };
}

/** Arguments made from a shape: good ones, and each of their fields replaced by what is hostile, or joined by another. */
export function* argumentsOf(
  shape: Shape<unknown, unknown>,
  known: Known,
): Generator<{ readonly at: string; readonly argument: unknown }> {
  const schema = jsonSchema(shape);
  for (let choice = 0; choice < 4; choice++)
    yield { at: `sample ${choice}`, argument: sampleOf(schema, schema, known, choice) };
  const good = sampleOf(schema, schema, known, 0);
  for (const path of pathsOf(good)) {
    const at = path.join('.');
    for (const value of HOSTILE) yield { at, argument: altered(good, path, value) };
    yield { at: `${at}.stray`, argument: altered(good, [...path, 'stray'], 1) };
  }
}
