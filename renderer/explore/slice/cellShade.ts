import { hex, valueDomains, valueScale } from '../../../core/figure/colour.ts';
import { groupColour } from '../../../core/figure/groupColour.ts';
import { channelColours, channelOf } from '../../../core/figure/picture.ts';
import { mix, textOn, THEMES } from '../../../core/figure/theme.ts';
import type { ColourRange, Theme } from '../../../core/figure/state.ts';
import type { ComputeReply } from '../../ui/host.ts';

/** Colours of a cell in a table, the same that its cube shows. */
export interface Shade {
  readonly fill: string;
  readonly ink: string;
}

/**
 * How table cells of the input or the output are coloured.
 * @param colour  by value, or one hue a statistic
 * @param range   where value colours end, if that was set by hand
 */
export function cellShades(
  reply: ComputeReply,
  which: 'x' | 'y',
  colour: 'value' | 'group',
  theme: Theme,
  range: ColourRange = {},
): (value: number, flat: number, group: number, faded: boolean) => Shade {
  const coloured = valueColour(reply, which, theme, range);
  const palette = THEMES[theme];
  return (value, flat, group, faded) => {
    const own =
      colour === 'group'
        ? groupColour(group, theme)
        : Number.isNaN(value)
          ? palette.nan
          : coloured(value, flat);
    if (!faded) return { fill: own, ink: textOn(own) };
    const fill = mix(palette.surface, own, palette.fade);
    // Faded numbers step back by their ground; they stay dark enough to be read.
    return { fill, ink: mix(fill, textOn(fill), 0.78) };
  };
}

/** Colour of a value by the flat index of its cell: a picture's channels have their own. */
function valueColour(
  reply: ComputeReply,
  which: 'x' | 'y',
  theme: Theme,
  range: ColourRange,
): (value: number, flat: number) => string {
  const { picture } = reply[which];
  if (!picture) return valueScale(range[which] ?? domainOf(reply, which), theme).colour;
  const channel = channelOf(reply.plan, picture);
  const { place, packed } = channelColours(picture, channel.size);
  return (value, flat) => hex(packed(place(channel.at(flat), value)));
}

/**
 * Half-width of the value colours: that of the cubes where they show every cell. Means over blocks
 * spread less than the cells themselves; there it is three standard deviations from 0.
 */
function domainOf(reply: ComputeReply, which: 'x' | 'y'): number {
  const shared = valueDomains(reply.x.data, reply.y.data)[which];
  if (reply[which].pool.every((size) => size === 1)) return shared;
  const { min, max, mean, std } = reply.summary[which];
  const largest = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0));
  const spread = Math.abs(mean ?? 0) + 3 * (std ?? 0);
  return Math.min(largest, spread) || shared;
}
