import type { Plan, PlanOf } from '../spec.ts';
import type { Programs } from './kind.ts';
import * as moments from './moments/programs.ts';
import * as pointwise from './pointwise/programs.ts';
import * as staged from './staged/programs.ts';
import * as window from './window/programs.ts';

const PROGRAMS: { readonly [K in Plan['kind']]: Programs<PlanOf<K>> } = {
  moments,
  window,
  pointwise,
  staged,
};

/** How a plan is written where no framework has the layer, for that plan alone. */
export function programsOf({ kind }: Pick<Plan, 'kind'>): Programs<Plan> {
  return PROGRAMS[kind];
}
