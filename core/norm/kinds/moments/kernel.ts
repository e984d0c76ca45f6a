import { dtypeOf, tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import { changesOutput, entering, leaving, withMask } from './beside.ts';
import type { FullState } from '../../layerState.ts';
import type { Kernel } from '../kernel.ts';
import { mergeMoments } from './merge.ts';
import { mergeAxes } from '../../mergeAxes.ts';
import { emptyMoments, type Moments } from './moments.ts';
import { fillLost, ownStatistics, partsOf } from './parts.ts';
import { looksAtCells, notices, troublesOf } from './notices.ts';
import { gatesFirst } from './plan.ts';
import { areOrdinary, noTroubles } from './troubles.ts';
import { updateRunning } from '../../running.ts';
import type { MomentsPlan, NormResult, Statistics } from '../../spec.ts';
import { batchStatistics, runningStatistics } from './statistics.ts';

/** Statistics of the input or of the running buffers, then every cell by those of its group. */
export function run(
  plan: MomentsPlan,
  x: Tensor,
  full: FullState,
  out: TensorData,
  kernel: Kernel,
): NormResult {
  const later = changesOutput(plan) ? kernel.unrounded(out) : out;
  const data = entering(plan, x.data, full, out, kernel);
  const { statistics, parts } = statisticsOf(plan, data, full, kernel);
  for (const { geometry, from, to, used } of partsOf(plan, statistics)) {
    const [input, output] = [data.subarray(from, to), later.subarray(from, to)];
    kernel.apply(input, geometry, used, full, 0, geometry.groups, output);
  }
  fillLost(plan, statistics, full, later);
  leaving(plan, later, full, out, kernel);
  const told = withMask(plan, full, statistics);
  return completeResult(told, full, x, out, statistics, {
    parts: plan.replicas ? parts : [],
    mayHold: kernel.holdsNotFinite,
  });
}

function statisticsOf(
  plan: MomentsPlan,
  data: TensorData,
  full: FullState,
  kernel: Kernel,
): { readonly statistics: Statistics; readonly parts: readonly Moments[] } {
  if (plan.source === 'running' && full.running)
    return { statistics: runningStatistics(plan, full.running), parts: [] };
  const own = ownStatistics(plan, data, full, kernel.moments);
  if (own) return { statistics: own, parts: [] };
  const parts = momentsOfParts(plan, data, kernel);
  return { statistics: batchStatistics(plan, parts.reduce(mergeMoments)), parts };
}

/** Moments of the whole input, or of every replica's share of the samples. */
function momentsOfParts(plan: MomentsPlan, data: TensorData, kernel: Kernel): Moments[] {
  const samples = plan.shape[0] ?? 1;
  const perSample = data.length / samples;
  let at = 0;
  return (plan.replicas ?? [samples]).map((size) => {
    const share = data.subarray(at * perSample, (at + size) * perSample);
    at += size;
    const geometry = mergeAxes(plan.replicas ? withSamples(plan, size) : plan);
    const found = emptyMoments(geometry);
    kernel.moments(share, geometry, plan.subtracts === 'mean', 0, geometry.groups, found);
    return found;
  });
}

/** The plan of one replica: the same layer on fewer samples. */
function withSamples(plan: MomentsPlan, size: number): MomentsPlan {
  const whole = plan.shape[0] ?? 1;
  return {
    ...plan,
    view: plan.view.map((dim) => (dim.axis === 0 ? { ...dim, size } : dim)),
    groupSize: (plan.groupSize / whole) * size,
  };
}

/** The plan as what its statistics are of sees it: with finite squares, what passed a gate before them has no more to it than what did not. */
const asEntered = (plan: MomentsPlan): MomentsPlan =>
  gatesFirst(plan) ? { ...plan, extra: null } : plan;

/** What else a run has at hand once it is done. */
interface AtHand {
  /** Every replica's own moments, none without replicas. */
  readonly parts?: readonly Moments[];
  /** What the statistics were made of. */
  readonly moments?: Moments;
  /** Whether any value may be NaN or infinite. */
  readonly mayHold?: Kernel['holdsNotFinite'];
}

/**
 * The outcome of a run whose statistics and output are there: adds running statistics and warnings.
 * @param full        state before the run
 * @param out         the output's values, in the shape of x
 */
export function completeResult(
  plan: MomentsPlan,
  full: FullState,
  x: Tensor,
  out: TensorData,
  statistics: Statistics,
  { parts = [], moments, mayHold }: AtHand = {},
): NormResult {
  const runningAfter = full.running && updateRunning(plan, full.running, statistics);
  const dtype = dtypeOf(x);
  const ordinary =
    moments && areOrdinary(plan, moments) && !looksAtCells(asEntered(plan), full, dtype);
  const troubles = ordinary
    ? noTroubles()
    : troublesOf(plan, statistics, x.data, out, full, dtype, mayHold);
  // a gate that is not finite would have spoiled a square
  const unknown = ordinary && gatesFirst(plan) ? { ...full, inputs: {} } : full;
  const found = notices(plan, troubles, unknown, runningAfter);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics,
    weight: full.weight,
    bias: full.bias,
    runningBefore: full.running,
    runningAfter,
    replicas: parts.map((part) => ({
      count: part.count,
      mean: part.mean,
      variance: part.squares.map((sum) => sum / part.count),
    })),
    warnings: [...plan.warnings, ...found],
  };
}
