import { fullState } from '../../../core/norm/layerState.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { gateOf } from '../../../core/norm/kinds/moments/beside.ts';
import { gatesFirst } from '../../../core/norm/kinds/moments/plan.ts';
import { completeResult } from '../../../core/norm/kinds/moments/kernel.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec, LayerState, MomentsPlan, NormResult } from '../../../core/norm/spec.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import { permuteToAxes } from '../../../core/tensor/permute.ts';
import {
  dtypeOf,
  numel,
  storedData,
  tensor,
  type DType,
  type Tensor,
  type TensorData,
} from '../../../core/tensor/tensor.ts';
import type { Crew } from './crew.ts';
import { engineKernel } from './engineKernel.ts';
import { fitsAfterCells } from './engine.ts';
import { geometryOf, type Geometry } from './geometry.ts';
import { widenHalves, type Halves } from './halves.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';
import { runPlan } from './runPlan.ts';

/** Where the fast way begins and the engine's sizes, which tests lower, and how x is stored. */
export interface FastOptions {
  /** Told of an input that is stored in another order of its axes, while it lies in the output as it is fed. */
  readonly look?: (x: Tensor) => void;
  /** Below this many values the plain loop is as fast as a call into WebAssembly with its job. */
  readonly from?: number;
  readonly limits?: Limits;
  /** What x is still to be widened from: its data is then the output. */
  readonly halves?: Halves | null;
}

const FAST_FROM = 4096;

/**
 * normalize() by the WebAssembly kernels, by the reference kernel where they do not fit (small inputs, laws and windows of float64).
 * @param x    read in place when it lives in `memory`, else copied to the output, in the order in which it is fed, and done there
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
  { from = FAST_FROM, limits = LIMITS, look, halves = null }: FastOptions = {},
): NormResult {
  const widen = () => halves && widenHalves(memory, crew, halves, x.data, limits);
  if (numel(x.shape) < from) {
    widen();
    return normalize(spec, x, state);
  }
  const dtype = dtypeOf(x);
  const plan = asMoments(planLayer(spec, x.shape, x.axes, dtype));
  const geometry = plan && !plan.replicas && fitting(plan, dtype, limits);
  const full = geometry && fullState(plan, state, dtype);
  const room = out ? null : memory.newLike(storedData(x));
  const y = out ?? room!.data;
  try {
    if (!geometry || !full) {
      widen();
      return normalize(spec, x, state, engineKernel(memory, crew, x.data, y, limits), y);
    }
    const given =
      plan.source === 'running' && full.running ? runningStatistics(plan, full.running) : null;
    const { gain, bias } = full;
    const data = x.original ? permuteToAxes(x.original, x.axes, () => y).data : x.data;
    if (x.original) look?.(tensor(data, x.shape, x.axes));
    const entering = gatesFirst(plan) ? gateOf(full) : null;
    const task = { plan, geometry, gain, bias, given, x: data, y, entering, limits, halves };
    const found = runPlan(memory, crew, task);
    if (given) return completeResult(plan, full, x, y, given);
    return completeResult(plan, full, x, y, batchStatistics(plan, found), { moments: found });
  } catch (error) {
    room?.release();
    throw error;
  }
}

/** The geometry of a plan that is one loop over its groups, a gate before them included. */
function fitting(plan: MomentsPlan, dtype: DType, limits: Limits): Geometry | null {
  if (plan.extra && !gatesFirst(plan)) return null;
  const geometry = geometryOf(mergeAxes(plan));
  if (!plan.extra) return geometry;
  return geometry && dtype === 'float32' && fitsAfterCells(geometry, limits) ? geometry : null;
}
