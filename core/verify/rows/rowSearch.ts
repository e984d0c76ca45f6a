import { InputError } from '../../errors.ts';
import { takesChannels } from '../../norm/kinds/staged/plan.ts';
import { planLayer } from '../../norm/plan.ts';
import type { LayerSpec, Plan } from '../../norm/spec.ts';
import type { LayerOptions } from '../../norm/view.ts';
import { numel } from '../../tensor/tensor.ts';
import type { Pair } from '../pair.ts';
import { floorOf, isEnough, PROMISING, type Tried, type Untold } from '../tried.ts';
import { fed, partOf, placesFor, type Fed } from './fed.ts';
import { restOf } from './rowFit.ts';
import { bestOf, chosenEps, fittedOptions, hasNumbers } from './rowOptions.ts';
import { affinesOf, parametersFor, type Phase } from './rowParameters.ts';
import { rowParts, type RowParts } from './rowParts.ts';
import { besideOf, planOf } from './rowPlans.ts';
import type { RowRun } from './rowRun.ts';
import { rowTrials, type RowTrial } from './rowTrials.ts';
import { fitOfRun } from './rowWhole.ts';

export interface RowsFound {
  readonly tried: readonly Tried<RowRun>[];
  readonly untold: readonly Untold<RowRun>[];
}

interface Candidate {
  readonly run: RowRun;
  readonly rest: number;
}

/** Hypotheses that are compared with all of y. */
const MOST_TRIED = 8;

/** Values of a part in which the numbers of options are fitted. */
const FEW_VALUES = 800;

/** What of x, run through the layers that do more than divide, makes y. */
export function searchRows(pair: Pair, phase: Phase): RowsFound {
  const made = new Map<string, Fed>();
  const fedIn = (order: readonly number[]): Fed => {
    const known = made.get(order.join()) ?? fed(pair, order);
    made.set(order.join(), known);
    return known;
  };
  const untold: Untold<RowRun>[] = [];
  const candidates = rowTrials(pair.shape, pair.stored !== null).flatMap((trial) => {
    const planned = planOf(trial, pair);
    return planned ? candidatesOf(pair, trial, planned, fedIn(trial.order), phase, untold) : [];
  });
  const tried: Tried<RowRun>[] = [];
  let enough = PROMISING;
  for (const { run, rest } of candidates.sort((a, b) => a.rest - b.rest).slice(0, MOST_TRIED)) {
    if (rest > enough) break;
    const fit = fitOfRun(pair, fedIn(run.order), run);
    tried.push({ hypothesis: run, fit });
    // What leaves clearly more than one that explains y does not.
    if (fit.ratio <= 1) enough = Math.min(enough, 4 * rest + floorOf(pair));
  }
  return { tried, untold };
}

function candidatesOf(
  pair: Pair,
  trial: RowTrial,
  plan: Plan,
  whole: Fed,
  phase: Phase,
  untold: Untold<RowRun>[],
): Candidate[] {
  const { row, order, mode, optionsFor } = trial;
  const starts = row.options.filter(({ starts: from }) => from !== undefined);
  const bends = hasNumbers(row);
  const affines = affinesOf(plan, trial, pair, phase);
  if (affines.length === 0) return [];
  const places = placesFor(
    plan,
    (axis) => isFree(trial, plan, axis),
    bends ? FEW_VALUES : undefined,
  );
  const part = partOf(whole, plan, places);
  const specOf = (changed: LayerOptions): LayerSpec => ({
    layer: row.name,
    options: { ...optionsFor(part.x.shape), ...changed },
    mode,
  });
  const first = partsOrNull(specOf({}), part);
  // A layer that leaves x as it is, but for γ and β, is none that can be told.
  if (!first || isSame(first, part)) return [];
  return affines.flatMap((affine): Candidate[] => {
    const restAt = (changed: LayerOptions): number => {
      const parts = partsOrNull(specOf(changed), part, first);
      return parts
        ? restOf(parts, part.y, parametersFor(parts, part.y, affine, plan, places))
        : Infinity;
    };
    const count = affine.kind === 'fitted' ? numel(affine.dims.map((dim) => pair.shape[dim]!)) : 0;
    const numbers = count * (plan.hasBias ? 2 : 1) + starts.length;
    const own = part.x.data.length;
    const ownNumbers =
      (first.ids && affine.kind === 'fitted'
        ? new Set(first.ids).size * (plan.hasBias ? 2 : 1)
        : 0) + starts.length;
    // Where γ is known, what is bent may be so the other way.
    const signs = affine.kind === 'fitted' || plan.kind !== 'pointwise' ? [1] : [1, -1];
    const found = bends
      ? bestOf(signs.map((sign) => fittedOptions(trial, floorOf(pair), sign, restAt)))
      : chosenEps(trial, pair, first, restAt);
    if (!found) return [];
    const spec = {
      layer: row.name,
      options: { ...optionsFor(plan.shape), ...found.options },
      mode,
    };
    const run: RowRun = {
      spec,
      plan: planLayer(spec, plan.shape, plan.axes, 'float64'),
      order,
      affine,
      fittedOptions: bends ? starts.map(({ name }) => name) : found.fitted,
      beside: besideOf(plan, pair),
    };
    if (isEnough(numel(pair.shape), numbers) && isEnough(own, ownNumbers))
      return [{ run, rest: found.rest }];
    if (found.rest < 1e-3)
      untold.push({ hypothesis: run, values: numel(pair.shape), fitted: numbers });
    return [];
  });
}

/** Whether a part of x along a dimension is normalized as the whole is. */
function isFree({ row }: RowTrial, plan: Plan, axis: number): boolean {
  // Groupings beside the view's go over all but the samples, and over these where statistics are kept; few leave channels apart.
  if (plan.kind === 'staged')
    return axis === 0 ? row.running === null : axis === 1 && takesChannels(plan);
  const own = plan.view.filter((dim) => dim.axis === axis);
  return own.length === 1 && own.every(({ role }) => role === 'kept');
}

function partsOrNull(spec: LayerSpec, part: Fed, before?: RowParts): RowParts | null {
  try {
    return rowParts(spec, part, before);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const isSame = ({ base }: RowParts, { x }: Fed): boolean =>
  base.every((value, at) => Math.abs(value - x.data[at]!) <= 1e-12 * Math.abs(value));
