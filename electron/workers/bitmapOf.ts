import { createCanvas, ImageData, type Canvas } from '@napi-rs/canvas';
import type { ImageMark } from '../../core/figure/marks.ts';
import type { Bitmap } from '../../core/figure/paint.ts';

/** An image mark as something that can be drawn. Its pixels are an array of ours: Electron forbids one that native code made. */
export function bitmapOf({ width, height, rgba }: ImageMark): Bitmap<Canvas> {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
  return { image: canvas, x: 0, y: 0 };
}
