import { storedView } from '../../groups.ts';
import type { MomentsPlan } from '../../spec.ts';
import type { ViewDim } from '../../view.ts';
import type { ChunkUnit } from '../kind.ts';

/**
 * Once where every statistic lies in one chunk or is known before, twice where it runs through the file.
 */
export function chunk(plan: MomentsPlan, fortran: boolean): ChunkUnit {
  const known = plan.source === 'running' && plan.tracks;
  return { together: valuesTogether(storedView(plan, fortran)), readingsApart: known ? 1 : 2 };
}

/**
 * Values that have to be together so that every statistic is of one chunk alone: all from the outermost reduced dimension on.
 * @param view  in the order of the file
 */
export function valuesTogether(view: readonly ViewDim[]): number {
  const first = view.findIndex((dim) => dim.role === 'reduced' && dim.size > 1);
  return first < 0 ? 1 : view.slice(first).reduce((product, dim) => product * dim.size, 1);
}
