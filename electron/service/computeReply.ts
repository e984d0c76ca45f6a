import type { RunningStatistics, Statistics } from '../../core/norm/spec.ts';
import type { DisplayTensor } from '../../core/figure/displayTensor.ts';
import { snippets } from '../../core/report/snippets/snippets.ts';
import type { Snippet } from '../../core/report/snippets/snippet.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';
import type { ComputeReply, ExtremesReply } from '../ipc/types.ts';
import type { Run } from './run.ts';

/** Statistics, parameters and running statistics that are sent to the window; the plan has their true number. */
const MOST_STATISTICS = 4096;

/**
 * What the window shows of a run.
 * @param holds  names of the inputs that the window has from earlier replies
 */
export function computeReply(run: Run, holds: readonly string[] = []): ComputeReply {
  const { result } = run;
  return {
    request: run.request,
    tensor: run.tensor,
    plan: result.plan,
    input: run.input,
    x: holds.includes(run.input) ? null : meansOf(run.display.x),
    y: meansOf(run.display.y),
    statistics: result.statistics && firstOf(result.statistics),
    weight: listOf(result.weight),
    bias: listOf(result.bias),
    inputs: Object.fromEntries(
      Object.entries(result.inputs ?? {}).map(([name, { shape, data }]) => [
        name,
        { shape, values: listOf(data)! },
      ]),
    ),
    drawn: result.drawn ?? [],
    runningBefore: result.runningBefore && firstRunning(result.runningBefore),
    runningAfter: result.runningAfter && firstRunning(result.runningAfter),
    warnings: result.warnings,
    summary: run.summary,
    milliseconds: run.milliseconds,
  };
}

/** Minima and maxima of a run's blocks. */
export function extremesReply({ display: { x, y } }: Run): ExtremesReply {
  return { x: x.extremes ?? null, y: y.extremes ?? null };
}

/** The programs of a run. */
export function programsReply({ result, tensor, request }: Run): readonly Snippet[] {
  return snippets(result.plan, { ...tensor, edits: request.edits ?? [] }, result);
}

function meansOf({ extremes: _, ...means }: DisplayTensor): DisplayTensor {
  return means;
}

function firstOf({ mean, variance, varianceUnbiased, rstd, count, more }: Statistics): Statistics {
  return {
    mean: mean.slice(0, MOST_STATISTICS),
    variance: variance.slice(0, MOST_STATISTICS),
    varianceUnbiased: varianceUnbiased.slice(0, MOST_STATISTICS),
    rstd: rstd.slice(0, MOST_STATISTICS),
    ...(count && { count: count.slice(0, MOST_STATISTICS) }),
    ...(more && {
      more: Object.fromEntries(
        Object.entries(more).map(([name, values]) => [name, values.slice(0, MOST_STATISTICS)]),
      ),
    }),
  };
}

function firstRunning({ mean, var: variance, ...rest }: RunningStatistics): RunningStatistics {
  return {
    ...rest,
    mean: mean.slice(0, MOST_STATISTICS),
    var: variance.slice(0, MOST_STATISTICS),
  };
}

function listOf(values: TensorData | null): readonly number[] | null {
  return values && Array.from(values.subarray(0, MOST_STATISTICS));
}
