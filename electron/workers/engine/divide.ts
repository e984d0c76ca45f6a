import { mergeMoments } from '../../../core/norm/kinds/moments/merge.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import type { Crew } from './crew.ts';
import type { Geometry } from './geometry.ts';
import { writeJob, type JobInput } from './job.ts';
import type { Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** A divided block has at most this many parts, each with sums of its own for every column. */
const MAX_PARTS = 32;
/** Rows that a kernel takes at a time. */
const ROWS = 16;

/** What every way of working needs: the engine, and what it is to do. */
export interface EngineTask {
  readonly memory: TensorMemory;
  readonly crew: Crew;
  /** Addresses in its memory, and the numbers of the plan. */
  readonly input: JobInput;
  readonly limits: Limits;
  /** Address of the job. */
  readonly job: number;
  /** True when the job is large enough for all threads. */
  readonly spread: boolean;
}

/** Runs cut to parts, and the job that describes them. */
interface Piece {
  readonly geometry: Geometry;
  readonly job: number;
  readonly runs: number;
  /** Runs in one part. */
  readonly size: number;
}

/**
 * Few or large groups: the parts of a group are gathered on all threads and merged by Chan's formula in their order, so that the result does
 * not depend on the number of threads.
 */
export function divideGroups(task: EngineTask): void {
  const { memory, crew, input, limits, spread } = task;
  const { groups } = input.geometry;
  const jobs = cut(input.geometry, limits.partValues).map((geometry) => ({
    geometry,
    written: writeJob(memory, { ...input, geometry }),
  }));
  const pieces = jobs.map(({ geometry, written }): Piece => {
    const size = Math.max(1, Math.floor(limits.partValues / geometry.inner));
    return { geometry, job: written.address, runs: geometry.runCount, size };
  });
  const mean = memory.float64(input.mean, groups);
  const squares = memory.float64(input.squares, groups);
  try {
    for (let group = 0; group < groups; group++) {
      if (!input.given) {
        const parts = pieces.flatMap((piece) => partialMoments(task, piece, group));
        const whole = parts.reduce(mergeMoments);
        mean[group] = whole.mean[0] ?? 0;
        squares[group] = whole.squares[0] ?? 0;
        crew.kernels.finishAll(task.job, group, group + 1);
      }
      for (const { job, size, runs: total } of pieces)
        crew.run('applyRuns', { job, size, total, group, a: 0, b: 0, c: 0 }, spread);
    }
  } finally {
    for (const { written } of jobs) written.release();
  }
}

function partialMoments(
  { memory, crew, spread }: EngineTask,
  piece: Piece,
  group: number,
): Moments[] {
  const { geometry, job, size, runs: total } = piece;
  const chunks = Math.ceil(total / size);
  const at = memory.allocate(chunks * 16);
  try {
    crew.run('partialMoments', { job, size, total, group, a: at, b: 0, c: 0 }, spread);
    const found = memory.float64(at, chunks * 2);
    return Array.from({ length: chunks }, (_, i) => ({
      count: (Math.min((i + 1) * size, total) - i * size) * geometry.inner,
      mean: found.slice(2 * i, 2 * i + 1),
      squares: found.slice(2 * i + 1, 2 * i + 2),
    }));
  } finally {
    memory.release(at);
  }
}

/** Long runs cut into runs of `part` values, and what is left over as a geometry of its own. */
function cut(geometry: Geometry, part: number): Geometry[] {
  if (geometry.inner <= part) return [geometry];
  const whole = Math.floor(geometry.inner / part);
  const inner = geometry.inner % part;
  const piece = (size: number, times: number, start: number): Geometry => {
    const runs = shifted(geometry, times, start, part);
    return { ...geometry, inner: size, runs, runCount: runs.length / 2 };
  };
  const pieces = [piece(part, whole, 0)];
  if (inner > 0) pieces.push(piece(inner, 1, whole * part));
  return pieces;
}

function shifted(geometry: Geometry, times: number, start: number, part: number): Int32Array {
  const count = geometry.runCount;
  const runs = new Int32Array(count * times * 2);
  for (let run = 0; run < count; run++) {
    for (let i = 0; i < times; i++) {
      const offset = start + i * part;
      const at = (run * times + i) * 2;
      runs[at] = (geometry.runs[run * 2] ?? 0) + offset;
      runs[at + 1] = (geometry.runs[run * 2 + 1] ?? 0) + offset * geometry.innerParam;
    }
  }
  return runs;
}

/** Few or large blocks (channels-last): rows are divided, their sums about one pivot a column added in order. */
export function divideColumns({ memory, crew, input, limits, job, spread }: EngineTask): void {
  const { inner, fold, groups, runCount: total } = input.geometry;
  const wide = inner * fold;
  const atLeast = (rows: number) => Math.max(ROWS, Math.ceil(rows / ROWS) * ROWS);
  const size = Math.max(atLeast(total / MAX_PARTS), atLeast(limits.partValues / wide));
  const chunks = Math.ceil(total / size);
  const sumBytes = wide * 16;
  const pivots = memory.allocate(wide * input.bytes);
  const sums = memory.allocate(sumBytes * chunks);
  const scratch = memory.allocate(inner * 32);
  try {
    for (let block = 0; block < groups / inner; block++) {
      const args = { job, total, group: block };
      if (!input.given) {
        crew.kernels.columnPivots(job, block, pivots);
        crew.run('addRows', { ...args, size, a: pivots, b: sums, c: sumBytes }, spread);
        crew.kernels.addParts(job, sums, chunks);
        crew.kernels.finishColumns(job, block, pivots, sums, scratch);
        crew.kernels.finishAll(job, block * inner, (block + 1) * inner);
      }
      crew.run('applyRows', { ...args, size, a: 0, b: 0, c: 0 }, spread);
    }
  } finally {
    memory.release(pivots);
    memory.release(sums);
    memory.release(scratch);
  }
}
