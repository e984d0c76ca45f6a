import { expect, test } from 'vitest';
import { equivalentLayers, matchingLayers } from '../../../core/explain/equivalences.ts';
import { layerRow, type LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const custom = (shape: readonly number[], options: LayerOptions) =>
  planLayer({ layer: 'Custom', options, mode: 'train' }, shape);
const texts = (shape: readonly number[], options: LayerOptions) =>
  equivalentLayers(custom(shape, options)).map((found) => found.text);

test('N and L of (N, C, L) are BatchNorm1d', () => {
  expect(texts([2, 5, 4], { axes: [0, 2], param_axes: [1] }).slice(0, 2)).toEqual([
    'BatchNorm1d(5) on (N, C, L)',
    'SyncBatchNorm(5) on (N, C, L)',
  ]);
});

test('C of (N, C, L) is LayerNorm(C) on (N, L, C), the layout of a transformer', () => {
  expect(texts([2, 5, 4], { axes: [1] })).toEqual([
    'LayerNorm([5], elementwise_affine=False) on (N, L, C)',
    'GroupNorm(4, 4, affine=False) on (N, L, C)',
    'InstanceNorm1d(4) on (N, L, C)',
  ]);
});

test('H and W are InstanceNorm2d, GroupNorm(C) and LayerNorm over both', () => {
  expect(texts([2, 3, 5, 6], { axes: [2, 3] })).toEqual([
    'LayerNorm([5, 6], elementwise_affine=False) on (N, C, H, W)',
    'GroupNorm(3, 3, affine=False) on (N, C, H, W)',
    'InstanceNorm2d(3) on (N, C, H, W)',
  ]);
});

test('with one sample BatchNorm and InstanceNorm are both found', () => {
  const found = texts([1, 5, 4], { axes: [2] });
  expect(found).toContain('BatchNorm1d(5, affine=False) on (N, C, L)');
  expect(found).toContain('InstanceNorm1d(5) on (N, C, L)');
});

test('RMSNorm is found only where the mean is not subtracted, at the same eps', () => {
  const found = equivalentLayers(custom([2, 5, 4], { axes: [2], center: false }));
  expect(found[0]?.text).toBe('RMSNorm([4], eps=1e-5, elementwise_affine=False) on (N, C, L)');
  for (const { spec } of found) {
    expect([layerRow(spec.layer).subtracts, spec.options.eps]).toEqual(['nothing', 1e-5]);
    expect(texts([2, 5, 4], { axes: [2] }).join()).not.toContain(spec.layer);
  }
});

test('names of layers write options as Python does: small numbers short, words in quotes', () => {
  const found = equivalentLayers(custom([2, 5, 4], { axes: [2], eps: 0.00025 }));
  expect(found[0]?.text).toBe('LayerNorm([4], eps=2.5e-4, elementwise_affine=False) on (N, C, L)');
});

test('γ along other axes is marked: equal only while γ is 1 and β is 0', () => {
  const found = equivalentLayers(custom([2, 5, 4], { axes: [2], param_axes: [1] }));
  const byLayer = Object.fromEntries(found.map((one) => [one.spec.layer, one.sameParameters]));
  expect(byLayer).toEqual({ LayerNorm: false, GroupNorm: true, InstanceNorm1d: true });
});

test('GroupNorm is found from GroupNorm’s own plan in no other layer, and not as itself', () => {
  const spec = { layer: 'GroupNorm', options: { num_groups: 3 }, mode: 'train' } as const;
  expect(equivalentLayers(planLayer(spec, [2, 6, 4])).map((one) => one.text)).toEqual([]);
});

test('axes that no layer reduces as stored are found after a permutation', () => {
  // LayerNorm takes whatever comes last
  expect(texts([2, 3, 5, 6], { axes: [0, 2] })).toContain(
    'LayerNorm([2, 5], elementwise_affine=False) on (C, W, N, H)',
  );
});

test('a window and running statistics have no equivalent', () => {
  const window = { layer: 'LocalResponseNorm', options: {}, mode: 'train' } as const;
  const running = { layer: 'BatchNorm1d', options: {}, mode: 'eval' } as const;
  for (const spec of [window, running])
    expect(equivalentLayers(planLayer(spec, [2, 5, 4]))).toEqual([]);
});

test('all that is found computes the same numbers', () => {
  const shape = [3, 4, 2, 5];
  const x = tensor(
    Float64Array.from({ length: 120 }, (_, i) => Math.sin(i * 1.7) * 3 + (i % 5)),
    shape,
  );
  for (const axes of [[0], [1], [2, 3], [1, 2, 3], [0, 2, 3], [0, 1, 2, 3], [3], [0, 1]]) {
    const plan = custom(shape, { axes });
    const expected = normalize(plan.spec, x).output;
    for (const { spec, layout } of equivalentLayers(plan)) {
      const y = permuteToAxes(normalize(spec, permuteToAxes(x, layout)).output, x.axes);
      y.data.forEach((value, i) => {
        // sums in another order: 1e-16 a term
        expect(Math.abs(value - expected.data[i]!), spec.layer).toBeLessThan(1e-12);
      });
    }
  }
});

test('a layer is not its own equivalent, but the same layer with other options can be', () => {
  // with one channel LayerNorm([1, 4]) averages over the same four values as LayerNorm([4])
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [4] }, mode: 'train' } as const;
  const stored = equivalentLayers(planLayer(spec, [2, 1, 4])).filter((one) => one.asStored);
  const own = stored.filter((one) => one.spec.layer === 'LayerNorm');
  expect(own.map((one) => one.spec.options.normalized_shape)).toEqual([[1, 4]]);
});

