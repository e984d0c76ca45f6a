import { GlobalFonts } from '@napi-rs/canvas';
import fs from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { draw } from './drawings.ts';
import type { RasterAnswer, RasterJob, RasterNews, RasterSetup } from './rasterJobs.ts';

/** The one rasteriser: desktop, web host and command line get their pictures here. */
if (!parentPort) throw new Error('rasterWorker: expected to run in a worker thread');
const port = parentPort;

registerFonts((workerData as RasterSetup).fonts);
port.on('message', (job: RasterJob) => {
  const answer = answerTo(job);
  port.postMessage(answer, answer.ok ? [answer.bytes.buffer] : []);
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

function answerTo({ id, drawing, stop }: RasterJob): RasterAnswer {
  const flag = stop && new Int32Array(stop);
  const each = (done: number, total: number) => {
    port.postMessage({ id, done, total } satisfies RasterNews);
    if (flag && Atomics.load(flag, 0) !== 0) throw new Error('stopped');
  };
  try {
    return { id, ok: true, bytes: draw(drawing, each) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
