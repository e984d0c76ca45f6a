import type { CellTrace } from '../../../station/cellTrace.ts';

/** A number of the trace's own. @throws RangeError where the trace has none of that name */
export function extra(trace: CellTrace, key: string): number {
  const found = trace.extra[key];
  if (found === undefined) throw new RangeError(`extra: the trace has no ${key}`);
  return found;
}
