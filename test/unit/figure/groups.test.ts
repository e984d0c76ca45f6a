import { indexOf } from '../../../core/tensor/strides.ts';
import { expect, test } from 'vitest';
import { displayFlatOf, fullFlatOf } from '../../../core/figure/displayTensor.ts';
import { activeMasks, groupTables } from '../../../core/figure/groupIndex.ts';
import { layoutOf } from '../../../core/figure/layout.ts';
import { placeCube } from '../../../core/figure/place.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { groupOf } from '../../../core/norm/groups.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { numel } from '../../../core/tensor/tensor.ts';

const CASES: readonly [LayerSpec['layer'], LayerSpec['options'], number[], string[]][] = [
  ['BatchNorm1d', { num_features: 5 }, [2, 5, 4], ['N', 'C', 'L']],
  ['BatchNorm2d', { num_features: 3 }, [2, 3, 5, 5], ['N', 'C', 'H', 'W']],
  ['LayerNorm', { normalized_shape: [4] }, [2, 5, 4], ['N', 'C', 'L']],
  ['GroupNorm', { num_groups: 3, num_channels: 6 }, [2, 6, 2, 3], ['N', 'C', 'H', 'W']],
  ['InstanceNorm1d', { num_features: 5 }, [2, 5, 4], ['N', 'C', 'L']],
];

function display(shape: number[], axes: string[], pool = shape.map(() => 1)) {
  const size = shape.map((n, axis) => Math.ceil(n / (pool[axis] ?? 1)));
  return { data: new Float32Array(numel(size)), shape: size, axes, pool, fullShape: shape };
}

for (const [layer, options, shape, axes] of CASES) {
  const plan = planLayer({ layer, options, mode: 'train' }, shape, axes);
  const x = display(shape, axes);

  test(`${layer}: the tables add up to every cell’s statistic`, () => {
    const tables = groupTables(plan, x);
    for (let flat = 0; flat < numel(shape); flat++) {
      const sum = indexOf(shape, flat).reduce((s, i, axis) => s + (tables[axis]?.[i] ?? NaN), 0);
      expect(sum).toBe(groupOf(plan, flat));
    }
  });

  test(`${layer}: the masks hold exactly the cells with the same statistic`, () => {
    const masks = activeMasks(plan, x, 7);
    for (let flat = 0; flat < numel(shape); flat++) {
      const active = indexOf(shape, flat).every((i, axis) => masks[axis]?.[i] === 1);
      expect(active).toBe(groupOf(plan, flat) === groupOf(plan, 7));
    }
  });
}

test('a window of 2 channels takes the channel below and the channel itself, as PyTorch does', () => {
  const plan = planLayer(
    { layer: 'LocalResponseNorm', options: { size: 2 }, mode: 'train' },
    [1, 5, 2],
    ['N', 'C', 'L'],
  );
  // Cell (0, 3, 1) is flat 7.
  const masks = activeMasks(plan, display([1, 5, 2], ['N', 'C', 'L']), 7);
  expect([...(masks[1] ?? [])]).toEqual([0, 0, 1, 1, 0]);
  expect([...(masks[2] ?? [])]).toEqual([0, 1]);
});

test('display cells of a pooled tensor and full cells are found from one another', () => {
  const t = display([4, 6], ['N', 'C'], [2, 3]);
  expect(t.shape).toEqual([2, 2]);
  // Full cell (3, 4) is flat 3·6 + 4 = 22, in display cell (1, 1) = 3, which begins at (2, 3) = 15.
  expect(displayFlatOf(t, 22)).toBe(3);
  expect(fullFlatOf(t, 3)).toBe(15);
});

