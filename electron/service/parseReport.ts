import { InputError } from '../../core/errors.ts';
import type { ViewState } from '../../core/figure/state.ts';
import type { LayerSpec } from '../../core/norm/spec.ts';
import { layerSpec, viewState } from '../ipc/parse.ts';
import {
  anyOf,
  integer,
  list,
  name,
  object,
  optional,
  refuse,
  text,
  type Parser,
} from '../ipc/parser.ts';

const MOST_AXES = 8;
const MOST_EDITS = 100_000;
const MOST_VALUES = 10_000_000;

/** JSON has no NaN and no infinities: reports write them by name. */
const NAMED: ReadonlyMap<unknown, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

const jsonNumber: Parser<number> = (value, at) =>
  typeof value === 'number' ? value : (NAMED.get(value) ?? refuse(at, 'a number', value));

/** Numbers nested by shape, row-major; a bare number is one. */
const nested: Parser<readonly number[]> = (value, at) => {
  const values: number[] = [];
  const gather = (entry: unknown, depth: number): void => {
    if (!Array.isArray(entry)) values.push(jsonNumber(entry, at));
    else if (depth > MOST_AXES || values.length > MOST_VALUES)
      refuse(at, 'numbers nested by shape', entry);
    else for (const each of entry) gather(each, depth + 1);
  };
  gather(value, 0);
  return values;
};

const orNull =
  <T>(parser: Parser<T>): Parser<T | null> =>
  (value, at) =>
    value === null ? null : parser(value, at);

const edit: Parser<readonly [number, number]> = (value, at) => {
  const [flat, cell] = list<unknown>((entry) => entry, 2)(value, at);
  return [integer(flat, at), jsonNumber(cell, at)];
};

const layer: Parser<LayerSpec> = (value, at) => {
  const given = object({ name, options: (options) => options, mode: name })(value, at);
  return layerSpec({ layer: given.name, options: given.options, mode: given.mode }, at);
};

const report = object(
  {
    schema: anyOf(['normscope-report']),
    input: object(
      {
        name: text,
        source: text,
        example: optional(name),
        shape: list(integer, MOST_AXES),
        axes: list(name, MOST_AXES),
        storedAxes: optional(list(name, MOST_AXES)),
        dtype: anyOf(['float32', 'float64']),
        sha256: name,
        edits: optional(list(edit, MOST_EDITS)),
        values: optional(nested),
      },
      'loose',
    ),
    layer,
    parameters: object(
      { shape: orNull(list(integer, MOST_AXES)), weight: orNull(nested), bias: orNull(nested) },
      'loose',
    ),
    runningStatistics: orNull(
      object(
        { before: object({ mean: nested, var: nested, numBatchesTracked: integer }, 'loose') },
        'loose',
      ),
    ),
    output: object({ sha256: name }, 'loose'),
    view: optional<ViewState>(viewState),
  },
  'loose',
);

/** What is read of a JSON report to show again what it is about. */
export type ReadReport = ReturnType<typeof report>;

/**
 * Reads a JSON report out of text of any origin.
 * @param file  what a person knows it by
 * @throws InputError badReport
 */
export function parseReport(json: string, file: string): ReadReport {
  try {
    return report(JSON.parse(json), 'report');
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
    throw new InputError(
      'badReport',
      `${file}: expected a JSON report of Normscope. ${error.message}`,
      { file },
    );
  }
}
