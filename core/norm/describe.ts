import type { How } from './kinds/kind.ts';
import { kindOf } from './kinds/kinds.ts';
import type { LayerName } from './layers.ts';
import { ownerOf, type Owner } from './owner.ts';
import type { Plan } from './spec.ts';
import type { ViewDim } from './view.ts';

/** What a plan does, in parts from which a sentence of any language is made. */
export interface Description {
  readonly layer: LayerName;
  /** Names of what is averaged over: ["N", "L"], ["C (3/6)", "H", "W"]. */
  readonly reduced: readonly string[];
  readonly kept: readonly string[];
  readonly groupSize: number;
  readonly groups: number;
  readonly owner: Owner;
  readonly how: How;
}

/** The parts of the sentence about a plan. */
export function describe(plan: Plan): Description {
  return {
    layer: plan.spec.layer,
    reduced: reducedNames(plan),
    kept: plan.view.filter(({ role }) => role === 'kept').map(({ name }) => name),
    groupSize: plan.taking ?? plan.groupSize,
    groups: plan.groups,
    owner: ownerOf(plan),
    how: kindOf(plan).how(plan),
  };
}

/** What is averaged over, as sentences name it: of an axis that is split, its share: "C (3/6)" where groups take 3 of 6 channels each. */
export function reducedNames(plan: Plan): string[] {
  return plan.view
    .filter(({ role }) => role === 'reduced')
    .map((dim) => {
      const whole = splitAxis(plan, dim);
      if (!whole) return dim.name;
      return whole.size === dim.size ? whole.name : `${whole.name} (${dim.size}/${whole.size})`;
    });
}

/** The axis of which a view dimension is only a part; null of a whole one. */
export function splitAxis(
  { view, axes, shape }: Plan,
  dim: ViewDim,
): { readonly name: string; readonly size: number } | null {
  if (!view.some((other) => other !== dim && other.axis === dim.axis)) return null;
  return { name: axes[dim.axis] ?? dim.name, size: shape[dim.axis] ?? dim.size };
}
