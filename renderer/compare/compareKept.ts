import type { TensorRef } from '../../core/request.ts';
import type { CellIndex } from '../ui/cell.ts';
import {
  isExample,
  isIndex,
  isLayer,
  isLayout,
  isMode,
  isObject,
  readOptions,
} from '../ui/kept.ts';
import { readLook, type Look } from '../canvas/look.ts';
import { FEWEST_RUNS, MOST_RUNS, type Run } from './run.ts';

/** What is remembered of a comparison. */
export interface CompareKept {
  readonly tensor: TensorRef;
  readonly runs: readonly Omit<Run, 'id'>[];
  readonly locked: boolean;
  readonly look: Look;
  readonly cell: CellIndex | null;
}

/** Reads a remembered comparison; null for none, a broken one, or one of a file, whose handle ends with the service. */
export function readCompare(value: unknown): CompareKept | null {
  if (!isObject(value) || !isExample(value.tensor) || !Array.isArray(value.runs)) return null;
  const { tensor, locked, cell } = value;
  const runs = value.runs.map(readRun).filter((run) => run !== null);
  const look = readLook(value.look);
  if (runs.length !== value.runs.length || runs.length < FEWEST_RUNS || runs.length > MOST_RUNS)
    return null;
  if (!look || typeof locked !== 'boolean' || !(cell === null || isIndex(cell))) return null;
  return { tensor, runs, locked, look, cell };
}

function readRun(value: unknown): Omit<Run, 'id'> | null {
  if (!isObject(value)) return null;
  const { layer, mode, layout } = value;
  const options = readOptions(value.options);
  if (!isLayer(layer) || !options || !isMode(mode) || !isLayout(layout)) return null;
  return { layer, options, mode, layout };
}
