import { IMAGENET } from '../io/image/imageSpec.ts';
import { indexOf, rowMajorStrides } from '../tensor/strides.ts';
import type { DisplayTensor, Picture } from './displayTensor.ts';
import type { Layout } from './layout.ts';
import type { ImageMark } from './marks.ts';

/** A sample of a tensor of pictures. */
export interface PicturedSample {
  readonly tensor: DisplayTensor;
  readonly picture: Picture;
  /** Along the axis of samples. */
  readonly at: number;
}

/** Opacity of a sample that has no part in the active group. */
const FADED = 0.35;

/** The sample that a cube shows, by its first cell; null where it shows several, or no picture. */
export function sampleOf(
  tensor: DisplayTensor,
  base: number,
  { x, y, z }: Pick<Layout, 'x' | 'y' | 'z'>,
): PicturedSample | null {
  const { picture } = tensor;
  if (!picture) return null;
  const axis = tensor.axes.indexOf(picture.axes[0] ?? '');
  if ([x, y, z].some(({ axes }) => axes.includes(axis))) return null;
  return { tensor, picture, at: indexOf(tensor.shape, base)[axis] ?? 0 };
}

/** Size of a sample's picture in the figure. @param longest  of its sides */
export function thumbnailSize({ tensor, picture }: PicturedSample, longest: number) {
  const [rows, columns] = sides(tensor, picture);
  const scale = longest / Math.max(rows, columns);
  return { width: columns * scale, height: rows * scale };
}

/** A sample as it looks, all channels together. @param place  in figure pixels */
export function thumbnail(
  { tensor, picture, at }: PicturedSample,
  { left, top, height }: { readonly left: number; readonly top: number; readonly height: number },
  faded: boolean,
): ImageMark {
  const known = painted.get(tensor.data) ?? new Map<number, Uint8ClampedArray>();
  painted.set(tensor.data, known);
  const rgba = known.get(at) ?? pixelsOf(tensor, picture, at);
  known.set(at, rgba);
  const [rows, columns] = sides(tensor, picture);
  const scale = height / rows;
  return {
    kind: 'image',
    width: columns,
    height: rows,
    rgba,
    transform: [scale, 0, 0, scale, left, top],
    ...(faded && { opacity: FADED }),
  };
}

/** Pictures by their values: a canvas keeps its bitmap as long as the array is the same. */
const painted = new WeakMap<object, Map<number, Uint8ClampedArray>>();

function sides({ axes, shape }: DisplayTensor, picture: Picture): readonly [number, number] {
  const along = (at: number) => shape[axes.indexOf(picture.axes[at] ?? '')] ?? 1;
  return [along(2), along(3)];
}

function pixelsOf(
  { axes, shape, data }: DisplayTensor,
  { axes: names, scale }: Picture,
  sample: number,
): Uint8ClampedArray {
  const strides = rowMajorStrides(shape);
  const [n, c, h, w] = names.map((name) => {
    const axis = axes.indexOf(name);
    return { size: shape[axis] ?? 1, step: strides[axis] ?? 0 };
  }) as [Step, Step, Step, Step];
  const rgba = new Uint8ClampedArray(4 * h.size * w.size).fill(255);
  for (let colour = 0; colour < 3; colour++) {
    // Grey is the same in all three.
    const channel = colour % c.size;
    const { mean, std } =
      scale === 'unit'
        ? { mean: 0, std: 1 }
        : { mean: IMAGENET.mean[channel]!, std: IMAGENET.std[channel]! };
    const origin = sample * n.step + channel * c.step;
    for (let i = 0; i < h.size * w.size; i++) {
      const at = origin + Math.floor(i / w.size) * h.step + (i % w.size) * w.step;
      rgba[4 * i + colour] = 255 * (data[at]! * std + mean);
    }
  }
  return rgba;
}

interface Step {
  readonly size: number;
  readonly step: number;
}
