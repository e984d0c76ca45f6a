import type { Crew } from './crew.ts';
import { divideColumns, divideGroups, type EngineTask } from './divide.ts';
import type { Geometry } from './geometry.ts';
import { writeJob, type JobInput } from './job.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Bytes of scratch that one group of a tile needs. */
const TILE_SCRATCH = 160;

/**
 * Normalizes by the WebAssembly kernels: statistics to mean, squares and rstd, output to y, all at the addresses in the input.
 * @throws Cancelled between two chunks; the output is then incomplete
 */
export function execute(
  memory: TensorMemory,
  crew: Crew,
  input: JobInput,
  limits: Limits = LIMITS,
): void {
  const { geometry } = input;
  if (geometry.kernel === 'keptInner' && geometry.inner > limits.widest) {
    for (const part of narrow(input, limits.widest)) execute(memory, crew, part, limits);
    return;
  }
  const job = writeJob(memory, input);
  const spread = geometry.groups * geometry.groupSize >= limits.spreadFrom;
  try {
    const task: EngineTask = { memory, crew, input, limits, job: job.address, spread };
    if (geometry.kernel === 'keptInner') byColumns(task);
    else byRuns(task);
  } finally {
    job.release();
  }
}

/** Whether a thread can take whole groups, one after another as they lie in memory. */
export function fitsAfterCells(
  { kernel, inner, groups, groupSize }: Geometry,
  limits: Limits = LIMITS,
): boolean {
  const isRow = kernel === 'reducedInner' && inner === groupSize;
  return isRow && groups >= limits.fewGroups && groupSize * 4 <= limits.divideFrom;
}

/**
 * execute() of float32 in place, where another job writes what enters, a few groups at a time before they are normalized.
 * @param cells  address of that job
 * @throws Cancelled between two chunks; the output is then incomplete
 */
export function executeAfterCells(
  memory: TensorMemory,
  crew: Crew,
  input: JobInput,
  cells: number,
  limits: Limits = LIMITS,
): void {
  const { groups: total, groupSize } = input.geometry;
  const job = writeJob(memory, input);
  try {
    const size = Math.max(1, Math.floor(limits.chunkBytes / (groupSize * input.bytes)));
    const args = { job: job.address, size, total, group: 0, a: cells, b: 0, c: 0 };
    crew.run('cellsThenInner', args, total * groupSize >= limits.spreadFrom);
  } finally {
    job.release();
  }
}

/**
 * Statistics alone: mean and squares to their addresses in the input, no rstd and no output.
 * @throws Cancelled between two chunks
 */
export function gatherMoments(
  memory: TensorMemory,
  crew: Crew,
  input: JobInput,
  limits: Limits = LIMITS,
): void {
  const { groups, groupSize, inner, kernel } = input.geometry;
  const byColumn = kernel === 'keptInner';
  if (byColumn && inner > limits.widest) {
    for (const part of narrow(input, limits.widest)) gatherMoments(memory, crew, part, limits);
    return;
  }
  const unit = byColumn ? inner : 1;
  const job = writeJob(memory, input);
  try {
    const size = Math.max(1, Math.floor(limits.chunkBytes / (unit * groupSize * input.bytes)));
    const args = { job: job.address, size, total: groups / unit, group: 0, a: 0, b: 0, c: 0 };
    const spread = groups * groupSize >= limits.spreadFrom;
    crew.run(byColumn ? 'columnMoments' : 'groupMoments', args, spread);
  } finally {
    job.release();
  }
}

/** Few units, or units that outgrow a cache, are divided rather than dealt out whole. */
function isDivided({ spread, limits }: EngineTask, units: number, bytes: number): boolean {
  return spread && (units < limits.fewGroups || bytes > limits.divideFrom);
}

function byRuns(task: EngineTask): void {
  const { crew, input, limits, job, spread } = task;
  const { groups: total, groupSize, inner, runs, kept } = input.geometry;
  const groupBytes = groupSize * input.bytes;
  if (isDivided(task, total, groupBytes)) {
    divideGroups(task);
    return;
  }
  // Neighbouring groups whose runs alternate in memory, as those of BatchNorm on short sequences.
  const strided = runs.length > 2 && kept[2][1] === inner;
  const tileBytes = strided ? limits.stridedTileBytes : limits.tileBytes;
  const share = (total * groupBytes) / (crew.threads * limits.shares);
  const wanted = Math.min(tileBytes, share) / groupBytes;
  const tile = tileOf(input.geometry, Math.min(wanted, crew.scratchBytes / TILE_SCRATCH));
  const size = tile > 1 ? tile : Math.max(1, Math.floor(limits.chunkBytes / groupBytes));
  crew.run('reducedInner', { job, size, total, group: 0, a: tile, b: 0, c: 0 }, spread);
}

/**
 * How many neighbouring groups to take together: 1 where they do not lie side by side. A tile must not cross an outer kept index, so its
 * size then divides the innermost kept size.
 */
function tileOf({ inner, kept }: Geometry, wanted: number): number {
  const [[n0], [n1], [across, stride]] = kept;
  if (stride !== inner) return 1;
  const most = Math.max(1, Math.min(Math.floor(wanted), across));
  if (n0 === 1 && n1 === 1) return most;
  for (let size = most; size > 1; size--) if (across % size === 0) return size;
  return 1;
}

function byColumns(task: EngineTask): void {
  const { crew, input, limits, job, spread } = task;
  const { groups, groupSize, inner } = input.geometry;
  const total = groups / inner;
  const blockBytes = inner * groupSize * input.bytes;
  if (isDivided(task, total, blockBytes)) {
    divideColumns(task);
    return;
  }
  const size = Math.max(1, Math.floor(limits.chunkBytes / blockBytes));
  crew.run('keptInner', { job, size, total, group: 0, a: 0, b: 0, c: 0 }, spread);
}

/** A very wide kept inner run as several jobs, one for each block and stretch of columns. */
export function* narrow(input: JobInput, widest: number): Generator<JobInput> {
  const { geometry } = input;
  const blocks = geometry.groups / geometry.inner;
  const [[, s0, p0], [n1, s1, p1], [n2, s2, p2]] = geometry.kept;
  for (let block = 0; block < blocks; block++) {
    const [i0, i1, i2] = [Math.floor(block / (n1 * n2)), Math.floor(block / n2) % n1, block % n2];
    for (let column = 0; column < geometry.inner; column += widest) {
      const inner = Math.min(widest, geometry.inner - column);
      const element = (i0 * s0 + i1 * s1 + i2 * s2 + column) * input.bytes;
      const param = (i0 * p0 + i1 * p1 + i2 * p2 + column * geometry.innerParam) * input.bytes;
      const group = (block * geometry.inner + column) * 8;
      const one = [1, 0, 0] as const;
      yield {
        ...input,
        geometry: { ...geometry, inner, groups: inner, kept: [one, one, one] },
        x: input.x + element,
        y: input.y + element,
        mean: input.mean + group,
        squares: input.squares + group,
        rstd: input.rstd + group,
        weight: input.weight === 0 ? 0 : input.weight + param,
        bias: input.bias === 0 ? 0 : input.bias + param,
      };
    }
  }
}
