import { SHADE } from './cellPaint.ts';
import { hex, mixPacked } from './colour.ts';
import type { DisplayTensor, Picture } from './displayTensor.ts';
import { formatCell } from './formatCell.ts';
import { BAR, keyFrame, valueLegend } from './legend.ts';
import type { Mark } from './marks.ts';
import { channelColours, channelOf, pictureRange } from './picture.ts';
import type { Theme } from './state.ts';

const STEPS = 30;

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
  return Array.from({ length: channels * STEPS }, (_, at) => {
    const [channel, i] = [Math.floor(at / STEPS), at % STEPS];
    const value = black + ((i + 0.5) / STEPS) * (full - black);
    return {
      kind: 'rect',
      x: x + (i * width) / STEPS,
      y: y + (channel * BAR) / channels,
      width: width / STEPS + (i < STEPS - 1 ? 0.5 : 0),
      height: BAR / channels,
      fill: hex(mixPacked(0, packed(place(channel, value)), SHADE[1])),
    };
  });
}
