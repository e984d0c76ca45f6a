import type { Parameters } from '../../../core/norm/kinds/moments/apply.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import { divisorOf } from '../../../core/norm/kinds/moments/statistics.ts';
import type { MomentsPlan, Statistics } from '../../../core/norm/spec.ts';
import type { Crew } from './crew.ts';
import { execute, gatherMoments } from './engine.ts';
import type { Geometry } from './geometry.ts';
import type { JobInput } from './job.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** A plan with what it works on. */
export interface PlanRun extends Parameters {
  readonly plan: MomentsPlan;
  /** Of the plan. */
  readonly geometry: Geometry;
  /** Statistics to normalize by; null takes those of x. */
  readonly given: Pick<Statistics, 'mean' | 'rstd'> | null;
  /** Copied when it does not live in the memory: to y, where it is done in place. */
  readonly x: Float32Array;
  /** In the memory; null gathers the moments alone. */
  readonly y: Float32Array | null;
  readonly limits?: Limits;
}

/** What a run finds on its way. */
export interface Found extends Moments {
  /** Of every group; meaningless where the moments alone were gathered. */
  readonly rstd: Float64Array;
}

/**
 * Does a plan by the WebAssembly kernels.
 * @returns the moments of x, zeros where statistics were given
 * @throws Cancelled; OutOfMemory
 */
export function runPlan(memory: TensorMemory, crew: Crew, task: PlanRun): Found {
  const { plan, geometry, given, x, y, limits = LIMITS } = task;
  const { groups, groupSize, innerParam } = geometry;
  const taken: number[] = [];
  const allocate = (bytes: number) => {
    const at = memory.allocate(bytes);
    taken.push(at);
    return at;
  };
  const place = (values: ArrayLike<number> | null) => {
    if (!values) return 0;
    const at = allocate(values.length * 4);
    memory.write32(at, values);
    return at;
  };
  let releaseX = () => undefined as void;
  const placeX = () => {
    if (y) {
      y.set(x);
      return y.byteOffset;
    }
    const { data, release } = memory.newFloat32(x.length);
    releaseX = release;
    data.set(x);
    return data.byteOffset;
  };
  try {
    const [mean, squares, rstd] = [
      allocate(groups * 8),
      allocate(groups * 8),
      allocate(groups * 8),
    ];
    if (given) {
      memory.write64(mean, given.mean);
      memory.write64(rstd, given.rstd);
      memory.float64(squares, groups).fill(0);
    }
    // Along the run the kernel takes γ and β together.
    const bias = task.bias ?? (innerParam && task.gain?.map(() => 0)) ?? null;
    const input: JobInput = {
      geometry,
      x: memory.addressOf(x) ?? placeX(),
      y: y?.byteOffset ?? 0,
      mean,
      squares,
      rstd,
      weight: place(task.gain),
      bias: place(bias || null),
      center: plan.subtracts === 'mean',
      eps: plan.eps,
      epsPlace: plan.epsPlace,
      divisor: divisorOf(plan, groupSize),
      rstdOfZero: plan.rstdOfZero,
      given: given !== null,
    };
    if (y) execute(memory, crew, input, limits);
    else gatherMoments(memory, crew, input, limits);
    return {
      count: groupSize,
      mean: memory.read64(mean, groups),
      squares: memory.read64(squares, groups),
      rstd: memory.read64(rstd, groups),
    };
  } finally {
    for (const at of taken) memory.release(at);
    releaseX();
  }
}
