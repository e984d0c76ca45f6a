import type { Figure, ImageMark } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';

const bitmaps = new WeakMap<Uint8ClampedArray, OffscreenCanvas>();

/** A slice's pixels as something that canvas can draw; kept as long as the slice is. */
function bitmapOf(mark: ImageMark): OffscreenCanvas {
  const known = bitmaps.get(mark.rgba);
  if (known) return known;
  const bitmap = new OffscreenCanvas(mark.width, mark.height);
  const pixels = new ImageData(mark.width, mark.height);
  pixels.data.set(mark.rgba);
  bitmap.getContext('2d')?.putImageData(pixels, 0, 0);
  bitmaps.set(mark.rgba, bitmap);
  return bitmap;
}

/**
 * Paints a figure at the screen's own resolution, and again when its fonts come: text on a canvas does not wait for them.
 * @param ratio  device pixels per figure pixel
 * @returns      ends the waiting
 */
export function paintFigure(canvas: HTMLCanvasElement, figure: Figure, ratio: number): () => void {
  const width = Math.max(1, Math.round(figure.width * ratio));
  const height = Math.max(1, Math.round(figure.height * ratio));
  // Setting a size clears the canvas and costs an allocation, so only when it differs.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  const draw = () => context && paint(context, figure, ratio, bitmapOf);
  draw();
  const { fonts } = document;
  fonts.addEventListener('loadingdone', draw);
  return () => fonts.removeEventListener('loadingdone', draw);
}
