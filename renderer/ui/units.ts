import type { DisplayTensor } from '../../core/figure/displayTensor.ts';
import type { Plan } from '../../core/norm/spec.ts';
import { indexText, type IndexNames } from './indexNames.ts';

/** Index of a group by the names of its axes: "C 2", "N 0 · G 1"; empty when there is one group only. */
export function groupName(
  plan: Plan,
  group: number,
  separator = ' · ',
  equals = ' ',
  names: IndexNames = {},
): string {
  return groupParts(plan, group, equals, names).join(separator);
}

/** The same in two lines, for a narrow place: the last name has its own. */
export function groupLines(plan: Plan, group: number): readonly string[] {
  const parts = groupParts(plan, group, ' ', {});
  return parts.length < 2 ? parts : [parts.slice(0, -1).join(' · '), parts.at(-1)!];
}

/** An axis that is seen as one grouping has no index of it. */
function groupParts(plan: Plan, group: number, equals: string, names: IndexNames): string[] {
  let rest = group;
  const parts: string[] = [];
  for (let i = plan.statAxes.length - 1; i >= 0; i--) {
    const [name, size] = [plan.statAxes[i] ?? '', plan.statShape[i] ?? 1];
    if (size > 1 || plan.axes.includes(name))
      parts.unshift(indexText(name, rest % size, names, equals));
    rest = Math.floor(rest / size);
  }
  return parts;
}

/** Index of a cell by the names of its axes: "N 0, C 2, L 1". */
export function cellName(
  axes: readonly string[],
  index: readonly number[],
  names: IndexNames = {},
): string {
  return axes.map((name, axis) => indexText(name, index[axis] ?? 0, names)).join(', ');
}

/** The cells under a block by the names of its axes: "N 0, C 4–7, L 1". */
export function blockName(t: DisplayTensor, first: readonly number[]): string {
  const ranges = t.axes.map((name, axis) => {
    const from = first[axis] ?? 0;
    const to = Math.min(t.fullShape[axis] ?? 1, from + (t.pool[axis] ?? 1)) - 1;
    return to > from ? `${name} ${from}–${to}` : `${name} ${from}`;
  });
  return ranges.join(', ');
}
