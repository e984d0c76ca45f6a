import { expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import { identities } from '../../../core/explain/identities.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type TensorData } from '../../../core/tensor/tensor.ts';

const [nlp, image] = notebookExamples();

test('all identities hold on the sentences of the notebook', () => {
  const found = identities(nlp.tensor);
  expect(found.map((one) => one.id)).toEqual([
    'groupNormOfEachChannel',
    'groupNormOfOneGroup',
    'batchNormOfOneSample',
    'rmsNormAfterCentring',
    'layerNormOfPositions',
    'instanceNormOfChannelsLast',
    'layerNormIgnoresBatchOrder',
    'syncBatchNormIsGlobal',
    'freshBatchNormInEval',
  ]);
  for (const one of found) {
    expect(one.holds, one.id).toBe(true);
    // one rounding of values of up to 3 to float32
    expect(one.maxDifference).toBeLessThanOrEqual(2.4e-7);
  }
  expect(found[0]).toMatchObject({
    left: { code: 'GroupNorm(5, 5)' },
    right: { code: 'InstanceNorm1d(5)' },
  });
});

test('on images they are about InstanceNorm2d and BatchNorm2d', () => {
  const found = identities(image.tensor);
  expect(found.every((one) => one.holds)).toBe(true);
  expect(found[0]).toMatchObject({
    left: { code: 'GroupNorm(3, 3)' },
    right: { code: 'InstanceNorm2d(3)' },
  });
});

test('those that need a length are left out for (N, C)', () => {
  const x = tensor(Float32Array.of(1, 2, 4, 8, 16, 32), [3, 2]);
  const ids = identities(x).map((one) => one.id);
  expect(ids).not.toContain('groupNormOfEachChannel');
  expect(ids).toContain('groupNormOfOneGroup');
});

test('NaN on both sides is no difference', () => {
  const x = tensor(Float32Array.of(NaN, 1, 2, 4, 3, 9, 5, 6), [2, 2, 2]);
  expect(identities(x).every((one) => one.maxDifference < 1e-6)).toBe(true);
});

test('float64 is held to a tighter limit than float32', () => {
  // a difference of one part in 10⁶ of the offset is within float32's rounding, and far beyond float64's
  const values = Array.from({ length: 12 }, (_, i) => Math.sin(i + 1));
  const [single, double] = [Float32Array.from(values), Float64Array.from(values)].map((data) =>
    identities(tensor(data, [2, 3, 2])),
  );
  expect(double!.every((one) => one.holds)).toBe(true);
  expect(single!.every((one) => one.holds)).toBe(true);
  for (const one of double!) expect(one.maxDifference).toBeLessThanOrEqual(1e-12);
});

test('what counts as rounding depends on the type: 1e-6 is more than that in float64', () => {
  // 1e10 + i keeps 2e-6 of every value in float64, which is in the deviations of one side alone
  const far = Float64Array.from({ length: 24 }, (_, i) => 1e10 + ((i * 7) % 11) / 3);
  const found = identities(tensor(far, [2, 3, 4]));
  for (const one of found) expect(one.holds, one.id).toBe(one.maxDifference <= 1e-7);
  const near = found.map(({ maxDifference }) => maxDifference);
  expect(
    near.some((difference) => difference > 1e-7 && difference < 1e-5),
    String(near),
  ).toBe(true);
});

test('every identity is told by its two layers as one would write them', () => {
  const told = (x: Parameters<typeof identities>[0]) =>
    Object.fromEntries(identities(x).map(({ id, left, right }) => [id, [left, right]]));
  expect(told(nlp.tensor)).toEqual({
    groupNormOfEachChannel: [{ code: 'GroupNorm(5, 5)' }, { code: 'InstanceNorm1d(5)' }],
    groupNormOfOneGroup: [
      { code: 'GroupNorm(1, 5, affine=False)' },
      { code: 'LayerNorm([5, 4], elementwise_affine=False)' },
    ],
    batchNormOfOneSample: [
      { code: 'BatchNorm1d(5)', note: 'firstSample' },
      { code: 'InstanceNorm1d(5)', note: 'firstSample' },
    ],
    rmsNormAfterCentring: [
      { code: 'RMSNorm([4], eps=1e-5)', note: 'centred' },
      { code: 'LayerNorm([4])' },
    ],
    layerNormOfPositions: [
      { code: 'LayerNorm([4])', order: ['N', 'C', 'L'] },
      { code: 'InstanceNorm1d(5)' },
    ],
    instanceNormOfChannelsLast: [
      { code: 'InstanceNorm1d(4)', order: ['N', 'L', 'C'] },
      { code: 'LayerNorm([5])', order: ['N', 'L', 'C'] },
    ],
    layerNormIgnoresBatchOrder: [
      { code: 'LayerNorm([4])', order: ['C', 'N', 'L'], note: 'swapped' },
      { code: 'LayerNorm([4])', order: ['N', 'C', 'L'] },
    ],
    syncBatchNormIsGlobal: [
      { code: 'SyncBatchNorm(5)', note: 'devices', numbers: { a: 1, b: 1 } },
      { code: 'BatchNorm1d(5)' },
    ],
    freshBatchNormInEval: [{ code: 'BatchNorm1d(5).eval()' }, { code: 'x / √(1 + 1e-5)' }],
  });
  // one sample needs no word about which, and is not shared between devices
  const one = told(
    tensor(
      Float32Array.from({ length: 12 }, (_, i) => i % 5),
      [1, 3, 4],
    ),
  );
  expect(one.batchNormOfOneSample).toEqual([
    { code: 'BatchNorm1d(3)' },
    { code: 'InstanceNorm1d(3)' },
  ]);
  expect(one.syncBatchNormIsGlobal).toBeUndefined();
  // (N, C) has no positions
  expect(Object.keys(told(tensor(Float32Array.of(1, 2, 4, 8, 16, 32), [3, 2])))).toEqual([
    'groupNormOfOneGroup',
    'rmsNormAfterCentring',
    'syncBatchNormIsGlobal',
    'freshBatchNormInEval',
  ]);
});

test('an identity of which one layer refuses the input is left out', () => {
  // a single value a channel: BatchNorm cannot train on it
  const ids = identities(tensor(Float32Array.of(1, 2), [1, 2, 1])).map(({ id }) => id);
  expect(ids).not.toContain('batchNormOfOneSample');
  expect(ids).toContain('freshBatchNormInEval');
});

test('the difference that is told is the largest between the outputs of the two layers', () => {
  const far = tensor(
    Float64Array.from({ length: 24 }, (_, i) => 1e10 + ((i * 7) % 11) / 3),
    [2, 3, 4],
  );
  const run = (layer: LayerName, options: LayerOptions, mode: Mode = 'train') =>
    normalize({ layer, options, mode }, far).output.data;
  const largest = (a: TensorData, b: TensorData) =>
    Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
  const scaled = far.data.map((value) => value / Math.sqrt(1 + 1e-5));
  const told = Object.fromEntries(
    identities(far).map(({ id, maxDifference }) => [id, maxDifference]),
  );
  expect(told).toMatchObject({
    groupNormOfEachChannel: largest(run('GroupNorm', { num_groups: 3 }), run('InstanceNorm1d', {})),
    groupNormOfOneGroup: largest(
      run('GroupNorm', { num_groups: 1, affine: false }),
      run('LayerNorm', { normalized_shape: [3, 4], elementwise_affine: false }),
    ),
    syncBatchNormIsGlobal: largest(
      run('SyncBatchNorm', { replicas: [1, 1] }),
      run('BatchNorm1d', {}),
    ),
    freshBatchNormInEval: largest(run('BatchNorm1d', {}, 'eval'), scaled),
  });
  expect(Math.max(...Object.values(told))).toBeGreaterThan(1e-7);
});

test('ranks have the identities of the layers that there are for them', () => {
  const ids = (shape: readonly number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const x = tensor(
      Float32Array.from({ length }, (_, i) => (i * 7) % 5),
      [...shape],
    );
    return identities(x).map(({ id }) => id);
  };
  expect(ids([4])).toEqual(['rmsNormAfterCentring']);
  expect(ids([3, 4])).toEqual([
    'groupNormOfOneGroup',
    'rmsNormAfterCentring',
    'syncBatchNormIsGlobal',
    'freshBatchNormInEval',
  ]);
  expect(ids([1, 4])).not.toContain('syncBatchNormIsGlobal');
  expect(ids([2, 1, 2, 1, 2, 2])).toEqual([
    'groupNormOfOneGroup',
    'rmsNormAfterCentring',
    'layerNormIgnoresBatchOrder',
  ]);
});
