import type { CellTrace } from '../../../station/cellTrace.ts';
import type { Letter } from '../../../station/station.ts';
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
import { gatesFirst, gatesLast } from './plan.ts';

/** The same in a letter or two, beside a number. */
export const SPREAD_LETTERS = {
  std: { text: 'σ²' },
  rms: { text: 'x²', bar: true },
  l2: { text: 'Σx²' },
} as const satisfies Record<MomentsPlan['divides'], Letter>;
export const MEAN_LETTER: Letter = { text: 'μ' };

/** What enters the statistics: x, or v where a gate makes v of x; and each of a group. */
export const entered = (plan: MomentsPlan): Formula => name(gatesFirst(plan) ? 'v' : 'x');
export const enteredEach = (plan: MomentsPlan): Formula => name(gatesFirst(plan) ? 'vi' : 'xi');

/** Whether something follows γ and β, or stands between them and the division. */
export const follows = (plan: MomentsPlan): boolean =>
  gatesLast(plan) || plan.extra?.is === 'threshold' || plan.extra?.is === 'renorm';

/** Whether the division already gives y. */
export const endsWithDivision = (plan: MomentsPlan): boolean => !plan.hasWeight && !follows(plan);

/** σ², or the mean of squares where no mean is subtracted. */
export function spread(plan: MomentsPlan): Formula {
  switch (plan.divides) {
    case 'std':
      return name('sigma2');
    case 'rms':
      return mean(squared(entered(plan)));
    case 'l2':
      return sigma(squared(enteredEach(plan)));
    default:
      return plan.divides satisfies never;
  }
}

/** x − μ, or x. */
export function centred(plan: MomentsPlan): Formula {
  return plan.subtracts === 'mean' ? difference(entered(plan), name('mu')) : entered(plan);
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
  const above = gatesFirst(plan) ? gated(name('x'), name('z')) : centred(plan);
  const ratio = corrected(plan, fraction(above, divisor(plan)), name('r'), name('d'));
  const scaled = plan.hasWeight ? product(gainOf(plan, name('gamma')), ratio) : ratio;
  const shifted = plan.hasWeight && plan.hasBias ? sum([scaled, name('beta')]) : scaled;
  return finished(plan, shifted, name('z'), name('tau'));
}

/** A value times what its gate lets through. */
export const gated = (value: Formula, gate: Formula): Formula =>
  product(value, called('silu', gate));

/** x̂, or x̂ · r + d. */
export function corrected({ extra }: MomentsPlan, xhat: Formula, r: Formula, d: Formula): Formula {
  return extra?.is === 'renorm' ? sum([product(xhat, r), d]) : xhat;
}

/** The last step, where γ and β are not the last. */
function finished(plan: MomentsPlan, value: Formula, gate: Formula, tau: Formula): Formula {
  if (gatesLast(plan)) return gated(value, gate);
  return plan.extra?.is === 'threshold' ? called('max', value, tau) : value;
}

/** A number of the trace's own, 0 where it has none of that name. */
export const extraOf = (trace: CellTrace, key: string): number => trace.extra[key] ?? 0;

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
  const number = (key: string) => few('plain', extraOf(trace, key));
  const ratio = corrected(
    plan,
    ratioNumbers(plan, trace, divisorNumbers(plan, trace)),
    number('r'),
    number('d'),
  );
  const scaled =
    trace.weight === null ? ratio : product(gainOf(plan, few('gamma', trace.weight)), ratio);
  const shifted = trace.bias === null ? scaled : sum([scaled, few('beta', trace.bias)]);
  return finished(plan, shifted, number('gate'), few('beta', extraOf(trace, 'tau')));
}

/** A letter's square: the term of a sum of squares. */
export const squareTerm = (plan: MomentsPlan): Formula =>
  squared(
    plan.subtracts === 'mean' ? difference(enteredEach(plan), name('mu')) : enteredEach(plan),
  );
