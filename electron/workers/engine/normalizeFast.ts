import { fullState } from '../../../core/norm/layerState.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { completeResult } from '../../../core/norm/kinds/moments/kernel.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import { dtypeOf, type Tensor, type TensorData } from '../../../core/tensor/tensor.ts';
import type { Crew } from './crew.ts';
import { engineKernel } from './engineKernel.ts';
import { geometryOf } from './geometry.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';
import { runPlan } from './runPlan.ts';

/** Where the fast way begins, and the engine's sizes. Tests lower them. */
export interface FastOptions {
  /** Below this many values the plain loop is as fast as a call into WebAssembly with its job. */
  readonly from?: number;
  readonly limits?: Limits;
}

const FAST_FROM = 4096;

/**
 * normalize() by the WebAssembly kernels, by the reference kernel where they do not fit (small inputs, laws and windows of float64).
 * @param x    read in place when it lives in `memory`, else copied to the output and done there
 * @param out  in `memory`, of the type and length of x, for the output; fresh memory when left out
 * @throws InputError as normalize does; Cancelled; OutOfMemory
 */
export function normalizeFast(
  memory: TensorMemory,
  crew: Crew,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState = {},
  out?: TensorData,
  { from = FAST_FROM, limits = LIMITS }: FastOptions = {},
): NormResult {
  if (x.data.length < from) return normalize(spec, x, state);
  const dtype = dtypeOf(x);
  const plan = asMoments(planLayer(spec, x.shape, x.axes, dtype));
  const geometry = plan && !plan.extra && !plan.replicas && geometryOf(mergeAxes(plan));
  const full = geometry && fullState(plan, state, dtype);
  const room = out ? null : memory.newLike(x.data);
  const y = out ?? room!.data;
  const data = x.data;
  try {
    if (!geometry || !full)
      return normalize(spec, x, state, engineKernel(memory, crew, data, y, limits), y);
    const given =
      plan.source === 'running' && full.running ? runningStatistics(plan, full.running) : null;
    const { gain, bias } = full;
    const task = { plan, geometry, gain, bias, given, x: data, y, limits };
    const found = runPlan(memory, crew, task);
    if (given) return completeResult(plan, full, x, y, given);
    return completeResult(plan, full, x, y, batchStatistics(plan, found), { moments: found });
  } catch (error) {
    room?.release();
    throw error;
  }
}
