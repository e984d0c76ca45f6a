import { InputError } from '../../core/errors.ts';
import { imageHeader, type ImageHeader } from '../../core/io/image/header.ts';
import { usualSize, type ImageSpec } from '../../core/io/image/imageSpec.ts';
import { imageTensor, remarksOf } from '../../core/io/image/imageTensor.ts';
import { oriented, resized, type Pixels } from '../../core/io/image/resize.ts';
import { numel } from '../../core/tensor/tensor.ts';
import { openFileSource } from './fileSource.ts';
import type { ImagesJob, ReadImages } from './jobs.ts';
import { checkSize } from './load.ts';
import { sharedTensor } from './sharedTensor.ts';
import { withFileName } from './withFileName.ts';

interface Picture {
  readonly header: ImageHeader;
  readonly bytes: Buffer;
}

/** Reads a picture's bytes, once its header has said how large it will be. */
function pictureOf(path: string): Picture {
  const source = openFileSource(path, () => undefined);
  try {
    const header = imageHeader(source);
    const bytes = Buffer.alloc(source.size);
    source.readInto(bytes, 0);
    return { header, bytes };
  } finally {
    source.close();
  }
}

/** Decodes a picture on white, as it is to be seen, in the size that is wanted. */
async function decoded({ header, bytes }: Picture, grey: boolean, size: Size): Promise<Pixels> {
  // The decoder is large, and most threads never see a picture.
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  let image;
  try {
    image = await loadImage(bytes);
  } catch {
    throw new InputError('image-damaged', 'the picture cannot be decoded. Save it again.');
  }
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  if (header.alpha) context.fillRect(0, 0, image.width, image.height);
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const channels = grey ? 1 : 3;
  const plain = new Uint8Array(image.width * image.height * channels);
  for (let i = 0; i < image.width * image.height; i++)
    for (let c = 0; c < channels; c++) plain[i * channels + c] = data[i * 4 + c]!;
  const pixels = { data: plain, width: image.width, height: image.height, channels };
  // The decoder turns JPEG and WebP itself.
  const seen = header.format === 'png' ? oriented(pixels, header.orientation) : pixels;
  return resized(seen, size.width, size.height);
}

type Size = Pick<ImageSpec, 'width' | 'height'>;

/**
 * Pictures as one tensor (N, C, H, W): one channel where all are grey, else three.
 * @throws InputError image-format, image-damaged, image-size, tensorTooLarge, fileMissing, fileUnreadable; each names its file
 */
export async function readImages(job: ImagesJob): Promise<ReadImages> {
  const { files, image } = job;
  const pictures: Picture[] = [];
  for (const { path, name = path } of files)
    pictures.push(await withFileName(name, () => Promise.resolve(pictureOf(path))));
  const headers = pictures.map(({ header }) => header);
  const first = headers[0]!;
  const turned = first.orientation >= 5;
  const [width, height] = turned ? [first.height, first.width] : [first.width, first.height];
  const spec: ImageSpec = image ?? { ...usualSize(width, height), scale: 'unit' };
  const grey = headers.every((header) => header.grey);
  checkSize(numel([files.length, grey ? 1 : 3, spec.height, spec.width]) * 4, job);
  const made: Pixels[] = [];
  for (const [i, picture] of pictures.entries()) {
    const { path, name = path } = files[i]!;
    made.push(await withFileName(name, () => decoded(picture, grey, spec)));
  }
  const tensor = sharedTensor(imageTensor(made, spec));
  return { tensor, spec, grey, remarks: remarksOf(headers) };
}
