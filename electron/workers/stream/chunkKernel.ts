import { apply, type Parameters } from '../../../core/norm/kinds/moments/apply.ts';
import { mergeAxes } from '../../../core/norm/mergeAxes.ts';
import { emptyMoments, moments, type Moments } from '../../../core/norm/kinds/moments/moments.ts';
import type { MomentsPlan, Plan, Statistics } from '../../../core/norm/spec.ts';
import { batchStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import { decodeInto, type ElementType } from '../../../core/io/elements.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Crew } from '../engine/crew.ts';
import { geometryOf } from '../engine/geometry.ts';
import { halvesIn, widenHalves, type Halves } from '../engine/halves.ts';
import type { TensorMemory } from '../engine/memory.ts';
import { runPlan } from '../engine/runPlan.ts';

export type Given = Pick<Statistics, 'mean' | 'rstd'>;

/**
 * Normalizes a chunk into y.
 * @param given   statistics to normalize by; null takes those of the chunk
 * @param stored  halves of which x holds nothing yet
 * @returns       the chunk's moments, null where statistics were given or none are shared
 */
export type NormalizeChunk<P extends Plan> = (
  plan: P,
  x: TensorData,
  y: TensorData,
  parameters: Parameters,
  given: Given | null,
  stored?: Halves | null,
) => Moments | null;

/** The arithmetic on one chunk, whichever code does it. */
export interface ChunkKernel {
  /** An array for a chunk's values, which may be written while another is read. */
  room(length: number, apart?: TensorData): TensorData;
  /** Bytes of a chunk as they are in its file, where they are not read in place. */
  raw(length: number): Uint8Array;
  readonly decode: typeof decodeInto;
  /** A chunk's bytes as moments() and normalize() take them too; null where they have to be decoded. */
  stored(bytes: Uint8Array, type: ElementType): Halves | null;
  /** Moments of the chunk's own values. */
  moments(plan: MomentsPlan, x: TensorData, stored?: Halves | null): Moments;
  readonly normalize: NormalizeChunk<MomentsPlan>;
}

/** Plain loops: float64, and plans that the engine has no kernel for. */
export const plainKernel: ChunkKernel = {
  room: (length) => new Float64Array(length),
  raw: (length) => new Uint8Array(length),
  decode: decodeInto,
  stored: () => null,
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

/** The WebAssembly engine, for float64 or float32. */
export function engineKernel(memory: TensorMemory, crew: Crew, wide: boolean): ChunkKernel {
  return {
    room: (length, apart) =>
      (wide ? memory.newFloat64(length, apart) : memory.newFloat32(length, apart)).data,
    raw(length) {
      const { data } = memory.newUint16(Math.ceil(length / 2));
      return new Uint8Array(data.buffer, data.byteOffset, length);
    },
    decode(bytes, type, values) {
      const halves = halvesIn(bytes, type);
      if (halves) widenHalves(memory, crew, halves, values);
      else decodeInto(bytes, type, values);
    },
    stored: halvesIn,
    moments(plan, x, stored) {
      const geometry = geometryOf(mergeAxes(plan));
      if (!geometry) {
        if (stored) widenHalves(memory, crew, stored, x);
        return plainKernel.moments(plan, x);
      }
      const none = { gain: null, bias: null, given: null };
      return runPlan(memory, crew, { plan, geometry, ...none, x, y: null, halves: stored ?? null });
    },
    normalize(plan, x, y, parameters, given, stored) {
      const geometry = geometryOf(mergeAxes(plan));
      if (!geometry) {
        if (stored) widenHalves(memory, crew, stored, x);
        return plainKernel.normalize(plan, x, y, parameters, given);
      }
      const found = runPlan(memory, crew, {
        plan,
        geometry,
        ...parameters,
        given,
        x: stored ? y : x,
        y,
        halves: stored ?? null,
      });
      return given ? null : found;
    },
  };
}
