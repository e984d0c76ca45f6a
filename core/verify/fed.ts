import { InputError } from '../errors.ts';
import { permutedDisplay, type DisplayTensor } from '../figure/displayTensor.ts';
import { LAYERS } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { Plan } from '../norm/spec.ts';
import { ownOptions } from './ownOptions.ts';
import type { Explanation } from './explanation.ts';

/** The pictures of a verification in the order in which a layer is fed, with its plan for their colours. */
export interface FedPictures {
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor;
  readonly difference: DisplayTensor;
}

/** Lays pictures as an entry's layer takes them. */
export function fedPictures(
  { x, y, difference }: Omit<FedPictures, 'plan'>,
  entry: Explanation,
): FedPictures {
  const plan = planOf(entry, x);
  const order = plan.axes.map((axis) => x.axes.indexOf(axis));
  return {
    plan,
    x: permutedDisplay(x, order),
    y: permutedDisplay(y, order),
    difference: permutedDisplay(difference, order),
  };
}

/** A difference in units of a power of ten, in which its largest value has one digit before the point. */
export interface ScaledDifference {
  readonly difference: DisplayTensor;
  /** "1e-7"; "1" for a difference of 0. */
  readonly unit: string;
  /** Largest value in these units. */
  readonly most: number;
}

/** @param most  of the difference, over all of it */
export function scaledDifference(difference: DisplayTensor, most: number): ScaledDifference {
  const power = most > 0 && Number.isFinite(most) ? Math.floor(Math.log10(most)) : 0;
  const by = 10 ** -power;
  const scaled = <T extends Float32Array | Float64Array>(data: T) =>
    data.map((value) => value * by) as T;
  const { data, extremes } = difference;
  return {
    difference: {
      ...difference,
      data: scaled(data),
      ...(extremes && { extremes: { min: scaled(extremes.min), max: scaled(extremes.max) } }),
    },
    unit: power === 0 ? '1' : `1e${power}`,
    most: most > 0 && Number.isFinite(most) ? most * by : 1,
  };
}

/** The entry's plan; of what no layer of the table does, that of a layer over the same whole axes. */
function planOf(entry: Explanation, { fullShape, axes }: DisplayTensor): Plan {
  const row = LAYERS.find(({ name }) => name === entry.layer);
  try {
    if (row) {
      const shape = entry.order.map((dim) => fullShape[dim]!);
      const fed = entry.order.map((dim) => axes[dim]!);
      const options = ownOptions(row, entry.options);
      return planLayer({ layer: row.name, options, mode: 'train' }, shape, fed);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  const custom = { axes: entry.reducedDims };
  return planLayer({ layer: 'Custom', options: custom, mode: 'train' }, fullShape, axes);
}
