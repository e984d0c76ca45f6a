import { describe, expect, test } from 'vitest';
import { formulaText } from '../../../core/formula/formulaText.ts';
import { cellsOfGroup } from '../../../core/norm/groups.ts';
import { arithmeticOf } from '../../../core/norm/kinds/arithmetic.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import { optionRow } from '../../../core/norm/layerRow.ts';
import { layerRow, type LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const AXES: Readonly<Record<number, string>> = { 2: 'NC', 3: 'NCL', 4: 'NCHW' };
const plan = (
  layer: LayerName,
  options: LayerOptions = {},
  shape: readonly number[] = [2, 6, 4],
  axes = AXES[shape.length]!,
  mode: Mode = 'train',
) => planLayer({ layer, options, mode }, shape, [...axes]);

const image = [2, 6, 4, 5];

describe('two plans of a kind take the same statistics', () => {
  type Plan = ReturnType<typeof plan>;
  const same = (a: Plan, b: Plan) =>
    a.kind === b.kind && kindOf(a).sameStatistics(a, b) && kindOf(a).sameStatistics(b, a);

  test.each<readonly [string, Plan, Plan, boolean]>([
    [
      'windows alike',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3 }),
      true,
    ],
    [
      'windows of other sizes',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 5 }),
      false,
    ],
    [
      'of another alpha',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3, alpha: 1 }),
      false,
    ],
    [
      'of another beta',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3, beta: 1 }),
      false,
    ],
    [
      'of another k',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3, k: 2 }),
      false,
    ],
    [
      'along another axis',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3 }, [2, 4, 6], 'NLC'),
      false,
    ],
    [
      'along the same axis, stored elsewhere',
      plan('LocalResponseNorm', { size: 3 }),
      plan('LocalResponseNorm', { size: 3 }, [4, 6, 2], 'LCN'),
      true,
    ],
    ['bends alike', plan('DynamicTanh', { alpha: 2 }), plan('DynamicTanh', { alpha: 2 }), true],
    [
      'another bend',
      plan('DynamicTanh', { alpha: 2 }),
      plan('DynamicErf', { alpha: 2, shift: 0 }),
      false,
    ],
    ['another slope', plan('DynamicTanh', { alpha: 2 }), plan('DynamicTanh', { alpha: 1 }), false],
    ['another shift', plan('DynamicErf', { shift: 1 }), plan('DynamicErf', { shift: 0 }), false],
    ['stages alike', plan('EvoNorm2dB0', {}, image), plan('EvoNorm2dB0', {}, image), true],
    [
      'another recipe',
      plan('EvoNorm2dB0', {}, image),
      plan('SwitchNorm2d', { eps: 1e-5 }, image),
      false,
    ],
    [
      'stages of another eps',
      plan('EvoNorm2dB0', {}, image),
      plan('EvoNorm2dB0', { eps: 1 }, image),
      false,
    ],
    [
      'without the activation',
      plan('EvoNorm2dB0', {}, image),
      plan('EvoNorm2dB0', { apply_act: false }, image),
      false,
    ],
    ['BatchNorm and Custom over N, L', plan('BatchNorm1d'), plan('Custom', { axes: [0, 2] }), true],
    [
      'the same axes in another order',
      plan('BatchNorm1d'),
      plan('Custom', { axes: [0, 1] }, [4, 2, 6], 'LNC'),
      true,
    ],
    ['other axes', plan('BatchNorm1d'), plan('Custom', { axes: [0, 1] }), false],
    [
      'an axis of size 1',
      plan('InstanceNorm1d', {}, [1, 6, 4]),
      plan('BatchNorm1d', {}, [1, 6, 4]),
      true,
    ],
    ['another eps', plan('BatchNorm1d'), plan('BatchNorm1d', { eps: 1 }), false],
    ['another place of eps', plan('BatchNorm1d'), plan('EpsOutsideBatchNorm'), false],
    ['another divisor of the variance', plan('BatchNorm1d'), plan('UnbiasedBatchNorm'), false],
    [
      'stored statistics',
      plan('BatchNorm1d'),
      plan('BatchNorm1d', {}, [2, 6, 4], 'NCL', 'eval'),
      false,
    ],
    [
      'no mean taken away',
      plan('Custom', { axes: [1], eps: 1 }),
      plan('Custom', { axes: [1], eps: 1, center: false }),
      false,
    ],
    [
      'sums and means of squares',
      plan('QKNorm', { num_heads: 2, eps: 1 }, [2, 3, 4], 'NTD'),
      plan('QKNorm', { num_heads: 2, norm: 'l2', eps: 1 }, [2, 3, 4], 'NTD'),
      false,
    ],
    [
      'all channels in one group',
      plan('GroupNorm', { num_groups: 1 }),
      plan('LayerNorm', { normalized_shape: [6, 4] }),
      true,
    ],
    [
      'as many groups as channels',
      plan('GroupNorm', { num_groups: 6 }),
      plan('InstanceNorm1d'),
      true,
    ],
    [
      'other numbers of groups',
      plan('GroupNorm', { num_groups: 2 }),
      plan('GroupNorm', { num_groups: 3 }),
      false,
    ],
    [
      'one chunk',
      plan('GhostBatchNorm', { virtual_batch_size: 2 }, image),
      plan('BatchNorm2d', {}, image),
      true,
    ],
    [
      'two chunks',
      plan('GhostBatchNorm', { virtual_batch_size: 1 }, image),
      plan('InstanceNorm2d', {}, image),
      false,
    ],
    [
      'what is corrected',
      plan('BatchRenorm', { eps: 1e-5 }, image),
      plan('BatchNorm2d', {}, image),
      false,
    ],
  ])('%s', (_, a, b, expected) => {
    expect(same(a, b)).toBe(expected);
  });
});

