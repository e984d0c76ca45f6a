import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState, NormResult } from '../../../core/norm/spec.ts';
import { numel, tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { geometryOf } from '../../../electron/workers/engine/geometry.ts';
import { LIMITS, type Limits } from '../../../electron/workers/engine/limits.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { firstDifference, relativeDifference } from './closeness.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { CASES, EVAL_CASES, noise, stateFor, type Case } from './plans.ts';
import { runOnCrew } from './runOnCrew.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 1, 2]);
}, 120_000);
afterAll(() => engine.close());

/** Every way of working on small tensors: as they are, on all threads, divided, in narrow strips. */
const WAYS: Readonly<Record<string, Limits>> = {
  whole: LIMITS,
  spread: {
    ...LIMITS,
    spreadFrom: 1,
    fewGroups: 1,
    chunkBytes: 256,
    tileBytes: 1024,
    stridedTileBytes: 1024,
  },
  divided: { ...LIMITS, spreadFrom: 1, fewGroups: 1 << 20, partValues: 96 },
  narrow: { ...LIMITS, widest: 600, chunkBytes: 1 },
};

function run(crew: number, one: Case, x: Tensor, state: LayerState, limits: Limits): NormResult {
  const { layer, options, mode = 'train' } = one;
  return runOnCrew(engine, crew, { layer, options, mode }, x, state, limits);
}

function prepare(one: Case): { x: Tensor; state: LayerState } {
  const { layer, options, shape, mode = 'train' } = one;
  const plan = planLayer({ layer, options, mode }, shape);
  const parameters = plan.paramShape ? numel(plan.paramShape) : 0;
  const data = noise(numel(shape), 3).map((value, i) => value * 2 + 0.5 + (i % 5));
  return {
    x: tensor(data, shape),
    state: stateFor(parameters, plan.hasBias, plan.runningSize),
  };
}

function expectSame(got: NormResult, wanted: NormResult): void {
  expect(firstDifference(got, wanted)).toBeNull();
  // lanes of float32: see closeness.ts
  expect(relativeDifference(got.statistics!.variance, wanted.statistics!.variance)).toBeLessThan(
    1e-6,
  );
  const scale = wanted.statistics!.variance.map((variance) => Math.sqrt(variance) + 1e-3);
  wanted.statistics!.mean.forEach((mean, g) => {
    expect(Math.abs(got.statistics!.mean[g]! - mean)).toBeLessThanOrEqual(1e-6 * scale[g]!);
  });
}

describe.each(Object.entries(WAYS))('kernels, %s', (_, limits) => {
  test.each([...CASES, ...EVAL_CASES].map((one) => [one.title, one] as const))(
    '%s: as the reference kernel, and the same bits on 1, 2 and 3 threads',
    (_title, one) => {
      const { x, state } = prepare(one);
      const spec = { layer: one.layer, options: one.options, mode: one.mode ?? 'train' } as const;
      const wanted = normalize(spec, x, state);
      const single = run(0, one, x, state, limits);
      expectSame(single, wanted);
      for (const crew of [1, 2]) {
        const other = run(crew, one, x, state, limits);
        expect(new Uint32Array(other.output.data.buffer)).toEqual(
          new Uint32Array(single.output.data.buffer),
        );
        expect(other.statistics).toEqual(single.statistics);
      }
      expect(single.plan).toEqual(wanted.plan);
      expect(single.warnings).toEqual(wanted.warnings);
    },
  );
});

test('the cases reach both kernels, tiles, folds, and every use of γ and β', () => {
  const seen = new Set<string>();
  for (const { layer, options, shape } of CASES) {
    const plan = asMoments(planLayer({ layer, options, mode: 'train' }, shape));
    const geometry = plan && geometryOf(mergeAxes(plan));
    if (!geometry) continue;
    seen.add(geometry.kernel);
    if (geometry.fold > 1) seen.add('folded');
    if (geometry.runs.some((value, i) => i % 2 === 1 && value !== 0)) seen.add('by run');
    if (geometry.innerParam === 1) seen.add(`along ${geometry.kernel}`);
    if (geometry.kept[0][0] > 1) seen.add('three kept');
  }
  expect([...seen].sort()).toEqual([
    'along keptInner',
    'along reducedInner',
    'by run',
    'folded',
    'keptInner',
    'reducedInner',
    'three kept',
  ]);
});

test('small tensors are left to the reference kernel', () => {
  const { memory, crews } = engine;
  const data = noise(4 * 6 * 50);
  const shape = [4, 6, 50];
  const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;
  const small = normalizeFast(memory, crews[0]!, spec, tensor(data, shape));
  expect(small.output.data.buffer).not.toBe(memory.memory.buffer);
});

test.each([1, 2, 3, 4, 16, 63, 64, 65, 128, 256, 768, 1023, 1024])(
  'rows of %i channels go through the kernels, however many they are',
  (channels) => {
    const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;
    const plan = asMoments(planLayer(spec, [Math.floor(2 ** 28 / channels), channels]));
    expect(geometryOf(mergeAxes(plan!))).not.toBeNull();
  },
);
