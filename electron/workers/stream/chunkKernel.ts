import { apply, type Parameters } from '../../../core/norm/kinds/moments/apply.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { emptyMoments, moments, type Moments } from '../../../core/norm/kinds/moments/moments.ts';
import type { MomentsPlan, Plan, Statistics } from '../../../core/norm/spec.ts';
import { batchStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Crew } from '../engine/crew.ts';
import { geometryOf } from '../engine/geometry.ts';
import type { TensorMemory } from '../engine/memory.ts';
import { runPlan } from '../engine/runPlan.ts';

export type Given = Pick<Statistics, 'mean' | 'rstd'>;

/**
 * Normalizes a chunk into y.
 * @param given  statistics to normalize by; null takes those of the chunk
 * @returns      the chunk's moments, null where statistics were given or none are shared
 */
export type NormalizeChunk<P extends Plan> = (
  plan: P,
  x: TensorData,
  y: TensorData,
  parameters: Parameters,
  given: Given | null,
) => Moments | null;

/** The arithmetic on one chunk, whichever code does it. */
export interface ChunkKernel {
  /** An array for a chunk's values, which may be written while another is read. */
  room(length: number, apart?: TensorData): TensorData;
  /** Moments of the chunk's own values. */
  moments(plan: MomentsPlan, x: TensorData): Moments;
  readonly normalize: NormalizeChunk<MomentsPlan>;
}

/** Plain loops: float64, and plans that the engine has no kernel for. */
export const plainKernel: ChunkKernel = {
  room: (length) => new Float64Array(length),
  moments(plan, x) {
    const geometry = mergeAxes(plan);
    const found = emptyMoments(geometry);
    moments(x, geometry, plan.subtracts === 'mean', 0, geometry.groups, found);
    return found;
  },
  normalize(plan, x, y, parameters, given) {
    const found = given ? null : plainKernel.moments(plan, x);
    const statistics = found ? batchStatistics(plan, found) : given;
    if (!statistics) throw new Error('plainKernel: expected statistics');
    const geometry = mergeAxes(plan);
    apply(x, geometry, statistics, parameters, 0, geometry.groups, y);
    return found;
  },
};

/** The WebAssembly engine, for float32. */
export function engineKernel(memory: TensorMemory, crew: Crew): ChunkKernel {
  return {
    room: (length, apart) => memory.newFloat32(length, apart).data,
    moments(plan, x) {
      const geometry = geometryOf(mergeAxes(plan));
      if (!geometry) return plainKernel.moments(plan, x);
      const values = x as Float32Array;
      const none = { gain: null, bias: null, given: null };
      return runPlan(memory, crew, { plan, geometry, ...none, x: values, y: null });
    },
    normalize(plan, x, y, parameters, given) {
      const geometry = geometryOf(mergeAxes(plan));
      if (!geometry) return plainKernel.normalize(plan, x, y, parameters, given);
      const [from, to] = [x as Float32Array, y as Float32Array];
      const found = runPlan(memory, crew, {
        plan,
        geometry,
        ...parameters,
        given,
        x: from,
        y: to,
      });
      return given ? null : found;
    },
  };
}
