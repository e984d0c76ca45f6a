import type { WindowTrace } from '../../../station/cellTrace.ts';
import { tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import { windowOf } from '../../groups.ts';
import type { FullState } from '../../layerState.ts';
import type { NormResult, WindowPlan } from '../../spec.ts';
import type { Kernel } from '../kernel.ts';
import type { Arithmetic, Divided, OwnTrace, StageCell } from '../kind.ts';
import { alone } from './chunk.ts';
import { noWindowTroubles, windowNotices } from './notices.ts';
import { WHOLE, WINDOW_STATIONS } from './stations.ts';

/** The mean square of every cell's neighbours, then the cell by a power of it. */
export const WINDOW_ARITHMETIC: Arithmetic<WindowPlan> = {
  run,
  trace: traceNeighbours,
  stations: WINDOW_STATIONS,
  plain: () => true,
  whole: () => WHOLE,
  divided,
  alone,
};

/** A cell's own window: nothing of it is kept in the result, so it is added up anew. */
function traceNeighbours(
  plan: WindowPlan,
  _: NormResult,
  valueAt: (flat: number) => number,
  flat: number,
): OwnTrace {
  const window = traceWindow(plan, valueAt, flat);
  const shared = windowOf(plan, flat).cells;
  return {
    group: -1,
    shared,
    total: shared.length,
    mean: 0,
    variance: window.meanOfSquares,
    varianceUnbiased: NaN,
    eps: 0,
    rstd: 1 / window.denominator,
    deviation: valueAt(flat),
    window,
  };
}

/**
 * LocalResponseNorm's arithmetic for one cell.
 * @param valueAt  the input at a flat index
 */
function traceWindow(
  plan: WindowPlan,
  valueAt: (flat: number) => number,
  flat: number,
): WindowTrace {
  const { size, alpha, beta, k } = plan;
  const { cells, outside } = windowOf(plan, flat);
  const sumOfSquares = cells.reduce((sum, at) => sum + valueAt(at) ** 2, 0);
  const meanOfSquares = sumOfSquares / size;
  const denominator = (k + alpha * meanOfSquares) ** beta;
  return { size, alpha, beta, k, outside, sumOfSquares, meanOfSquares, denominator };
}

/** The mean of squares of the cell's own window, and the power that it is divided by. */
function divided(plan: WindowPlan, { window, valueAt, cell }: StageCell): Divided {
  const { meanOfSquares, denominator } = window ?? traceWindow(plan, valueAt, cell);
  return { mean: NaN, variance: meanOfSquares, root: denominator };
}

/** Every sample by itself; nothing is shared and nothing is gathered. */
function run(
  plan: WindowPlan,
  x: Tensor,
  full: FullState,
  out: TensorData,
  kernel: Kernel,
): NormResult {
  const troubles = noWindowTroubles();
  kernel.localResponse(x.data, plan, 0, plan.shape[0] ?? 1, out, troubles);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics: null,
    weight: full.weight,
    bias: full.bias,
    runningBefore: full.running,
    runningAfter: full.running,
    replicas: [],
    warnings: [...plan.warnings, ...windowNotices(plan, troubles)],
  };
}
