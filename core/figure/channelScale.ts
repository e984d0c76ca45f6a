import { scaleLinear, scaleLog } from 'd3-scale';

/** Where values of channels stand on a chart: logarithmic where they span decades. */
export interface ChannelScale {
  readonly log: boolean;
  /** Pixel of a value; of what has no place (NaN, or 0 and less on a logarithmic scale) the base. */
  readonly y: (value: number) => number;
  /** Pixel from which bars stand: 0, or the foot. */
  readonly base: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  readonly min: number;
  readonly max: number;
}

/** Largest over smallest from which a scale is logarithmic. */
const DECADES = 100;
const TICKS = 4;

/**
 * The scale of one or two series.
 * @param foot, top  pixels
 */
export function channelScale(
  series: readonly ArrayLike<number>[],
  foot: number,
  top: number,
): ChannelScale {
  const finite = series.flatMap((values) => Array.from(values).filter(Number.isFinite));
  const least = (values: readonly number[]) =>
    values.reduce((low, value) => Math.min(low, value), Infinity);
  const max = finite.reduce((high, value) => Math.max(high, value), -Infinity);
  const [low, high] = finite.length > 0 ? [least(finite), max] : [0, 1];
  const positive = finite.filter((value) => value > 0);
  const smallest = least(positive);
  // A negative value or two is damage, and leaves the scale of the others.
  const mostly = positive.length >= 0.95 * finite.length && positive.length > 0;
  const log = mostly && low >= -0.1 * high && high / smallest > DECADES;
  if (log) {
    const scale = scaleLog([smallest, high], [foot, top]).nice();
    const format = scale.tickFormat(TICKS, '~g');
    const ticks = scale.ticks(TICKS).map((value) => ({ value, text: format(value) }));
    const y = (value: number) => (value > 0 ? scale(value) : foot);
    return { log, y, base: foot, ticks: ticks.filter(({ text }) => text), min: low, max: high };
  }
  const scale = scaleLinear([Math.min(0, low), Math.max(0, high)], [foot, top]).nice(TICKS);
  const format = scale.tickFormat(TICKS);
  return {
    log,
    y: (value) => scale(Number.isFinite(value) ? value : 0),
    base: scale(0),
    ticks: scale.ticks(TICKS).map((value) => ({ value, text: format(value) })),
    min: low,
    max: high,
  };
}
