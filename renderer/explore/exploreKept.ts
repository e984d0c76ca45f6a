import { STAGE_END } from '../../core/station/station.ts';
import { readLook, type Look } from '../canvas/look.ts';
import type { CellIndex } from '../ui/cell.ts';
import {
  isExample,
  isIndex,
  isLayer,
  isLayout,
  isMode,
  isNumber,
  isObject,
  readOptions,
} from '../ui/kept.ts';
import type { Parameters } from './insight/parameters.ts';
import { isPreset } from './slice/presets.ts';
import type { Work } from './work.ts';

/** What is remembered of the screen Explore. */
export interface ExploreKept {
  readonly work: Work;
  readonly look: Look;
  readonly cell: CellIndex;
  readonly pinned: boolean;
  /** Moment of the stage, null for the finished result. */
  readonly step: number | null;
}

/** Reads what is remembered of Explore; null for nothing, or something broken. */
export function readExplore(value: unknown): ExploreKept | null {
  if (!isObject(value)) return null;
  const { cell, pinned, step } = value;
  const work = readWork(value.work);
  const look = readLook(value.look);
  if (!work || !look || !isIndex(cell) || typeof pinned !== 'boolean') return null;
  const still = typeof step === 'number' && step >= 0 && step <= STAGE_END;
  return { work, look, cell, pinned, step: still ? step : null };
}

function readWork(value: unknown): Work | null {
  if (!isObject(value)) return null;
  const { tensor, layer, mode, layout, edits } = value;
  const options = readAllOptions(value.options);
  const state = readParameters(value.state);
  if (!isExample(tensor) || !isLayer(layer) || !options || !isMode(mode)) return null;
  if (!isLayout(layout) || !Array.isArray(edits) || !edits.every(isEdit) || !state) return null;
  return {
    tensor,
    layer,
    options,
    mode,
    layout,
    edits: edits.map(([flat, number]) => [flat, Number(number)]),
    ...(Object.keys(state).length > 0 && { state }),
    ...(isPreset(value.preset) && { preset: value.preset }),
  };
}

function readAllOptions(value: unknown): Work['options'] | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value).map(([layer, entry]) => [layer, readOptions(entry)]);
  const whole = entries.every(([layer, options]) => isLayer(layer) && options !== undefined);
  return whole ? (Object.fromEntries(entries) as Work['options']) : null;
}

const isEdit = (value: unknown): value is readonly [number, number | string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isSafeInteger(value[0]) &&
  value[0] >= 0 &&
  isNumber(value[1]);

/** γ, β and running statistics, none where there are none; null when they are broken. */
function readParameters(value: unknown): Parameters | null {
  if (value === undefined) return {};
  if (!isObject(value)) return null;
  const found: Record<string, readonly number[] | number> = {};
  for (const name of ['weight', 'bias', 'runningMean', 'runningVar']) {
    const list = value[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || !list.every(isNumber)) return null;
    found[name] = list.map(Number);
  }
  const { numBatchesTracked: count } = value;
  if (count !== undefined && !(Number.isSafeInteger(count) && (count as number) >= 0)) return null;
  return { ...found, ...(count !== undefined && { numBatchesTracked: count as number }) };
}
