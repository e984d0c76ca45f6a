import { InputError } from '../../../core/errors.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import { holdsNotFinite, holdsTiny } from '../../../core/norm/kinds/moments/troubles.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import type { FullState } from '../../../core/norm/layerState.ts';
import { valuesAtOnce } from '../../../core/norm/passes.ts';
import type { LayerSpec, LayerState, Plan } from '../../../core/norm/spec.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { ReportProgress } from '../progress.ts';
import type { ChunkKernel, Given, NormalizeChunk } from './chunkKernel.ts';
import { chunksOf, type Chunk } from './chunks.ts';
import type { NpySink } from './npySink.ts';
import type { NpySource } from './npySource.ts';
import { readAhead, type Loaded } from './readAhead.ts';
import { partOf } from './region.ts';
import { chunkPlan, regionOf, storedPlan, type StoredPlan } from './storedPlan.ts';

/** Bytes of a chunk: two that are read and two that are written stay in a cache together, and one is enough work for two threads. */
const CHUNK_BYTES = 2 * 2 ** 20;
/** Bytes of all the tables of one statistic while they are worked on. */
const STATISTIC_BYTES = 96;

export interface StreamTask {
  readonly spec: LayerSpec;
  readonly state: LayerState;
  readonly axes: readonly string[];
  /** Bytes that may be used for values and statistics. */
  readonly memoryBytes: number;
}

/** What both passes need. */
export interface Work<P extends Plan> {
  readonly plan: P;
  readonly fortran: boolean;
  readonly memoryBytes: number;
  readonly source: NpySource;
  readonly sink: NpySink;
  readonly kernel: ChunkKernel;
  readonly stored: StoredPlan<P>;
  /** Values that hold whole statistics, and most values in a chunk. */
  readonly unit: number;
  readonly most: number;
  readonly statisticBytes: number;
  readonly chunks: () => Generator<Chunk>;
  /** A NaN or infinite value was read from a float64 file. */
  spoiled: boolean;
  /** So was one that is not 0 but whose square is. */
  tiny: boolean;
  /** Says how many passes there will be. */
  readonly expect: (passes: number) => void;
  readonly did: (chunk: Chunk) => void;
}

export function createWork<P extends Plan>(
  source: NpySource,
  sink: NpySink,
  task: StreamTask,
  kernel: ChunkKernel,
  report: ReportProgress,
  plan: P,
  fortran: boolean,
): Work<P> {
  const stored = storedPlan(plan, fortran);
  const sizes = stored.plan.view.map((dim) => dim.size);
  const width = source.wide ? 8 : 4;
  const most = valuesAtOnce(task.memoryBytes, width);
  const { together: unit, readingsApart } = kindOf(plan).chunk(plan, fortran);
  if (readingsApart === null && unit > most)
    throw new InputError(
      'memoryLimit',
      `${plan.spec.layer} needs one whole slice of ${unit} values at a time: expected at most ${most} within ${mebibytes(task.memoryBytes)}. Raise the memory limit.`,
      { unit, most },
    );
  const chunkValues = Math.min(
    most,
    Math.max(Math.floor(CHUNK_BYTES / width), unit <= most ? unit : 0),
  );
  const bytes = source.header.dataBytes;
  let total = bytes;
  let done = 0;
  return {
    plan,
    fortran,
    memoryBytes: task.memoryBytes,
    source,
    sink,
    kernel,
    stored,
    unit,
    most,
    statisticBytes: plan.groups * STATISTIC_BYTES,
    spoiled: false,
    tiny: false,
    chunks: () => chunksOf(sizes, chunkValues),
    expect: (passes) => void (total = bytes * passes),
    did({ length }) {
      done += length * source.header.type.bytes;
      report(done, total);
    },
  };
}

export const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** The values of every chunk in turn. @param kernel  which of them it takes as they are stored */
export async function* loaded(
  work: Work<Plan>,
  kernel: ChunkKernel = work.kernel,
): AsyncGenerator<Loaded> {
  const { source, chunks } = work;
  for await (const each of readAhead(source, chunks, kernel)) {
    if (source.wide) {
      work.spoiled ||= holdsNotFinite(each.values);
      work.tiny ||= holdsTiny(each.values);
    }
    yield each;
  }
}

/**
 * The pass that writes: by given statistics, or by those of each chunk.
 * @param take  is given the chunks' own moments
 * @param look  is given their input and output; null takes them as they are stored
 */
export async function applyAll<P extends Plan>(
  work: Work<P>,
  normalize: NormalizeChunk<P>,
  full: FullState,
  given: Given | null,
  take: (chunk: Chunk, part: Moments) => void = () => undefined,
  look: ((x: TensorData, y: TensorData) => void) | null = null,
): Promise<void> {
  const { stored, sink } = work;
  const { plan } = stored;
  const kernel = look ? { ...work.kernel, stored: () => null } : work.kernel;
  const gain = full.gain && stored.stored(full.gain, 'param');
  const bias = full.bias && stored.stored(full.bias, 'param');
  const table = given && {
    mean: stored.stored(given.mean, 'kept'),
    rstd: stored.stored(given.rstd, 'kept'),
  };
  const outputs: TensorData[] = [];
  let writing = Promise.resolve();
  let turn = 0;
  try {
    for await (const { chunk, values, stored: halves } of loaded(work, kernel)) {
      const kept = regionOf(plan, chunk, 'kept');
      const param = regionOf(plan, chunk, 'param');
      // The first chunk is the largest. While one output is written the other is filled.
      const room = (outputs[turn % 2] ??= work.kernel.room(chunk.length, values));
      turn++;
      const y = room.subarray(0, chunk.length);
      const part = normalize(
        chunkPlan(plan, chunk),
        values,
        y,
        { gain: gain && partOf(gain, param), bias: bias && partOf(bias, param) },
        table && { mean: partOf(table.mean, kept), rstd: partOf(table.rstd, kept) },
        halves,
      );
      if (part) take(chunk, part);
      look?.(values, y);
      await writing;
      writing = sink.write(y, chunk.at);
      // Its failure is met at the next await.
      writing.catch(() => undefined);
      work.did(chunk);
    }
  } finally {
    await writing;
  }
}