test('exploding opens gaps between groups only, and keeps a group’s cells together', () => {
  const plan = planLayer(
    { layer: 'GroupNorm', options: { num_groups: 3, num_channels: 6 }, mode: 'train' },
    [2, 6, 4],
    ['N', 'C', 'L'],
  );
  const x = display([2, 6, 4], ['N', 'C', 'L']);
  const [, y] = placeCube(layoutOf(plan, x, INITIAL_VIEW), 0.5, false);
  expect(y.segments).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 4 },
    { from: 4, to: 6 },
  ]);
  const step = (i: number) => (y.starts[i] ?? NaN) - (y.starts[i - 1] ?? NaN);
  expect(step(1)).toBe(1);
  expect(step(2)).toBeGreaterThan(1.3);
  expect(step(3)).toBe(1);
});

test('nothing opens when explode is 0', () => {
  const plan = planLayer(
    { layer: 'BatchNorm1d', options: { num_features: 5 }, mode: 'train' },
    [2, 5, 4],
    ['N', 'C', 'L'],
  );
  const [, y] = placeCube(
    layoutOf(plan, display([2, 5, 4], ['N', 'C', 'L']), INITIAL_VIEW),
    0,
    false,
  );
  expect(y.extent).toBe(5);
});

test('axes are placed by name, whatever their order in memory', () => {
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [5] }, mode: 'train' } as const;
  const plan = planLayer(spec, [2, 4, 5], ['N', 'L', 'C']);
  const layout = layoutOf(plan, display([2, 4, 5], ['N', 'L', 'C']), INITIAL_VIEW);
  expect([layout.x.name, layout.y.name, layout.z.name]).toEqual(['L', 'C', 'N']);
  expect([layout.x.step, layout.y.step, layout.z.step]).toEqual([5, 1, 20]);
});

test('of blocks of cells those take part that hold a cell with the same statistic, and no others', () => {
  // channels 0 and 1 | 2 and 3 | 4; a cell at (n, c, l) = (0, c, 0) lies at 4c
  const x = display([2, 5, 4], ['N', 'C', 'L'], [1, 2, 2]);
  const masks = (layer: LayerSpec['layer'], cell: number, options: LayerSpec['options'] = {}) =>
    activeMasks(planLayer({ layer, options, mode: 'train' }, [2, 5, 4], x.axes), x, cell).map(
      (mask) => [...mask],
    );
  expect(masks('BatchNorm1d', 4)).toEqual([
    [1, 1],
    [1, 0, 0],
    [1, 1],
  ]);
  expect(masks('BatchNorm1d', 8)).toEqual([
    [1, 1],
    [0, 1, 0],
    [1, 1],
  ]);
  expect(masks('BatchNorm1d', 16)).toEqual([
    [1, 1],
    [0, 0, 1],
    [1, 1],
  ]);
  // one sample, one channel: its positions alone
  expect(masks('InstanceNorm1d', 20)).toEqual([
    [0, 1],
    [1, 0, 0],
    [1, 1],
  ]);
  // a window of 3 around channel 2 holds channels 1, 2 and 3, at this position alone
  expect(masks('LocalResponseNorm', 8, { size: 3 })).toEqual([
    [1, 0],
    [1, 1, 0],
    [1, 0],
  ]);
});

test('around a pinned cell up to 400 groups stand apart, of more only its own', () => {
  const placed = (n: number) => {
    const plan = planLayer(
      { layer: 'InstanceNorm1d', options: {}, mode: 'train' },
      [n, 20, 3],
      ['N', 'C', 'L'],
    );
    // the cell (4, 7, 0)
    const view = { ...INITIAL_VIEW, pinned: (4 * 20 + 7) * 3 };
    const [, y, z] = placeCube(
      layoutOf(plan, display([n, 20, 3], ['N', 'C', 'L']), view),
      0.5,
      true,
    );
    return [y, z].map(({ segments }) => segments.map(({ from }) => from));
  };
  // 20 · 20 = 400 groups, and 21 · 20
  expect(placed(20).map((starts) => starts.length)).toEqual([20, 20]);
  expect(placed(21)).toEqual([
    [0, 7, 8],
    [0, 4, 5],
  ]);
});
