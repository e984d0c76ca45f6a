import Ajv2020 from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fits } from '../../../core/norm/fits.ts';
import type { LayerRow } from '../../../core/norm/layerRow.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { REPORT_SCHEMA } from '../../../core/report/schema.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { exampleReport, reportOf } from './exampleReport.ts';

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  REPORT_SCHEMA,
);

function errorsOf(report: unknown): string[] {
  validate(report);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const SHAPES = [
  [2, 4, 3, 3],
  [2, 4, 8],
  [2, 4, 2, 3, 2],
];

/** The first of these that the layer takes. */
const shapeFor = (row: LayerRow) => SHAPES.find((shape) => fits(row, shape) === null)!;

describe('the JSON Schema accepts every layer’s report', () => {
  test.each(LAYERS.map((row) => [row.name, row] as const))('%s in train and eval', (layer, row) => {
    const shape = shapeFor(row);
    for (const mode of ['train', 'eval'] as const)
      for (const dtype of ['float32', 'float64'] as const)
        expect(
          errorsOf(reportOf(randn(manualSeed(3), shape, dtype), { layer, options: {}, mode })),
        ).toEqual([]);
  });

  test('one statistic for the whole input, and values that are not finite', () => {
    const x = tensor(Float32Array.of(1, NaN, -Infinity, Infinity), [4]);
    expect(errorsOf(reportOf(x, { layer: 'LayerNorm', options: {}, mode: 'train' }))).toEqual([]);
  });
});

test('the JSON Schema knows the step of a view, and that there are eleven', () => {
  const at = (step: number) =>
    exampleReport(
      'nlp',
      { layer: 'BatchNorm1d', options: {}, mode: 'train' },
      { ...INITIAL_VIEW, step },
    );
  for (const step of [0, 4.5, 10]) expect(errorsOf(at(step))).toEqual([]);
  expect(errorsOf({ ...at(10), view: { ...INITIAL_VIEW, step: 11 } })).not.toEqual([]);
  expect(errorsOf({ ...at(10), step: { name: 'sum' } })).not.toEqual([]);
});

test('the JSON Schema refuses a report without a field, of another version, or with a number as text', () => {
  const report = exampleReport('nlp', { layer: 'BatchNorm1d', options: {}, mode: 'train' });
  const { reduction: _reduction, ...without } = report;
  expect(errorsOf(without)).toEqual([" must have required property 'reduction'"]);
  expect(errorsOf({ ...report, schemaVersion: 2 })).not.toEqual([]);
  const input = { ...report.input, values: [['nan']] };
  expect(errorsOf({ ...report, input })).not.toEqual([]);
});

test('a report whose picture draws blocks says of what size, and what it shows of them', () => {
  const view = { ...INITIAL_VIEW, pooling: 'max' } as const;
  const report = reportOf(
    tensor(new Float32Array(12), [3, 4]),
    { layer: 'LayerNorm', options: {}, mode: 'train' },
    ['N', 'C'],
    view,
    [2, 1],
  );
  expect(report.drawn).toEqual({ block: [2, 1], pooling: 'max' });
  expect(errorsOf(report)).toEqual([]);
  const whole = reportOf(
    tensor(new Float32Array(12), [3, 4]),
    { layer: 'LayerNorm', options: {}, mode: 'train' },
    ['N', 'C'],
    view,
  );
  expect(whole.drawn).toBeUndefined();
});

const kept = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../fixtures/kept/${name}.json`, import.meta.url), 'utf8'),
  ) as Loose;

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

/** Every required and every possible field of a schema, with what it may be, by path. */
function fieldsOf(schema: unknown, root: Loose, at = '', seen: readonly string[] = []): string[] {
  if (!isLoose(schema)) return [];
  const { $ref: name } = schema;
  if (typeof name === 'string') {
    const key = name.replace('#/$defs/', '');
    const found = (root.$defs as Loose)[key];
    return seen.includes(key) ? [] : fieldsOf(found, root, at, [...seen, key]);
  }
  const types = [(schema.type ?? []) as string | string[]]
    .flat()
    .map((type) => `${at} type ${type}`);
  const own = ['const', 'enum', 'minimum', 'maximum', 'pattern'].flatMap((word) =>
    word in schema ? [`${at} ${word} ${JSON.stringify(schema[word])}`] : [],
  );
  const required = ((schema.required ?? []) as string[]).map((key) => `${at} required ${key}`);
  const parts = Object.entries((schema.properties ?? {}) as Loose).map(
    ([key, part]) => [`${at}.${key}`, part] as const,
  );
  const items = ['items', 'additionalProperties'].map((key) => [`${at}[]`, schema[key]] as const);
  const choices = ((schema.anyOf ?? []) as unknown[]).map((part) => [at, part] as const);
  return [
    ...types,
    ...own,
    ...required,
    ...[...parts, ...items, ...choices].flatMap(([path, part]) => fieldsOf(part, root, path, seen)),
  ];
}

test('every field of the schema as it was first published is there, and means the same', () => {
  const first = kept('report-schema-1');
  const now = new Set(fieldsOf(REPORT_SCHEMA, REPORT_SCHEMA));
  const lost = fieldsOf(first, first).filter(
    (field) =>
      !now.has(field) &&
      !/^.(layer.name|step.name|view.fourD) enum|^.snippets\[\]|options\[\] type/.test(field),
  );
  expect(lost).toEqual([]);
  const names = (schema: unknown) =>
    (schema as { properties: { layer: { properties: { name: { enum: string[] } } } } }).properties
      .layer.properties.name.enum;
  expect(names(REPORT_SCHEMA)).toEqual(expect.arrayContaining(names(first)));
  const forms = (schema: unknown) =>
    (schema as { properties: { view: { properties: { fourD: { enum: string[] } } } } }).properties
      .view.properties.fourD.enum;
  expect(forms(REPORT_SCHEMA)).toEqual(expect.arrayContaining(forms(first)));
  const steps = (schema: unknown) =>
    (schema as { properties: { step: { properties: { name: { enum: string[] } } } } }).properties
      .step.properties.name.enum;
  expect(steps(REPORT_SCHEMA)).toEqual(expect.arrayContaining(steps(first)));
});

test('a report of the first version is one still, and its rank has no limit', () => {
  expect(errorsOf(kept('report-1'))).toEqual([]);
  const shape = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 3];
  const deep = reportOf(tensor(Float32Array.of(1, 2, 3, 4, 5, 6), shape), {
    layer: 'LayerNorm',
    options: {},
    mode: 'train',
  });
  expect(errorsOf(deep)).toEqual([]);
});
