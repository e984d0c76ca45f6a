import { InputError } from '../../../core/errors.ts';
import { kindOf } from '../../../core/norm/kinds/kinds.ts';
import { fullState, type FullState } from '../../../core/norm/layerState.ts';
import { addMoments, type GrowingMoments } from '../../../core/norm/kinds/moments/merge.ts';
import { notices } from '../../../core/norm/kinds/moments/notices.ts';
import {
  countCells,
  countTroubles,
  holdsNotFinite,
  noTroubles,
} from '../../../core/norm/kinds/moments/troubles.ts';
import { bendAll } from '../../../core/norm/kinds/pointwise/kernel.ts';
import { noWindowTroubles, windowNotices } from '../../../core/norm/kinds/window/notices.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import { passesOf, valuesAtOnce } from '../../../core/norm/passes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { updateRunning } from '../../../core/norm/running.ts';
import type {
  LayerSpec,
  LayerState,
  MomentsPlan,
  Notice,
  Plan,
  RunningStatistics,
  Statistics,
  PointwisePlan,
  WindowPlan,
} from '../../../core/norm/spec.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { ReportProgress } from '../progress.ts';
import type { ChunkKernel, Given, NormalizeChunk } from './chunkKernel.ts';
import { chunksOf, type Chunk } from './chunks.ts';
import type { NpySink } from './npySink.ts';
import type { NpySource } from './npySource.ts';
import { readAhead, type Loaded } from './readAhead.ts';
import { eachRun, partOf } from './region.ts';
import { chunkPlan, regionOf, storedPlan, type StoredPlan } from './storedPlan.ts';
import { windowKernel } from './windowKernel.ts';

/** Bytes of a chunk: large enough for the disk, small enough for a cache. */
const CHUNK_BYTES = 8 * 2 ** 20;
/** Bytes of all the tables of one statistic while they are worked on. */
const STATISTIC_BYTES = 96;

export interface StreamTask {
  readonly spec: LayerSpec;
  readonly state: LayerState;
  readonly axes: readonly string[];
  /** Bytes that may be used for values and statistics. */
  readonly memoryBytes: number;
}

/** What a streamed run leaves beside its output. */
export interface Streamed {
  readonly plan: Plan;
  /** Null for a window layer, and where one pass was enough and they are too many to keep. */
  readonly statistics: Statistics | null;
  readonly runningAfter: RunningStatistics | null;
  readonly warnings: readonly Notice[];
  /** Times that the file was read. */
  readonly passes: number;
}

/**
 * Normalizes a file of any size chunk by chunk. One pass where every statistic lies in one chunk (LayerNorm, InstanceNorm, GroupNorm,
 * eval), two where it runs through the file (BatchNorm).
 * @param kernel  for values of the source's width
 * @param report  told the bytes that are done, of all passes together
 * @throws InputError as planLayer does, and memoryLimit
 */
export async function streamNormalize(
  source: NpySource,
  sink: NpySink,
  task: StreamTask,
  kernel: ChunkKernel,
  report: ReportProgress,
): Promise<Streamed> {
  const { shape, fortranOrder } = source.header;
  const dtype = source.wide ? 'float64' : 'float32';
  const plan = planLayer(task.spec, shape, task.axes, dtype);
  const full = fullState(plan, task.state, dtype);
  switch (plan.kind) {
    case 'moments':
      return streamMoments(
        createWork(source, sink, task, kernel, report, plan, fortranOrder),
        full,
      );
    case 'window':
      return streamWindow(createWork(source, sink, task, kernel, report, plan, fortranOrder), full);
    case 'pointwise':
      return streamPointwise(
        createWork(source, sink, task, kernel, report, plan, fortranOrder),
        full,
      );
    default:
      return plan satisfies never;
  }
}

/** Every cell by itself: one pass. */
async function streamPointwise(work: Work<PointwisePlan>, full: FullState): Promise<Streamed> {
  const { plan } = work;
  work.expect(1);
  const bend: NormalizeChunk<PointwisePlan> = (chunk, x, y, parameters) => {
    bendAll(chunk, x, parameters, y);
    return null;
  };
  await applyAll(work, bend, full, null);
  return { plan, statistics: null, runningAfter: null, warnings: plan.warnings, passes: 1 };
}

/** Every cell by its own neighbours: one pass, nothing gathered. */
async function streamWindow(work: Work<WindowPlan>, full: FullState): Promise<Streamed> {
  const { plan } = work;
  work.expect(1);
  const troubles = noWindowTroubles();
  await applyAll(work, windowKernel(plan, work.fortran, troubles), full, null);
  const warnings = [...plan.warnings, ...windowNotices(plan, troubles)];
  return { plan, statistics: null, runningAfter: null, warnings, passes: 1 };
}

