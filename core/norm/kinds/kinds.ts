import type { Plan, PlanOf } from '../spec.ts';
import type { KindFacts } from './facts.ts';
import type { Kind } from './kind.ts';
import { MOMENTS } from './moments/momentsKind.ts';
import { POINTWISE } from './pointwise/pointwiseKind.ts';
import { STAGED } from './staged/stagedKind.ts';
import { WINDOW } from './window/windowKind.ts';

type FactsOf<K extends Plan['kind']> = Extract<KindFacts, { readonly kind: K }>;

/** Every kind of computation. */
export const KINDS: { readonly [K in Plan['kind']]: Kind<FactsOf<K>, PlanOf<K>> } = {
  moments: MOMENTS,
  window: WINDOW,
  pointwise: POINTWISE,
  staged: STAGED,
};

/** The kind of a plan or a row, for that plan or row alone. */
export function kindOf({ kind }: Pick<Plan, 'kind'>): Kind<KindFacts, Plan> {
  return KINDS[kind];
}
