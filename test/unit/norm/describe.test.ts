import { expect, test } from 'vitest';
import { describe as describePlan } from '../../../core/norm/describe.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { headlineText } from '../../../core/texts/headline.ts';

function plan(
  layer: LayerName,
  shape: readonly number[],
  options: LayerOptions = {},
  axes?: string,
  mode: Mode = 'train',
) {
  return planLayer({ layer, options, mode }, shape, axes ? [...axes] : undefined);
}

test.each([
  [
    plan('BatchNorm1d', [2, 5, 4]),
    'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
  ],
  [
    plan('BatchNorm2d', [2, 3, 5, 5]),
    'BatchNorm2d averages over N, H and W: 50 values for each of 3 channels',
  ],
  [
    plan('LayerNorm', [2, 4, 5], {}, 'NLC'),
    'LayerNorm averages over C: 5 values for each of 8 tokens',
  ],
  [
    plan('LayerNorm', [2, 5, 5, 3], {}, 'NHWC'),
    'LayerNorm averages over C: 3 values for each of 50 pixels',
  ],
  [
    plan('RMSNorm', [1, 5]),
    'RMSNorm takes the root mean square over C: all 5 values share one mean of squares',
  ],
  [
    plan('GroupNorm', [2, 6, 4], { num_groups: 3 }),
    'GroupNorm averages over C (2/6) and L: 8 values for each of 6 groups of channels',
  ],
  [
    plan('InstanceNorm2d', [2, 3, 5, 5]),
    'InstanceNorm2d averages over H and W: 25 values for each of 6 channels of samples',
  ],
  [
    plan('LocalResponseNorm', [2, 6, 4], { size: 3 }),
    'LocalResponseNorm slides a window over C: each value is divided by the mean square of 3 neighbouring channels',
  ],
  [
    plan('BatchNorm1d', [2, 5, 4], {}, 'NCL', 'eval'),
    'BatchNorm1d in eval averages over nothing: it uses stored statistics for each of 5 channels',
  ],
  [
    plan('Custom', [2, 5, 4], { axes: [0, 1, 2] }),
    'Custom averages over N, C and L: all 40 values share one mean and one variance',
  ],
  [
    plan('Custom', [2, 5, 4], { axes: [0] }),
    'Custom averages over N: 2 values for each of 20 indices on (C, L)',
  ],
])('%#', (found, expected) => {
  expect(headlineText(found, 'en')).toBe(expected);
});

test('the parts of the sentence name who owns a statistic', () => {
  expect(describePlan(plan('InstanceNorm1d', [2, 5, 4]))).toEqual({
    layer: 'InstanceNorm1d',
    reduced: ['L'],
    kept: ['N', 'C'],
    groupSize: 4,
    groups: 10,
    owner: 'channelOfSample',
    how: 'mean',
  });
});
