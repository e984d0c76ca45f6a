import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { numel, tensor } from '../../../core/tensor/tensor.ts';
import { LIMITS, type Limits } from '../../../electron/workers/engine/limits.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { firstDifference } from './closeness.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { noise } from './plans.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0]);
}, 120_000);
afterAll(() => engine.close());

const DIVIDED: Limits = { ...LIMITS, spreadFrom: 1, fewGroups: 1 << 20, partValues: 64 };

/** One layer for every kernel and every way of using γ and β. */
const LAYERS: readonly [string, LayerName, LayerOptions, readonly number[]][] = [
  ['whole runs', 'BatchNorm1d', {}, [3, 4, 300]],
  ['tiles', 'BatchNorm1d', {}, [16, 5, 40]],
  ['γ along the run', 'LayerNorm', {}, [20, 99]],
  ['γ by run', 'GroupNorm', { num_groups: 2 }, [3, 4, 50]],
  ['no mean', 'RMSNorm', {}, [20, 99]],
  ['columns', 'BatchNorm1d', {}, [90, 70]],
  ['folded columns', 'BatchNorm1d', {}, [90, 3]],
  ['columns, γ by row', 'Custom', { axes: [1], param_axes: [1] }, [3, 40, 30]],
];

function fast(
  layer: LayerName,
  options: LayerOptions,
  data: Float32Array,
  shape: readonly number[],
  state: LayerState = {},
  limits: Limits = LIMITS,
  mode: 'train' | 'eval' = 'train',
): NormResult {
  const x = tensor(data, shape);
  const spec = { layer, options, mode };
  return normalizeFast(engine.memory, engine.crews[0]!, spec, x, state, undefined, {
    from: 0,
    limits,
  });
}

/** What the reference does with the same input. */
function reference(
  layer: LayerName,
  options: LayerOptions,
  data: Float32Array,
  shape: readonly number[],
  state: LayerState = {},
  mode: 'train' | 'eval' = 'train',
): NormResult {
  return normalize({ layer, options, mode }, tensor(data, shape), state);
}

/** Inputs that are hard for float32, and the options that go with them. */
const INPUTS: Readonly<Record<string, { make: (n: number) => Float32Array; eps?: number }>> = {
  'mean 1e4 and spread 1e-2': { make: (n) => noise(n).map((v) => 1e4 + v * 1e-2) },
  'mean −3e6 and spread 1': { make: (n) => noise(n).map((v) => -3e6 + v) },
  'a first value far from all others': {
    make: (n) => noise(n).map((v, i) => (i === 0 ? 1e6 : v)),
  },
  'samples far from all others': {
    make: (n) => noise(n).map((v, i) => (i % 17 === 0 ? 1e5 : 0) + v),
  },
  'values near the largest': { make: (n) => noise(n).map((v) => v * 3e38) },
  'a tenth of the values near the largest': {
    make: (n) => noise(n).map((v, i) => (Math.floor((10 * i) / n) === 4 ? v * 3e38 : v)),
  },
  'values whose squares overflow': { make: (n) => noise(n).map((v) => v * 1e25) },
  'tiny values and eps 0': { make: (n) => noise(n).map((v) => v * 1e-30), eps: 0 },
  'denormal values and eps 0': { make: (n) => noise(n).map((v) => v * 1e-39), eps: 0 },
  'denormal values and the usual eps': { make: (n) => noise(n).map((v) => v * 1e-42) },
  'values of ±0': { make: (n) => noise(n).map((v) => v * 0) },
};

describe.each(LAYERS)('%s', (_, layer, options, shape) => {
  test.each(Object.entries(INPUTS))('%s', (_name, { make, eps }) => {
    const data = make(numel(shape));
    const all = { ...options, ...(eps === undefined ? {} : { eps }) };
    const wanted = reference(layer, all, data, shape);
    expect(firstDifference(fast(layer, all, data, shape), wanted)).toBeNull();
    expect(firstDifference(fast(layer, all, data, shape, {}, DIVIDED), wanted)).toBeNull();
  });

  test('a NaN or an infinity spoils what shares its statistic, and nothing else', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const data = noise(numel(shape));
      data[Math.floor(data.length / 2)] = value;
      const wanted = reference(layer, options, data, shape);
      for (const limits of [LIMITS, DIVIDED]) {
        const got = fast(layer, options, data, shape, {}, limits);
        expect(firstDifference(got, wanted)).toBeNull();
        expect(Array.from(got.statistics!.variance, Number.isFinite)).toEqual(
          Array.from(wanted.statistics!.variance, Number.isFinite),
        );
        expect(got.warnings).toEqual(wanted.warnings);
      }
    }
  });

  test('a constant has variance 0 and gives exactly β', () => {
    for (const value of [3, 0.1, -1e30, 0, 7e-41]) {
      const data = new Float32Array(numel(shape)).fill(value);
      const parameters = reference(layer, options, data, shape).plan.paramShape;
      const bias = noise(numel(parameters ?? [0]));
      const centered = layer !== 'RMSNorm';
      const state = centered ? { bias } : {};
      const wanted = reference(layer, options, data, shape, state);
      for (const limits of [LIMITS, DIVIDED]) {
        const got = fast(layer, options, data, shape, state, limits);
        if (centered) {
          expect(new Set(got.statistics!.variance)).toEqual(new Set([0]));
          expect(new Set(got.statistics!.mean)).toEqual(new Set([data[0]]));
          expect(got.output.data).toEqual(wanted.output.data);
        } else expect(firstDifference(got, wanted)).toBeNull();
      }
    }
  });

  test('a very small and a very large γ', () => {
    const data = noise(numel(shape));
    const parameters = numel(reference(layer, options, data, shape).plan.paramShape ?? [0]);
    const weight = Float32Array.from(
      { length: parameters },
      (_value, i) => [1e-35, 2e36, 0, 1][i % 4]!,
    );
    const wanted = reference(layer, options, data, shape, { weight });
    for (const limits of [LIMITS, DIVIDED])
      expect(
        firstDifference(fast(layer, options, data, shape, { weight }, limits), wanted),
      ).toBeNull();
  });
});

test('x·a + c would lose 6e-2 where the mean is 1e4 and the spread 1e-2; the split mean loses nothing', () => {
  const data = noise(4096).map((v) => 1e4 + v * 1e-2);
  const wanted = reference('LayerNorm', {}, data, [1, 4096]).output.data;
  const got = fast('LayerNorm', {}, data, [1, 4096]).output.data;
  let worst = 0;
  got.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - wanted[i]!))));
  expect(worst).toBeLessThan(2e-6);
});

test('running statistics that are extreme: variance 0 without eps, a huge mean, a negative variance', () => {
  const shape = [6, 4, 10];
  const data = noise(numel(shape));
  const running = {
    mean: Float64Array.of(0, 3e38, 0.5, -1),
    var: Float64Array.of(0, 1, 1e-70, -2),
    numBatchesTracked: 1,
  };
  const options = { eps: 0 };
  for (const [x, at] of [
    [data, shape],
    [data, [60, 4]],
  ] as const) {
    const wanted = reference('BatchNorm1d', options, x, at, { running }, 'eval');
    const got = fast('BatchNorm1d', options, x, at, { running }, LIMITS, 'eval');
    expect(firstDifference(got, wanted)).toBeNull();
    expect(got.statistics).toEqual(wanted.statistics);
  }
});
