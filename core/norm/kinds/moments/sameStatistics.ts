import type { MomentsPlan } from '../../spec.ts';

/** Axes of size 1 decide nothing. */
export function sameStatistics(a: MomentsPlan, b: MomentsPlan): boolean {
  return (
    besideOf(a) === besideOf(b) &&
    a.source === b.source &&
    a.subtracts === b.subtracts &&
    a.divides === b.divides &&
    a.eps === b.eps &&
    a.epsPlace === b.epsPlace &&
    a.ddof === b.ddof &&
    reducedNames(a) === reducedNames(b)
  );
}

/** What a layer does beside; one chunk is the whole batch. */
const besideOf = ({ extra }: MomentsPlan) =>
  extra?.is === 'chunks' && extra.sizes.length === 1 ? 'null' : JSON.stringify(extra);

/** The reduced axes by name, and where only a part of one is reduced, into how many parts it is split. */
function reducedNames(plan: MomentsPlan): string {
  return plan.view
    .filter((dim) => dim.size > 1 && dim.role === 'reduced')
    .map((dim) => {
      const whole = plan.shape[dim.axis]!;
      const name = plan.axes[dim.axis]!;
      return dim.size === whole ? name : `${name}/${whole / dim.size}`;
    })
    .sort()
    .join();
}