/** One pass where every statistic lies in one chunk or is known before, else a first one that gathers. */
async function streamMoments(work: Work<MomentsPlan>, full: FullState): Promise<Streamed> {
  const { plan, kernel, memoryBytes } = work;
  const given =
    plan.source === 'running' && full.running ? runningStatistics(plan, full.running) : null;
  const isOnePass = passesOf(plan, work.fortran, work.most) === 1;
  const keeps = !isOnePass || plan.tracks || work.statisticBytes <= memoryBytes / 8;
  if (keeps) checkStatistics(work);
  const found = keeps && !given ? growingMoments(plan.groups) : null;
  work.expect(isOnePass ? 1 : 2);
  if (found && !isOnePass) {
    await gatherAll(work, found);
    await work.source.checkSame();
  }
  const statistics = () =>
    found && batchStatistics(plan, { ...logical(work.stored, found), count: plan.groupSize });
  const fixed = given ?? (isOnePass ? null : statistics());
  const dtype = work.source.wide ? 'float64' : 'float32';
  const troubles = noTroubles();
  const count = (some: Statistics) =>
    void countTroubles(troubles, plan, some, dtype, () => work.spoiled);
  const take = (chunk: Chunk, part: Moments) => {
    if (found && isOnePass) keep(work, chunk, part, found);
    // Statistics that are too many to keep are looked at as they pass.
    else if (!found) count(batchStatistics(plan, part));
  };
  const look = given ? (x: TensorData, y: TensorData) => countCells(troubles, x, y) : undefined;
  await applyAll(work, kernel.normalize, full, fixed, take, look);
  const known = fixed ?? statistics();
  if (known && !given) count(known);
  const runningAfter =
    full.running && known ? updateRunning(plan, full.running, known) : full.running;
  return {
    plan,
    statistics: known,
    runningAfter,
    warnings: [...plan.warnings, ...notices(plan, troubles, full, runningAfter)],
    passes: isOnePass ? 1 : 2,
  };
}

/** What both passes need. */
interface Work<P extends Plan> {
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
  /** Says how many passes there will be. */
  readonly expect: (passes: number) => void;
  readonly did: (chunk: Chunk) => void;
}

function createWork<P extends Plan>(
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
    chunks: () => chunksOf(sizes, chunkValues),
    expect: (passes) => void (total = bytes * passes),
    did({ length }) {
      done += length * source.header.type.bytes;
      report(done, total);
    },
  };
}

function checkStatistics({ statisticBytes, memoryBytes }: Work<Plan>): void {
  if (statisticBytes <= memoryBytes / 2) return;
  throw new InputError(
    'memoryLimit',
    `The statistics of this layer alone need ${mebibytes(statisticBytes)}: expected at most ${mebibytes(memoryBytes / 2)}, half the memory limit. Raise the limit.`,
    { needed: statisticBytes, limit: memoryBytes },
  );
}

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;

const growingMoments = (groups: number): GrowingMoments => ({
  count: new Float64Array(groups),
  mean: new Float64Array(groups),
  squares: new Float64Array(groups),
});

const logical = (stored: StoredPlan<Plan>, { mean, squares }: GrowingMoments) => ({
  mean: stored.logical(mean),
  squares: stored.logical(squares),
});

/** First pass: the moments of every group, gathered over the file. */
async function gatherAll(work: Work<MomentsPlan>, found: GrowingMoments): Promise<void> {
  const { plan } = work.stored;
  for await (const { chunk, values } of loaded(work)) {
    keep(work, chunk, work.kernel.moments(chunkPlan(plan, chunk), values), found);
    work.did(chunk);
  }
}

function keep({ stored }: Work<Plan>, chunk: Chunk, part: Moments, found: GrowingMoments): void {
  eachRun(regionOf(stored.plan, chunk, 'kept'), (local, global, length) => {
    addMoments(found, global, part, local, local + length);
  });
}

async function* loaded(work: Work<Plan>): AsyncGenerator<Loaded> {
  const { source, kernel, chunks } = work;
  for await (const each of readAhead(source, chunks, (length) => kernel.room(length))) {
    if (source.wide) work.spoiled ||= holdsNotFinite(each.values);
    yield each;
  }
}

/**
 * The pass that writes: by given statistics, or by those of each chunk.
 * @param take  is given the chunks' own moments
 * @param look  is given their input and output
 */
async function applyAll<P extends Plan>(
  work: Work<P>,
  normalize: NormalizeChunk<P>,
  full: FullState,
  given: Given | null,
  take: (chunk: Chunk, part: Moments) => void = () => undefined,
  look: (x: TensorData, y: TensorData) => void = () => undefined,
): Promise<void> {
  const { stored, sink } = work;
  const { plan } = stored;
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
    for await (const { chunk, values } of loaded(work)) {
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
      );
      if (part) take(chunk, part);
      look(values, y);
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