describe('what stands between the cubes of the stage', () => {
  const divided = (
    layer: LayerName,
    options: LayerOptions,
    shape: readonly number[],
    values: readonly number[],
    mode: Mode = 'train',
    state: LayerState = {},
  ) => {
    const x = tensor(Float64Array.from(values), shape, [...AXES[shape.length]!]);
    const result = normalize({ layer, options, mode }, x, state);
    const { mean, variance, root } = arithmeticOf(result.plan).divided(result.plan, {
      cell: 0,
      group: 0,
      statistics: result.statistics,
      window: null,
      valueAt: (flat) => Number(x.data[flat]),
    });
    return [mean, variance, root];
  };
  const running = { mean: Float64Array.of(2), var: Float64Array.of(6), numBatchesTracked: 1 };
  const v = { v: { shape: [1], data: Float64Array.of(2) } };

  test.each<readonly [Parameters<typeof divided>, readonly number[]]>([
    [
      ['BatchNorm1d', { eps: 5 }, [2, 1], [1, 5]],
      [3, 4, 3],
    ],
    [
      ['BatchNorm1d', { eps: 3 }, [2, 1], [1, 5], 'eval', { running }],
      [2, 6, 3],
    ],
    [
      ['UnbiasedBatchNorm', { eps: 1 }, [2, 1, 1], [1, 5]],
      [3, 8, 3],
    ],
    [
      ['UnbiasedBatchNorm', { eps: 3 }, [2, 1, 1], [1, 5], 'eval', { running }],
      [2, 6, 3],
    ],
    [
      ['BatchNorm1d', { eps: 0 }, [2, 1], [3, 3]],
      [3, 0, 0],
    ],
    [
      ['RMSNorm', { eps: 0 }, [1, 2], [1, 7]],
      [0, 25, 5],
    ],
    [
      ['LocalResponseNorm', { size: 3, alpha: 3, beta: 0.5, k: 0 }, [1, 2, 1], [3, 4]],
      [NaN, 25 / 3, 5],
    ],
    [
      ['DynamicTanh', {}, [1, 2], [1, 2]],
      [NaN, NaN, NaN],
    ],
    [
      ['GlobalResponseNorm', {}, [1, 2, 1, 2], [3, 4, 0, 15]],
      [10, 25, 5],
    ],
    [
      ['SwitchNorm2d', { eps: 1 }, [1, 1, 1, 2], [1, 5]],
      [3, 8, 3],
    ],
    [
      ['EvoNorm2dB0', { eps: 5 }, [1, 1, 1, 2], [1, 5], 'train', { inputs: v }],
      [3, 4, 3],
    ],
  ])('%j: mean, variance and root are those of the first cell', (given, expected) => {
    const found = divided(...given);
    expected.forEach((value, i) => {
      if (Number.isNaN(value)) expect(found[i]).toBeNaN();
      else expect(found[i]).toBeCloseTo(value, 12);
    });
  });

  test('a layer whose letters have one value throughout is plain; others are not', () => {
    const plain = (
      layer: LayerName,
      options: LayerOptions = {},
      shape: readonly number[] = image,
    ) => {
      const found = plan(layer, options, shape);
      return arithmeticOf(found).plain(found);
    };
    expect(plain('BatchNorm2d')).toBe(true);
    expect(plain('LocalResponseNorm')).toBe(true);
    expect(plain('DynamicTanh')).toBe(true);
    expect(plain('SwitchNorm2d')).toBe(false);
    expect(plain('AdaIN')).toBe(false);
    expect(plain('BatchRenorm')).toBe(false);
  });

  test.each<readonly [LayerName, LayerOptions, readonly number[], string]>([
    ['BatchNorm2d', {}, image, 'γ · (x − μ) / √(σ² + ε) + β'],
    ['BatchNorm2d', { affine: false }, image, '(x − μ) / √(σ² + ε)'],
    ['DynamicTanh', {}, image, 'γ · tanh(α · x) + β'],
    ['DynamicTanh', { elementwise_affine: false }, image, 'tanh(α · x)'],
    ['DynamicErf', {}, image, 'γ · erf(α · x + s) + β'],
    ['LocalResponseNorm', {}, image, 'x / (k + α · mean(x²))^β'],
    ['EvoNorm2dS0', { num_groups: 1 }, image, 'γ · x · sigmoid(v · x) / √(σ² + ε) + β'],
    ['EvoNorm2dS0', { num_groups: 1, apply_act: false }, image, 'γ · x + β'],
    ['BatchRenorm', {}, image, 'γ · ((x − μ) / √(σ² + ε) · r + d) + β'],
    ['FilterResponseNorm2d', {}, image, 'max(γ · x / √(mean(x²) + |ε|) + β, τ)'],
    ['RMSNormGated', {}, [2, 3, 4], 'γ · x · silu(z) / √(mean(v²) + ε)'],
    ['RMSNormGated', { norm_before_gate: true }, [2, 3, 4], 'γ · x / √(mean(x²) + ε) · silu(z)'],
  ])('%s %j on %j is told as y = %s', (layer, options, shape, whole) => {
    const found = plan(layer, options, shape);
    expect(formulaText(arithmeticOf(found).whole(found))).toBe(whole);
  });
});

