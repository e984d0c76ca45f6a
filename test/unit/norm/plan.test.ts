import { describe, expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode, Plan } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

function plan(
  layer: LayerName,
  shape: readonly number[],
  options: LayerOptions = {},
  axes?: string,
  mode: Mode = 'train',
): Plan {
  return planLayer({ layer, options, mode }, shape, axes ? [...axes] : undefined);
}

function refusal(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

const codes = (found: Plan) => found.warnings.map((warning) => warning.code);

describe('what is reduced', () => {
  test('BatchNorm1d reduces N and L and keeps one statistic a channel', () => {
    expect(plan('BatchNorm1d', [2, 5, 4])).toMatchObject({
      reducedAxes: ['N', 'L'],
      reducedDims: [0, 2],
      keptAxes: ['C'],
      groups: 5,
      groupSize: 8,
      statShape: [5],
      statAxes: ['C'],
      paramShape: [5],
      runningSize: 5,
    });
  });

  test('GroupNorm sees (N, C, *) as (N, G, C/G, *), with γ and β of shape (C)', () => {
    const found = plan('GroupNorm', [2, 6, 4], { num_groups: 3 });
    expect(found.view.map(({ name, size, role }) => [name, size, role])).toEqual([
      ['N', 2, 'kept'],
      ['G', 3, 'kept'],
      ['C/G', 2, 'reduced'],
      ['L', 4, 'reduced'],
    ]);
    expect(found).toMatchObject({
      reducedAxes: ['C', 'L'],
      statShape: [2, 3],
      groupSize: 8,
      paramShape: [6],
    });
  });

  test('GroupNorm with one channel a group does not reduce C', () => {
    expect(plan('GroupNorm', [2, 6, 4], { num_groups: 6 })).toMatchObject({
      reducedAxes: ['L'],
      keptAxes: ['N', 'C'],
    });
  });

  test('InstanceNorm without a batch has one statistic a channel', () => {
    expect(plan('InstanceNorm2d', [3, 5, 4], {}, 'CHW')).toMatchObject({
      reducedAxes: ['H', 'W'],
      groups: 3,
      groupSize: 20,
      hasWeight: false,
    });
  });

  test('Custom takes positions from the end as well', () => {
    const found = plan('Custom', [2, 5, 4], { axes: [-1, 0], param_axes: [1] });
    expect(found).toMatchObject({ reducedDims: [0, 2], paramShape: [5], hasBias: true });
  });

  test('eval uses running statistics only where the layer keeps them', () => {
    const source = (layer: LayerName, options: LayerOptions) =>
      plan(layer, [2, 5, 4], options, undefined, 'eval').source;
    expect(source('BatchNorm1d', {})).toBe('running');
    expect(source('BatchNorm1d', { track_running_stats: false })).toBe('batch');
    expect(source('InstanceNorm1d', {})).toBe('batch');
    expect(source('InstanceNorm1d', { track_running_stats: true })).toBe('running');
    expect(source('LayerNorm', {})).toBe('batch');
  });

  test('eps None of RMSNorm is the epsilon of the type of the input', () => {
    const spec = { layer: 'RMSNorm', options: {}, mode: 'train' } as const;
    expect(asMoments(planLayer(spec, [2, 5]))?.eps).toBe(1.1920928955078125e-7);
    expect(asMoments(planLayer(spec, [2, 5], ['N', 'C'], 'float64'))?.eps).toBe(
      2.220446049250313e-16,
    );
  });
});

describe('refusals that are not in the parity suite', () => {
  test('BatchNorm of one sample with a length works', () => {
    expect(plan('BatchNorm1d', [1, 5, 4]).groupSize).toBe(4);
  });

  test('InstanceNorm with γ refuses another number of channels, as PyTorch 2 words it', () => {
    const error = refusal(() =>
      plan('InstanceNorm1d', [2, 6, 3], { num_features: 5, affine: true }),
    );
    expect(error.message).toContain(
      "expected input's size at dim=1 to match num_features (5), but got: 6.",
    );
  });

  test('num_channels that num_groups does not divide is answered with the groups that do', () => {
    const error = refusal(() => plan('GroupNorm', [2, 6], { num_groups: 4 }));
    expect(error.message).toBe(
      'num_channels (6) must be divisible by num_groups (4). Use one of 1, 2, 3, 6 groups.',
    );
    expect(error.details).toMatchObject({ channels: 6, groups: 4 });
  });

  test.each<[LayerName, LayerOptions, string, RegExp]>([
    ['BatchNorm1d', { eps: NaN }, 'badOption', /got NaN/],
    ['BatchNorm1d', { momentum: '2' }, 'badOption', /momentum must be a number, or None/],
    ['BatchNorm1d', { affine: 1 }, 'badOption', /affine must be True or False, got 1/],
    ['BatchNorm1d', { eps: null }, 'badOption', /got None/],
    [
      'BatchNorm1d',
      { epsilon: 1 },
      'unknownOption',
      /has no option epsilon\. Its options are num_features/,
    ],
    ['GroupNorm', { num_groups: 1.5 }, 'badOption', /num_groups must be a whole number/],
    ['Custom', { axes: [3] }, 'axisRange', /expected to be in range of \[-3, 2\], but got 3/],
    ['Custom', { axes: [0, -3] }, 'axisTwice', /names a dimension twice/],
    ['SyncBatchNorm', { replicas: [1, 2] }, 'replicas', /1 \+ 2 = 3 samples, but the batch has 2/],
    ['LocalResponseNorm', { size: 0 }, 'badOption', /size must be a whole number of at least 1/],
  ])('%s with %j is refused', (layer, options, code, message) => {
    const error = refusal(() => plan(layer, [2, 5, 4], options));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test('an input without values is refused', () => {
    expect(refusal(() => plan('LayerNorm', [0, 5])).code).toBe('emptyInput');
  });
});

describe('silent traps', () => {
  test('a well-fed layer has none', () => {
    expect(codes(plan('BatchNorm1d', [2, 5, 4]))).toEqual([]);
    expect(codes(plan('BatchNorm2d', [2, 3, 5, 5]))).toEqual([]);
    expect(codes(plan('LayerNorm', [2, 4, 5], {}, 'NLC'))).toEqual([]);
  });

  test('InstanceNorm1d reads a 2-D input as one sample', () => {
    const [warning] = plan('InstanceNorm1d', [4, 6]).warnings;
    expect(warning).toMatchObject({ code: 'readAsOneSample' });
    expect(warning?.message).toContain('(C, L), one sample: N is taken for the channels');
    expect(codes(plan('InstanceNorm1d', [4, 6], {}, 'CL'))).toEqual([]);
  });

  test('BatchNorm1d fed (N, L, C) says what it averages over and how to permute', () => {
    const [warning] = plan('BatchNorm1d', [2, 4, 5], {}, 'NLC').warnings;
    expect(warning?.message).toBe(
      'BatchNorm1d expects (N, C, L) but is fed (N, L, C): it takes L for the channels and averages over N, C. ' +
        'To normalize channels C, feed x.permute(0, 2, 1), which is (N, C, L).',
    );
    expect(codes(plan('BatchNorm1d', [4, 2, 5], {}, 'LNC'))).toContain('axisOrder');
    expect(codes(plan('BatchNorm2d', [2, 5, 5, 3], {}, 'NHWC'))).toContain('axisOrder');
  });

  test('C = L would hide a swapped layout', () => {
    expect(codes(plan('BatchNorm1d', [2, 5, 5]))).toEqual(['squareTrap']);
  });

  test('LayerNorm over L only leaves the channels out', () => {
    const found = plan('LayerNorm', [2, 5, 4], { normalized_shape: [4] });
    expect(codes(found)).toEqual(['layerNormWithoutChannel']);
  });

  test('LayerNorm over a whole sequence says that a transformer takes C only', () => {
    const [found, ...others] = plan('LayerNorm', [2, 5, 4], { normalized_shape: [5, 4] }).warnings;
    expect(found?.message).toBe(
      "LayerNorm averages over C, L here, a whole sample. A transformer's LayerNorm takes C only, each position by itself: feed (N, L, C) to LayerNorm([5]).",
    );
    expect(others).toEqual([]);
    const last = { normalized_shape: [4, 5] };
    expect(codes(plan('RMSNorm', [2, 4, 5], last, 'NLC'))).toEqual(['wholeSample']);
    expect(codes(plan('LayerNorm', [2, 4, 5], { normalized_shape: [5] }, 'NLC'))).toEqual([]);
  });

  test('a batch of one, and eval without running statistics', () => {
    expect(codes(plan('BatchNorm2d', [1, 3, 5, 5]))).toEqual(['batchOfOne']);
    const untracked = { track_running_stats: false };
    expect(codes(plan('BatchNorm1d', [2, 5, 4], untracked, 'NCL', 'eval'))).toEqual([
      'evalUsesBatch',
    ]);
  });

  test('windows without a middle, or wider than the channels', () => {
    expect(codes(plan('LocalResponseNorm', [2, 6, 4], { size: 4 }))).toEqual(['evenWindow']);
    expect(codes(plan('LocalResponseNorm', [2, 3, 4], { size: 5 }))).toEqual(['windowTooWide']);
  });

  test('options that PyTorch silently ignores', () => {
    const tracked = { track_running_stats: true, momentum: null };
    expect(codes(plan('InstanceNorm1d', [2, 5, 4], tracked))).toEqual(['momentumIgnored']);
    expect(codes(plan('InstanceNorm1d', [2, 5, 4], { num_features: 9 }))).toEqual([
      'unusedFeatures',
    ]);
  });

  test('every warning ends in what to do', () => {
    for (const warning of plan('BatchNorm1d', [2, 4, 4], {}, 'NLC').warnings)
      expect(warning.message).toMatch(/\.$/);
  });
});
