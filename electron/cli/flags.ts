import { readIntegers, readNumber } from '../../core/norm/optionText.ts';
import { Mismatch, type Shape } from '../../core/shape/shape.ts';
import { UsageError } from './usageError.ts';

/** What a command's flags are: with a value, or without. */
export interface FlagTable {
  readonly values: readonly string[];
  readonly switches: readonly string[];
}

/** A command line taken apart. */
export interface Flags {
  readonly positional: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
}

/**
 * Takes a command line apart. A flag that takes a value takes the next word whatever it looks like, so that `--eps -1` reaches the layer.
 * @throws UsageError for unknown flags, missing values and flags that are given twice
 */
export function parseFlags(words: readonly string[], table: FlagTable): Flags {
  const positional: string[] = [];
  const values = new Map<string, string>();
  const switches = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = word.slice(2, equals < 0 ? undefined : equals);
    if (values.has(flag) || switches.has(flag)) throw new UsageError(`--${flag} is given twice.`);
    if (table.switches.includes(flag) && equals < 0) switches.add(flag);
    else if (table.values.includes(flag)) {
      const value = equals < 0 ? words[++i] : word.slice(equals + 1);
      if (value === undefined || value === '') throw new UsageError(`--${flag} needs a value.`);
      values.set(flag, value);
    } else throw new UsageError(`There is no option --${flag}${near(flag, table)}.`);
  }
  return { positional, values, switches };
}

/** "; did you mean --eps?" */
function near(flag: string, { values, switches }: FlagTable): string {
  const known = [...values, ...switches];
  const like = known.find(
    (name) =>
      name.startsWith(flag) ||
      flag.startsWith(name) ||
      name.replaceAll('-', '') === flag.replaceAll(/[-_]/g, ''),
  );
  return like ? `; did you mean --${like}?` : '';
}

/** A finite number, as a layer's option is written. @throws UsageError */
export function numberOf(flag: string, text: string): number {
  const value = readNumber(text);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`--${flag}: expected a number, got "${text}".`);
}

/** Whole numbers with commas between, as a layer's option is written. @throws UsageError */
export function integersOf(flag: string, text: string): readonly number[] {
  const values = readIntegers(text);
  if (values && values.length > 0) return values;
  throw new UsageError(`--${flag}: expected whole numbers with commas between, got "${text}".`);
}

/** One whole number. @throws UsageError */
export function integerOf(flag: string, text: string): number {
  const [value, ...more] = readIntegers(text) ?? [];
  if (value !== undefined && more.length === 0) return value;
  throw new UsageError(`--${flag}: expected a whole number, got "${text}".`);
}

/** A text that a shape takes, such as one of its choices; the shape's own words where it does not. @throws UsageError */
export function shapedOf<T>(flag: string, shape: Shape<T, unknown>, value: unknown): T {
  try {
    return shape.read(value);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new UsageError(`--${flag}: expected ${error.expected}, got "${String(value)}".`);
  }
}