test('the cells of a last chunk that is smaller are those that there are', () => {
  // five samples of 2 × 2 in chunks of 2, 2 and 1: group 4 is the last chunk's channel 0
  const chunks = plan('GhostBatchNorm', { virtual_batch_size: 2 }, [5, 2, 1, 2]);
  expect([...cellsOfGroup(chunks, 0)]).toEqual([0, 1, 4, 5]);
  expect([...cellsOfGroup(chunks, 4)]).toEqual([16, 17]);
  expect([...cellsOfGroup(chunks, 5)]).toEqual([18, 19]);
});

describe('values of options that a shape offers', () => {
  const row = (layer: LayerName, name: string) => {
    const found = optionRow(layerRow(layer), name);
    if (!found) throw new Error(`${layer} has no ${name}`);
    return found;
  };

  test('numbers of groups lie between one and as many as there are channels, three of them at most', () => {
    const { choices, derive, coverings } = row('GroupNorm', 'num_groups');
    expect(choices?.([2, 24])).toEqual([2, 3, 4]);
    expect(choices?.([2, 9])).toEqual([3]);
    expect([choices?.([2, 7]), choices?.([2, 2]), choices?.([2, 1])]).toEqual([[1], [1], [1]]);
    expect([24, 9, 7, 4, 1].map((size) => derive?.([2, size], []))).toEqual([2, 3, 1, 2, 1]);
    expect(coverings?.([2, 4])).toEqual([
      { key: '1', value: 1 },
      { key: '2', value: 2 },
      { key: 'all', value: 4 },
    ]);
    const last = row('RMSNormGated', 'num_groups');
    expect([last.choices?.([2, 3, 12]), last.tried?.([2, 3, 6])]).toEqual([
      [2, 3, 4],
      [1, 2, 3, 6],
    ]);
    const heads = row('QKNorm', 'num_heads');
    expect([heads.derive?.([2, 3, 6], []), heads.choices?.([2, 3, 6])]).toEqual([2, [2, 3]]);
    const evo = row('EvoNorm2dS0', 'num_groups');
    expect([64, 32, 6, 7].map((size) => evo.derive?.([2, size, 4, 4], []))).toEqual([32, 32, 2, 1]);
    expect([evo.choices?.([2, 6]), evo.tried?.([2, 6])]).toEqual([
      [2, 3],
      [1, 2, 3, 6],
    ]);
  });

  test('ends of the shape, from the channels on where they are named', () => {
    const { choices, coverings, derive } = row('LayerNorm', 'normalized_shape');
    expect(choices?.([2, 3, 4])).toEqual([[3, 4], [4]]);
    expect(coverings?.([2, 3])).toEqual([
      { key: 'last 2', value: [2, 3] },
      { key: 'last 1', value: [3] },
    ]);
    const of = (shape: readonly number[], axes: string) => derive?.(shape, [...axes]);
    expect([of([2, 3, 4], 'NCL'), of([2, 4, 3], 'NLC'), of([2, 3, 4], 'NHW')]).toEqual([
      [3, 4],
      [3],
      [4],
    ]);
    expect([of([3, 4], 'CL'), of([2, 3, 4, 5], 'NHWX'), of([2, 3], 'NX')]).toEqual([
      [4],
      [3, 4, 5],
      [3],
    ]);
    expect(row('RMSNorm', 'normalized_shape').derive?.([2, 3, 4], [...'NCL'])).toEqual([3, 4]);
  });

  test('windows of which some do not hold all channels, eleven at most', () => {
    const { tried, derive } = row('LocalResponseNorm', 'size');
    expect([1, 2, 3, 4].map((channels) => tried?.([2, channels]))).toEqual([
      [1],
      [1],
      [1, 2, 3],
      [1, 2, 3, 4, 5],
    ]);
    expect(tried?.([2, 64])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect([3, 5, 64].map((channels) => derive?.([2, channels], []))).toEqual([3, 5, 5]);
  });

  test('one size for each way in which a batch is cut into chunks of several samples', () => {
    const { tried, choices } = row('GhostBatchNorm', 'virtual_batch_size');
    // of ten samples: 5 + 5, 4 + 4 + 2, 3 + 3 + 3 + 1, five times 2
    expect(tried?.([10, 3])).toEqual([5, 4, 3, 2]);
    expect([tried?.([2, 3]), tried?.([3, 3])]).toEqual([[], [2]]);
    expect([choices?.([12, 3]), choices?.([1, 3])]).toEqual([[2, 3, 4], [1]]);
  });

  test('axes', () => {
    const custom = row('Custom', 'axes');
    expect([
      custom.derive?.([5], []),
      custom.derive?.([2, 3, 4], []),
      custom.choices?.([2]),
    ]).toEqual([[0], [0, 2], [[1]]]);
    const dim = row('L2Norm', 'dim');
    expect([dim.derive?.([5], []), dim.derive?.([2, 3], []), dim.choices?.([2, 3])]).toEqual([
      [0],
      [1],
      [[0], [1]],
    ]);
    const last = row('GlobalResponseNorm', 'channels_last');
    expect([
      last.derive?.([2, 3, 4, 5], [...'NHWC']),
      last.derive?.([2, 3, 4, 5], [...'NCHW']),
      last.derive?.([2, 3], [...'NC']),
    ]).toEqual([true, false, false]);
  });
});
