import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { numel, tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { LIMITS, type Limits } from '../../../electron/workers/engine/limits.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { noise, stateFor } from './plans.ts';
import { runOnCrew } from './runOnCrew.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 1, 2]);
}, 120_000);
afterAll(() => engine.close());

/** Layers whose arithmetic is made of several loops, with whole and broken vectors, short and long runs of γ and β. */
const CASES: readonly (readonly [LayerName, LayerOptions, readonly number[]])[] = [
  ...[1, 2, 3, 5, 8, 63, 64, 65, 768].map(
    (d) => ['DynamicTanh', { normalized_shape: [d] }, [3, 17, d]] as const,
  ),
  ['DynamicTanh', { normalized_shape: [5, 7], alpha: 2 }, [4, 3, 5, 7]],
  ['DynamicTanh', { normalized_shape: [33], elementwise_affine: false }, [40, 33]],
  ['DynamicErf', { normalized_shape: [33], shift: 0.3 }, [40, 33]],
  ['DynamicErf', { normalized_shape: [64], elementwise_affine: false }, [40, 64]],
  ['RMSNormGated', {}, [2, 5, 48]],
  ['RMSNormGated', { num_groups: 3 }, [2, 5, 51]],
  ['RMSNormGated', { norm_before_gate: true }, [2, 5, 33]],
  ['FilterResponseNorm2d', {}, [3, 4, 5, 7]],
  ['FilterResponseNorm2d', {}, [2, 3, 40, 40]],
  ['GlobalResponseNorm', { channels_last: false }, [3, 4, 5, 7]],
  ['GlobalResponseNorm', { channels_last: true }, [3, 5, 7, 6]],
  ['SwitchNorm2d', {}, [3, 4, 5, 7]],
  ['EvoNorm2dS0', { num_groups: 2 }, [3, 4, 5, 7]],
  ['EvoNorm2dS0', { num_groups: 2 }, [2, 4, 20, 21]],
  ['EvoNorm2dS0', { num_groups: 2, apply_act: false }, [3, 4, 5, 7]],
  ['EvoNorm2dB0', {}, [3, 4, 5, 7]],
  ['EvoNorm2dB0', {}, [2, 3, 17, 17]],
  ['EvoNorm2dB0', { apply_act: false }, [3, 4, 5, 7]],
  ['GhostBatchNorm', { virtual_batch_size: 3 }, [7, 4, 5, 3]],
  ['BatchRenorm', {}, [7, 4, 5, 3]],
  ['SyncBatchNorm', { replicas: [2, 5] }, [7, 4, 5, 3]],
  ['AdaIN', {}, [3, 4, 5, 7]],
  ['MaskedBatchNorm1d', {}, [3, 4, 50]],
  ...[1, 2, 3, 4, 5, 7, 12, 13, 40].map(
    (size) => ['LocalResponseNorm', { size, alpha: 0.1 }, [2, 12, 5, 7]] as const,
  ),
  ['LocalResponseNorm', { size: 5, alpha: 0.3, beta: 0.75, k: 2 }, [3, 96, 13, 13]],
  ['LocalResponseNorm', { size: 5, alpha: 0.3, beta: -1.5, k: 0.1 }, [3, 9, 1]],
  ['LocalResponseNorm', { size: 100, alpha: 0.3 }, [1, 300, 3]],
  ['LocalResponseNorm', { size: 5, alpha: 0.3, beta: 0 }, [3, 9, 10]],
];

const WAYS: Readonly<Record<string, Limits>> = {
  whole: LIMITS,
  spread: { ...LIMITS, spreadFrom: 1, fewGroups: 1, chunkBytes: 256, tileBytes: 1024 },
  divided: { ...LIMITS, spreadFrom: 1, fewGroups: 1 << 20, partValues: 96, chunkBytes: 100 },
};

/** γ, β, running statistics, and whatever else the layer takes. */
function stateOf(layer: LayerName, options: LayerOptions, shape: readonly number[]): LayerState {
  const plan = planLayer({ layer, options, mode: 'train' }, shape);
  const parameters = plan.paramShape && !plan.parametersFrom ? numel(plan.paramShape) : 0;
  const inputs = plan.inputs.map(({ name, dims }, i) => {
    const sizes = dims.map(({ size }, at) => size ?? at + 3);
    const values = noise(numel(sizes), 20 + i);
    const data = name === 'mask' ? values.map((value) => (value > -0.5 ? 1 : 0)) : values;
    return [name, { data, shape: sizes }];
  });
  return {
    ...stateFor(parameters, plan.hasBias, plan.runningSize),
    inputs: Object.fromEntries(inputs) as LayerState['inputs'],
  };
}

const run = (
  crew: number,
  [layer, options]: (typeof CASES)[number],
  x: Tensor,
  state: LayerState,
  limits: Limits,
): NormResult => runOnCrew(engine, crew, { layer, options, mode: 'train' }, x, state, limits);

/**
 * Largest difference in steps of float32, of the value or of what was added to make it: the kernels round four times where the
 * reference rounds once, and their statistics come from lanes of float32.
 */
