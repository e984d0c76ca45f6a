/** The stations of the stage, in order; a station's index is its time. */
export const STAGE_STEPS = [
  'group',
  'gather',
  'mean',
  'deviation',
  'square',
  'variance',
  'epsSqrt',
  'divide',
  'scaleShift',
  'allGroups',
  'running',
] as const;

export type StageStep = (typeof STAGE_STEPS)[number];

/** Last moment of the stage. */
export const STAGE_END = STAGE_STEPS.length - 1;

/** The station nearest to a moment. */
export function stationOf(t: number): StageStep {
  return STAGE_STEPS[Math.max(0, Math.min(STAGE_END, Math.round(t)))] ?? 'group';
}

/** Share of the way from station `from` to the next one, 0 … 1, without easing. */
export function progress(t: number, from: number): number {
  return Math.max(0, Math.min(1, t - from));
}

/** Starts and ends slowly. */
export function ease(s: number): number {
  const c = Math.max(0, Math.min(1, s));
  return c * c * (3 - 2 * c);
}

/** The part of a movement between two of its moments, eased: 0 before, 1 after. */
export function span(s: number, start: number, end: number): number {
  return ease((s - start) / (end - start));
}