const plan = (
  layer: Parameters<typeof planLayer>[0]['layer'],
  options: LayerOptions,
  shape: readonly number[],
  mode: 'train' | 'eval' = 'train',
) => planLayer({ layer, options, mode }, shape);

test('running statistics, single values and windows have no equivalents', () => {
  expect(equivalentLayers(plan('BatchNorm1d', {}, [2, 5, 4], 'eval'))).toEqual([]);
  expect(equivalentLayers(plan('BatchNorm1d', {}, [2, 5, 4])).length).toBeGreaterThan(0);
  expect(equivalentLayers(custom([2, 5, 4], { axes: [] }))).toEqual([]);
  expect(equivalentLayers(plan('LocalResponseNorm', { size: 3 }, [2, 5, 4]))).toEqual([]);
});

test('each layer is found once for each form of its options, in the first layout that fits, as it is stored or not', () => {
  for (const axes of [[0, 2], [1], [2], [1, 2]]) {
    const found = equivalentLayers(custom([2, 5, 4], { axes }));
    for (const { layout, asStored, text } of found) {
      expect([...layout].sort()).toEqual(['C', 'L', 'N']);
      expect(asStored, text).toBe(layout.join() === 'N,C,L');
    }
    expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
    const stored = found.map(({ asStored }) => asStored);
    expect(stored).toEqual([...stored].sort((a, b) => Number(b) - Number(a)));
  }
});

test('γ and β are the same where they vary along the same axes; those of size 1 do not count', () => {
  const same = (
    layer: Parameters<typeof plan>[0],
    options: LayerOptions,
    shape: readonly number[],
  ) =>
    Object.fromEntries(
      equivalentLayers(plan(layer, options, shape)).map(({ text, sameParameters }) => [
        text.replace(/ on .*/, ''),
        sameParameters,
      ]),
    );
  // one entry a channel of GroupNorm, one a position and channel of LayerNorm
  expect(same('GroupNorm', { num_groups: 1 }, [2, 3, 4])).toMatchObject({
    'LayerNorm([3, 4])': false,
  });
  expect(same('GroupNorm', { num_groups: 1 }, [2, 3, 1])).toMatchObject({
    'LayerNorm([3, 1])': true,
  });
  // without γ and β on both sides nothing differs
  const free = same('GroupNorm', { num_groups: 1, affine: false }, [2, 3, 4]);
  expect(free['LayerNorm([3, 4], elementwise_affine=False)']).toBe(true);
  // a bias is switched off where the other has none
  expect(same('LayerNorm', { normalized_shape: [4], bias: false }, [2, 3, 4])).toMatchObject({
    'InstanceNorm1d(3, affine=True)': false,
  });
});

test('of five axes every order is tried, of six the stored and the common ones', () => {
  const first = (shape: readonly number[]) => texts(shape, { axes: [0] });
  expect(first([2, 3, 4, 5, 6])).toContain(
    'LayerNorm([2], elementwise_affine=False) on (C, D, H, W, N)',
  );
  expect(first([2, 3, 4, 5, 6, 7])).toEqual([]);
});

test('a layer that has γ, or β, where the other has none is told to differ in them', () => {
  const same = (layer: LayerName, options: LayerOptions, shape: readonly number[]) =>
    Object.fromEntries(
      matchingLayers(planLayer({ layer, options, mode: 'train' }, shape)).map((found) => [
        found.text,
        found.sameParameters,
      ]),
    );
  expect(same('LayerNorm', { normalized_shape: [6], bias: false }, [4, 6])).toMatchObject({
    'LayerNorm([6], bias=False) on (N, C)': true,
    'GroupNorm(1, 6) on (N, C)': false,
  });
  expect(same('LayerNorm', { normalized_shape: [6] }, [4, 6])).toMatchObject({
    'LayerNorm([6]) on (N, C)': true,
    'GroupNorm(1, 6) on (N, C)': true,
  });
  expect(same('RMSNorm', { normalized_shape: [6], eps: 1e-8 }, [4, 2, 6])).toMatchObject({
    'RMSNorm([6], eps=1e-8) on (N, C, L)': true,
  });
});
