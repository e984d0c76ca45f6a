import { mergeMoments } from '../../../core/norm/merge.ts';
import type { Moments } from '../../../core/norm/moments.ts';
import type { Crew } from './crew.ts';
import type { EngineInput } from './engine.ts';
import type { Geometry } from './geometry.ts';
import { writeJob } from './job.ts';
import type { TensorMemory } from './memory.ts';

/** Values in one part of a divided group: fixed, so that the result does not depend on the number of threads. */
const PART = 1 << 16;
/** A divided block has at most this many parts, each with sums of its own for every column. */
const MAX_PARTS = 64;

/** Few large groups: parts of a group are gathered on all threads and merged by Chan's formula in their order. */
export function divideGroup(memory: TensorMemory, crew: Crew, input: EngineInput): void {
  const pieces = cut(input.geometry).map((geometry) => ({
    geometry,
    job: writeJob(memory, { ...input, geometry }),
  }));
  const mean = memory.float64(input.mean, input.geometry.groups);
  const squares = memory.float64(input.squares, input.geometry.groups);
  try {
    for (let group = 0; group < input.geometry.groups; group++) {
      const parts = pieces.flatMap(({ geometry, job }) =>
        partialMoments(memory, crew, geometry, job.address, group),
      );
      const whole = parts.reduce(mergeMoments);
      mean[group] = whole.mean[0] ?? 0;
      squares[group] = whole.squares[0] ?? 0;
      for (const { geometry, job } of pieces) {
        crew.kernels.finishAll(job.address, group, group + 1);
        const total = geometry.runs.length / 2;
        const size = Math.max(1, Math.floor(PART / geometry.inner));
        crew.run('applyRuns', { job: job.address, size, total, group, a: 0, b: 0, c: 0 }, true);
      }
    }
  } finally {
    for (const { job } of pieces) job.release();
  }
}

function partialMoments(
  memory: TensorMemory,
  crew: Crew,
  geometry: Geometry,
  job: number,
  group: number,
): Moments[] {
  const total = geometry.runs.length / 2;
  const size = Math.max(1, Math.floor(PART / geometry.inner));
  const chunks = Math.ceil(total / size);
  const at = memory.allocate(chunks * 16);
  try {
    crew.run('partialMoments', { job, size, total, group, a: at, b: 0, c: 0 }, true);
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

/** Long runs cut into runs of PART values, and what is left over as a geometry of its own. */
function cut(geometry: Geometry): Geometry[] {
  if (geometry.inner <= PART) return [geometry];
  const whole = Math.floor(geometry.inner / PART);
  const rest = geometry.inner % PART;
  const pieces = [{ ...geometry, inner: PART, runs: shifted(geometry, whole, 0) }];
  if (rest > 0) pieces.push({ ...geometry, inner: rest, runs: shifted(geometry, 1, whole * PART) });
  return pieces;
}

function shifted(geometry: Geometry, times: number, start: number): Int32Array {
  const count = geometry.runs.length / 2;
  const runs = new Int32Array(count * times * 2);
  for (let run = 0; run < count; run++) {
    for (let i = 0; i < times; i++) {
      const offset = start + i * PART;
      const at = (run * times + i) * 2;
      runs[at] = (geometry.runs[run * 2] ?? 0) + offset;
      runs[at + 1] = (geometry.runs[run * 2 + 1] ?? 0) + offset * geometry.innerParam;
    }
  }
  return runs;
}

/** Few wide blocks (channels-last): rows are divided, their sums about one pivot a column added in order. */
export function divideColumns(
  memory: TensorMemory,
  crew: Crew,
  input: EngineInput,
  job: number,
  spread: boolean,
): void {
  const { geometry } = input;
  const { inner } = geometry;
  const rows = geometry.runs.length / 2;
  const size = Math.max(
    16,
    Math.ceil(rows / MAX_PARTS / 16) * 16,
    Math.ceil(PART / inner / 16) * 16,
  );
  const chunks = Math.ceil(rows / size);
  const pivots = memory.allocate(inner * 4);
  const sumBytes = inner * 16;
  const sums = memory.allocate(sumBytes * chunks);
  try {
    for (let block = 0; block < geometry.groups / inner; block++) {
      if (!input.given) {
        crew.kernels.columnPivots(job, block, pivots);
        memory.float64(sums, (sumBytes * chunks) / 8).fill(0);
        crew.run(
          'addRows',
          { job, size, total: rows, group: block, a: pivots, b: sums, c: sumBytes },
          spread,
        );
        addUp(memory.float64(sums, inner * 2 * chunks), inner * 2, chunks);
        crew.kernels.finishColumns(job, block, pivots, sums);
        crew.kernels.finishAll(job, block * inner, (block + 1) * inner);
      }
      const small = Math.max(1, Math.floor(PART / inner));
      crew.run(
        'applyRows',
        { job, size: small, total: rows, group: block, a: 0, b: 0, c: 0 },
        spread,
      );
    }
  } finally {
    memory.release(pivots);
    memory.release(sums);
  }
}

/** Adds the sums of chunks 1, 2 … to those of chunk 0. */
function addUp(sums: Float64Array, length: number, chunks: number): void {
  for (let chunk = 1; chunk < chunks; chunk++) {
    for (let i = 0; i < length; i++) sums[i] = (sums[i] ?? 0) + (sums[chunk * length + i] ?? 0);
  }
}
