import type { CellTrace } from '../../../station/cellTrace.ts';
import {
  called,
  difference,
  exact,
  fraction,
  mean,
  name,
  number,
  product,
  root,
  sigma,
  squared,
  sum,
  type Formula,
  type NumberFormula,
} from '../../../formula/formula.ts';
import type { MomentsPlan } from '../../spec.ts';

/** The same in a letter or two, beside a number. */
export const SPREAD_LETTERS = { std: 'σ²', rms: 'x²', l2: 'Σx²' } as const;

/** σ², or the mean of squares where no mean is subtracted. */
export function spread(plan: MomentsPlan): Formula {
  switch (plan.divides) {
    case 'std':
      return name('sigma2');
    case 'rms':
      return mean(squared(name('x')));
    case 'l2':
      return sigma(squared(name('xi')));
    default:
      return plan.divides satisfies never;
  }
}

/** x − μ, or x. */
export function centred(plan: MomentsPlan): Formula {
  return plan.subtracts === 'mean' ? difference(name('x'), name('mu')) : name('x');
}

/** √(σ² + ε), or √σ² + ε in that teaching variant. */
export function divisor(plan: MomentsPlan): Formula {
  return rooted(plan, spread(plan), name('eps'));
}

function rooted(plan: MomentsPlan, of: Formula, eps: Formula): Formula {
  switch (plan.epsPlace) {
    case 'inside':
      return root(sum([of, eps]));
    case 'outside':
      return sum([root(of), eps]);
    case 'floor':
      return called('max', root(of), eps);
    case 'absolute':
      return root(sum([of, called('abs', eps)]));
    default:
      return plan.epsPlace satisfies never;
  }
}

/** γ, or 1 + γ. */
export function gainOf({ gammaOffset }: MomentsPlan, gamma: Formula): Formula {
  return gammaOffset === 0 ? gamma : sum([exact(gammaOffset), gamma]);
}

/** y in letters, all at once. */
export function whole(plan: MomentsPlan): Formula {
  const ratio = fraction(centred(plan), divisor(plan));
  if (!plan.hasWeight) return ratio;
  const scaled = product(gainOf(plan, name('gamma')), ratio);
  return plan.hasBias ? sum([scaled, name('beta')]) : scaled;
}

/** The numbers of a cell. */
export const xOf = (trace: CellTrace): NumberFormula => number('own', trace.x);
export const meanOf = (trace: CellTrace): NumberFormula => number('mean', trace.mean);
export const yOf = (trace: CellTrace): NumberFormula => number('output', trace.y);
export const epsOf = (trace: CellTrace): NumberFormula => exact(trace.eps, 'eps');
export const few = (role: 'gamma' | 'beta' | 'plain', value: number): NumberFormula =>
  number(role, value, 'few');

/** The variance that the layer divides by. */
export function spreadOf(plan: MomentsPlan, trace: CellTrace): NumberFormula {
  const unbiased = plan.ddof === 1 && plan.source === 'batch';
  return number('variance', unbiased ? trace.varianceUnbiased : trace.variance);
}

/** True where there is nothing to divide by: PyTorch then says what the inverse is. */
export function isZero(plan: MomentsPlan, trace: CellTrace): boolean {
  return spreadOf(plan, trace).value === 0 && trace.eps === 0;
}

/** The number that the layer divides by. */
export function divisorOf(plan: MomentsPlan, trace: CellTrace): NumberFormula {
  return number('variance', isZero(plan, trace) ? 0 : 1 / trace.rstd);
}

/** x − μ with its numbers, or x. */
export function centredNumbers(plan: MomentsPlan, trace: CellTrace): Formula {
  return plan.subtracts === 'mean' ? difference(xOf(trace), meanOf(trace)) : xOf(trace);
}

/** √(σ² + ε) with its numbers. */
export function divisorNumbers(plan: MomentsPlan, trace: CellTrace): Formula {
  return rooted(plan, spreadOf(plan, trace), epsOf(trace));
}

/** The quotient with its numbers; a product where there is nothing to divide by. */
export function ratioNumbers(plan: MomentsPlan, trace: CellTrace, below: Formula): Formula {
  const above = centredNumbers(plan, trace);
  return isZero(plan, trace) ? product(above, exact(trace.rstd)) : fraction(above, below);
}

/** y with its numbers, all at once. */
export function wholeNumbers(plan: MomentsPlan, trace: CellTrace): Formula {
  const ratio = ratioNumbers(plan, trace, divisorNumbers(plan, trace));
  if (trace.weight === null) return ratio;
  const scaled = product(gainOf(plan, few('gamma', trace.weight)), ratio);
  return trace.bias === null ? scaled : sum([scaled, few('beta', trace.bias)]);
}

/** A letter's square: the term of a sum of squares. */
export const squareTerm = (plan: MomentsPlan): Formula =>
  squared(plan.subtracts === 'mean' ? difference(name('xi'), name('mu')) : name('xi'));
