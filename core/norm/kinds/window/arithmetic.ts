import type { WindowPlan } from '../../spec.ts';
import type { Arithmetic } from '../kind.ts';
import { alone } from './chunk.ts';
import { run } from './kernel.ts';
import { WHOLE, WINDOW_STATIONS } from './stations.ts';
import { divided, traceNeighbours } from './trace.ts';

/** The mean square of every cell's neighbours, then the cell by a power of it. */
export const WINDOW_ARITHMETIC: Arithmetic<WindowPlan> = {
  run,
  trace: traceNeighbours,
  stations: WINDOW_STATIONS,
  plain: () => true,
  whole: () => WHOLE,
  divided,
  alone,
};
