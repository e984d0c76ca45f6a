import { expect, test } from 'vitest';
import type { JsonArray } from '../../../core/report/jsonValue.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { exampleReport, reportOf } from './exampleReport.ts';

/** To the notebook's four decimals. */
function rounded(values: JsonArray | null | undefined): number[] {
  if (Array.isArray(values)) return (values as readonly JsonArray[]).flatMap(rounded);
  return [Number(Number(values).toFixed(4))];
}

test('the report of the NLP example has the notebook’s mean, variance and outputs', () => {
  const report = exampleReport('nlp', { layer: 'BatchNorm1d', options: {}, mode: 'train' });
  expect(report.statistics?.shape).toEqual([5]);
  expect(rounded(report.statistics?.mean)).toEqual([0.6264, -0.14, -0.0431, 0.0626, -0.0629]);
  expect(rounded(report.statistics?.variance)).toEqual([1.6543, 0.9625, 1.1125, 1.2423, 1.0358]);
  expect(report.output.shape).toEqual([2, 5, 4]);
  // the first and last rows that the notebook prints
  expect(rounded(report.output.values).slice(0, 4)).toEqual([1.0112, 0.6694, 0.2133, -2.124]);
  expect(rounded(report.output.values).slice(-4)).toEqual([1.2202, -0.3651, -1.3004, -1.202]);
});

test('the report of the image example has PyTorch’s first outputs', () => {
  const report = exampleReport('image', { layer: 'BatchNorm2d', options: {}, mode: 'train' });
  expect(rounded(report.output.values).slice(0, 5)).toEqual([
    -0.9478, -1.0392, 1.8916, 0.1218, 0.3434,
  ]);
  expect(report.reduction).toEqual({
    reducedAxes: ['N', 'H', 'W'],
    reducedDims: [0, 2, 3],
    keptAxes: ['C'],
    keptDims: [1],
    groups: 3,
    groupSize: 50,
  });
});

test('options that were left out are filled in, and a mode is named', () => {
  const { layer } = exampleReport('nlp', { layer: 'BatchNorm1d', options: {}, mode: 'eval' });
  expect(layer).toEqual({
    name: 'BatchNorm1d',
    mode: 'eval',
    options: {
      num_features: 5,
      eps: 1e-5,
      momentum: 0.1,
      affine: true,
      track_running_stats: true,
    },
  });
});

test('running statistics move from 0 and 1 by the momentum, with the variance divided by n − 1', () => {
  const report = exampleReport('nlp', { layer: 'BatchNorm1d', options: {}, mode: 'train' });
  expect(report.runningStatistics?.before).toEqual({
    mean: [0, 0, 0, 0, 0],
    var: [1, 1, 1, 1, 1],
    numBatchesTracked: 0,
  });
  // 0.1 · 0.6264 = 0.0626 and 0.9 + 0.1 · 1.6543 · 8/7 = 1.0891
  expect(rounded(report.runningStatistics?.after.mean)[0]).toBe(0.0626);
  expect(rounded(report.runningStatistics?.after.var)[0]).toBe(1.0891);
  expect(report.runningStatistics?.after.numBatchesTracked).toBe(1);
});

test('layers without running statistics, γ or shared statistics say null', () => {
  const layerNorm = exampleReport('nlp', {
    layer: 'LayerNorm',
    options: { elementwise_affine: false },
    mode: 'train',
  });
  expect(layerNorm.runningStatistics).toBeNull();
  expect(layerNorm.parameters).toEqual({ shape: null, weight: null, bias: null });
  const window = exampleReport('image', { layer: 'LocalResponseNorm', options: {}, mode: 'train' });
  expect(window.statistics).toBeNull();
});

test('statistics of a sample and a group are nested by N and G', () => {
  const report = exampleReport('image', {
    layer: 'GroupNorm',
    options: { num_groups: 3 },
    mode: 'train',
  });
  expect(report.statistics?.axes).toEqual(['N', 'G']);
  expect(
    (report.statistics?.mean as JsonArray[]).map((row) => (row as JsonArray[]).length),
  ).toEqual([3, 3]);
});

test('numbers that are not finite are words', () => {
  const data = Float32Array.of(NaN, 1, Infinity, 2, -Infinity, 3);
  const report = reportOf(tensor(data, [2, 3], ['N', 'C']), {
    layer: 'LayerNorm',
    options: {},
    mode: 'train',
  });
  expect(report.input.values).toEqual([
    ['NaN', 1, 'Infinity'],
    [2, '-Infinity', 3],
  ]);
  expect(report.statistics?.mean).toEqual(['NaN', '-Infinity']);
  expect(report.input.summary).toEqual({
    min: 1,
    max: 3,
    mean: 2,
    std: expect.any(Number),
    nan: 1,
    inf: 2,
  });
  expect(report.warnings.map(({ code }) => code)).toContain('notFinite');
});

test.each([
  [10_000, true],
  [10_001, false],
])('values of a tensor of %i elements are listed: %s', (size, listed) => {
  const x = randn(manualSeed(1), [1, size], 'float32', ['N', 'C']);
  const report = reportOf(x, { layer: 'LayerNorm', options: {}, mode: 'train' });
  expect('values' in report.input).toBe(listed);
  expect('values' in report.output).toBe(listed);
});

test('a layout shows as the input’s axes, with the stored order beside it', () => {
  const x = randn(manualSeed(1), [2, 5, 4], 'float32', ['N', 'C', 'L']);
  const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;
  const report = reportOf(x, spec, ['N', 'L', 'C']);
  expect(report.input.axes).toEqual(['N', 'L', 'C']);
  expect(report.input.shape).toEqual([2, 4, 5]);
  expect(report.input.storedAxes).toEqual(['N', 'C', 'L']);
  expect(report.snippets.pytorch).toContain('x = x.permute(0, 2, 1)');
});

test('a view at a step says which, with the formula of its cell', () => {
  const batch = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;
  // x[0, 2, 1] lies at 0 · 20 + 2 · 4 + 1 = 9
  const report = exampleReport('nlp', batch, { ...INITIAL_VIEW, pinned: 9, step: 7 });
  expect(report.view?.step).toBe(7);
  expect(report.step).toEqual({
    name: 'divide',
    // 1.1125 / (1.1125 + 1e-5) is 1 to four decimals
    sentence:
      'Divide every deviation of channel 2 by 1.0548; 1.6918 becomes 1.6039. The 8 values now have mean 0 and variance 1.0000.',
    formula: 'x̂ = (1.6487 − (−0.0431)) / 1.0548 = 1.6039',
  });
  expect(exampleReport('nlp', batch, { ...INITIAL_VIEW, pinned: 9 }).step).toBeUndefined();
  const layerNorm = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;
  const skipped = exampleReport('nlp', layerNorm, { ...INITIAL_VIEW, step: 10 });
  // LayerNorm has no running statistics: the station nearest to 10 is told
  expect(skipped.step?.name).toBe('allGroups');
  expect(skipped.step?.formula).toMatch(/^y = /);
});
