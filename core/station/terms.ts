import type { CellTrace } from './cellTrace.ts';
import { number, ofCell, type Formula } from '../formula/formula.ts';

/** The listed cells as terms, how many there are in all, and which is the traced one: arguments of sum() and list(). */
export function termsOf(
  trace: CellTrace,
  of: (value: number, own: boolean, cell: number) => Formula = valueTerm,
): readonly [terms: readonly Formula[], total: number, own: number] {
  const own = trace.cells.findIndex(({ flat }) => flat === trace.flat);
  return [trace.cells.map(({ value, flat }, i) => of(value, i === own, flat)), trace.total, own];
}

/** A cell's value, marked where it is the traced one. */
export function valueTerm(value: number, own: boolean, cell: number): Formula {
  return ofCell(number(own ? 'own' : 'plain', value), cell);
}
