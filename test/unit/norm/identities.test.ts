import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permute } from '../../../core/tensor/permute.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { difference, rest, run, sampleOf, tensors } from './arbitraries.ts';

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

describe('identities', () => {
  test('GroupNorm(C) is InstanceNorm', () => {
    fc.assert(
      fc.property(tensors(3), (x) => {
        const a = run('GroupNorm', { num_groups: x.shape[1]! }, x);
        expect(difference(a, run('InstanceNorm1d', {}, x))).toBe(0);
      }),
    );
  });

  test('GroupNorm(1) is LayerNorm over all but the batch, without γ and β', () => {
    fc.assert(
      fc.property(tensors(2, 3, 4, 5), (x) => {
        const a = run('GroupNorm', { num_groups: 1, affine: false }, x);
        const options = { normalized_shape: rest(x, 1), elementwise_affine: false };
        expect(difference(a, run('LayerNorm', options, x))).toBe(0);
      }),
    );
  });

  test('BatchNorm of one sample is InstanceNorm', () => {
    fc.assert(
      fc.property(tensors(4), (x) => {
        const one = sampleOf(x, 0);
        expect(difference(run('BatchNorm2d', {}, one), run('InstanceNorm2d', {}, one))).toBe(0);
      }),
    );
  });

  test('RMSNorm after centring is LayerNorm', () => {
    fc.assert(
      fc.property(tensors(2), (x) => {
        const width = x.shape[1]!;
        const options = { normalized_shape: [width] };
        const centred = tensor(
          Float64Array.from(x.data, (value, i) => {
            const start = i - (i % width);
            const row = x.data.subarray(start, start + width);
            return value - mean(row);
          }),
          x.shape,
        );
        const a = run('RMSNorm', { ...options, eps: 1e-5 }, centred);
        expect(difference(a, run('LayerNorm', options, x))).toBeLessThan(1e-9);
      }),
    );
  });

  test('SyncBatchNorm over any devices is BatchNorm over all samples', () => {
    fc.assert(
      fc.property(tensors(3), (x) => {
        const n = x.shape[0]!;
        const replicas = n > 2 ? [1, n - 2, 1] : [1, 1];
        const a = run('SyncBatchNorm', { replicas }, x);
        expect(difference(a, run('BatchNorm1d', {}, x))).toBeLessThan(1e-9);
      }),
    );
  });

  test('InstanceNorm1d fed (N, L, C) is LayerNorm(C), and LayerNorm(L) on (N, C, L) is InstanceNorm1d', () => {
    fc.assert(
      fc.property(tensors(3), (x) => {
        const last = permute(x, [0, 2, 1]);
        const overC = { normalized_shape: [x.shape[1]!] };
        expect(difference(run('InstanceNorm1d', {}, last), run('LayerNorm', overC, last))).toBe(0);
        const overL = { normalized_shape: [x.shape[2]!] };
        expect(difference(run('LayerNorm', overL, x), run('InstanceNorm1d', {}, x))).toBe(0);
      }),
    );
  });
});
