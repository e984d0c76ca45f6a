import type { Plan } from '../norm/spec.ts';

/** The stations that every layer has, in order; a station's index is its time. */
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

export type StageStep = (typeof STAGE_STEPS)[number] | 'replicas';

/** Last moment of the stage. */
export const STAGE_END = STAGE_STEPS.length - 1;

/** A moment at which the stage is at rest. */
export interface Station {
  readonly id: StageStep;
  readonly time: number;
}

/** When devices have their own moments, on the way from the gathered cells to the mean of all. */
export const MERGING = 1.5;

const PLAIN: readonly Station[] = STAGE_STEPS.map((id, time) => ({ id, time }));
const WITH_DEVICES: readonly Station[] = [
  ...PLAIN.slice(0, 2),
  { id: 'replicas', time: MERGING },
  ...PLAIN.slice(2),
];

/** Whether simulated devices each take moments of their share, to be merged. */
export function mergesMoments(plan: Pick<Plan, 'replicas' | 'source'>): boolean {
  return plan.source === 'batch' && (plan.replicas?.length ?? 0) > 1;
}

/** The stations that there are, with one more where moments are merged. */
export function stationsOf(merges: boolean): readonly Station[] {
  return merges ? WITH_DEVICES : PLAIN;
}

/** Index of the station nearest to a moment, of two the later one. */
export function nearestStation(stations: readonly Station[], t: number): number {
  let nearest = 0;
  stations.forEach(({ time }, i) => {
    if (Math.abs(time - t) <= Math.abs((stations[nearest]?.time ?? 0) - t)) nearest = i;
  });
  return nearest;
}

/** The station nearest to a moment. */
export function stationOf(t: number, merges = false): StageStep {
  const stations = stationsOf(merges);
  return stations[nearestStation(stations, t)]?.id ?? 'group';
}

/** Where a moment lies among stations that stand equally far apart: 2.5 is midway from the third to the fourth. */
export function placeOf(stations: readonly Station[], t: number): number {
  const next = stations.findIndex(({ time }) => time > t);
  if (next < 0) return stations.length - 1;
  if (next === 0) return 0;
  const [from, to] = [stations[next - 1]!.time, stations[next]!.time];
  return next - 1 + (t - from) / (to - from);
}

/** The moment at a place among the stations: what placeOf() undoes. */
export function timeAt(stations: readonly Station[], place: number): number {
  const before = Math.max(0, Math.min(stations.length - 1, Math.floor(place)));
  const from = stations[before]?.time ?? 0;
  const to = stations[before + 1]?.time ?? from;
  return from + (to - from) * Math.max(0, Math.min(1, place - before));
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
