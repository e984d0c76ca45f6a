import type { DisplayTensor, Picture } from './displayTensor.ts';
import { formatCell } from './formatCell.ts';
import { BAR, keyBar, keyFrame, valueLegend } from './legend.ts';
import type { Mark } from './marks.ts';
import { channelColours, channelOf, pictureRange } from './picture.ts';
import type { Theme } from './state.ts';

/** Key of the value colours of an input: those of its channels where it is made of pictures, else as valueLegend. */
export function inputLegend(
  x: DisplayTensor,
  theme: Theme,
  domain: number,
  label: string,
  right: number,
  y: number,
  width = 150,
): Mark[] {
  const { picture } = x;
  if (!picture) return valueLegend(theme, domain, label, right, y, width);
  const ends = pictureRange(picture).map((value) => formatCell(value, 2));
  return [
    ...bars(picture, channelOf(x, picture).size, { x: right - width, y, width }),
    ...keyFrame(theme, ends, label, right, y, width),
  ];
}

/** A bar for each channel, from black to its own colour. */
function bars(
  picture: Picture,
  channels: number,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): Mark[] {
  const { place, packed } = channelColours(picture, channels);
  const [black, full] = pictureRange(picture);
  const height = BAR / channels;
  return Array.from({ length: channels }, (_, channel) =>
    keyBar({ x, y: y + channel * height, width, height }, (part) =>
      packed(place(channel, black + part * (full - black))),
    ),
  ).flat();
}
