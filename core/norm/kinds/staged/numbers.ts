import { number, type NumberFormula } from '../../../formula/formula.ts';
import type { CellTrace } from '../../../station/cellTrace.ts';

export const xOf = (trace: CellTrace): NumberFormula => number('own', trace.x);
export const yOf = (trace: CellTrace): NumberFormula => number('output', trace.y);
export const few = (role: 'gamma' | 'beta' | 'plain', value: number): NumberFormula =>
  number(role, value, 'few');

/** A number of the trace's own. @throws RangeError where the trace has none of that name */
export function extra(trace: CellTrace, key: string): number {
  const found = trace.extra[key];
  if (found === undefined) throw new RangeError(`extra: the trace has no ${key}`);
  return found;
}
