import { fullState, type FullState } from '../../../core/norm/layerState.ts';
import { layerRow } from '../../../core/norm/layers.ts';
import { completeResult, normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type {
  LayerSpec,
  LayerState,
  NormResult,
  Plan,
  Statistics,
} from '../../../core/norm/spec.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/statistics.ts';
import { dtypeOf, type Tensor } from '../../../core/tensor/tensor.ts';
import type { Crew } from './crew.ts';
import { execute, type EngineInput } from './engine.ts';
import { geometryOf, type Geometry } from './geometry.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Where the fast way begins, and the engine's sizes. Tests lower them. */
export interface FastOptions {
  /** Below this many values the plain loop is as fast as a call into WebAssembly with its job. */
  readonly from?: number;
  readonly limits?: Limits;
}

const FAST_FROM = 4096;

/**
 * normalize() by the WebAssembly kernels where they fit, by the reference kernel elsewhere (float64, replicas, windows, small inputs).
 * @param x    read in place when it lives in `memory`, else copied there once
 * @param out  float32[numel] in `memory` for the output, apart from x; fresh memory when left out
 * @throws InputError as normalize does; Cancelled; OutOfMemory
 */
export function normalizeFast(
  memory: TensorMemory,
  crew: Crew,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState = {},
  out?: Float32Array,
  { from = FAST_FROM, limits = LIMITS }: FastOptions = {},
): NormResult {
  if (dtypeOf(x) === 'float64' || x.data.length < from) return normalize(spec, x, state);
  const plan = planLayer(spec, x.shape, x.axes, 'float32');
  const geometry = geometryOf(plan);
  if (!geometry) return normalize(spec, x, state);
  const full = fullState(plan, state, 'float32');
  const y = out ?? memory.newFloat32(x.data.length).data;
  const data = x.data as Float32Array;
  const statistics = run(memory, crew, { plan, geometry, full, x: data, y, limits });
  return completeResult(plan, full, x, y, statistics);
}

interface Run {
  readonly plan: Plan;
  readonly geometry: Geometry;
  readonly full: FullState;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly limits: Limits;
}

function run(memory: TensorMemory, crew: Crew, task: Run): Statistics {
  const { plan, geometry, full, x, y, limits } = task;
  const taken: number[] = [];
  const allocate = (bytes: number) => {
    const at = memory.allocate(bytes);
    taken.push(at);
    return at;
  };
  const place = (values: ArrayLike<number> | null) => {
    if (!values) return 0;
    const at = allocate(values.length * 4);
    memory.float32(at, values.length).set(values);
    return at;
  };
  try {
    const [mean, squares, rstd] = [
      allocate(geometry.groups * 8),
      allocate(geometry.groups * 8),
      allocate(geometry.groups * 8),
    ];
    const given =
      plan.source === 'running' && full.running ? runningStatistics(plan, full.running) : null;
    if (given) {
      memory.float64(mean, geometry.groups).set(given.mean);
      memory.float64(rstd, geometry.groups).set(given.rstd);
    }
    // Along the run the kernel takes γ and β together.
    const bias = full.bias ?? (geometry.innerParam && full.weight?.map(() => 0)) ?? null;
    const input: EngineInput = {
      geometry,
      x: memory.addressOf(x) ?? place(x),
      y: y.byteOffset,
      mean,
      squares,
      rstd,
      weight: place(full.weight),
      bias: place(bias || null),
      center: plan.center,
      eps: plan.eps,
      epsOutside: plan.epsOutside,
      unbiased: plan.unbiased,
      rstdOfZero: layerRow(plan.spec.layer).rstdOfZero,
      given: given !== null,
    };
    execute(memory, crew, input, limits);
    if (given) return given;
    return batchStatistics(plan, {
      count: geometry.groupSize,
      mean: memory.float64(mean, geometry.groups).slice(),
      squares: memory.float64(squares, geometry.groups).slice(),
    });
  } finally {
    for (const at of taken) memory.release(at);
  }
}
