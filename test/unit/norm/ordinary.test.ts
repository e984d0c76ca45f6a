import { describe, expect, test } from 'vitest';
import {
  areOrdinary,
  countTroubles,
  noTroubles,
} from '../../../core/norm/kinds/moments/troubles.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { batchStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

const LAYERS: readonly [LayerName, LayerOptions, number][] = [
  ['LayerNorm', {}, 3],
  ['LayerNorm', { eps: 0 }, 5],
  ['LayerNorm', {}, 2],
  ['RMSNorm', {}, 1],
  ['LayerNorm', { eps: 1e-46 }, 4],
  ['LayerNorm', { eps: 1e39 }, 4],
  ['RMSNorm', {}, 100],
];
const VARIANCES = [0, 1e-45, 1e-38, 3e-38, 1e-30, 1e-6, 1, 1e6, 1e36, 3e38, Infinity, NaN];
const MEANS = [0, 1e-20, 0.5, -999, 1001, 1e6, -1e19, NaN, Infinity];

/** One group of a layer. */
function groupOf([layer, options, size]: (typeof LAYERS)[number], mean: number, variance: number) {
  const plan = asMoments(planLayer({ layer, options, mode: 'train' }, [1, size]))!;
  const found = {
    count: size,
    mean: Float64Array.of(plan.subtracts === 'mean' ? mean : 0),
    squares: Float64Array.of(variance * size),
  };
  return { plan, found };
}

/** The worst that cells can be. */
const OF_CELLS = { isSpoiled: () => true, varies: () => true };

describe('groups that are found ordinary in a glance', () => {
  test.each(LAYERS)('%s %j of %d values: none of them is in trouble', (...layer) => {
    let ordinary = 0;
    for (const mean of MEANS)
      for (const variance of VARIANCES) {
        const { plan, found } = groupOf(layer, mean, variance);
        if (!areOrdinary(plan, found)) continue;
        ordinary++;
        for (const dtype of ['float32', 'float64'] as const) {
          const troubles = noTroubles();
          countTroubles(troubles, plan, batchStatistics(plan, found), dtype, OF_CELLS);
          expect(troubles, `mean ${mean}, variance ${variance}`).toEqual(noTroubles());
        }
      }
    const [, , size] = layer;
    expect(ordinary > 0).toBe(size > 2 && layer[1].eps !== 1e39);
  });

  test('data as it mostly is, is ordinary', () => {
    const { plan, found } = groupOf(['LayerNorm', {}, 64], 0.3, 1.7);
    expect(areOrdinary(plan, found)).toBe(true);
  });
});
