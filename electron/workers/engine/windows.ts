import { windowReach } from '../../../core/norm/kinds/window/reach.ts';
import type { WindowPlan } from '../../../core/norm/spec.ts';
import { numel } from '../../../core/tensor/tensor.ts';
import type { Borrowed } from './borrowed.ts';
import type { Crew } from './crew.ts';
import type { Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Offsets of a job's fields in bytes: the twin of core/kernels/windowJob.ts. */
export const WINDOW_JOB = {
  X: 0,
  Y: 4,
  CHANNELS: 8,
  PLANE: 12,
  BELOW: 16,
  ABOVE: 20,
  STRIP: 24,
  TROUBLED: 28,
  K: 32,
  SCALE: 40,
  POWER: 48,
  SIZE: 56,
} as const;

/** Scratch of a channel's position: two sums. */
const POSITION_BYTES = 16;
/** Bytes of sums that stay in a cache. */
const CACHED = 1 << 18;
/** Least bytes of neighbouring positions, whatever the cache. */
const LINE = 64;

/** Whether a thread's scratch has room for a strip of all channels. */
export const windowsFit = (crew: Crew, channels: number): boolean =>
  channels * POSITION_BYTES * 4 <= crew.scratchBytes;

/**
 * LocalResponseNorm, from an address to another or to the same.
 * @returns the samples in which something is NaN, infinite or beyond float32: what was written there is not to be used
 */
export function runWindows(
  memory: TensorMemory,
  crew: Crew,
  blocks: Borrowed,
  plan: WindowPlan,
  { x, y }: { readonly x: number; readonly y: number },
  limits: Limits,
): readonly number[] {
  const axis = plan.reducedDims[0] ?? 1;
  const channels = plan.shape[axis]!;
  const samples = numel(plan.shape.slice(0, axis));
  const plane = numel(plan.shape.slice(axis + 1));
  const { below, above } = windowReach(plan.size, channels);
  const strip = stripOf(crew, channels, plane);
  const job = blocks.allocate(WINDOW_JOB.SIZE);
  const troubled = memory.int32(blocks.allocate(samples * 4), samples).fill(0);
  const words = memory.int32(job, WINDOW_JOB.SIZE / 4);
  words[WINDOW_JOB.X / 4] = x;
  words[WINDOW_JOB.Y / 4] = y;
  words[WINDOW_JOB.CHANNELS / 4] = channels;
  words[WINDOW_JOB.PLANE / 4] = plane;
  words[WINDOW_JOB.BELOW / 4] = below;
  words[WINDOW_JOB.ABOVE / 4] = above;
  words[WINDOW_JOB.STRIP / 4] = strip;
  words[WINDOW_JOB.TROUBLED / 4] = troubled.byteOffset;
  const numbers = memory.float64(job, WINDOW_JOB.SIZE / 8);
  numbers[WINDOW_JOB.K / 8] = plan.k;
  numbers[WINDOW_JOB.SCALE / 8] = plan.alpha / plan.size;
  numbers[WINDOW_JOB.POWER / 8] = -plan.beta;
  const total = samples * Math.ceil(plane / strip);
  const size = Math.max(1, Math.floor(limits.chunkBytes / (channels * strip * 4)));
  const spread = samples * channels * plane >= limits.spreadFrom;
  crew.run('windows', { job, size, total, group: 0, a: 0, b: 0, c: 0 }, spread);
  return Array.from(troubled.keys()).filter((sample) => troubled[sample] !== 0);
}

/** Positions that are done together, a multiple of 4: as many as a cache holds the sums of, but whole lines of memory where they fit. */
function stripOf(crew: Crew, channels: number, plane: number): number {
  const whole = (bytes: number) => Math.floor(bytes / (channels * POSITION_BYTES * 4)) * 4;
  const wanted = Math.max(whole(CACHED), Math.min(whole(crew.scratchBytes), LINE / 4));
  return Math.min(wanted, Math.ceil(plane / 4) * 4);
}
