import type { OptionValue } from '../norm/view.ts';
import { ownDigits } from '../tensor/formatNumber.ts';

/**
 * A value as a Python literal.
 * @param sizes  how several numbers are written: `(4,)`, `[4]`, `4`
 */
export function literal(value: OptionValue, sizes = tuple): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return `'${value}'`;
  return sizes(value);
}

/** A number with just the digits that it has: 1e-5, 0.1, 5. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return ownDigits(value);
}

/** Values of a line of a list. */
const PER_LINE = 8;

/** `[0.1, 2]`: values with the digits that their type has; long lists go over several lines. */
export function listLiteral(values: Float32Array | Float64Array): string {
  const short = values instanceof Float32Array ? shortFloat32 : number;
  const texts = Array.from(values, short);
  if (texts.length <= PER_LINE) return `[${texts.join(', ')}]`;
  const lines: string[] = [];
  for (let i = 0; i < texts.length; i += PER_LINE)
    lines.push(`    ${texts.slice(i, i + PER_LINE).join(', ')},`);
  return `[\n${lines.join('\n')}\n]`;
}

/** The fewest digits that round to the same float32; nine always do. */
function shortFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return number(rounded);
  }
  return number(Number(value.toPrecision(9)));
}

/** `(2, 5, 4)`, `(4,)`. */
export function tuple(values: readonly number[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

/** `[2, 5, 4]`, `[4]`. */
export const listed = (values: readonly number[]): string => `[${values.join(', ')}]`;

/** Several in a list, one alone as a number. */
export const listedOrAlone = (values: readonly number[]): string =>
  values.length === 1 ? String(values[0]) : listed(values);

/** One axis as a number, several as a tuple. */
export function axisArgument(axes: readonly number[]): string {
  return axes.length === 1 ? String(axes[0]) : tuple(axes);
}

/** A keyword argument that is left out when it has the framework's own default. */
export interface Keyword {
  readonly name: string;
  readonly value: OptionValue;
  readonly default?: OptionValue;
}

/** `Name(5, eps=0.001)`: positional arguments, and those keywords that differ from their default. */
export function call(
  name: string,
  positional: readonly string[],
  keywords: readonly Keyword[],
): string {
  const named = keywords
    .filter((keyword) => !('default' in keyword) || keyword.value !== keyword.default)
    .map((keyword) => `${keyword.name}=${literal(keyword.value)}`);
  return `${name}(${[...positional, ...named].join(', ')})`;
}

/** Lines as a program: empty ones once, none at the ends, a newline last. */
export function program(...blocks: readonly (readonly string[])[]): string {
  const filled = blocks.map((lines) => lines.join('\n')).filter((block) => block !== '');
  return `${filled.join('\n\n')}\n`;
}
