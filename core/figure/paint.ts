import { FONT_FAMILIES, MIDDLE_TO_BASELINE } from './fonts.ts';
import type { Colour, Figure, ImageMark, Mark, RectMark, TextMark } from './marks.ts';
import { textWidth } from './textWidth.ts';

/**
 * The part of CanvasRenderingContext2D that painting needs, by structure: a browser's context and
 * @napi-rs/canvas both satisfy it. `Image` is what the host can draw.
 */
export interface PaintContext<Image> {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  imageSmoothingEnabled: boolean;
  save(): void;
  restore(): void;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  clearRect(x: number, y: number, width: number, height: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, r: number, start: number, end: number): void;
  arcTo(x1: number, y1: number, x2: number, y2: number, r: number): void;
  fill(): void;
  stroke(): void;
  setLineDash(segments: number[]): void;
  fillText(text: string, x: number, y: number): void;
  drawImage(
    image: Image,
    fromX: number,
    fromY: number,
    fromWidth: number,
    fromHeight: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
}

/** The pixels of an image mark: those of `image` from (x, y) on. */
export interface Bitmap<Image> {
  readonly image: Image;
  readonly x: number;
  readonly y: number;
}

/**
 * Paints a figure on a canvas of at least width·scale × height·scale device pixels.
 * @param scale     device pixels per figure pixel
 * @param bitmapOf  the host's bitmap for an image mark; cache it by `mark.rgba`, which stays the same
 *                  array while a slice does not change
 */
export function paint<Image>(
  ctx: PaintContext<Image>,
  figure: Figure,
  scale: number,
  bitmapOf: (mark: ImageMark) => Bitmap<Image>,
): void {
  ctx.save();
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, figure.width, figure.height);
  if (figure.background) {
    ctx.fillStyle = figure.background;
    ctx.fillRect(0, 0, figure.width, figure.height);
  }
  ctx.lineJoin = 'round';
  ctx.textBaseline = 'alphabetic';
  ctx.imageSmoothingEnabled = false;
  for (const mark of figure.marks) {
    ctx.globalAlpha = mark.opacity ?? 1;
    paintMark(ctx, mark, bitmapOf);
  }
  ctx.restore();
}

function paintMark<Image>(
  ctx: PaintContext<Image>,
  mark: Mark,
  bitmapOf: (mark: ImageMark) => Bitmap<Image>,
): void {
  switch (mark.kind) {
    case 'polygon':
      tracePoints(ctx, mark.points);
      ctx.closePath();
      return fillAndStroke(ctx, mark.fill, mark.stroke, mark.strokeWidth);
    case 'line':
      tracePoints(ctx, mark.points);
      ctx.lineCap = mark.cap ?? 'butt';
      if (mark.dash) ctx.setLineDash([...mark.dash]);
      fillAndStroke(ctx, null, mark.stroke, mark.strokeWidth);
      if (mark.dash) ctx.setLineDash([]);
      return;
    case 'rect':
      traceRect(ctx, mark);
      return fillAndStroke(ctx, mark.fill, mark.stroke, mark.strokeWidth);
    case 'circle':
      ctx.beginPath();
      ctx.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
      return fillAndStroke(ctx, mark.fill, mark.stroke, mark.strokeWidth);
    case 'text':
      return paintText(ctx, mark);
    case 'image':
      return paintImage(ctx, mark, bitmapOf(mark));
    default:
      mark satisfies never;
  }
}

function paintImage<Image>(
  ctx: PaintContext<Image>,
  { width, height, transform }: ImageMark,
  { image, x, y }: Bitmap<Image>,
): void {
  ctx.save();
  ctx.transform(...transform);
  ctx.drawImage(image, x, y, width, height, 0, 0, width, height);
  ctx.restore();
}

function fillAndStroke<Image>(
  ctx: PaintContext<Image>,
  fill: Colour | null,
  stroke: Colour | undefined,
  strokeWidth = 1,
): void {
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  if (stroke && strokeWidth > 0) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = strokeWidth;
    ctx.stroke();
  }
}

function tracePoints<Image>(ctx: PaintContext<Image>, points: readonly number[]): void {
  ctx.beginPath();
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
}

function traceRect<Image>(
  ctx: PaintContext<Image>,
  { x, y, width, height, radius }: RectMark,
): void {
  const r = Math.min(radius ?? 0, width / 2, height / 2);
  if (r <= 0) {
    tracePoints(ctx, [x, y, x + width, y, x + width, y + height, x, y + height]);
  } else {
    ctx.beginPath();
    ctx.moveTo(x + r, y);
    ctx.arcTo(x + width, y, x + width, y + height, r);
    ctx.arcTo(x + width, y + height, x, y + height, r);
    ctx.arcTo(x, y + height, x, y, r);
    ctx.arcTo(x, y, x + width, y, r);
  }
  ctx.closePath();
}

function paintText<Image>(ctx: PaintContext<Image>, mark: TextMark): void {
  ctx.font = `${mark.weight ?? 400} ${mark.size}px ${FONT_FAMILIES[mark.family]}`;
  ctx.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
  ctx.fillStyle = mark.fill;
  const y = mark.baseline === 'middle' ? mark.y + MIDDLE_TO_BASELINE * mark.size : mark.y;
  if (mark.runs) return paintRuns(ctx, mark, mark.runs, y);
  if (!mark.transform) return ctx.fillText(mark.text, mark.x, y);
  ctx.save();
  ctx.transform(...mark.transform);
  ctx.fillText(mark.text, mark.x, y);
  ctx.restore();
}

function paintRuns<Image>(
  ctx: PaintContext<Image>,
  { size, family, weight, ...mark }: TextMark,
  runs: NonNullable<TextMark['runs']>,
  y: number,
): void {
  let { x } = mark;
  for (const { text, fill } of runs) {
    ctx.fillStyle = fill;
    ctx.fillText(text, x, y);
    x += textWidth(text, size, family, weight);
  }
}
