import type { Plan, PlanOf } from '../spec.ts';
import type { Arithmetic } from './kind.ts';
import { MOMENTS_ARITHMETIC } from './moments/arithmetic.ts';
import { POINTWISE_ARITHMETIC } from './pointwise/arithmetic.ts';
import { STAGED_ARITHMETIC } from './staged/arithmetic.ts';
import { WINDOW_ARITHMETIC } from './window/arithmetic.ts';

const ARITHMETIC: { readonly [K in Plan['kind']]: Arithmetic<PlanOf<K>> } = {
  moments: MOMENTS_ARITHMETIC,
  window: WINDOW_ARITHMETIC,
  pointwise: POINTWISE_ARITHMETIC,
  staged: STAGED_ARITHMETIC,
};

/** How a plan is computed and told, for that plan alone. */
export function arithmeticOf({ kind }: Pick<Plan, 'kind'>): Arithmetic<Plan> {
  return ARITHMETIC[kind];
}
