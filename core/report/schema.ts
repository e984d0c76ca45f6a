import { POOLINGS } from '../figure/state.ts';
import { STAGE_END, stationsOf } from '../figure/stageSteps.ts';
import { LAYERS } from '../norm/layers.ts';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const list = (items: object) => ({ type: 'array', items });

/** An object whose properties are all required but for those that are named in `optional`. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  return {
    type: 'object',
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

const tensor = {
  shape: ref('sizes'),
  axes: ref('names'),
  dtype: { enum: ['float32', 'float64'] },
  summary: ref('summary'),
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  values: ref('nested'),
};

const spread = orNull(ref('nested'));

/**
 * JSON Schema of the JSON report. Further properties may appear within version 1; those that are here keep
 * their names and meanings.
 */
export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:normscope:report:1',
  title: 'Normscope report',
  description: 'One run of a normalization layer on one tensor, with all its numbers.',
  ...object(
    {
      schema: { const: 'normscope-report' },
      schemaVersion: { const: 1 },
      app: object({ name: { const: 'Normscope' }, version: { type: 'string', minLength: 1 } }),
      input: object(
        {
          name: { type: 'string' },
          source: { type: 'string' },
          example: { type: 'string', minLength: 1, description: 'Id of the built-in example.' },
          seed: { type: 'integer' },
          ...tensor,
          storedAxes: ref('names'),
          storedDtype: { type: 'string' },
          edits: list({
            type: 'array',
            prefixItems: [ref('count'), ref('number')],
            minItems: 2,
            maxItems: 2,
          }),
        },
        ['example', 'seed', 'values', 'storedAxes', 'storedDtype', 'edits'],
      ),
      layer: object({
        name: { enum: LAYERS.map(({ name }) => name) },
        options: { type: 'object', additionalProperties: ref('option') },
        mode: { enum: ['train', 'eval'] },
      }),
      reduction: object({
        reducedAxes: ref('names'),
        reducedDims: ref('sizes'),
        keptAxes: ref('names'),
        keptDims: ref('sizes'),
        groups: ref('count'),
        groupSize: ref('count'),
      }),
      statistics: orNull(
        object({
          shape: ref('sizes'),
          axes: ref('names'),
          source: { enum: ['batch', 'running'] },
          mean: spread,
          variance: spread,
          varianceUnbiased: spread,
          rstd: spread,
        }),
      ),
      parameters: object({ shape: orNull(ref('sizes')), weight: spread, bias: spread }),
      runningStatistics: orNull(object({ before: ref('running'), after: ref('running') })),
      output: object(tensor, ['values']),
      snippets: {
        type: 'object',
        required: ['pytorch'],
        properties: { pytorch: { type: 'string' } },
        additionalProperties: { type: 'string' },
      },
      warnings: list(object({ code: { type: 'string' }, message: { type: 'string' } })),
      view: object(
        {
          ...Object.fromEntries(
            ['yaw', 'pitch', 'zoom', 'panX', 'panY', 'explode'].map((name) => [
              name,
              { type: 'number' },
            ]),
          ),
          colour: { enum: ['value', 'group'] },
          fourD: { enum: ['separate', 'merged'] },
          pinned: orNull(ref('count')),
          hovered: orNull(ref('count')),
          theme: { enum: ['light', 'dark', 'contrast'] },
          step: {
            type: 'number',
            minimum: 0,
            maximum: STAGE_END,
            description:
              'Moment of the stage; whole numbers are the steps in the order of step.name, but replicas, which is 1.5.',
          },
          pooling: { enum: POOLINGS },
        },
        ['step', 'pooling'],
      ),
      step: object({
        name: { enum: stationsOf(true).map(({ id }) => id) },
        sentence: { type: 'string' },
        formula: {
          type: ['string', 'null'],
          description: 'With the numbers of the pinned cell; null where the layer skips the step.',
        },
      }),
      drawn: {
        ...object({ block: ref('sizes'), pooling: { enum: POOLINGS } }),
        description: 'Where the picture draws blocks of values: their size along every axis.',
      },
    },
    ['view', 'step', 'drawn'],
  ),
  $defs: {
    count: { type: 'integer', minimum: 0 },
    sizes: list(ref('count')),
    names: list({ type: 'string' }),
    number: { anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }] },
    nested: { anyOf: [ref('number'), list(ref('nested'))] },
    option: {
      anyOf: [{ type: ['number', 'boolean', 'string', 'null'] }, list({ type: 'number' })],
    },
    running: object({
      mean: list(ref('number')),
      var: list(ref('number')),
      numBatchesTracked: ref('count'),
    }),
    summary: object({
      min: { type: ['number', 'null'] },
      max: { type: ['number', 'null'] },
      mean: { type: ['number', 'null'] },
      std: { type: ['number', 'null'] },
      nan: ref('count'),
      inf: ref('count'),
    }),
  },
} as const;
