import { describe, expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

/** Whole numbers from −range to range, the same on every machine (Park and Miller's generator). */
function integers(count: number, range: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    return (state % (2 * range + 1)) - range;
  });
}

/** Exact mean and biased variance of whole numbers: every sum is a whole number below 2⁵³. */
function exact(values: readonly number[]): { mean: number; variance: number } {
  const n = values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  const numerator = BigInt(n) * BigInt(squares) - BigInt(sum) ** 2n;
  return { mean: sum / n, variance: Number(numerator) / n / n };
}

function worst(actual: ArrayLike<number>, expected: readonly number[]): number {
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0);
}

describe('against exact references', () => {
  test('float32 with mean 1e4 and σ about 1e-2 keeps all its digits', () => {
    // float32 has steps of 2⁻¹⁰ near 1e4; the offsets are exact multiples of it, so is the reference
    const steps = integers(768, 20);
    const x = tensor(
      Float32Array.from(steps, (k) => 1e4 + k / 1024),
      [1, 768],
    );
    const { output, statistics } = normalize({ layer: 'LayerNorm', options: {}, mode: 'train' }, x);
    const { mean, variance } = exact(steps);
    const sigma = Math.sqrt(variance / 1024 ** 2 + 1e-5);
    const expected = steps.map((k) => (k - mean) / 1024 / sigma);
    // the mean itself rounds to 1e4 · 2⁻⁵³ = 1e-12, a deviation's share of σ to 1e-10; the output to 1.2e-7
    expect(Math.abs(statistics!.variance[0]! / (variance / 1024 ** 2) - 1)).toBeLessThan(1e-9);
    expect(worst(output.data, expected)).toBeLessThan(2e-7);
  });

  test('float64 with an offset of 2⁴⁰ loses nothing that the input still holds', () => {
    const steps = integers(1000, 500);
    const x = tensor(
      Float64Array.from(steps, (k) => 2 ** 40 + k),
      [1, 1000],
    );
    const { output } = normalize({ layer: 'LayerNorm', options: { eps: 0 }, mode: 'train' }, x);
    const { mean, variance } = exact(steps);
    const expected = steps.map((k) => (k - mean) / Math.sqrt(variance));
    // the mean can only be as fine as float64 near 2⁴⁰: 1.2e-4 absolute, over σ = 289 at most 4.3e-7
    expect(worst(output.data, expected)).toBeLessThan(4.3e-7);
  });

  test('denormal float32 values are ordinary numbers', () => {
    const steps = integers(64, 1000);
    const x = tensor(
      Float32Array.from(steps, (k) => k * 2 ** -149),
      [1, 64],
    );
    const options = { eps: 0 };
    const { output } = normalize({ layer: 'RMSNorm', options, mode: 'train' }, x);
    const squares = steps.reduce((total, k) => total + k * k, 0);
    const expected = steps.map((k) => k / Math.sqrt(squares / 64));
    // values up to 2 round by 1.2e-7 to float32
    expect(worst(output.data, expected)).toBeLessThan(2e-7);
  });

  test('a group of four million values', () => {
    const steps = integers(1 << 22, 100);
    const x = tensor(Float32Array.from(steps), [1 << 22, 1]);
    const { statistics } = normalize({ layer: 'BatchNorm1d', options: {}, mode: 'train' }, x);
    const { mean, variance } = exact(steps);
    // sums of whole numbers are exact in float64; a sum of squares rounds by up to 1.1e-16 a term, 4.7e-10 in all
    expect(statistics!.mean[0]).toBeCloseTo(mean, 12);
    expect(Math.abs(statistics!.variance[0]! / variance - 1)).toBeLessThan(4.7e-10);
  });
});

