import type { How } from './kinds/kind.ts';
import { kindOf } from './kinds/kinds.ts';
import type { LayerName } from './layers.ts';
import { ownerOf, type Owner } from './owner.ts';
import type { Plan } from './spec.ts';

/** What a plan does, in parts from which a sentence of any language is made. */
export interface Description {
  readonly layer: LayerName;
  /** Names of what is averaged over: ["N", "L"], ["C/G", "H", "W"]. */
  readonly reduced: readonly string[];
  readonly kept: readonly string[];
  readonly groupSize: number;
  readonly groups: number;
  readonly owner: Owner;
  readonly how: How;
}

/** The parts of the sentence about a plan. */
export function describe(plan: Plan): Description {
  const named = (role: 'kept' | 'reduced') =>
    plan.view.filter((dim) => dim.role === role).map((dim) => dim.name);
  return {
    layer: plan.spec.layer,
    reduced: named('reduced'),
    kept: named('kept'),
    groupSize: plan.taking ?? plan.groupSize,
    groups: plan.groups,
    owner: ownerOf(plan),
    how: kindOf(plan).how(plan),
  };
}
