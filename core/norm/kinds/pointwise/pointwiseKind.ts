import { number } from '../../../program/python.ts';
import { groupOf } from '../../groups.ts';
import type { PointwisePlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { bent, run } from './kernel.ts';
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
  stations: POINTWISE_STATIONS,
  whole,
  byHand(plan, dialect, own) {
    const shift = plan.shift === 0 ? '' : ` + ${number(plan.shift)}`;
    const shape = plan.shape.map((size, axis) =>
      plan.view.some((dim) => dim.axis === axis && dim.param) ? size : 1,
    );
    const lines = [`x_hat = ${dialect[plan.bend](`${number(plan.alpha)} * x${shift}`)}`];
    if (!plan.hasWeight) return [[...own.notes], lines, ['y = x_hat']];
    return [
      [...own.notes],
      lines,
      [
        `weight = ${own.weight ? dialect.array(own.weight, shape) : dialect.ones(shape)}`,
        `bias = ${own.bias ? dialect.array(own.bias, shape) : dialect.zeros(shape)}`,
        'y = weight * x_hat + bias',
      ],
    ];
  },
  chunk: () => ({ together: 1, readingsApart: null }),
};
