import { pooling, viewState } from '../figure/state.ts';
import { STATION_IDS } from '../station/station.ts';
import { layerName } from '../norm/layerSpec.ts';
import { mode } from '../norm/spec.ts';
import { picture } from './picture.ts';
import { layerOptions } from '../norm/view.ts';
import { described, list, named, orNull, pair, record } from '../shape/compound.ts';
import { object, optional, pick } from '../shape/object.ts';
import { summary } from '../tensor/summary.ts';
import { Mismatch, type Infer, type Shape, type Written } from '../shape/shape.ts';
import {
  anyOf,
  constant,
  count,
  flag,
  integer,
  name,
  pattern,
  real,
  text,
} from '../shape/values.ts';
import type { JsonArray } from './jsonValue.ts';

const size = named('count', count);
const sizes = named('sizes', list(size));
const names = named('names', list(name));
/** Of the values' bytes, row-major and little-endian. */
const sha256 = pattern(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits');

/** Numbers nested by shape, a scalar as a bare number; read as they lie row-major. */
const nested: Shape<readonly number[], JsonArray> = named('nested', {
  expected: 'numbers nested by shape',
  read(value) {
    const values: number[] = [];
    const left = [value];
    while (left.length > 0) {
      const each = left.pop();
      if (Array.isArray(each)) for (let i = each.length - 1; i >= 0; i--) left.push(each[i]);
      else if (each !== null) values.push(real.read(each));
      else throw new Mismatch('a number', each);
    }
    return values;
  },
  schema: (definitions) => ({
    anyOf: [real.schema(definitions), { type: 'array', items: { $ref: '#/$defs/nested' } }],
  }),
});

const tensor = {
  shape: sizes,
  axes: names,
  dtype: anyOf(['float32', 'float64']),
  summary,
  sha256,
  /** Left out above 10,000 values. */
  values: optional(nested),
};

/** The input as it is fed to the layer. */
const input = object(
  {
    name: text(),
    source: text(),
    example: optional(described('Id of the built-in example.', name)),
    seed: optional(integer()),
    ...tensor,
    /** Axes in their stored order, where the layer is fed another. */
    storedAxes: optional(names),
    /** Element type of the file, where it was converted. */
    storedDtype: optional(text()),
    /** Cells changed by hand: flat index in the stored order, new value. */
    edits: optional(list(pair(size, real))),
  },
  'open',
);

const output = object(tensor, 'open');

const layer = object(
  {
    name: layerName,
    /** Every option, those with defaults too. */
    options: layerOptions,
    mode,
  },
  'open',
);

/** Above 100,000 statistics they are not listed. */
const spread = orNull(nested);

const parameters = object({ shape: orNull(sizes), weight: spread, bias: spread }, 'open');

/** A tensor that came in beside x, and whether it was drawn for want of one; above 100,000 values they are not listed. */
const beside = named(
  'beside',
  object({ shape: sizes, drawn: optional(flag), values: optional(nested) }, 'open'),
);

const running = named(
  'running',
  object({ mean: list(real), var: list(real), numBatchesTracked: size }, 'open'),
);

/** Programs by framework; PyTorch's is always there. */
const snippets = object(
  {
    pytorch: text(),
    numpy: optional(text()),
    keras: optional(text()),
    flax: optional(text()),
    onnx: optional(text()),
  },
  'open',
);

const schemaName = constant('normscope-report');

/**
 * The JSON report about one run: its type, its reader and its JSON Schema are made from this. Further fields may appear
 * within version 1; those that are here keep their names and meanings.
 */
export const report = object(
  {
    schema: schemaName,
    schemaVersion: constant(1),
    app: object({ name: constant('Normscope'), version: text() }, 'open'),
    input,
    layer,
    reduction: object(
      {
        reducedAxes: names,
        reducedDims: sizes,
        keptAxes: names,
        keptDims: sizes,
        groups: size,
        groupSize: size,
      },
      'open',
    ),
    /** What the input was normalized by, nested by shape; null for a window layer. */
    statistics: orNull(
      object(
        {
          shape: sizes,
          /** Names of the dimensions of shape. */
          axes: names,
          /** Computed from this input, or taken from the running statistics. */
          source: anyOf(['batch', 'running']),
          mean: spread,
          variance: spread,
          varianceUnbiased: spread,
          rstd: spread,
          count: optional(
            described('Values that each covers, where that is not groupSize.', spread),
          ),
          more: optional(
            described(
              'What only some layers have: r and d, statistics of another grouping.',
              record(spread),
            ),
          ),
        },
        'open',
      ),
    ),
    /** γ and β as used; null where the layer has none. */
    parameters,
    inputs: optional(
      described('What came in beside x, by name: a gate, a mask, a style …', record(beside)),
    ),
    runningStatistics: orNull(object({ before: running, after: running }, 'open')),
    output,
    snippets,
    warnings: list(object({ code: text(), message: text() }, 'open')),
    /** How the picture was looked at. */
    view: optional(viewState),
    /** The station of the stage that the view is nearest to, with the formula of its cell. */
    step: optional(
      object(
        {
          name: anyOf(STATION_IDS),
          sentence: text(),
          formula: described(
            'With the numbers of the pinned cell; null in older reports where the layer has no such step.',
            orNull(text()),
          ),
        },
        'open',
      ),
    ),
    /** How its pictures were asked for. */
    picture: optional(picture),
    drawn: optional(
      described(
        'Where the picture draws blocks of values: their size along every axis.',
        object({ block: sizes, pooling }, 'open'),
      ),
    ),
  },
  'open',
);
export type Report = Written<typeof report>;

/**
 * What of a report is needed to show again what it is about: a report that somebody has shortened opens as long as these
 * fields are there.
 */
export const reopened = object(
  {
    schema: schemaName,
    input: pick(input, [
      'name',
      'source',
      'example',
      'shape',
      'axes',
      'storedAxes',
      'dtype',
      'sha256',
      'edits',
      'values',
    ]),
    layer,
    parameters,
    inputs: optional(record(beside)),
    runningStatistics: orNull(object({ before: running }, 'open')),
    output: pick(output, ['sha256']),
    view: optional(viewState),
    picture: optional(picture),
  },
  'open',
);
export type ReadReport = Infer<typeof reopened>;
