import type { LayerChannels, SeriesName } from './channels.ts';

/** Channels in the order in which they are shown: by number, or the largest of a series first. */
export function channelOrder(
  { features, series }: LayerChannels,
  by: SeriesName | 'channel',
): readonly number[] {
  const all = Array.from({ length: features }, (_, i) => i);
  const values = by === 'channel' ? undefined : series[by];
  if (!values) return all;
  // What is no number comes first: it is what one looks for.
  const size = (i: number) => (Number.isNaN(values[i]!) ? Infinity : values[i]!);
  return all.sort((a, b) => (size(b) === size(a) ? a - b : size(b) - size(a)));
}
