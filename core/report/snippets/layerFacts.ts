import { layerRow } from '../../norm/layers.ts';
import type { Plan } from '../../norm/spec.ts';

/** Position of the channels: where InstanceNorm's unbatched form and the others have them. */
export function channelAxis(plan: Plan): number {
  return isUnbatched(plan) ? 0 : 1;
}

/** True when InstanceNorm reads the input as one sample. */
export function isUnbatched(plan: Plan): boolean {
  const row = layerRow(plan.spec.layer);
  const form = row.forms.find((one) => one.minRank === plan.shape.length);
  return row.family === 'instance' && form?.batch === null;
}

/** Weight of this batch where the call moves the running statistics, which have seen `batches` before; else null. */
export function updatesRunning(plan: Plan, batches: number): number | null {
  if (!plan.tracks || plan.spec.mode !== 'train') return null;
  const { momentum } = plan.spec.options;
  if (typeof momentum === 'number') return momentum;
  return layerRow(plan.spec.layer).running === 'instance' ? 0 : 1 / (batches + 1);
}

/** The momentum of frameworks that weigh the old value: 1 − PyTorch's; null for None. */
export function oldMomentum(plan: Plan): number | null {
  const { momentum } = plan.spec.options;
  return typeof momentum === 'number' ? Number((1 - momentum).toPrecision(12)) : null;
}

/** Sizes of an option that holds sizes. */
export function sizesOf(plan: Plan, option: string): readonly number[] {
  const value = plan.spec.options[option];
  return Array.isArray(value) ? (value as readonly number[]) : [];
}
