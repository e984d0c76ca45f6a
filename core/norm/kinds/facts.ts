import type { MomentsFacts, MomentsOwn } from './moments/plan.ts';
import type { PointwiseFacts, PointwiseOwn } from './pointwise/plan.ts';
import type { StagedFacts, StagedOwn } from './staged/plan.ts';
import type { WindowFacts, WindowOwn } from './window/plan.ts';

/** What rows of each kind say beyond what all say: the list of the kinds, one line each. */
export type KindFacts = MomentsFacts | WindowFacts | PointwiseFacts | StagedFacts;

/** What plans of each kind have beyond what all have. */
export type KindOwn = MomentsOwn | WindowOwn | PointwiseOwn | StagedOwn;
