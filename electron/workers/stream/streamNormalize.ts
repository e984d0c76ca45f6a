import { InputError } from '../../../core/errors.ts';
import { arithmeticOf } from '../../../core/norm/kinds/arithmetic.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import type { ChunkRun } from '../../../core/norm/kinds/kind.ts';
import { fullState, type FullState } from '../../../core/norm/layerState.ts';
import { addMoments, type GrowingMoments } from '../../../core/norm/kinds/moments/merge.ts';
import { looksAtCells, notices } from '../../../core/norm/kinds/moments/notices.ts';
import {
  countCells,
  countTroubles,
  noTroubles,
} from '../../../core/norm/kinds/moments/troubles.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import { passesOf } from '../../../core/norm/passes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { updateRunning } from '../../../core/norm/running.ts';
import type {
  MomentsPlan,
  Notice,
  Plan,
  RunningStatistics,
  Statistics,
} from '../../../core/norm/spec.ts';
import { batchStatistics, runningStatistics } from '../../../core/norm/kinds/moments/statistics.ts';
import { numel, type TensorData } from '../../../core/tensor/tensor.ts';
import type { ReportProgress } from '../progress.ts';
import type { ChunkKernel, NormalizeChunk } from './chunkKernel.ts';
import type { Chunk } from './chunks.ts';
import type { NpySink } from './npySink.ts';
import type { NpySource } from './npySource.ts';
import { eachRun } from './region.ts';
import { chunkPlan, regionOf, type StoredPlan } from './storedPlan.ts';
import {
  applyAll,
  createWork,
  loaded,
  mebibytes,
  type StreamTask,
  type Work,
} from './streamWork.ts';

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
  const work = <P extends Plan>(of: P, by = kernel) =>
    createWork(source, sink, task, by, report, of, fortranOrder);
  const alone = arithmeticOf(plan).alone(plan, fortranOrder);
  if (alone) return streamAlone(work(plan, { ...kernel, stored: () => null }), alone, full);
  const gathered = asMoments(plan);
  if (!gathered || gathered.extra) throw whole(plan, task);
  return streamMoments(work(gathered), full);
}

/** A layer that looks at more than the groups of its view. */
function whole({ spec, shape }: Plan, { memoryBytes }: StreamTask): InputError {
  const values = numel(shape);
  return new InputError(
    'memoryLimit',
    `${spec.layer} needs its whole input of ${values} values at a time, which passes the memory limit of ${mebibytes(memoryBytes)}. Raise the memory limit.`,
    { unit: values, most: memoryBytes },
  );
}

/** Every chunk by itself: one pass, nothing gathered. */
async function streamAlone(
  work: Work<Plan>,
  run: ChunkRun<Plan>,
  full: FullState,
): Promise<Streamed> {
  const { plan } = work;
  work.expect(1);
  const normalize: NormalizeChunk<Plan> = (chunk, x, y, parameters) => {
    run.normalize(chunk, x, y, parameters);
    return null;
  };
  await applyAll(work, normalize, full, null);
  const warnings = [...plan.warnings, ...run.notices(full)];
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
    void countTroubles(troubles, plan, some, dtype, {
      isSpoiled: () => work.spoiled,
      varies: () => work.tiny,
    });
  const take = (chunk: Chunk, part: Moments) => {
    if (found && isOnePass) keep(work, chunk, part, found);
    // Statistics that are too many to keep are looked at as they pass.
    else if (!found) count(batchStatistics(plan, part));
  };
  const look = looksAtCells(plan, full, dtype)
    ? (x: TensorData, y: TensorData) => countCells(troubles, x, y)
    : null;
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

function checkStatistics({ statisticBytes, memoryBytes }: Work<Plan>): void {
  if (statisticBytes <= memoryBytes / 2) return;
  throw new InputError(
    'memoryLimit',
    `The statistics of this layer alone need ${mebibytes(statisticBytes)}: expected at most ${mebibytes(memoryBytes / 2)}, half the memory limit. Raise the limit.`,
    { needed: statisticBytes, limit: memoryBytes },
  );
}

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
  for await (const { chunk, values, stored } of loaded(work)) {
    keep(work, chunk, work.kernel.moments(chunkPlan(plan, chunk), values, stored), found);
    work.did(chunk);
  }
}

function keep({ stored }: Work<Plan>, chunk: Chunk, part: Moments, found: GrowingMoments): void {
  eachRun(regionOf(stored.plan, chunk, 'kept'), (local, global, length) => {
    addMoments(found, global, part, local, local + length);
  });
}
