import { STATION_TIMES, type Station } from './station.ts';

/** Where the stage stands at a moment: at a station, or on the way from one to the next. */
export interface Moment {
  /** Index of the nearest station. */
  readonly nearest: number;
  readonly from: Station;
  /** The same as `from` at the last one. */
  readonly to: Station;
  /** Share of the way, 0 … 1. */
  readonly share: number;
}

/** Where the stage of these stations stands at a moment; see restAt(). */
export function momentAt(stations: readonly Station[], t: number): Moment {
  const at = placeOf(stations, restAt(stations, t));
  const before = Math.floor(at);
  const from = stations[before]!;
  return {
    nearest: Math.round(at),
    from,
    to: stations[before + 1] ?? from,
    share: at - before,
  };
}

/**
 * The moment itself where the layer's stage has it, else that of the nearest station, of two the later one: a report
 * may name a step that the layer does not have. Halfway between two steps that follow one another it is on its way.
 */
export function restAt(stations: readonly Station[], t: number): number {
  const times = stations.map(({ time }) => time);
  const [first, last] = [times[0]!, times.at(-1)!];
  const within = Math.max(first, Math.min(last, Number.isFinite(t) ? t : first));
  const lacks = !times.includes(t) && Object.values(STATION_TIMES).some((time) => time === t);
  const next = times.find((time) => time > within) ?? last;
  const before = times.findLast((time) => time < within) ?? first;
  if (!lacks || next - before <= 1) return within;
  return times.reduce((nearest, time) =>
    Math.abs(time - t) <= Math.abs(nearest - t) ? time : nearest,
  );
}

/** Where a moment lies among stations that stand equally far apart: 2.5 is midway from the third to the fourth. */
export function placeOf(stations: readonly { readonly time: number }[], t: number): number {
  const next = stations.findIndex(({ time }) => time > t);
  if (next < 0) return stations.length - 1;
  if (next === 0) return 0;
  const [from, to] = [stations[next - 1]!.time, stations[next]!.time];
  return next - 1 + (t - from) / (to - from);
}

/** The moment at a place among the stations: what placeOf() undoes. */
export function timeAt(stations: readonly { readonly time: number }[], place: number): number {
  const before = Math.max(0, Math.min(stations.length - 1, Math.floor(place)));
  const from = stations[before]?.time ?? 0;
  const to = stations[before + 1]?.time ?? from;
  return from + (to - from) * Math.max(0, Math.min(1, place - before));
}
