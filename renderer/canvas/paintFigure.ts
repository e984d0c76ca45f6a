import type { Figure } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';
import { bitmapOf, prepareBitmaps } from './bitmaps.ts';

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
  prepareBitmaps(figure.marks);
  const draw = () => context && paint(context, figure, ratio, bitmapOf);
  draw();
  const { fonts } = document;
  fonts.addEventListener('loadingdone', draw);
  return () => fonts.removeEventListener('loadingdone', draw);
}
