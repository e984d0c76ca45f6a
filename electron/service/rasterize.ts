import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { InputError } from '../../core/errors.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type {
  Drawing,
  PictureFacts,
  RasterAnswer,
  RasterJob,
  RasterSetup,
} from '../workers/rasterJobs.ts';

export interface RasterizerOptions {
  /** The built rasterWorker. */
  readonly entry: URL;
  /** Folder of the bundled fonts, dist/renderer/fonts. */
  readonly fonts: URL | string;
}

export interface Rasterizer {
  /**
   * A figure as PNG bytes.
   * @param scale  device pixels per figure pixel, 1 to 4
   * @param facts  what the file says of itself
   * @throws InputError badScale, workerDied
   */
  rasterize(figure: Figure, scale: number, facts?: PictureFacts): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * A drawing's bytes in its format.
   * @throws InputError workerDied
   */
  draw(drawing: Drawing): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The rasteriser that all hosts share, in one worker thread: started when first needed, replaced when it
 * dies, and holding the program open only while a picture is under way.
 */
export function createRasterizer({ entry, fonts }: RasterizerOptions): Rasterizer {
  const setup: RasterSetup = {
    fonts: fonts instanceof URL ? fileURLToPath(fonts) : fonts,
  };
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let number = 0;
  let closed = false;

  function start(): Worker {
    const started = new Worker(entry, { workerData: setup });
    started.on('message', (answer: RasterAnswer) => finish(started, answer));
    started.on('error', (error: Error) => died(started, error.message));
    started.on('exit', (code) => died(started, `exit status ${code}`));
    worker = started;
    return started;
  }

  function finish(from: Worker, answer: RasterAnswer): void {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) from.unref();
    if (answer.ok) job?.resolve(answer.bytes);
    else job?.reject(new Error(`The picture could not be drawn: ${answer.message}`));
  }

  function died(from: Worker, reason: string): void {
    if (worker !== from) return;
    worker = null;
    const message = `The rasteriser stopped (${reason}). Try again, or choose a smaller scale.`;
    fail(new InputError('workerDied', message, { reason }));
  }

  function fail(error: Error): void {
    for (const job of waiting.values()) job.reject(error);
    waiting.clear();
  }

  function drawn(drawing: Drawing): Promise<Uint8Array<ArrayBuffer>> {
    if (closed) return Promise.reject(new InputError('closed', 'The program is closing.'));
    return new Promise((resolve, reject) => {
      const job: RasterJob = { id: ++number, drawing };
      waiting.set(job.id, { resolve, reject });
      const at = worker ?? start();
      at.ref();
      at.postMessage(job);
    });
  }

  return {
    draw: drawn,
    rasterize(figure, scale, facts) {
      if (closed) return drawn({ kind: 'png', figure, scale });
      if (!(scale >= 1 && scale <= 4))
        return Promise.reject(
          new InputError('badScale', `The scale of a picture must be from 1 to 4, got ${scale}.`, {
            scale,
          }),
        );
      return drawn({ kind: 'png', figure, scale, ...(facts && { facts }) });
    },
    async close() {
      closed = true;
      const last = worker;
      worker = null;
      fail(new InputError('cancelled', 'The picture was cancelled.'));
      await last?.terminate();
    },
  };
}

/** Several rasterisers as one: each takes the next drawing in turn. */
export function rasterizers(count: number, options: RasterizerOptions): Rasterizer {
  const all = Array.from({ length: count }, () => createRasterizer(options));
  let turn = 0;
  const next = () => all[turn++ % all.length]!;
  return {
    rasterize: (...words) => next().rasterize(...words),
    draw: (drawing) => next().draw(drawing),
    close: async () => void (await Promise.all(all.map((one) => one.close()))),
  };
}
