import type { MomentsPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { byHand } from './byHand.ts';
import { chunk } from './chunk.ts';
import { divided } from './divided.ts';
import { run } from './kernel.ts';
import { onnx } from './onnx.ts';
import { planMoments, type MomentsFacts } from './plan.ts';
import { whole } from './letters.ts';
import { sameStatistics } from './sameStatistics.ts';
import { MOMENTS_STATIONS } from './stations.ts';
import { traceMoments } from './trace.ts';

/** Groups of cells share a mean and a variance, or a mean of squares: BatchNorm, LayerNorm, RMSNorm … */
export const MOMENTS: Kind<MomentsFacts, MomentsPlan> = {
  plan: planMoments,
  run,
  sameStatistics,
  trace: traceMoments,
  stations: MOMENTS_STATIONS,
  whole,
  divided,
  byHand,
  onnx,
  chunk,
  alone: () => null,
};
