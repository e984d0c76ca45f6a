import { cellsOfGroup, groupOf } from '../norm/groups.ts';
import { permutedFlat } from '../tensor/permute.ts';
import type { CellLists } from '../figure/cubeInput.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { farthestApart, IDENTICAL, inSample } from './compare.ts';
import type { FactKind, FactRow } from './factRow.ts';
import { LISTED } from './facts.ts';
import type { Outcome } from './lesson.ts';
import type { Scene } from './document.ts';
import { fedFlat, type SceneOutcome } from './sceneRun.ts';

type Done = Extract<Outcome, { ok: true }>;

/** Cells of each run, flat as it is fed, in the order of the runs. */
export type Ties = readonly CellLists[];

/**
 * The cells that a fact's value is about: of a value that one, of a statistic all that share it, of a difference where it is
 * largest. None of names and errors, and of runs that failed.
 */
export function tiesOf(row: FactRow, outcomes: readonly Outcome[]): Ties {
  const run = outcomes[row.run];
  const other = outcomes[row.other ?? 0];
  return outcomes.map((outcome, i) => {
    if (!run?.ok || !outcome.ok) return {};
    if (row.of === 'difference' || row.of === 'sampleDifference')
      return other?.ok && [row.run, row.other].includes(i)
        ? { y: apart(row, run, other, outcome) }
        : {};
    return i === row.run ? ownCells(row, outcome) : {};
  });
}

function ownCells(row: FactRow, { plan, x, y }: Done): CellLists {
  const at = row.cell ?? row.at ?? 0;
  switch (row.of) {
    case 'x':
    case 'deviation':
      return { x: [at] };
    case 'y':
      return { y: [at] };
    case 'xs':
      return { x: listed(at, x) };
    case 'ys':
      return { y: listed(at, y) };
    case 'mean':
    case 'variance':
    case 'unbiased':
    case 'runningMean':
    case 'runningVar':
    case 'runningMeanBefore':
    case 'ratio':
    case 'size':
      return { x: plan.groups === 0 ? [at] : Array.from(cellsOfGroup(plan, groupOf(plan, at))) };
    case 'groups':
      return { x: x.data.length > 0 ? allOf(x) : [] };
    case 'nans':
      return { y: allOf(y).filter((flat) => Number.isNaN(y.data[flat])) };
    case 'reduced':
    case 'kept':
    case 'refusal':
    case 'difference':
    case 'sampleDifference':
      return {};
    default:
      return row.of satisfies never;
  }
}

/** Where two outputs are farthest apart, in one of them; all cells that were compared where they are the same. */
function apart(row: FactRow, a: Done, b: Done, shown: Done): number[] {
  const sample = row.of === 'sampleDifference' ? (row.at ?? 0) : undefined;
  const { by, flat } = farthestApart(a, b, sample);
  const cells =
    by < IDENTICAL
      ? allOf(a.y).filter((each) => sample === undefined || inSample(a.y, each, sample))
      : [flat];
  return cells.map((each) => permutedFlat(a.y.shape, a.y.axes, shown.y.axes, each));
}

const listed = (at: number, { data }: Tensor) =>
  Array.from({ length: Math.min(LISTED, data.length - at) }, (_, i) => at + i);

const allOf = ({ data }: Tensor) => Array.from(data, (_, flat) => flat);

/** What texts may name of the first run without a fact of the scene's own. */
const OF_FIRST: Readonly<Record<string, FactKind>> = {
  x: 'x',
  y: 'y',
  mean: 'mean',
  variance: 'variance',
  unbiased: 'unbiased',
  deviation: 'deviation',
  cell: 'x',
  n: 'size',
  less: 'size',
  groups: 'groups',
};

/** The cells that a name in a scene's text is about. */
export function sceneTies(name: string, scene: Scene, outcomes: readonly SceneOutcome[]): Ties {
  const own = scene.facts?.find(({ id }) => id === name);
  if (own) return tiesOf(own, outcomes);
  const of = OF_FIRST[name];
  const [first] = outcomes;
  if (of === undefined || !first?.ok) return [];
  const cell = scene.pinned === undefined ? 0 : fedFlat(first, scene.pinned);
  return tiesOf({ id: name, of, run: 0, cell }, outcomes);
}

/** Whether any cell is meant. */
export const isTied = (ties: Ties): boolean =>
  ties.some(({ x, y }) => (x?.length ?? 0) + (y?.length ?? 0) > 0);
