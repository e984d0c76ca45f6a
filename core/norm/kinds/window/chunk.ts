import { storedView } from '../../groups.ts';
import type { WindowPlan } from '../../spec.ts';
import type { ChunkUnit } from '../kind.ts';

/** One whole slice of the file's outermost axis: a window never reaches beyond a sample. */
export function chunk(plan: WindowPlan, fortran: boolean): ChunkUnit {
  const [, ...inner] = storedView(plan, fortran);
  return { together: inner.reduce((product, dim) => product * dim.size, 1), readingsApart: null };
}
