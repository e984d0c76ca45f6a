import { tensor, type Tensor } from '../../tensor/tensor.ts';
import type { ImageHeader } from './header.ts';
import { IMAGENET, type ImageSpec } from './imageSpec.ts';
import type { Pixels } from './resize.ts';

/** What is said of pictures that became a tensor: what of them was changed or left out. */
export const IMAGE_REMARKS = ['turned', 'white', 'eight-bits', 'first-frame'] as const;
export type ImageRemark = (typeof IMAGE_REMARKS)[number];

/** What of some pictures is changed on the way. */
export function remarksOf(headers: readonly ImageHeader[]): ImageRemark[] {
  const some = (is: (header: ImageHeader) => boolean) => headers.some(is);
  return [
    ...(some(({ orientation }) => orientation > 1) ? (['turned'] as const) : []),
    ...(some(({ alpha }) => alpha) ? (['white'] as const) : []),
    ...(some(({ bits }) => bits > 8) ? (['eight-bits'] as const) : []),
    ...(some(({ animated }) => animated) ? (['first-frame'] as const) : []),
  ];
}

/**
 * Pictures of one size as (N, C, H, W), float32.
 * @param pictures  of one channel or three
 */
export function imageTensor(pictures: readonly Pixels[], { scale }: ImageSpec): Tensor {
  const { width, height, channels } = pictures[0]!;
  const plane = width * height;
  const data = new Float32Array(pictures.length * channels * plane);
  const round = Math.fround;
  pictures.forEach((picture, n) => {
    for (let c = 0; c < channels; c++) {
      const at = (n * channels + c) * plane;
      const mean = round(IMAGENET.mean[c]!);
      const std = round(IMAGENET.std[c]!);
      for (let i = 0; i < plane; i++) {
        const value = round(picture.data[i * channels + c]! / 255);
        data[at + i] = scale === 'unit' ? value : round(round(value - mean) / std);
      }
    }
  });
  return tensor(data, [pictures.length, channels, height, width], ['N', 'C', 'H', 'W']);
}

/** Lines of PyTorch and Pillow that make the same tensor, named x. */
export function imageScript(
  files: readonly string[],
  grey: boolean,
  { width, height, scale }: ImageSpec,
  remarks: readonly ImageRemark[],
): string {
  const names = `[${files.map((file) => JSON.stringify(file)).join(', ')}]`;
  const open = 'ImageOps.exif_transpose(Image.open(f))';
  const white =
    'Image.alpha_composite(Image.new("RGBA", i.size, "white"), i.convert("RGBA")) for i in images';
  const lines = [
    'from PIL import Image, ImageOps',
    ...(remarks.includes('eight-bits') ? ['# 16 bits a channel: the upper 8 are taken'] : []),
    `images = [${open} for f in ${names}]`,
    ...(remarks.includes('white') ? [`images = [${white}]`] : []),
    `images = [i.convert("${grey ? 'L' : 'RGB'}").resize((${width}, ${height}), Image.BILINEAR) for i in images]`,
    'x = torch.from_numpy(np.stack([np.asarray(i) for i in images]))',
    grey
      ? 'x = x.unsqueeze(1).float() / 255'
      : 'x = x.permute(0, 3, 1, 2).contiguous().float() / 255',
  ];
  const column = (values: readonly number[]) =>
    `torch.tensor([${values.slice(0, grey ? 1 : 3).join(', ')}]).view(1, -1, 1, 1)`;
  if (scale === 'imagenet')
    lines.push(`x = (x - ${column(IMAGENET.mean)}) / ${column(IMAGENET.std)}`);
  return lines.join('\n');
}
