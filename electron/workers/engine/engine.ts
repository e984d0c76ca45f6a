import type { Crew } from './crew.ts';
import { divideColumns, divideGroup } from './divide.ts';
import type { Geometry } from './geometry.ts';
import { writeJob, type JobInput } from './job.ts';
import type { TensorMemory } from './memory.ts';

/** Jobs below this many values stay on one thread: waking a second costs more. */
export const SPREAD_FROM = 500_000;
/** Bytes of input in a chunk: small enough to share evenly and to stop within milliseconds. */
const CHUNK_BYTES = 1 << 19;
/** Bytes of a tile of neighbouring groups, to stay in a second-level cache. */
const TILE_BYTES = 1 << 18;
/** Runs at least this long read well one by one. */
const LONG_RUN = 4096;
const TILE_SCRATCH = 24;
/** Columns of a kept inner run that fit a thread's scratch, at 20 bytes each. */
const WIDEST = 32_768;

/** What the engine is to do: addresses in its memory, and the numbers of the plan. */
export type EngineInput = JobInput;

/**
 * Normalizes by the WebAssembly kernels: statistics to mean, squares and rstd, output to y, all at the addresses in the input.
 * @throws Cancelled between two chunks; the output is then incomplete
 */
export function execute(memory: TensorMemory, crew: Crew, input: EngineInput): void {
  const { geometry } = input;
  if (geometry.kernel === 'keptInner' && geometry.inner > WIDEST) {
    for (const part of narrow(input)) execute(memory, crew, part);
    return;
  }
  const job = writeJob(memory, input);
  try {
    const spread = geometry.groups * geometry.groupSize >= SPREAD_FROM;
    if (geometry.kernel === 'keptInner') byColumns(memory, crew, input, job.address, spread);
    else byRuns(memory, crew, input, job.address, spread);
  } finally {
    job.release();
  }
}

const NO_ARGS = { group: 0, a: 0, b: 0, c: 0 } as const;

function byRuns(
  memory: TensorMemory,
  crew: Crew,
  input: EngineInput,
  job: number,
  spread: boolean,
): void {
  const { geometry } = input;
  const groupBytes = geometry.groupSize * 4;
  if (spread && !input.given && geometry.groups < 2 * crew.threads) {
    divideGroup(memory, crew, input);
    return;
  }
  if (isTiled(geometry) && !input.given) {
    const most = Math.floor(crew.scratchBytes / TILE_SCRATCH);
    const tile = Math.min(most, Math.max(1, Math.floor(TILE_BYTES / groupBytes)));
    const size = commonTile(geometry, tile);
    if (size > 1) {
      crew.run('reducedTile', { job, size, total: geometry.groups, ...NO_ARGS }, spread);
      return;
    }
  }
  const size = Math.max(1, Math.floor(CHUNK_BYTES / groupBytes));
  crew.run('reducedInner', { job, size, total: geometry.groups, ...NO_ARGS }, spread);
}

/** Short runs of neighbouring groups that lie side by side. */
function isTiled(geometry: Geometry): boolean {
  return (
    geometry.runs.length > 2 &&
    geometry.inner * 4 < LONG_RUN &&
    geometry.kept[2][1] === geometry.inner
  );
}

/** A tile must not cross an outer kept index, so its size divides the innermost kept size. */
function commonTile(geometry: Geometry, wanted: number): number {
  const across = geometry.kept[2][0];
  if (geometry.kept[0][0] === 1 && geometry.kept[1][0] === 1) return Math.min(wanted, across);
  for (let size = Math.min(wanted, across); size > 1; size--) if (across % size === 0) return size;
  return 1;
}

/** A very wide kept inner run as several jobs, one for each block and stretch of columns. */
function* narrow(input: EngineInput): Generator<EngineInput> {
  const { geometry } = input;
  const blocks = geometry.groups / geometry.inner;
  const [[, s0, p0], [n1, s1, p1], [n2, s2, p2]] = geometry.kept;
  for (let block = 0; block < blocks; block++) {
    const [i0, i1, i2] = [Math.floor(block / (n1 * n2)), Math.floor(block / n2) % n1, block % n2];
    for (let column = 0; column < geometry.inner; column += WIDEST) {
      const inner = Math.min(WIDEST, geometry.inner - column);
      const element = (i0 * s0 + i1 * s1 + i2 * s2 + column) * 4;
      const param = (i0 * p0 + i1 * p1 + i2 * p2 + column * geometry.innerParam) * 4;
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

function byColumns(
  memory: TensorMemory,
  crew: Crew,
  input: EngineInput,
  job: number,
  spread: boolean,
): void {
  const { geometry } = input;
  const blocks = geometry.groups / geometry.inner;
  if (spread && blocks < 2 * crew.threads) {
    divideColumns(memory, crew, input, job, spread);
    return;
  }
  const blockBytes = geometry.inner * geometry.groupSize * 4;
  const size = Math.max(1, Math.floor(CHUNK_BYTES / blockBytes));
  crew.run('keptInner', { job, size, total: blocks, ...NO_ARGS }, spread);
}
