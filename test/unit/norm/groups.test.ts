import { expect, test } from 'vitest';
import { cellsOfGroup, groupOf, paramIndexOf, windowOf } from '../../../core/norm/groups.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

const plan = (layer: LayerName, shape: readonly number[], options: LayerOptions = {}) =>
  planLayer({ layer, options, mode: 'train' }, shape);

test('the cells of channel 2 of (2, 5, 4) are 8 to 11 and 28 to 31', () => {
  const found = plan('BatchNorm1d', [2, 5, 4]);
  // (n, 2, l) lies at 20n + 4·2 + l
  expect([...cellsOfGroup(found, 2)]).toEqual([8, 9, 10, 11, 28, 29, 30, 31]);
  expect(groupOf(found, 30)).toBe(2);
  expect(paramIndexOf(found, 30)).toBe(2);
});

test('the cells of a group can be listed up to a limit', () => {
  expect([...cellsOfGroup(plan('BatchNorm1d', [2, 5, 4]), 2, 3)]).toEqual([8, 9, 10]);
});

test('GroupNorm: group (n, g) holds its channels, and γ is indexed by channel', () => {
  const found = plan('GroupNorm', [2, 6, 2], { num_groups: 3 });
  // group 4 is n = 1, g = 1: channels 2 and 3, at 12 + 2·2 …
  expect([...cellsOfGroup(found, 4)]).toEqual([16, 17, 18, 19]);
  expect([16, 17, 18, 19].map((flat) => paramIndexOf(found, flat))).toEqual([2, 2, 3, 3]);
});

test('LayerNorm: γ has an entry for every cell of the normalized shape', () => {
  const found = plan('LayerNorm', [2, 5, 4]);
  expect(paramIndexOf(found, 33)).toBe(13);
  expect(paramIndexOf(plan('LayerNorm', [2, 5], { elementwise_affine: false }), 3)).toBe(-1);
});

test('a window of 3 covers one channel on either side, fewer at the edge', () => {
  const found = plan('LocalResponseNorm', [2, 5, 4], { size: 3 });
  // cell (0, 2, 1) lies at 9
  expect([...windowOf(found, 9).cells]).toEqual([5, 9, 13]);
  expect(windowOf(found, 1)).toEqual({ cells: Int32Array.from([1, 5]), outside: 1 });
});

test('an even window leans to lower channels', () => {
  const found = plan('LocalResponseNorm', [1, 5, 1], { size: 4 });
  expect([...windowOf(found, 2).cells]).toEqual([0, 1, 2, 3]);
});

test('neighbouring axes of one role merge: BatchNorm2d is three runs, LayerNorm two', () => {
  const runs = (layer: LayerName, options?: LayerOptions) => {
    const { kept, reduced } = mergeAxes(plan(layer, [2, 6, 3, 5], options));
    const text = (list: typeof kept) => list.map((run) => `${run.size}×${run.stride}`);
    return { kept: text(kept), reduced: text(reduced) };
  };
  expect(runs('BatchNorm2d')).toEqual({ kept: ['6×15'], reduced: ['2×90', '15×1'] });
  expect(runs('LayerNorm')).toEqual({ kept: ['2×90'], reduced: ['90×1'] });
  expect(runs('InstanceNorm2d', { affine: true })).toEqual({
    // γ varies along C but not along N, so the two cannot merge
    kept: ['2×90', '6×15'],
    reduced: ['15×1'],
  });
  expect(runs('GroupNorm', { affine: false, num_groups: 2 }).kept).toEqual(['4×45']);
});
