import { layerSpec } from '../../core/norm/layerSpec.ts';
import { axisNames, exampleRef, type TensorRef } from '../../core/request.ts';
import { list, orNull } from '../../core/shape/compound.ts';
import { object } from '../../core/shape/object.ts';
import { readOr } from '../../core/shape/shape.ts';
import { flag } from '../../core/shape/values.ts';
import { keptLook, type Look } from '../canvas/look.ts';
import type { CellIndex } from '../ui/cell.ts';
import { cellIndex } from '../ui/kept.ts';
import { FEWEST_RUNS, MOST_RUNS, type Run } from './run.ts';

/** What is remembered of a comparison. */
export interface CompareKept {
  readonly tensor: TensorRef;
  readonly runs: readonly Omit<Run, 'id'>[];
  readonly locked: boolean;
  readonly look: Look;
  readonly cell: CellIndex | null;
}

const run = object({ ...layerSpec.fields, layout: orNull(axisNames) }, 'open');

const compareKept = object(
  {
    tensor: exampleRef,
    runs: list(run, MOST_RUNS, FEWEST_RUNS),
    locked: flag,
    look: keptLook,
    cell: orNull(cellIndex),
  },
  'open',
);

/** Reads a remembered comparison; null for none, a broken one, or one of a file, whose handle ends with the service. */
export function readCompare(value: unknown): CompareKept | null {
  return readOr(compareKept, value, null);
}