function worst(got: NormResult, wanted: NormResult): number {
  const a = got.output.data;
  const b = wanted.output.data;
  const bias = Math.max(0, ...(wanted.bias ?? []).map(Math.abs));
  let most = 0;
  for (let i = 0; i < b.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    const difference = Math.abs(a[i]! - b[i]!) / (2 ** -23 * (Math.abs(b[i]!) + bias) + 2 ** -149);
    most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
  }
  return most;
}

/** Bits of the output, every NaN alike: which of two NaN a processor keeps is its own affair. */
const bitsOf = ({ output }: NormResult) =>
  new Uint32Array(
    Float32Array.from(output.data, (value) => (value === value ? value : NaN)).buffer,
  );

const titled = CASES.map(
  (one) => [`${one[0]} ${JSON.stringify(one[1])} (${one[2].join(', ')})`, one] as const,
);

describe.each(Object.entries(WAYS))('kernels of kinds, %s', (_, limits) => {
  test.each(titled)(
    '%s: as the reference kernel, and the same bits on 1, 2 and 3 threads',
    (_title, one) => {
      const [layer, options, shape] = one;
      const state = stateOf(layer, options, shape);
      const x = tensor(
        noise(numel(shape), 3).map((value, i) => value * 2 + 0.5 + (i % 5)),
        shape,
      );
      const wanted = normalize({ layer, options, mode: 'train' }, x, state);
      const single = run(0, one, x, state, limits);
      expect(worst(single, wanted)).toBeLessThan(16);
      for (const crew of [1, 2])
        expect(bitsOf(run(crew, one, x, state, limits))).toEqual(bitsOf(single));
      expect(single.warnings).toEqual(wanted.warnings);
      expect(single.runningAfter?.numBatchesTracked).toBe(wanted.runningAfter?.numBatchesTracked);
    },
  );
});

test.each(titled)('%s: a value that is not finite is told as by the reference kernel', (_, one) => {
  const [layer, options, shape] = one;
  const state = stateOf(layer, options, shape);
  for (const value of [NaN, -Infinity, 3e38]) {
    const data = noise(numel(shape), 3);
    data[data.length - 1] = value;
    const x = tensor(data, shape);
    const wanted = normalize({ layer, options, mode: 'train' }, x, state);
    expect(run(1, one, x, state, LIMITS).warnings).toEqual(wanted.warnings);
  }
});

/** Values that float32 and the series of the kernels could fail at. */
const EDGES = [
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  3e38,
  -3e38,
  1e19,
  -2e19,
  1e-20,
  1e-45,
  -1e-40,
  89,
  -89,
  104,
  -104,
  708,
  -710,
  1,
  -1,
  4.39,
  4.41,
  -6,
  0.35,
  -0.34,
  1e-4,
  20,
  -20,
];

describe.each(titled.filter(([, [layer]]) => layer !== 'MaskedBatchNorm1d'))(
  '%s',
  (_title, one) => {
    const [layer, options, shape] = one;
    test.each([1e4, 1e6, -1e5])('around %d as the reference kernel', (offset) => {
      const x = tensor(
        noise(numel(shape), 5).map((value) => value + offset),
        shape,
      );
      const state = stateOf(layer, options, shape);
      const wanted = normalize({ layer, options, mode: 'train' }, x, state);
      expect(worst(run(1, one, x, state, LIMITS), wanted)).toBeLessThan(16);
    });

    test('with NaN, infinite, huge and tiny values as the reference kernel', () => {
      const data = noise(numel(shape), 7);
      for (let i = 0; i < data.length; i += 11) data[i] = EDGES[(i / 11) % EDGES.length]!;
      const x = tensor(data, shape);
      const state = stateOf(layer, options, shape);
      const wanted = normalize({ layer, options, mode: 'train' }, x, state);
      const got = run(1, one, x, state, LIMITS);
      expect(worst(got, wanted)).toBeLessThan(16);
      expect(got.warnings).toEqual(wanted.warnings);
    });
  },
);

describe('laws that are computed four at a time', () => {
  const shape = [3, 4001];
  /** From small to beyond what float32 holds of e^−p, with gates of both kinds side by side. */
  const spread = noise(12_003, 11).map((value, i) => value * [0.01, 0.7, 5, 60, 200][i % 5]!);

  test('tanh is within 3 steps of float32', () => {
    const options = { normalized_shape: [4001], elementwise_affine: false };
    const one = ['DynamicTanh', options, shape] as const;
    const x = tensor(spread, shape);
    const wanted = normalize({ layer: 'DynamicTanh', options, mode: 'train' }, x);
    expect(worst(run(0, one, x, {}, LIMITS), wanted)).toBeLessThan(3);
  });

  test('a gate is within 3 steps of its norm, also where e to the gate leaves float32', () => {
    const options = { norm_before_gate: true };
    const one = ['RMSNormGated', options, [1, ...shape]] as const;
    const x = tensor(noise(12_003, 12), [1, ...shape]);
    const state = { inputs: { gate: { data: spread, shape: [1, ...shape] } } };
    const wanted = normalize({ layer: 'RMSNormGated', options, mode: 'train' }, x, state);
    expect(worst(run(0, one, x, state, LIMITS), wanted)).toBeLessThan(5);
  });
});
