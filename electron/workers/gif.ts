import { createCanvas, GifDisposal, GifEncoder } from '@napi-rs/canvas';
import type { Figure } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';
import { bitmapOf } from './bitmapOf.ts';

/** Less of a pixel is not there. */
const LEAST_ALPHA = 0.25;
/** GIF counts hundredths of a second. */
const TICK = 10;

/** A part of a picture, in pixels. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Figures of one size as an animated GIF, a pixel a figure pixel: every frame is the part that differs from the one
 * before, and a frame without difference only stands longer. Without a ground every frame is whole, and gone before the next:
 * it would be seen through it.
 */
export function gif(
  figures: readonly Figure[],
  delays: readonly number[],
  loop: number,
  each: (done: number, total: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  const width = figures[0]?.width ?? 1;
  const height = figures[0]?.height ?? 1;
  const encoder = new GifEncoder(width, height, { repeat: loop, quality: 10 });
  const bare = figures.some(({ background }) => background === null);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  let before: Uint32Array | null = null;
  let waiting: { readonly part: Part; readonly pixels: Uint32Array; delay: number } | null = null;
  // Rounding of delays is carried on, so that the whole takes as long as it should.
  let asked = 0;
  let given = 0;
  const flush = () => {
    if (!waiting) return;
    const { part, pixels, delay } = waiting;
    asked += delay;
    const rounded = Math.max(2 * TICK, Math.round((asked - given) / TICK) * TICK);
    given += rounded;
    const bytes = new Uint8Array(pixels.buffer);
    encoder.addFrame(bytes, part.width, part.height, {
      delay: rounded,
      left: part.left,
      top: part.top,
      ...(bare && { disposal: GifDisposal.Background }),
    });
  };
  figures.forEach((figure, i) => {
    each(i, figures.length);
    paint(context, figure, 1, bitmapOf);
    const data = context.getImageData(0, 0, width, height).data;
    const pixels = new Uint32Array(bare ? hardened(data).buffer : data.slice().buffer);
    const changed = before ? difference(before, pixels, width, height) : whole(width, height);
    const part = changed && bare ? whole(width, height) : changed;
    const delay = delays[i] ?? 0;
    before = pixels;
    if (!part && waiting) {
      waiting.delay += delay;
      return;
    }
    flush();
    const shown = part ?? whole(width, height);
    waiting = { part: shown, pixels: cut(pixels, width, shown), delay };
  });
  flush();
  return new Uint8Array(encoder.finish());
}

/** GIF knows no half-transparent pixel: what is there stands on white, the thin strokes of letters too. */
function hardened(rgba: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const hard = new Uint8ClampedArray(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]! / 255;
    if (alpha < LEAST_ALPHA) continue;
    for (let k = 0; k < 3; k++) hard[at + k] = rgba[at + k]! * alpha + 255 * (1 - alpha);
    hard[at + 3] = 255;
  }
  return hard;
}

const whole = (width: number, height: number): Part => ({ left: 0, top: 0, width, height });

/** The smallest part that holds all differences; null where there are none. */
function difference(a: Uint32Array, b: Uint32Array, width: number, height: number): Part | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      if (a[at] === b[at]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (right < 0) return null;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function cut(pixels: Uint32Array, width: number, part: Part): Uint32Array {
  const found = new Uint32Array(part.width * part.height);
  for (let y = 0; y < part.height; y++) {
    const from = (part.top + y) * width + part.left;
    found.set(pixels.subarray(from, from + part.width), y * part.width);
  }
  return found;
}
