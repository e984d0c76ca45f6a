import { erf } from '../../../core/norm/kinds/cells.ts';
import type { Formula, FunctionName } from '../../../core/formula/formula.ts';

const FUNCTIONS: Readonly<Record<FunctionName, (...values: number[]) => number>> = {
  max: Math.max,
  abs: Math.abs,
  tanh: Math.tanh,
  erf,
  silu: (z) => z / (1 + Math.exp(-z)),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  std: () => Number.NaN,
};

/** What a formula comes to; undefined where it has letters, or terms that are not written out. */
export function evaluate(formula: Formula): number | undefined {
  switch (formula.node) {
    case 'number':
      return formula.value;
    case 'name':
    case 'code':
    case 'sigma':
    case 'mean':
    case 'list':
    case 'equation':
      return undefined;
    case 'sum':
      if (formula.terms.length < formula.total) return undefined;
      return of((...terms) => terms.reduce((sum, term) => sum + term, 0), ...formula.terms);
    case 'difference':
      return of((from, less) => from - less, formula.from, formula.less);
    case 'product':
      return of((...factors) => factors.reduce((all, each) => all * each, 1), ...formula.factors);
    case 'fraction':
      return of((above, below) => above / below, formula.above, formula.below);
    case 'power':
      return of((base, exponent) => base ** exponent, formula.base, formula.exponent);
    case 'root':
      return of(Math.sqrt, formula.of);
    case 'function':
      return of(FUNCTIONS[formula.called], ...formula.of);
    default:
      return formula satisfies never;
  }
}

function of(
  compute: (...values: number[]) => number,
  ...parts: readonly Formula[]
): number | undefined {
  const values = parts.map(evaluate);
  return values.every((value) => value !== undefined) ? compute(...values) : undefined;
}

/** Every equation of a formula, those in a row too. */
export function equations(formula: Formula): readonly (readonly Formula[])[] {
  if (formula.node === 'equation') return [formula.sides];
  return formula.node === 'list' ? formula.terms.flatMap(equations) : [];
}
