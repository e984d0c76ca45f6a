import { choosesAxes } from '../../norm/layerRow.ts';
import { layerRow } from '../../norm/layers.ts';
import type { MomentsPlan, Plan } from '../../norm/spec.ts';
import type { Keyword } from '../../program/python.ts';

/** Position of the channels: where InstanceNorm's unbatched form and the others have them. */
export function channelAxis(plan: Plan): number {
  return isUnbatched(plan) ? 0 : 1;
}

/** True where the layer reads the input as one sample, its channels first (InstanceNorm). */
export function isUnbatched(plan: Plan): boolean {
  const row = layerRow(plan.spec.layer);
  const form = row.forms.find((one) => one.minRank === plan.shape.length);
  return form?.channel === 0;
}

/** The momentum of frameworks that weigh the old value: 1 − PyTorch's; null for None. */
export function oldMomentum(plan: Plan): number | null {
  const { momentum } = plan.spec.options;
  return typeof momentum === 'number' ? Number((1 - momentum).toPrecision(12)) : null;
}

/** Why a program writes the layer out: its framework has no layer of that name, or has it under another. */
export function writtenOut(plan: Plan, framework: string, over: string): string {
  const { layer } = plan.spec;
  if (choosesAxes(layerRow(layer)) && plan.reducedDims.length === 1)
    return `# written out; over one axis ${framework} has ${over} for it`;
  return `# ${framework} has no ${layer}: written out`;
}

/** Sizes of an option that holds sizes. */
export function sizesOf(plan: Plan, option: string): readonly number[] {
  const value = plan.spec.options[option];
  return Array.isArray(value) ? (value as readonly number[]) : [];
}

/** Eps under the name that frameworks but PyTorch give it. */
export const epsilon = (plan: MomentsPlan, byDefault: number): Keyword => ({
  name: 'epsilon',
  value: plan.eps,
  default: byDefault,
});

/** Reduced axes of a layer that reduces the last ones, counted from the end: [-2, -1]. */
export function lastAxes(plan: Plan): readonly number[] {
  const count = plan.view.filter((dim) => dim.role === 'reduced').length;
  return Array.from({ length: count }, (_, i) => i - count);
}
