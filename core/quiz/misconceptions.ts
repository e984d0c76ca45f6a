import { InputError } from '../errors.ts';
import { formOf } from '../norm/fits.ts';
import { cellsOfGroup } from '../norm/groups.ts';
import type { LayerName } from '../norm/layers.ts';
import { planLayer } from '../norm/plan.ts';
import type { LayerSpec, Plan } from '../norm/spec.ts';
import { numel } from '../tensor/tensor.ts';
import { ASKED } from './subject.ts';
import { told, type Told } from './told.ts';

/** Another way to average over the same input, and the mistake that leads to it. */
export interface Misconception {
  readonly plan: Plan;
  readonly why: Told;
}

/** Which cells share a statistic, as a text that is the same for any layer that shares alike: the group of every cell. */
export function partitionOf(plan: Plan): string {
  // groups come in the order of their first cells, whatever the view's dimensions are called
  const groups = new Int32Array(numel(plan.shape));
  for (let group = 0; group < plan.groups; group++)
    for (const flat of cellsOfGroup(plan, group)) groups[flat] = group;
  return groups.join();
}

/** A plan that averages over these positions of the input, and centres as the other does. */
export function averaging(like: Plan, axes: readonly number[]): Plan {
  const options = { axes: [...axes], center: like.subtracts === 'mean', eps: 1e-5 };
  return planLayer({ layer: 'Custom', options, mode: 'train' }, like.shape, like.axes);
}

/** What learners take a layer's averaging for: no two alike, and none that shares as the layer does. */
export function misconceptions(plan: Plan): readonly Misconception[] {
  const names = (positions: readonly number[]) => positions.map((axis) => plan.axes[axis] ?? '');
  const found: Misconception[] = [];
  const take = (made: Plan | null, why: Told) => {
    if (made) found.push({ plan: made, why });
  };
  const { keptDims, reducedDims } = plan;
  if (keptDims.length > 0)
    take(averaging(plan, keptDims), told('quiz.why.kept', { axes: names(keptDims) }));
  const [last, channel] = [plan.axes.length - 1, plan.axes.indexOf('C')];
  if (channel >= 0 && channel !== last) {
    const swapped = reducedDims.map((axis) =>
      axis === last ? channel : axis === channel ? last : axis,
    );
    const [first, second] = [plan.axes[channel] ?? '', plan.axes[last] ?? ''];
    take(averaging(plan, swapped), told('quiz.why.swapped', { first, second }));
  }
  for (const axis of reducedDims)
    if (reducedDims.length > 1)
      take(averaging(plan, [axis]), told('quiz.why.only', { axes: names([axis]) }));
  for (const other of otherLayers(plan))
    take(other, told('quiz.why.layer', { layer: other.spec.layer }));
  take(
    averaging(
      plan,
      plan.shape.map((_, axis) => axis),
    ),
    told('quiz.why.everything'),
  );
  const seen = new Set([partitionOf(plan)]);
  return found.filter((one) => {
    const key = partitionOf(one.plan);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Every layer of PyTorch that takes this input, in each way in which it can cover it. */
export function otherLayers({ shape, axes }: Pick<Plan, 'shape' | 'axes'>): readonly Plan[] {
  return ASKED.flatMap((row) => {
    const form = formOf(row, shape.length);
    // a batch is not read as channels without one
    if (form?.batch === null && form.channel !== null && axes[0] === 'N') return [];
    const covering = row.options.find((option) => option.coverings);
    const choices = covering?.coverings?.(shape) ?? [];
    const ways = covering ? choices.map(({ value }) => ({ [covering.name]: value })) : [{}];
    return ways.flatMap((options) =>
      planned({ layer: row.name, options, mode: 'train' }, shape, axes),
    );
  });
}

function planned(
  spec: LayerSpec & { readonly layer: LayerName },
  shape: readonly number[],
  axes: readonly string[],
): readonly Plan[] {
  try {
    const plan = planLayer(spec, shape, axes);
    return plan.groups > 0 ? [plan] : [];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
