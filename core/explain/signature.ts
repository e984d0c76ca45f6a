import type { Plan } from '../norm/spec.ts';

/** True when γ and β, if there are any, vary along the same axes. */
export function sameParameters(a: Plan, b: Plan): boolean {
  if (!a.hasWeight && !b.hasWeight) return true;
  if (a.hasWeight !== b.hasWeight || a.hasBias !== b.hasBias) return false;
  if (a.gammaOffset !== b.gammaOffset) return false;
  return paramAxes(a) === paramAxes(b);
}

function paramAxes(plan: Plan): string {
  const axes = plan.view.filter((dim) => dim.param && plan.shape[dim.axis]! > 1);
  return [...new Set(axes.map((dim) => plan.axes[dim.axis]!))].sort().join();
}
