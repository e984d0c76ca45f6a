import type { Seen, Sharing, ViewDim } from '../../view.ts';
import { sharedByKept } from '../moments/plan.ts';

/**
 * How statistics of several groupings meet: lengths of channels against their mean (GlobalResponseNorm), three means and
 * variances blended (SwitchNorm), a deviation under a bent numerator (EvoNorm S0) or the larger of two (EvoNorm B0).
 */
export type Recipe = 'response' | 'switch' | 'evoS0' | 'evoB0';

/** What a row says about layers whose formula takes statistics of several groupings, or x itself once more. */
export interface StagedFacts {
  readonly kind: 'staged';
  readonly recipe: Recipe;
  /** What the statistics of the view's own groups are. */
  readonly divides: 'std' | 'l2';
}

/** What a plan of this kind has beyond the others. */
export interface StagedOwn extends StagedFacts {
  readonly eps: number;
  /** False where the layer only multiplies by γ and adds β: EvoNorm without its activation. */
  readonly acts: boolean;
}

/** Groups by the kept dimensions of the view: those of the first stage. */
export function planStaged(
  { kind, recipe, divides }: StagedFacts,
  view: readonly ViewDim[],
  { options }: Pick<Seen, 'options'>,
): StagedOwn & Sharing {
  return {
    kind,
    recipe,
    divides,
    ...sharedByKept(view),
    eps: Number(options.eps),
    acts: options.apply_act !== false,
  };
}

/** Whether whole samples of a file can be taken one after another: no statistic is of more than one, and they lie together. */
export const takesSamples = ({ recipe }: Pick<StagedFacts, 'recipe'>, fortran: boolean): boolean =>
  recipe === 'response' && !fortran;

/** Whether a channel is done by itself: no statistic is of more than one. */
export const takesChannels = ({ recipe }: Pick<StagedFacts, 'recipe'>): boolean =>
  recipe === 'evoB0';
