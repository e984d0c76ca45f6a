import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildWasm } from '../../../build/wasm.mjs';
import { spreadOf } from '../../../core/norm/spread.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import { permuted } from '../../../core/tensor/permuted.ts';
import { tensor, type Tensor, type TensorData } from '../../../core/tensor/tensor.ts';
import { engineStarter } from '../../../electron/workers/engineStart.ts';
import { createLargeEngine } from '../../../electron/workers/largeEngine.ts';
import { sharedTensor } from '../../../electron/workers/sharedTensor.ts';
import { buildWorkers } from './buildWorkers.ts';

let dist: URL;
let remove: () => void;
let x: Tensor;

beforeAll(async () => {
  ({ dist, remove } = await buildWorkers(['crewWorker']));
  await buildWasm(fileURLToPath(new URL('wasm/kernels.wasm', dist)));
  x = randn(manualSeed(3), [8, 16, 64, 64], 'float32', ['N', 'C', 'H', 'W']);
}, 60_000);
afterAll(() => remove());

const spec = (layer: LayerName, options: LayerOptions = {}): LayerSpec => ({
  layer,
  options,
  mode: 'train',
});

/** torch.testing's tolerance for float32. */
function expectClose(got: ArrayLike<number>, wanted: ArrayLike<number>): void {
  let worst = 0;
  for (let i = 0; i < wanted.length; i++)
    worst = Math.max(
      worst,
      Math.abs(got[i]! - wanted[i]!) / (1e-5 + 1.3e-6 * Math.abs(wanted[i]!)),
    );
  expect(got.length).toBe(wanted.length);
  expect(worst).toBeLessThanOrEqual(1);
}

/** The same numbers, bit for bit but for the kind of a NaN: a large array is not compared by its entries' names. */
function expectSame(got: TensorData, wanted: TensorData): void {
  expect(got.length).toBe(wanted.length);
  expect(got.findIndex((value, i) => !Object.is(value, wanted[i]))).toBe(-1);
}

test.each([
  ['BatchNorm2d', {}],
  ['LayerNorm', { normalized_shape: [64] }],
  ['GroupNorm', { num_groups: 4 }],
  ['InstanceNorm2d', { affine: true }],
  ['LocalResponseNorm', { size: 5 }],
] as const)('%s on a large tensor agrees with the reference kernel', (layer, options) => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  const result = large(spec(layer, options), x, {});
  const reference = normalize(spec(layer, options), x);
  expectClose(result?.output.data ?? [], reference.output.data);
  expect(result?.output.data.buffer).toBeInstanceOf(ArrayBuffer);
  expect(result?.plan).toEqual(reference.plan);
});

test.each([
  ['BatchNorm2d', {}, 'train'],
  ['BatchNorm2d', {}, 'eval'],
  ['InstanceNorm2d', { affine: true }, 'train'],
  ['GroupNorm', { num_groups: 4 }, 'train'],
  ['LayerNorm', { normalized_shape: [64] }, 'train'],
  ['LocalResponseNorm', { size: 5 }, 'train'],
  ['GlobalResponseNorm', {}, 'train'],
  ['DynamicTanh', {}, 'train'],
] as const)(
  '%s %j in %s on a tensor in another order of its axes: the same bits as of a copy in order',
  (layer, options, mode) => {
    const { normalize: large } = createLargeEngine(engineStarter(dist));
    const one = { ...spec(layer, options), mode };
    for (const order of ['NHWC', 'WHCN']) {
      const stored = permuteToAxes(x, [...order]);
      const before = stored.data.slice();
      const wanted = large(one, x, {});
      const got = large(one, permuted(stored, x.axes), {});
      expectSame(got!.output.data, wanted!.output.data);
      expect(got?.output.shape).toEqual(x.shape);
      expect(got?.statistics).toEqual(wanted?.statistics);
      expect(got?.warnings).toEqual(wanted?.warnings);
      expectSame(stored.data, before);
    }
  },
);

test('who asks sees the input in its order once, and no copy of it is made', () => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  const fed = permuted(permuteToAxes(x, ['W', 'C', 'N', 'H']), x.axes, () => {
    throw new Error('copied');
  });
  const seen: Tensor[] = [];
  large(spec('BatchNorm2d'), fed, {}, ({ data, ...of }) =>
    seen.push({ ...of, data: data.slice() }),
  );
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ shape: x.shape, axes: x.axes });
  expectSame(seen[0]!.data, x.data);
});

test('what is not finite in such an input is told of as in any other', () => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  const data = x.data.slice();
  data[77] = NaN;
  const broken = tensor(data, x.shape, x.axes);
  const fed = permuted(permuteToAxes(broken, ['N', 'H', 'W', 'C']), x.axes);
  const got = large(spec('BatchNorm2d'), fed, {});
  expect(got?.warnings).toEqual(normalize(spec('BatchNorm2d'), broken).warnings);
  expect(got?.warnings.length).toBeGreaterThan(0);
});

