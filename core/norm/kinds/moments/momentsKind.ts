import type { MomentsPlan } from '../../spec.ts';
import type { Kind } from '../kind.ts';
import { withStyle } from './beside.ts';
import { byHand } from './byHand.ts';
import { chunk } from './chunk.ts';
import { run } from './kernel.ts';
import { onnx } from './onnx.ts';
import { planMoments, type MomentsFacts } from './plan.ts';
import { SPREAD_LETTERS, whole } from './letters.ts';
import { sameStatistics } from './sameStatistics.ts';
import { MOMENTS_STATIONS } from './stations.ts';
import { divided, traceMoments } from './trace.ts';

const HOW = { std: 'mean', rms: 'rms', l2: 'length' } as const;

/** Groups of cells share a mean and a variance, or a mean of squares: BatchNorm, LayerNorm, RMSNorm … */
export const MOMENTS: Kind<MomentsFacts, MomentsPlan> = {
  plan: planMoments,
  complete: withStyle,
  run,
  sameStatistics,
  trace: traceMoments,
  how: (plan) => (plan.source === 'running' ? 'running' : HOW[plan.divides]),
  letters: (plan) => ({
    mean: plan.subtracts === 'mean' ? 'μ' : null,
    spread: SPREAD_LETTERS[plan.divides],
  }),
  stations: MOMENTS_STATIONS,
  whole,
  divided,
  byHand,
  onnx,
  chunk,
  alone: () => null,
};
