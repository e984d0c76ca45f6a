import { IMAGENET } from '../io/image/imageSpec.ts';
import { rowMajorStrides } from '../tensor/strides.ts';
import { mixPacked } from './colour.ts';
import type { DisplayTensor, Picture } from './displayTensor.ts';

/** Red, green and blue at full brightness, such that black or white writing is read on them; grey is white. */
const COLOURS = [0xff5a4d, 0x38c45e, 0x4d88ff] as const;
const GREY = [0xffffff] as const;
const BLACK = 0x141418;
/** Brightnesses that are told apart. */
const LEVELS = 256;

/** Values of black and of full brightness, the widest of all channels. */
export const pictureRange = ({ scale }: Picture): readonly [black: number, full: number] => {
  const ends = ([0, 1] as const).map((value) =>
    IMAGENET.mean.map((mean, c) => (value - mean) / IMAGENET.std[c]!),
  );
  return scale === 'unit' ? [0, 1] : [Math.min(...ends[0]!), Math.max(...ends[1]!)];
};

/** Largest size of a value that such a picture has: beyond it a cell is marked. */
export const pictureDomain = (picture: Picture): number =>
  Math.max(...pictureRange(picture).map(Math.abs));

/** The tensor as pictures are drawn; as it is where it lacks one of their axes, or is drawn in blocks of channels. */
export function withPicture(t: DisplayTensor, picture: Picture): DisplayTensor {
  const channel = t.axes.indexOf(picture.axes[1] ?? '');
  const whole = picture.axes.length === 4 && picture.axes.every((name) => t.axes.includes(name));
  const known = COLOURS.length === t.shape[channel] || GREY.length === t.shape[channel];
  return whole && known && t.pool[channel] === 1 ? { ...t, picture } : t;
}

/** Colours of channels of a picture. */
export interface ChannelColours {
  /** Number of a channel's brightness among all of them. */
  readonly place: (channel: number, value: number) => number;
  /** Packed colour of such a number: from black to the channel's own colour. */
  readonly packed: (place: number) => number;
}

/** @param channels  3, or 1 for grey */
export function channelColours(picture: Picture, channels: number): ChannelColours {
  const [black, full] = pictureRange(picture);
  const colours = channels === 1 ? GREY : COLOURS;
  return {
    place(channel, value) {
      const share = Math.min(1, Math.max(0, (value - black) / (full - black)));
      return channel * LEVELS + Math.round(share * (LEVELS - 1));
    },
    packed(place) {
      const share = (place % LEVELS) / (LEVELS - 1);
      return mixPacked(BLACK, colours[Math.floor(place / LEVELS)] ?? GREY[0], share);
    },
  };
}

/** The channel of each cell of a tensor of pictures. */
export function channelOf(
  { axes, shape }: Pick<DisplayTensor, 'axes' | 'shape'>,
  picture: Picture,
) {
  const axis = axes.indexOf(picture.axes[1] ?? '');
  const stride = rowMajorStrides(shape)[axis] ?? 1;
  const size = shape[axis] ?? 1;
  return { size, at: (flat: number) => Math.floor(flat / stride) % size };
}
