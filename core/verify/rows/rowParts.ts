import type { FurtherTensor } from '../../norm/furtherInput.ts';
import { groupOf, paramIndexOf } from '../../norm/groups.ts';
import { normalize } from '../../norm/normalize.ts';
import { planLayer } from '../../norm/plan.ts';
import type { LayerSpec, Plan, Statistics } from '../../norm/spec.ts';
import { rowMajorStrides } from '../../tensor/strides.ts';
import { numel } from '../../tensor/tensor.ts';
import { sumsOf } from '../covering.ts';
import type { Fed } from './fed.ts';

/** What a layer makes of x in terms of its parameters: y = rest + gain·base + β, and no less than `least`. */
export interface RowParts {
  readonly plan: Plan;
  /** Where γ is γ's offset less, and β is 0: x itself where the layer adds it, else zeros. */
  readonly rest: Float64Array;
  readonly base: Float64Array;
  /** Which γ and β every cell has; null without them. */
  readonly ids: Int32Array | null;
  /** Sizes of what is added up on the way to base. */
  readonly sizes: Float64Array;
  readonly least: Float64Array | null;
}

/** Whether γ and β are the layer's own, and can be given or fitted. */
export const hasParameters = ({ hasWeight, parametersFrom }: Plan): boolean =>
  hasWeight && parametersFrom === null;

/**
 * Runs a layer of the table with γ of ones and of zeros, which is all that has to be known of it.
 * @param before  parts of the same layer with another eps or other numbers: what does not depend on them is taken from there, and sizes
 * @throws InputError where it cannot take x
 */
export function rowParts(
  spec: LayerSpec,
  { x, inputs, running }: Fed,
  before?: RowParts,
): RowParts {
  const plan = planLayer(spec, x.shape, x.axes, 'float64');
  const own = hasParameters(plan);
  const known = Object.fromEntries(
    plan.inputs.flatMap(({ name }) => (inputs[name] ? [[name, inputs[name]]] : [])),
  );
  const least = leastOf(plan, known.tau);
  const run = (gain: number) =>
    normalize(spec, x, {
      inputs: least ? { ...known, tau: lowest(plan) } : known,
      ...(plan.tracks && running ? { running } : {}),
      ...(own
        ? { weight: new Float64Array(numel(plan.paramShape ?? [])).fill(gain - plan.gammaOffset) }
        : {}),
    });
  const one = run(1);
  const made = one.output.data as Float64Array;
  const rest =
    before?.rest ?? (own ? (run(0).output.data as Float64Array) : new Float64Array(made.length));
  const base = made.map((value, at) => value - rest[at]!);
  return {
    plan,
    rest,
    base,
    ids: before ? before.ids : own ? everyCell(plan, paramIndexOf) : null,
    sizes: before?.sizes ?? sizesOf(plan, x.data, base, one.statistics),
    least,
  };
}

/** What `of` gives for every cell, to which each axis adds its share. */
function everyCell(plan: Plan, of: (plan: Plan, at: number) => number): Int32Array {
  const strides = rowMajorStrides(plan.shape);
  return sumsOf(
    plan.shape.map((size, axis) =>
      Array.from({ length: size }, (_, at) => of(plan, at * strides[axis]!)),
    ),
  );
}

/** τ of every cell, where the layer has one. */
function leastOf(plan: Plan, tau: FurtherTensor | undefined): Float64Array | null {
  if (plan.kind !== 'moments' || plan.extra?.is !== 'threshold') return null;
  const inner = numel(plan.shape.slice(2));
  const channels = plan.shape[1] ?? 1;
  return Float64Array.from(
    { length: numel(plan.shape) },
    (_, at) => tau?.data[Math.floor(at / inner) % channels] ?? 0,
  );
}

const lowest = ({ shape }: Plan): FurtherTensor => ({
  shape: [shape[1] ?? 1],
  data: new Float64Array(shape[1] ?? 1).fill(-Infinity),
});

/** Where a mean is subtracted its rounding remains, however little is left of x. */
function sizesOf(
  plan: Plan,
  x: ArrayLike<number>,
  base: Float64Array,
  statistics: Statistics | null,
): Float64Array {
  // what is bent is rounded before, and its slope is at most 1
  if (plan.kind === 'pointwise') return base.map((value) => Math.abs(value) + 1);
  if (plan.subtracts !== 'mean' || !statistics) return base.map((value) => 2 * Math.abs(value));
  const { mean, rstd } = statistics;
  const groups = everyCell(plan, groupOf);
  return base.map((value, at) => {
    const group = groups[at]!;
    const [m, r] = [Math.abs(mean[group] ?? 0), rstd[group] ?? 1];
    const spread = (Math.abs(x[at]!) + m) * r + 1;
    return Number.isFinite(spread) ? spread : Math.abs(value);
  });
}
