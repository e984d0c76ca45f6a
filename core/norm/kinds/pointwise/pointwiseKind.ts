import type { PointwisePlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { planPointwise, type PointwiseFacts } from './plan.ts';

/** Every cell is bent by itself, and nothing is averaged: DynamicTanh, DynamicErf. */
export const POINTWISE: Kind<PointwiseFacts, PointwisePlan> = {
  plan: planPointwise,
  sameStatistics: (a, b) => a.bend === b.bend && a.alpha === b.alpha && a.shift === b.shift,
  how: () => 'nothing',
  letters: () => ({ mean: null, spread: null }),
  chunk: () => ({ together: 1, readingsApart: null }),
};
