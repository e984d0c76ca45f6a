import type { Plan, ViewDim } from '../norm/spec.ts';

/**
 * True when two plans, on the same axes in whatever order, take their statistics over the same cells and use
 * them alike. Axes of size 1 decide nothing.
 */
export function sameStatistics(a: Plan, b: Plan): boolean {
  return (
    a.kind === b.kind &&
    a.source === b.source &&
    a.center === b.center &&
    a.eps === b.eps &&
    a.epsOutside === b.epsOutside &&
    a.unbiased === b.unbiased &&
    names(a, (dim) => dim.role === 'reduced') === names(b, (dim) => dim.role === 'reduced')
  );
}

/** True when γ and β, if there are any, vary along the same axes. */
export function sameParameters(a: Plan, b: Plan): boolean {
  if (!a.hasWeight && !b.hasWeight) return true;
  if (a.hasWeight !== b.hasWeight || a.hasBias !== b.hasBias) return false;
  return paramAxes(a) === paramAxes(b);
}

/** The chosen axes by name, and where only a part of one is chosen, into how many parts it is split. */
function names(plan: Plan, chosen: (dim: ViewDim) => boolean): string {
  return plan.view
    .filter((dim) => dim.size > 1 && chosen(dim))
    .map((dim) => {
      const whole = plan.shape[dim.axis]!;
      const name = plan.axes[dim.axis]!;
      return dim.size === whole ? name : `${name}/${whole / dim.size}`;
    })
    .sort()
    .join();
}

function paramAxes(plan: Plan): string {
  const axes = plan.view.filter((dim) => dim.param && plan.shape[dim.axis]! > 1);
  return [...new Set(axes.map((dim) => plan.axes[dim.axis]!))].sort().join();
}
