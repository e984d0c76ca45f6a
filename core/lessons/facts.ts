import { groupOf } from '../norm/groups.ts';
import { countNaN, farthestApart, outcomeAt, reducedNames } from './compare.ts';
import type { FactKind, FactRow } from './factRow.ts';
import type { Fact, Outcome } from './lesson.ts';

/** Kinds of which next to nothing means that two outputs are the same. */
export const DIFFERENCES: readonly FactKind[] = ['difference', 'sampleDifference'];

/** Cells of which a list of values tells. */
export const LISTED = 3;

/**
 * A fact's value.
 * @throws Error when its run gave no result, or it asks for what the run does not have
 */
export function factOf(row: FactRow, outcomes: readonly Outcome[]): Fact {
  const cell = row.cell === undefined ? {} : { cell: row.cell };
  return {
    id: row.id,
    value: valueOf(row, outcomes),
    ...cell,
    identical: DIFFERENCES.includes(row.of),
  };
}

function valueOf(row: FactRow, outcomes: readonly Outcome[]): Fact['value'] {
  const outcome = outcomes[row.run];
  if (row.of === 'refusal') return outcome && !outcome.ok ? torchSays(outcome.message) : '';
  const run = outcomeAt(outcomes, row.run);
  const { plan, statistics, runningBefore, runningAfter } = run;
  const at = row.cell ?? row.at ?? 0;
  const group = plan.groups > 0 ? groupOf(plan, at) : 0;
  const channel = plan.runningSize > 0 ? group % plan.runningSize : 0;
  const other = () => outcomeAt(outcomes, row.other ?? 0);
  switch (row.of) {
    case 'reduced':
      return reducedNames(run);
    case 'kept':
      return plan.keptAxes.join(', ');
    case 'groups':
      return plan.groups;
    case 'size':
      return plan.groupSize;
    case 'x':
      return run.x.data[at] ?? NaN;
    case 'y':
      return run.y.data[at] ?? NaN;
    case 'xs':
      return Array.from(run.x.data.slice(at, at + LISTED));
    case 'ys':
      return Array.from(run.y.data.slice(at, at + LISTED));
    case 'mean':
      return statistics?.mean[group] ?? NaN;
    case 'variance':
      return statistics?.variance[group] ?? NaN;
    case 'unbiased':
      return statistics?.varianceUnbiased[group] ?? NaN;
    case 'deviation':
      return (run.x.data[at] ?? NaN) - (statistics?.mean[group] ?? NaN);
    case 'runningMean':
      return runningAfter?.mean[channel] ?? NaN;
    case 'runningVar':
      return runningAfter?.var[channel] ?? NaN;
    case 'runningMeanBefore':
      return runningBefore?.mean[channel] ?? NaN;
    case 'ratio':
      return (runningAfter?.var[channel] ?? NaN) / (statistics?.variance[group] ?? NaN);
    case 'difference':
      return farthestApart(run, other()).by;
    case 'sampleDifference':
      return farthestApart(run, other(), row.at ?? 0).by;
    case 'nans':
      return countNaN(run);
    default:
      return row.of satisfies never;
  }
}

/** PyTorch's own words at the head of an error; what to do about it is ours. */
export function torchSays(message: string): string {
  return /^.*?torch\.Size\(\[.*?\]\)/.exec(message)?.[0] ?? message.split('. ')[0] ?? message;
}
