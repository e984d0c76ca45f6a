import type { MomentsPlan, Plan } from '../../spec.ts';

/** The plan of a layer whose cells share moments in groups, else null: for what only such layers have, such as eps. */
export function asMoments(plan: Plan): MomentsPlan | null {
  return plan.kind === 'moments' ? plan : null;
}
