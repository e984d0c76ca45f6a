import type { Figure, ImageMark } from '../../core/figure/marks.ts';
import { paint, type Bitmap } from '../../core/figure/paint.ts';

/** A figure painted on a canvas at the screen's resolution. */
export function paintOn(canvas: HTMLCanvasElement, figure: Figure, ratio: number): void {
  canvas.width = Math.round(figure.width * ratio);
  canvas.height = Math.round(figure.height * ratio);
  const context = canvas.getContext('2d');
  if (context) paint(context, figure, ratio, bitmapOf);
}

function bitmapOf({ width, height, rgba }: ImageMark): Bitmap<HTMLCanvasElement> {
  const image = document.createElement('canvas');
  image.width = width;
  image.height = height;
  const pixels = new ImageData(width, height);
  pixels.data.set(rgba);
  image.getContext('2d')?.putImageData(pixels, 0, 0);
  return { image, x: 0, y: 0 };
}

/** What fingers and pointer do on a picture; positions are CSS pixels from its corner. */
export interface Handling {
  readonly turn: (dx: number, dy: number) => void;
  readonly click: (x: number, y: number) => void;
}

/** Movements shorter than this are a click. */
const SLOP = 5;

/** Drag turns, a click or tap chooses. */
export function handle(canvas: HTMLCanvasElement, on: Handling): void {
  let from: { x: number; y: number; moved: boolean } | null = null;
  canvas.addEventListener('pointerdown', (event) => {
    from = { x: event.clientX, y: event.clientY, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < SLOP) return;
    from = { x: event.clientX, y: event.clientY, moved: true };
    on.turn(dx, dy);
  });
  canvas.addEventListener('pointerup', (event) => {
    const box = canvas.getBoundingClientRect();
    if (from && !from.moved) on.click(event.clientX - box.left, event.clientY - box.top);
    from = null;
  });
  canvas.addEventListener('pointercancel', () => (from = null));
}
