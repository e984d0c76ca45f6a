import { expect, test } from 'vitest';
import type { LayerName } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { groupLines, groupName } from '../../../renderer/ui/units.ts';

const planOf = (layer: LayerName, options: LayerOptions, shape: readonly number[]) =>
  planLayer({ layer, options, mode: 'train' }, shape, [...'NTDW'].slice(0, shape.length));

test('a grouping of one has no name, one of several and a whole axis of one have', () => {
  const one = planOf('RMSNormGated', { num_groups: 1 }, [2, 3, 8]);
  expect(groupName(one, 4)).toBe('N 1 · T 1');
  expect(groupName(planOf('RMSNormGated', { num_groups: 2 }, [2, 3, 8]), 9)).toBe(
    'N 1 · T 1 · groups 1',
  );
  expect(groupName(planOf('GroupNorm', { num_groups: 1 }, [1, 4, 3]), 0)).toBe('N 0');
});

test('a card names its group in no more than two lines', () => {
  expect(groupLines(planOf('QKNorm', { num_heads: 2 }, [2, 3, 8]), 9)).toEqual([
    'N 1 · T 1',
    'heads 1',
  ]);
  expect(groupLines(planOf('GroupNorm', { num_groups: 2 }, [2, 4, 3]), 3)).toEqual(['N 1', 'G 1']);
  expect(groupLines(planOf('BatchNorm1d', {}, [2, 4, 3]), 3)).toEqual(['T 3']);
  expect(groupLines(planOf('LayerNorm', { normalized_shape: [6] }, [6]), 0)).toEqual([]);
});
