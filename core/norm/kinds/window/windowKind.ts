import type { WindowPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { byHand } from './byHand.ts';
import { alone, chunk } from './chunk.ts';
import { run } from './kernel.ts';
import { onnx } from './onnx.ts';
import { planWindow, type WindowFacts } from './plan.ts';
import { WHOLE, WINDOW_STATIONS } from './stations.ts';
import { divided, traceNeighbours } from './trace.ts';

/** Every cell divides by a power of the mean square of its neighbours: LocalResponseNorm. */
export const WINDOW: Kind<WindowFacts, WindowPlan> = {
  plan: planWindow,
  run,
  sameStatistics: (a, b) =>
    a.size === b.size &&
    a.alpha === b.alpha &&
    a.beta === b.beta &&
    a.k === b.k &&
    channelName(a) === channelName(b),
  trace: traceNeighbours,
  how: () => 'window',
  letters: () => ({ mean: null, spread: null }),
  stations: WINDOW_STATIONS,
  whole: () => WHOLE,
  divided,
  byHand,
  onnx,
  chunk,
  alone,
};

const channelName = ({ axes, reach }: WindowPlan) => reach && axes[reach.axis];
