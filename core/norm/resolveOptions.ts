import { InputError } from '../errors.ts';
import { ownDigits } from '../tensor/formatNumber.ts';
import { defaultsFor } from './defaultsFor.ts';
import { optionRow, type LayerRow, type OptionRow } from './layerRow.ts';
import { sizesText } from './sizesText.ts';
import type { LayerOptions, OptionValue } from './view.ts';

/**
 * The options with defaults filled in, checked, and axis positions counted from the front.
 * @throws InputError unknownOption, badOption (with option, expected, got)
 */
export function resolveOptions(
  row: LayerRow,
  given: LayerOptions,
  shape: readonly number[],
  axes: readonly string[],
): LayerOptions {
  for (const name of Object.keys(given)) {
    if (optionRow(row, name)) continue;
    const known = row.options.map((option) => option.name).join(', ');
    throw new InputError(
      'unknownOption',
      `${row.name} has no option ${name}. Its options are ${known}.`,
      { layer: row.name, option: name, known },
    );
  }
  const options: Record<string, OptionValue> = { ...defaultsFor(row, shape, axes) };
  for (const option of row.options) {
    const value = given[option.name];
    if (value !== undefined) options[option.name] = check(row, option, value, shape.length);
  }
  return options;
}

function check(row: LayerRow, option: OptionRow, value: OptionValue, rank: number): OptionValue {
  if (value === null) {
    if (option.nullable) return null;
    throw bad(row, option, value);
  }
  switch (option.kind) {
    case 'boolean':
      if (typeof value !== 'boolean') throw bad(row, option, value);
      return value;
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || !allowed(option, value)) throw bad(row, option, value);
      return value;
    case 'sizes': {
      const sizes = typeof value === 'number' ? [value] : value;
      if (!isNumbers(sizes) || !sizes.every((size) => allowed(option, size)))
        throw bad(row, option, value);
      if (sizes.length === 0)
        throw new InputError(
          'badOption',
          `Expected ${option.name} to be at least 1-dimensional, i.e., containing at least one element, but got ${option.name} = []. Give the sizes of the last dimensions.`,
          { layer: row.name, option: option.name, expected: 'at least one size', got: '[]' },
        );
      return [...sizes];
    }
    case 'choice':
      if (typeof value !== 'string' || !option.values?.includes(value))
        throw bad(row, option, value);
      return value;
    case 'axes':
      return checkAxes(row, option, typeof value === 'number' ? [value] : value, rank);
    default:
      return option.kind satisfies never;
  }
}

function checkAxes(
  row: LayerRow,
  option: OptionRow,
  value: OptionValue,
  rank: number,
): readonly number[] {
  if (!isNumbers(value)) throw bad(row, option, value);
  const positions = value.map((axis) => {
    if (Number.isInteger(axis) && axis >= -rank && axis < rank)
      return axis < 0 ? axis + rank : axis;
    throw new InputError(
      'axisRange',
      `Dimension out of range (expected to be in range of [${-rank}, ${rank - 1}], but got ${axis}). Give ${option.name} as positions of the input's ${rank} dimensions.`,
      { layer: row.name, option: option.name, rank, axis },
    );
  });
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  if (sorted.length < positions.length)
    throw new InputError(
      'axisTwice',
      `${option.name} names a dimension twice: ${sizesText(value)}. Name each dimension once.`,
      { layer: row.name, option: option.name, got: sizesText(value) },
    );
  return sorted;
}

function isNumbers(value: OptionValue): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

/** True when a number lies in the option's range. */
function allowed(option: OptionRow, value: number): boolean {
  const whole = option.kind === 'number' ? Number.isFinite(value) : Number.isSafeInteger(value);
  return whole && value >= (option.min ?? -Infinity) && value <= (option.max ?? Infinity);
}

function bad(row: LayerRow, option: OptionRow, value: OptionValue): InputError {
  const expected = expectation(option);
  const got =
    value === null
      ? 'None'
      : typeof value === 'number'
        ? ownDigits(value)
        : isNumbers(value)
          ? `[${sizesText(value, ',')}]`
          : JSON.stringify(value);
  return new InputError(
    'badOption',
    `${row.name}: ${option.name} must be ${expected}, got ${got}.`,
    {
      layer: row.name,
      option: option.name,
      expected,
      got,
    },
  );
}

/** What an option accepts, in words: "a whole number of at least 1", "a number from 0 to 1, or None". */
function expectation(option: OptionRow): string {
  const nouns = {
    boolean: 'True or False',
    integer: 'a whole number',
    number: 'a number',
    sizes: 'whole numbers',
    axes: 'positions of dimensions',
    choice: `one of ${(option.values ?? []).join(', ')}`,
  };
  const { min, max } = option;
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of at least ${min}`
        : '';
  return nouns[option.kind] + range + (option.nullable ? ', or None' : '');
}
