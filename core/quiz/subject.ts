import { InputError } from '../errors.ts';
import { formOf } from '../norm/fits.ts';
import type { InputForm, LayerRow } from '../norm/layerRow.ts';
import { LAYERS, type LayerName } from '../norm/layers.ts';
import { normalize } from '../norm/normalize.ts';
import { planLayer } from '../norm/plan.ts';
import type { LayerSpec, Mode, Plan, RunningStatistics } from '../norm/spec.ts';
import type { OptionValue } from '../norm/view.ts';
import { defaultAxes, numel, tensor, type Tensor } from '../tensor/tensor.ts';
import { callOf } from './call.ts';
import type { Dice } from './dice.ts';
import type { Subject } from './question.ts';

/** Orders of axes in which layers that take any are fed, by rank. */
const ORDERS: Readonly<Record<number, readonly string[]>> = {
  2: ['NC'],
  3: ['NLC', 'NCL', 'LNC'],
  4: ['NCHW', 'NHWC'],
};
const MOST_CELLS = 64;
const MOST_RANK = 5;
/** With fewer values in a group an output hardly depends on them: two give ±1 whatever they are. */
const LEAST_GROUP = 3;

/** What a subject must be. */
export interface Wanted {
  readonly mode?: Mode;
  readonly row?: (row: LayerRow) => boolean;
  readonly plan?: (plan: Plan) => boolean;
  /** Most values in a group, for what is computed by hand. */
  readonly most?: number;
}

/** Layers that PyTorch has, with options of its own alone: what a class can run. */
export const ASKED: readonly LayerRow<LayerName>[] = LAYERS.filter(
  (row) => row.pytorch !== null && row.options.every((option) => option.inPyTorch),
);

/** A form's axes at a rank. */
export function axesOf(form: InputForm, rank: number, dice: Dice): readonly string[] {
  if (form.axes.length === rank) return form.axes;
  const order = form.axes.length === 0 ? ORDERS[rank] : undefined;
  return order ? [...dice.pick(order)] : defaultAxes(rank);
}

/** A shape for these axes that a class can survey: no two neighbouring axes alike where that can be. */
export function sizesOf(axes: readonly string[], dice: Dice): number[] {
  const small = axes.length > 3;
  const used: number[] = [];
  return axes.map((name) => {
    const most = name === 'N' ? 3 : name === 'C' ? (axes.length === 5 ? 3 : 6) : small ? 3 : 5;
    const sizes = [2, 3, 4, 5, 6].filter((size) => size <= most);
    const fresh = sizes.filter((size) => !used.includes(size));
    const size = dice.pick(fresh.length > 0 ? fresh : sizes);
    used.push(size);
    return size;
  });
}

/**
 * Values of one decimal from −3 to 3, in float32, so that they can be added by hand; no 0, which RMSNorm leaves 0
 * whatever its neighbours are.
 */
export function valuesFor(shape: readonly number[], axes: readonly string[], dice: Dice): Tensor {
  const data = Float32Array.from(
    { length: numel(shape) },
    () => (dice.pick([-1, 1]) * dice.integer(1, 30)) / 10,
  );
  return tensor(data, shape, axes);
}

/** A layer with its sizes and one of the ways in which it can cover the input. */
export function specFor(
  row: LayerRow<LayerName>,
  shape: readonly number[],
  axes: readonly string[],
  mode: Mode,
  dice: Dice,
): LayerSpec {
  const options: Record<string, OptionValue> = {};
  for (const { name, derive, choices } of row.options) {
    if (!derive) continue;
    options[name] = choices ? dice.pick(choices(shape)) : derive(shape, axes);
  }
  return { layer: row.name, options, mode };
}

/**
 * A layer on an input, drawn until it is one that can be asked about.
 * @throws Error when none is found: the wishes contradict one another
 */
export function drawSubject(dice: Dice, wanted: Wanted = {}): Subject {
  const rows = ASKED.filter((row) => wanted.row?.(row) ?? true);
  for (let attempt = 0; attempt < 2000; attempt++) {
    const subject = attemptSubject(dice, dice.pick(rows), wanted);
    if (subject) return subject;
  }
  throw new Error('drawSubject: no layer is as wanted');
}

function attemptSubject(dice: Dice, row: LayerRow<LayerName>, wanted: Wanted): Subject | null {
  const form = dice.pick(row.forms);
  const least = Math.max(2, form.minRank);
  const rank = dice.integer(least, Math.min(MOST_RANK, form.maxRank ?? least + 1));
  const axes = axesOf(form, rank, dice);
  const shape = sizesOf(axes, dice);
  if (numel(shape) > MOST_CELLS || !formOf(row, rank)) return null;
  const mode = wanted.mode ?? 'train';
  const spec = specFor(row, shape, axes, mode, dice);
  try {
    const plan = planLayer(spec, shape, axes);
    if (plan.groups < 2 || plan.groupSize < LEAST_GROUP) return null;
    if (plan.groupSize > (wanted.most ?? Infinity)) return null;
    if (wanted.plan && !wanted.plan(plan)) return null;
    const x = valuesFor(shape, axes, dice);
    const running = mode === 'eval' ? runningFor(plan, dice) : null;
    return subjectOf(row, plan, x, running);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The plan run on the input. */
export function subjectOf(
  row: LayerRow,
  plan: Plan,
  x: Tensor,
  running: RunningStatistics | null,
): Subject {
  const result = normalize(plan.spec, x, running ? { running } : {});
  return { call: callOf(row, plan.spec.options), plan, x, result, running };
}

/** Running statistics of one decimal, away from those of a new layer; null where the layer has none. */
export function runningFor(plan: Plan, dice: Dice): RunningStatistics | null {
  if (!plan.tracks) return null;
  const drawn = (least: number, most: number) =>
    Float64Array.from({ length: plan.runningSize }, () =>
      Math.fround(dice.integer(least, most) / 10),
    );
  return { mean: drawn(5, 20), var: drawn(15, 60), numBatchesTracked: 100 };
}
