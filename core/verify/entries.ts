import type { Explanation } from './explanation.ts';
import type { NearMiss, Verification } from './verification.ts';

/** An entry of the list: an explanation, or what nearly is one. */
export interface Entry {
  readonly entry: Explanation | NearMiss;
  readonly explains: boolean;
}

/** Explanations, then near misses. */
export function entriesOf({ explanations, nearMisses }: Verification): readonly Entry[] {
  return [
    ...explanations.map((entry) => ({ entry, explains: true })),
    ...nearMisses.map((entry) => ({ entry, explains: false })),
  ];
}

/** Decades that the bars show below the limit of rounding, at least. */
const BELOW = 1e-3;
/** Of a bar, for a difference that is not 0. */
const LEAST = 0.04;

/** Where a residual ends on its bar, 0 … 1, by decades; the limit of rounding has a place of its own. */
export function residualScale(
  entries: readonly Entry[],
  tolerance: number,
): (residual: number) => number {
  const sizes = entries.map(({ entry }) => entry.maxAbs).filter(Number.isFinite);
  const low = Math.min(tolerance * BELOW, ...sizes.filter((size) => size > 0));
  const high = Math.max(tolerance * 10, ...sizes);
  const [from, to] = [Math.log10(Math.max(low, 1e-30)), Math.log10(high)];
  return (residual) => {
    if (!(residual > 0)) return 0;
    const share = (Math.log10(residual) - from) / Math.max(1e-9, to - from);
    return LEAST + (1 - LEAST) * Math.min(1, Math.max(0, share));
  };
}
