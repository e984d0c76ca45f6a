import type { CellTrace } from './cellTrace.ts';
import { number, type Formula } from '../formula/formula.ts';

/** The listed cells as terms, how many there are in all, and which is the traced one: arguments of sum() and list(). */
export function termsOf(
  trace: CellTrace,
  of: (value: number, own: boolean) => Formula = valueTerm,
): readonly [terms: readonly Formula[], total: number, own: number] {
  const own = trace.cells.findIndex(({ flat }) => flat === trace.flat);
  return [trace.cells.map(({ value }, i) => of(value, i === own)), trace.total, own];
}

/** A cell's value, marked where it is the traced one. */
export function valueTerm(value: number, own: boolean): Formula {
  return number(own ? 'own' : 'plain', value);
}
