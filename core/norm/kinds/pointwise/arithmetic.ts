import { groupOf } from '../../groups.ts';
import type { PointwisePlan } from '../../spec.ts';
import type { Arithmetic } from '../kind.ts';
import { cells } from '../cells.ts';
import { countCells, noCellTroubles } from '../moments/troubles.ts';
import { bending, bent, bentNotices, run } from './kernel.ts';
import { POINTWISE_STATIONS, whole } from './stations.ts';

/** Every cell by itself. */
export const POINTWISE_ARITHMETIC: Arithmetic<PointwisePlan> = {
  run,
  trace: (plan, _, valueAt, flat) => {
    const value = valueAt(flat);
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
  plain: () => true,
  whole,
  divided: () => ({ mean: NaN, variance: NaN, root: NaN }),
  alone(plan) {
    const troubles = noCellTroubles();
    return {
      normalize(chunk, x, y, parameters) {
        cells(x, bending(chunk, parameters), y);
        countCells(troubles, x, y);
      },
      notices: (state) => bentNotices(plan, troubles, state),
    };
  },
};
