import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../../core/norm/kinds/moments/apply.ts';
import { fits } from '../../../core/norm/fits.ts';
import { cellsOfGroup, groupOf, paramIndexOf } from '../../../core/norm/groups.ts';
import { LAYERS, type LayerName } from '../../../core/norm/layers.ts';
import { mergeMoments } from '../../../core/norm/kinds/moments/merge.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { emptyMoments, moments } from '../../../core/norm/kinds/moments/moments.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { difference, map, reversed, ROUNDING, run, sampleOf, tensors } from './arbitraries.ts';

/** Every layer of the table that fits, with options that have no size of their own. */
const anyLayer = fc.constantFrom(...LAYERS.map((row) => row.name));

function planOf(layer: LayerName, x: Tensor): Plan | null {
  const row = LAYERS.find((candidate) => candidate.name === layer)!;
  if (fits(row, x.shape)) return null;
  return planLayer({ layer, options: {}, mode: 'train' }, x.shape, x.axes, 'float64');
}

describe('structure', () => {
  test('the groups of a plan share out the cells: each in one, ascending, where groupOf says', () => {
    fc.assert(
      fc.property(anyLayer, tensors(2, 3, 4, 5), (layer, x) => {
        const plan = planOf(layer, x);
        if (plan?.kind !== 'moments') return;
        const seen = new Set<number>();
        for (let group = 0; group < plan.groups; group++) {
          const cells = [...cellsOfGroup(plan, group)];
          expect(cells).toEqual([...cells].sort((a, b) => a - b));
          for (const flat of cells) {
            expect(groupOf(plan, flat)).toBe(group);
            seen.add(flat);
          }
        }
        expect(seen.size).toBe(x.data.length);
      }),
    );
  });

  test('the kernel gives what the definition gives, cell by cell', () => {
    fc.assert(
      fc.property(anyLayer, tensors(2, 3, 4, 5), (layer, x) => {
        const plan = planOf(layer, x);
        if (plan?.kind !== 'moments' || plan.source === 'running') return;
        // what it does beside that is told by its stations
        if (plan.extra && plan.extra.is !== 'chunks') return;
        const length = (plan.paramShape ?? []).reduce((product, n) => product * n, 1);
        const weight = Float64Array.from({ length }, (_, i) => 1 + i / 8);
        const { output } = normalize({ layer, options: {}, mode: 'train' }, x, {
          weight: plan.hasWeight ? weight : null,
        });
        for (let flat = 0; flat < x.data.length; flat += 3) {
          const values = [...cellsOfGroup(plan, groupOf(plan, flat))].map((at) => x.data[at]!);
          const n = values.length;
          const mean = plan.subtracts === 'mean' ? values.reduce((sum, v) => sum + v, 0) / n : 0;
          const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
          const variance = plan.divides === 'l2' ? squares : squares / (n - plan.ddof);
          const below = {
            inside: Math.sqrt(variance + plan.eps),
            outside: Math.sqrt(variance) + plan.eps,
            floor: Math.max(Math.sqrt(variance), plan.eps),
            absolute: Math.sqrt(variance + Math.abs(plan.eps)),
          }[plan.epsPlace];
          const scale = plan.hasWeight ? plan.gammaOffset + weight[paramIndexOf(plan, flat)]! : 1;
          const expected = below === 0 ? 0 : ((x.data[flat]! - mean) / below) * scale;
          // a constant group's deviations are 1e-16 here and exactly 0 there, over √eps
          expect(Math.abs(output.data[flat]! - expected)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test('any split of the groups over threads gives the same bits', () => {
    fc.assert(
      fc.property(anyLayer, tensors(3, 4), fc.nat(20), (layer, x, cut) => {
        const plan = planOf(layer, x);
        if (plan?.kind !== 'moments') return;
        const geometry = mergeAxes(plan);
        const middle = Math.min(cut, geometry.groups);
        const whole = emptyMoments(geometry);
        const split = emptyMoments(geometry);
        moments(x.data, geometry, plan.subtracts === 'mean', 0, geometry.groups, whole);
        moments(x.data, geometry, plan.subtracts === 'mean', middle, geometry.groups, split);
        moments(x.data, geometry, plan.subtracts === 'mean', 0, middle, split);
        expect(split).toEqual(whole);

        const statistics = { mean: whole.mean, rstd: whole.squares.map((v) => 1 / (v + 1)) };
        const none = { gain: null, bias: null };
        const once = new Float64Array(x.data.length);
        const twice = new Float64Array(x.data.length);
        apply(x.data, geometry, statistics, none, 0, geometry.groups, once);
        apply(x.data, geometry, statistics, none, middle, geometry.groups, twice);
        apply(x.data, geometry, statistics, none, 0, middle, twice);
        expect(twice).toEqual(once);
      }),
    );
  });

  test('moments of the parts merge to the moments of the whole', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const of = (list: readonly number[]) => {
          const plan = planLayer({ layer: 'Custom', options: { axes: [0] }, mode: 'train' }, [
            list.length,
          ]);
          const found = emptyMoments(mergeAxes(plan));
          moments(Float64Array.from(list), mergeAxes(plan), true, 0, 1, found);
          return found;
        };
        const merged = mergeMoments(of(a), of(b));
        const whole = of([...a, ...b]);
        expect(merged.count).toBe(whole.count);
        // relative to values of 1000 and squares of 1e6
        expect(Math.abs(merged.mean[0]! - whole.mean[0]!)).toBeLessThan(1e-9);
        expect(Math.abs(merged.squares[0]! - whole.squares[0]!)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('invariances', () => {
  const perSample: LayerName[] = ['LayerNorm', 'RMSNorm', 'GroupNorm', 'LocalResponseNorm'];

  test('layers without batch statistics give a sample the same output alone as among others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...perSample), tensors(3, 4), (layer, x) => {
        const alone = run(layer, {}, sampleOf(x, 1));
        expect(difference(alone, sampleOf(run(layer, {}, x), 1))).toBe(0);
      }),
    );
  });

  test('BatchNorm in eval does so too, and in train it does not', () => {
    fc.assert(
      fc.property(tensors(3), (x) => {
        const alone = run('BatchNorm1d', {}, sampleOf(x, 1), 'eval');
        expect(difference(alone, sampleOf(run('BatchNorm1d', {}, x, 'eval'), 1))).toBe(0);
      }),
    );
    const x = tensor(Float64Array.of(0, 1, 10, 20), [2, 1, 2]);
    const alone = run('BatchNorm1d', {}, sampleOf(x, 1));
    expect(difference(alone, sampleOf(run('BatchNorm1d', {}, x), 1))).toBeGreaterThan(0.1);
  });

  test('the order of the samples changes nothing but the order of the output', () => {
    fc.assert(
      fc.property(anyLayer, tensors(3), (layer, x) => {
        const plan = planOf(layer, x);
        if (plan === null || layer === 'InstanceNorm2d') return;
        // what comes with a sample would have to move with it
        if (plan.inputs.some(({ initial }) => initial === null)) return;
        const a = run(layer, {}, reversed(x));
        expect(difference(a, reversed(run(layer, {}, x)))).toBeLessThan(1e-9);
      }),
    );
  });

  test('Custom axes mean the same in any layout', () => {
    fc.assert(
      fc.property(tensors(3), fc.subarray([0, 1, 2], { minLength: 1 }), (x, axes) => {
        const order = [2, 0, 1];
        const moved = axes.map((axis) => order.indexOf(axis));
        const a = run('Custom', { axes: moved }, permute(x, order));
        expect(difference(a, permute(run('Custom', { axes }, x), order))).toBeLessThan(1e-9);
      }),
    );
  });

  test('a shift of the input leaves layers that centre alone', () => {
    fc.assert(
      fc.property(tensors(3), fc.integer({ min: -50, max: 50 }), (x, shift) => {
        for (const layer of ['BatchNorm1d', 'LayerNorm', 'GroupNorm', 'InstanceNorm1d'] as const) {
          const shifted = run(
            layer,
            {},
            map(x, (value) => value + shift),
          );
          expect(difference(shifted, run(layer, {}, x))).toBeLessThan(ROUNDING);
        }
      }),
    );
  });

  test('a positive factor changes nothing where eps is 0, a negative one only the sign', () => {
    fc.assert(
      fc.property(tensors(3), fc.constantFrom(-8, -0.5, 0.25, 3), (x, factor) => {
        for (const layer of ['RMSNorm', 'BatchNorm1d'] as const) {
          const scaled = run(
            layer,
            { eps: 0 },
            map(x, (value) => value * factor),
          );
          const expected = map(run(layer, { eps: 0 }, x), (value) => value * Math.sign(factor));
          if (expected.data.some(Number.isNaN)) return;
          expect(difference(scaled, expected)).toBeLessThan(ROUNDING);
        }
      }),
    );
  });

  test('normalizing twice is normalizing once where eps is 0', () => {
    fc.assert(
      fc.property(tensors(3), (x) => {
        for (const layer of ['BatchNorm1d', 'RMSNorm'] as const) {
          const once = run(layer, { eps: 0 }, x);
          if (once.data.some(Number.isNaN)) return;
          expect(difference(run(layer, { eps: 0 }, once), once)).toBeLessThan(ROUNDING);
        }
      }),
    );
  });

  test('the output of a group has mean 0 and variance σ²/(σ² + eps)', () => {
    fc.assert(
      fc.property(tensors(3, 4), (x) => {
        const spec = { layer: 'GroupNorm', options: { eps: 0.5 }, mode: 'train' } as const;
        const { output, statistics, plan } = normalize(spec, x);
        const after = emptyMoments(mergeAxes(plan));
        moments(output.data, mergeAxes(plan), true, 0, plan.groups, after);
        for (let group = 0; group < plan.groups; group++) {
          const variance = statistics!.variance[group]!;
          expect(Math.abs(after.mean[group]!)).toBeLessThan(ROUNDING);
          expect(after.squares[group]! / plan.groupSize).toBeCloseTo(
            variance / (variance + 0.5),
            9,
          );
        }
      }),
    );
  });

  test('LocalResponseNorm with k = 1 never makes a value larger', () => {
    fc.assert(
      fc.property(tensors(3, 4, 5), fc.integer({ min: 1, max: 7 }), (x, width) => {
        const y = run('LocalResponseNorm', { size: width, alpha: 0.1 }, x);
        y.data.forEach((value, i) => {
          expect(Math.abs(value)).toBeLessThanOrEqual(Math.abs(x.data[i]!));
        });
      }),
    );
  });
});
