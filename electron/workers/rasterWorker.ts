import { createCanvas, GlobalFonts, ImageData, type Canvas } from '@napi-rs/canvas';
import fs from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImageMark } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';
import type { RasterAnswer, RasterJob, RasterSetup } from './rasterJobs.ts';

/** The one rasteriser: desktop, web host and command line get their PNGs here. */
if (!parentPort) throw new Error('rasterWorker: expected to run in a worker thread');
const port = parentPort;

registerFonts((workerData as RasterSetup).fonts);
port.on('message', (job: RasterJob) => {
  const answer = answerTo(job);
  port.postMessage(answer, answer.ok ? [answer.png.buffer] : []);
});

/** Registers every font of the folder under the family that its file names. */
function registerFonts(folder: string): void {
  for (const file of fs.readdirSync(folder).sort()) {
    if (!/\.(woff2|ttf|otf)$/.test(file)) continue;
    // By its bytes: native code cannot open a path inside the packaged archive.
    if (!GlobalFonts.register(fs.readFileSync(path.join(folder, file))))
      throw new Error(`rasterWorker: the font ${file} cannot be read`);
  }
}

function answerTo({ id, figure, scale }: RasterJob): RasterAnswer {
  try {
    const canvas = createCanvas(
      Math.round(figure.width * scale),
      Math.round(figure.height * scale),
    );
    paint(canvas.getContext('2d'), figure, scale, bitmapOf);
    // A copy of its own, so that its memory can be handed over.
    return { id, ok: true, png: new Uint8Array(canvas.toBuffer('image/png')) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** An image mark as something that can be drawn. Its pixels are an array of ours: Electron forbids one that native code made. */
function bitmapOf({ width, height, rgba }: ImageMark): Canvas {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
  return canvas;
}
