import { InputError } from '../../errors.ts';
import { fitsDims, type InputName } from '../../norm/furtherInput.ts';
import { planLayer } from '../../norm/plan.ts';
import type { Plan } from '../../norm/spec.ts';
import type { Pair } from '../pair.ts';
import { rowTrials, type RowTrial } from './rowTrials.ts';

/** What a layer cannot do without: a tensor beside x, or running statistics. */
export type Wanted = InputName | 'running_mean' | 'running_var';

/** A layer that was not searched, for want of a tensor. */
export interface Unsearched {
  readonly layer: string;
  readonly wants: readonly Wanted[];
}

/** Layers of the table that take x, but ask for a tensor that was not given. */
export function unsearchedRows(pair: Pair): Unsearched[] {
  const found = new Map<string, Unsearched>();
  for (const trial of rowTrials(pair.shape, pair.stored !== null)) {
    const plan = layerPlan(
      trial,
      trial.order.map((dim) => pair.shape[dim]!),
    );
    const wants = plan ? missing(plan, pair) : [];
    if (wants.length > 0) found.set(trial.row.name, { layer: trial.row.name, wants });
  }
  return [...found.values()];
}

/** Given tensors that no layer takes beside x, in the shape that they have. */
export function unusedInputs(pair: Pair): InputName[] {
  const used = new Set<InputName>();
  for (const trial of rowTrials(pair.shape, pair.stored !== null)) {
    const plan = planOf(trial, pair);
    for (const name of plan ? besideOf(plan, pair) : []) used.add(name);
  }
  return (Object.keys(pair.inputs) as InputName[]).filter((name) => !used.has(name));
}

export const besideOf = (plan: Plan, { inputs }: Pair): InputName[] =>
  plan.inputs.flatMap(({ name, used }) => (used && inputs[name] ? [name] : []));

function missing(plan: Plan, { inputs, stored }: Pair): Wanted[] {
  const beside = plan.inputs.flatMap(({ name, initial, used }) =>
    initial === null && used && !inputs[name] ? [name] : [],
  );
  // Towards the statistics of a new layer x is hardly changed: anything but γ and β would be lost.
  const towards = plan.kind === 'moments' && plan.extra?.is === 'renorm' && !stored;
  return towards ? [...beside, 'running_mean', 'running_var'] : beside;
}

function layerPlan({ row, mode, optionsFor }: RowTrial, shape: readonly number[]): Plan | null {
  try {
    return planLayer(
      { layer: row.name, options: optionsFor(shape), mode },
      shape,
      undefined,
      'float64',
    );
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The plan of a trial, where x and what is given beside it suffice. */
export function planOf(trial: RowTrial, pair: Pair): Plan | null {
  const shape = trial.order.map((dim) => pair.shape[dim]!);
  const plan = layerPlan(trial, shape);
  // A group of one value leaves its sign.
  const isSign = plan?.kind === 'moments' && plan.groupSize === 1;
  if (!plan || isSign || missing(plan, pair).length > 0) return null;
  const turned = (sizes: readonly number[]) => (sizes.join() === pair.shape.join() ? shape : sizes);
  const suits = plan.inputs.every(({ name, dims }) => {
    const input = pair.inputs[name];
    return !input || fitsDims(dims, turned(input.shape));
  });
  const stored = !plan.tracks || !pair.stored || pair.stored.mean.length === plan.runningSize;
  return suits && stored ? plan : null;
}
