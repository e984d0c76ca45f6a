import { groupOf } from '../../groups.ts';
import type { PointwisePlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { byHand } from './byHand.ts';
import { bendAll, bent, run } from './kernel.ts';
import { onnx } from './onnx.ts';
import { planPointwise, type PointwiseFacts } from './plan.ts';
import { POINTWISE_STATIONS, whole } from './stations.ts';

/** Every cell is bent by itself, and nothing is averaged: DynamicTanh, DynamicErf. */
export const POINTWISE: Kind<PointwiseFacts, PointwisePlan> = {
  plan: planPointwise,
  run,
  sameStatistics: (a, b) => a.bend === b.bend && a.alpha === b.alpha && a.shift === b.shift,
  trace: (plan, _, x, flat) => {
    const value = x[flat]!;
    return {
      group: groupOf(plan, flat),
      shared: Int32Array.of(flat),
      total: 1,
      mean: 0,
      variance: NaN,
      varianceUnbiased: NaN,
      eps: 0,
      // what α · x is multiplied by in the end
      rstd: bent(plan, value) / value,
      deviation: value,
      window: null,
    };
  },
  how: () => 'nothing',
  letters: () => ({ mean: null, spread: null }),
  stations: POINTWISE_STATIONS,
  whole,
  divided: () => ({ mean: NaN, variance: NaN, root: NaN }),
  byHand,
  onnx,
  chunk: () => ({ together: 1, readingsApart: null }),
  alone: () => ({
    normalize: (chunk, x, y, parameters) => bendAll(chunk, x, parameters, y),
    notices: () => [],
  }),
};