describe('constant groups give exactly β', () => {
  const layers: [LayerName, LayerOptions][] = [
    ['BatchNorm1d', {}],
    ['LayerNorm', {}],
    ['GroupNorm', { num_groups: 3 }],
    ['InstanceNorm1d', { affine: true }],
    ['SyncBatchNorm', { replicas: [1, 3] }],
    ['EpsOutsideBatchNorm', {}],
    ['Custom', { axes: [0, 1, 2], param_axes: [1] }],
  ];
  test.each(layers)('%s %j', (layer, options) => {
    for (const value of [3, 0.1, 1e30, 1e-40, -12345.678])
      for (const type of [Float32Array, Float64Array]) {
        const x = tensor(new type(4 * 3 * 7).fill(value), [4, 3, 7]);
        const spec = { layer, options, mode: 'train' } as const;
        const size = layer === 'LayerNorm' ? 21 : 3;
        const state = { weight: new type(size).fill(2), bias: new type(size).fill(0.3) };
        const { output, statistics } = normalize(spec, x, state);
        expect(new Set(output.data)).toEqual(new Set([type.of(0.3)[0]]));
        expect(new Set(statistics!.variance)).toEqual(new Set([0]));
      }
  });

  test('without eps it is 0/0, which PyTorch’s batch norm kernel takes for 0 and its others for NaN', () => {
    const x = tensor(new Float32Array(24).fill(3), [3, 2, 4]);
    const first = (layer: LayerName) =>
      normalize({ layer, options: { eps: 0 }, mode: 'train' }, x).output.data[0];
    // seen with PyTorch 1.13
    expect(first('BatchNorm1d')).toBe(0);
    expect(first('InstanceNorm1d')).toBe(0);
    expect(first('LayerNorm')).toBeNaN();
    expect(first('GroupNorm')).toBeNaN();
  });
});

describe('values that are not finite, as in PyTorch', () => {
  const run = (layer: LayerName, values: readonly number[], shape: readonly number[]) =>
    normalize({ layer, options: {}, mode: 'train' }, tensor(Float32Array.from(values), shape));

  test('an infinity turns its whole BatchNorm channel into NaN and leaves the others alone', () => {
    const { output, runningAfter } = run('BatchNorm1d', [Infinity, 1, 2, 3, 4, 6], [3, 2]);
    expect([...output.data].map(Number.isNaN)).toEqual([true, false, true, false, true, false]);
    // the mean of a channel with ∞ is ∞, its variance is not a number
    expect(runningAfter!.mean[0]).toBe(Infinity);
    expect(runningAfter!.var[0]).toBeNaN();
    expect(runningAfter!.mean[1]).toBeCloseTo(0.1 * (10 / 3), 12);
  });

  test('an infinity that is not the first value does the same', () => {
    const { runningAfter } = run('BatchNorm1d', [1, -Infinity, 2], [3, 1]);
    expect(runningAfter!.mean[0]).toBe(-Infinity);
    expect(runningAfter!.var[0]).toBeNaN();
  });

  test('one NaN spoils one token under LayerNorm', () => {
    const { output } = run('LayerNorm', [NaN, 1, 2, 3], [2, 2]);
    expect([...output.data].map(Number.isNaN)).toEqual([true, true, false, false]);
  });

  test('RMSNorm: ∞ / ∞ is NaN, the rest of its row is 0', () => {
    expect([...run('RMSNorm', [Infinity, 1], [1, 2]).output.data]).toEqual([NaN, 0]);
  });

  test('LocalResponseNorm: ∞ / ∞ is NaN, its neighbours are 0, those beyond the window untouched', () => {
    const x = tensor(Float32Array.of(Infinity, 1, 5), [1, 3, 1]);
    const options = { size: 3, alpha: 0, beta: 1, k: 1 };
    const spec = {
      layer: 'LocalResponseNorm',
      options: { ...options, alpha: 1 },
      mode: 'eval',
    } as const;
    const [first, second, third] = normalize(spec, x).output.data;
    expect(first).toBeNaN();
    expect(second).toBe(0);
    // 5 / (1 + (1 + 25)/3)
    expect(third).toBeCloseTo(5 / (1 + 26 / 3), 6);
  });
});
