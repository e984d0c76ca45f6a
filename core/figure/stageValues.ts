import { formulaText } from '../formula/formulaText.ts';
import type { Quantity } from '../station/station.ts';
import type { Moment } from '../station/moment.ts';
import { paramIndexOf } from '../norm/groups.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import { fullFlatOf, type DisplayTensor } from './displayTensor.ts';
import { span } from './motion.ts';

export interface StageNumbers {
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor;
  readonly statistics: Statistics | null;
  /** Flat display indices of the group's cells, and the group. */
  readonly cells: readonly number[];
  readonly group: number;
  /** The pinned cell among them. */
  readonly own: number;
}

/** The output cube's numbers at a moment. */
export interface StageValues {
  readonly tensor: DisplayTensor;
  readonly domain: number;
  /** True while numbers are on their way from one station to the next. */
  readonly moving: boolean;
  /** "(x − μ)²"; null when the output itself is shown. */
  readonly title: string | null;
}

/**
 * The output cube in the middle of the arithmetic: the group's cells hold what the station shows, or are on the way
 * between two of them; all other cells hold y.
 * @param domains  half-widths of the value scales of input and output
 */
export function stageValues(
  numbers: StageNumbers,
  { from, to, share }: Moment,
  domains: { readonly x: number; readonly y: number },
): StageValues {
  const [before, after] = [from.shows.cells, to.shows.cells];
  // Numbers change when what changes them has arrived.
  const s = before === after ? 0 : span(share, 0.62, 1);
  const data = Float64Array.from(numbers.y.data);
  let largest = 0;
  for (const flat of numbers.cells) {
    const a = quantity(numbers, flat, before);
    const b = s > 0 ? quantity(numbers, flat, after) : a;
    const value = s <= 0 ? a : s >= 1 ? b : a + (b - a) * s;
    data[flat] = value;
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  }
  const base = (q: Quantity) =>
    q === 'normalized' || q === 'output' || q === 'own' ? domains.y : domains.x;
  const domain = base(before) + (base(after) - base(before)) * s;
  const { title } = (s > 0.5 ? to : from).shows;
  return {
    tensor: { ...numbers.y, data },
    // Squares and deviations may be larger than anything in the input.
    domain: before === 'output' ? domain : Math.max(domain, largest),
    moving: s > 0 && s < 1,
    title: title && formulaText(title),
  };
}

function quantity(
  { plan, x, y, statistics, group, own }: StageNumbers,
  flat: number,
  q: Quantity,
): number {
  const value = x.data[flat] ?? NaN;
  const deviation = plan.subtracts === 'mean' ? value - (statistics?.mean[group] ?? 0) : value;
  switch (q) {
    case 'x':
      return value;
    case 'deviation':
      return deviation;
    case 'square':
      return deviation * deviation;
    case 'normalized':
      return deviation * (statistics?.rstd[group] ?? 1);
    case 'output':
      return y.data[flat] ?? NaN;
    case 'own':
      return (flat === own ? y : x).data[flat] ?? NaN;
    default:
      return q satisfies never;
  }
}

/** γ and β that a display cell meets; null for a layer without them. */
export function paramsOf(
  plan: Plan,
  x: DisplayTensor,
  flat: number,
  weight: ArrayLike<number> | null,
  bias: ArrayLike<number> | null,
): { readonly gamma: number | null; readonly beta: number | null } {
  const index = paramIndexOf(plan, fullFlatOf(x, flat));
  if (index < 0) return { gamma: null, beta: null };
  return {
    gamma: plan.hasWeight ? (weight?.[index] ?? plan.initialWeight) : null,
    beta: plan.hasBias ? (bias?.[index] ?? 0) : null,
  };
}
