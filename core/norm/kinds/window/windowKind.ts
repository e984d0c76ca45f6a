import type { WindowPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { chunk } from './chunk.ts';
import { planWindow, type WindowFacts } from './plan.ts';

/** Every cell divides by a power of the mean square of its neighbours: LocalResponseNorm. */
export const WINDOW: Kind<WindowFacts, WindowPlan> = {
  plan: planWindow,
  sameStatistics: (a, b) =>
    a.size === b.size &&
    a.alpha === b.alpha &&
    a.beta === b.beta &&
    a.k === b.k &&
    channelName(a) === channelName(b),
  how: () => 'window',
  letters: () => ({ mean: null, spread: null }),
  chunk,
};

const channelName = ({ axes, reach }: WindowPlan) => reach && axes[reach.axis];
