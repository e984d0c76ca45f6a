import type { MomentsPlan } from '../../spec.ts';
import type { Arithmetic } from '../kind.ts';
import { withStyle } from './beside.ts';
import { run } from './kernel.ts';
import { whole } from './letters.ts';
import { MOMENTS_STATIONS } from './stations.ts';
import { divided, traceMoments } from './trace.ts';

/** Moments of every group, then every cell by those of its own. */
export const MOMENTS_ARITHMETIC: Arithmetic<MomentsPlan> = {
  complete: withStyle,
  run,
  trace: traceMoments,
  stations: MOMENTS_STATIONS,
  plain: ({ extra }) => extra === null,
  whole,
  divided,
  alone: () => null,
};
