/** Starts and ends slowly. */
export function ease(s: number): number {
  const c = Math.max(0, Math.min(1, s));
  return c * c * (3 - 2 * c);
}

/** The part of a movement between two of its moments, eased: 0 before, 1 after. */
export function span(s: number, start: number, end: number): number {
  return ease((s - start) / (end - start));
}
