import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState, NormResult } from '../../../core/norm/spec.ts';
import { numel, tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { LIMITS, type Limits } from '../../../electron/workers/engine/limits.ts';
import { startEngine, type EngineForTest } from './engineForTest.ts';
import { CASES, EVAL_CASES, noise, stateFor, type Case } from './plans.ts';
import { runOnCrew } from './runOnCrew.ts';

let engine: EngineForTest;
beforeAll(async () => {
  engine = await startEngine([0, 1, 2]);
}, 120_000);
afterAll(() => engine.close());

const WAYS: Readonly<Record<string, Limits>> = {
  whole: LIMITS,
  spread: { ...LIMITS, spreadFrom: 1, fewGroups: 1, chunkBytes: 256 },
  divided: { ...LIMITS, spreadFrom: 1, fewGroups: 1 << 20, partValues: 96 },
  narrow: { ...LIMITS, widest: 600, chunkBytes: 1 },
};

function run(crew: number, one: Case, x: Tensor, state: LayerState, limits: Limits): NormResult {
  const { layer, options, mode = 'train' } = one;
  return runOnCrew(engine, crew, { layer, options, mode }, x, state, limits);
}

/** values around an offset, drawn in float64: noise has 32 bits, of which a large offset would leave few in float32. */
function prepare(one: Case, offset: number): { x: Tensor; state: LayerState } {
  const { layer, options, shape, mode = 'train' } = one;
  const plan = planLayer({ layer, options, mode }, shape, undefined, 'float64');
  const parameters = plan.paramShape ? numel(plan.paramShape) : 0;
  const data = Float64Array.from(
    noise(numel(shape), 3),
    (value, i) => value * 2 + (i % 5) + offset,
  );
  return { x: tensor(data, shape), state: stateFor(parameters, plan.hasBias, plan.runningSize) };
}

/** Largest difference, relative to the value or to 1: sums of some thousand terms in another order. */
function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < b.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    const difference = Math.abs(a[i]! - b[i]!) / Math.max(1, Math.abs(b[i]!));
    most = Math.max(most, Number.isNaN(difference) ? Infinity : difference);
  }
  return most;
}

describe.each(Object.entries(WAYS))('float64 kernels, %s', (_, limits) => {
  test.each([...CASES, ...EVAL_CASES].map((one) => [one.title, one] as const))(
    '%s: as the reference kernel, and the same bits on 1, 2 and 3 threads',
    (_title, one) => {
      // A mean of 1e6 is right to 1e-16 of itself: so far a deviation of about 1 may be off.
      for (const [offset, tolerance] of [
        [0.5, 1e-13],
        [1e6, 1e-9],
      ] as const) {
        const { x, state } = prepare(one, offset);
        const spec = { layer: one.layer, options: one.options, mode: one.mode ?? 'train' } as const;
        const wanted = normalize(spec, x, state);
        const single = run(0, one, x, state, limits);
        expect(worst(single.output.data, wanted.output.data)).toBeLessThan(tolerance);
        const { variance } = wanted.statistics!;
        // Parts are merged by the difference of their means, of which the same is true.
        expect(worst(single.statistics!.variance, variance)).toBeLessThan(1e-11);
        for (const crew of [1, 2]) {
          const other = run(crew, one, x, state, limits);
          expect(other.output.data).toEqual(single.output.data);
          expect(other.statistics).toEqual(single.statistics);
        }
        expect(single.warnings).toEqual(wanted.warnings);
      }
    },
  );
});

test.each([
  ['BatchNorm1d', [40, 6, 9]],
  ['BatchNorm1d', [90, 7]],
  ['LayerNorm', [30, 33]],
  ['RMSNorm', [30, 33]],
] as const)(
  '%s on (%s): constant groups, NaN, infinite and huge values as the reference',
  (layer, shape) => {
    const edges = [NaN, Infinity, -Infinity, 1e200, -1e160, 1e-200, 5e-324, 0.1, 0.1, 0.1];
    for (const edge of edges) {
      const data = new Float64Array(numel(shape)).fill(0.1);
      data[17] = edge;
      const x = tensor(data, shape);
      const one = { layer, options: {}, shape, title: '' };
      const wanted = normalize({ layer, options: {}, mode: 'train' }, x);
      const got = run(1, one, x, {}, LIMITS);
      expect(worst(got.output.data, wanted.output.data)).toBeLessThan(1e-12);
      expect(got.warnings).toEqual(wanted.warnings);
    }
  },
);