test('moments of a large tensor are those of the plain loops', () => {
  const { moments } = createLargeEngine(engineStarter(dist));
  let found = null;
  const map = spreadOf(x, (plan, of) => (found = moments(plan, of)));
  const plain = spreadOf(x);
  expect(found).not.toBeNull();
  expectClose(map!.mean, plain!.mean);
  expectClose(map!.std, plain!.std);
});

test('one normalizer does one tensor after the other', () => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  const first = large(spec('BatchNorm2d', { eps: 1 }), x, {})?.output.data;
  const kept = first?.slice(0, 100);
  const second = large(spec('BatchNorm2d', { eps: 4 }), x, {})?.output.data;
  expect(first?.slice(0, 100)).toEqual(kept);
  expectClose(second ?? [], normalize(spec('BatchNorm2d', { eps: 4 }), x).output.data);
});

test('input errors are those of the reference', () => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  expect(() => large(spec('BatchNorm2d', { num_features: 3 }), x, {})).toThrow(
    /should contain 16 elements not 3/,
  );
});

test('small tensors are left to the reference kernel', () => {
  const { normalize: large } = createLargeEngine(engineStarter(dist));
  const small = tensor(new Float32Array(40), [2, 5, 4]);
  expect(large(spec('BatchNorm1d'), small, {})).toBeNull();
});

test('without the built kernels everything is left to the reference kernel', () => {
  const { normalize: large } = createLargeEngine(engineStarter(new URL('nowhere/', dist)));
  expect(large(spec('BatchNorm2d'), x, {})).toBeNull();
  expect(large(spec('BatchNorm2d'), x, {})).toBeNull();
});

const counted = () => {
  let starts = 0;
  const start = engineStarter(dist);
  const engines = { starts: () => starts, placed: () => 0 };
  const { normalize: large } = createLargeEngine((limit) => {
    starts++;
    const engine = start(limit);
    if (!engine) return null;
    const { memory } = engine;
    const before = memory.usedBytes;
    engines.placed = () => memory.usedBytes - before;
    return engine;
  });
  return { large, engines };
};

test('many tensors have one engine, in which nothing stays', () => {
  const { large, engines } = counted();
  const data = x.data.map((value) => value * 3 + 1);
  const other = sharedTensor(tensor(data, x.shape, x.axes));
  for (const each of [sharedTensor(x), x, other, x]) {
    const before = each.data.slice();
    const result = large(spec('InstanceNorm2d'), each, {});
    expectClose(result?.output.data ?? [], normalize(spec('InstanceNorm2d'), each).output.data);
    expect(each.data.every((value, i) => value === before[i])).toBe(true);
    expect(engines.placed()).toBe(0);
  }
  expect(engines.starts()).toBe(1);
});

test('an engine that began before there was a tensor is the one that does it', () => {
  const start = vi.fn(engineStarter(dist));
  const { normalize: large, begin } = createLargeEngine(start);
  begin();
  expect(start).toHaveBeenCalledOnce();
  expect(large(spec('BatchNorm2d'), x, {})).not.toBeNull();
  expect(start).toHaveBeenCalledOnce();
});

test('where the system has no room for an engine, the reference kernel does it, and the next tensor asks again', () => {
  let asked = 0;
  const { normalize: large } = createLargeEngine(() => {
    asked++;
    return null;
  });
  expect(large(spec('BatchNorm2d'), x, {})).toBeNull();
  expect(large(spec('BatchNorm2d'), x, {})).toBeNull();
  expect(asked).toBe(2);
});

test('an engine too small for a tensor leaves it to the reference kernel', () => {
  const start = engineStarter(dist);
  // crew and scratch, and one tensor of 2 MiB
  const { normalize: large } = createLargeEngine(() => start(5 * 2 ** 20));
  const expected = normalize(spec('BatchNorm2d'), x).output.data;
  const twice = randn(manualSeed(3), [16, 16, 64, 64], 'float32', x.axes);
  for (let run = 0; run < 2; run++) {
    expectClose(large(spec('BatchNorm2d'), x, {})?.output.data ?? [], expected);
    expect(large(spec('BatchNorm2d'), twice, {})).toBeNull();
  }
});

test('an engine as large as a large tensor is kept from job to job, and given back when none comes', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const start = vi.fn(engineStarter(dist));
    const { normalize: large } = createLargeEngine(start);
    const job = () => large(spec('LayerNorm', { normalized_shape: [1024] }), wide, {});
    // 36 MiB
    const wide = tensor(new Float32Array(9 * 2 ** 20), [9216, 1024]);
    job();
    vi.advanceTimersByTime(1000);
    job();
    vi.advanceTimersByTime(1000);
    job();
    expect(start).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(2000);
    expect(job()?.output.data.length).toBe(wide.data.length);
    expect(start).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
