import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { InputError } from '../../core/errors.ts';
import type { Figure } from '../../core/figure/marks.ts';
import type { ReportProgress } from '../workers/progress.ts';
import type {
  Drawing,
  PictureFacts,
  RasterAnswer,
  RasterJob,
  RasterNews,
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
  draw(drawing: Drawing, watched?: Watched): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends a drawing that is under way. @returns false where there is none of this name */
  cancel(id: string): boolean;
  close(): Promise<void>;
}

/** A drawing that takes long enough to be watched. */
export interface Watched {
  /** Name for cancel(). */
  readonly id: string;
  readonly onProgress: ReportProgress;
}

interface Waiting {
  readonly watched?: Watched | undefined;
  readonly stop?: Int32Array | undefined;
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
    started.on('message', (answer: RasterAnswer | RasterNews) => {
      if ('ok' in answer) finish(started, answer);
      else waiting.get(answer.id)?.watched?.onProgress(answer.done, answer.total);
    });
    started.on('error', (error: Error) => died(started, error.message));
    started.on('exit', (code) => died(started, `exit status ${code}`));
    worker = started;
    return started;
  }

  function finish(from: Worker, answer: RasterAnswer): void {
    const job = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) from.unref();
    job?.watched?.onProgress(1, 1);
    if (job?.stop && Atomics.load(job.stop, 0) !== 0) return job.reject(cancelled());
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

  function drawn(drawing: Drawing, watched?: Watched): Promise<Uint8Array<ArrayBuffer>> {
    if (closed) return Promise.reject(new InputError('closed', 'The program is closing.'));
    return new Promise((resolve, reject) => {
      const stop = watched && new SharedArrayBuffer(4);
      const job: RasterJob = { id: ++number, drawing, ...(stop && { stop }) };
      waiting.set(job.id, { resolve, reject, watched, stop: stop && new Int32Array(stop) });
      const at = worker ?? start();
      at.ref();
      at.postMessage(job);
    });
  }

  return {
    draw: drawn,
    cancel(id) {
      const found = [...waiting.values()].find(({ watched }) => watched?.id === id);
      if (found?.stop) Atomics.store(found.stop, 0, 1);
      return found !== undefined;
    },
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
      fail(cancelled());
      await last?.terminate();
    },
  };
}

const cancelled = () => new InputError('cancelled', 'The picture was cancelled.');

/** Several rasterisers as one: each takes the next drawing in turn. */
export function rasterizers(count: number, options: RasterizerOptions): Rasterizer {
  const all = Array.from({ length: count }, () => createRasterizer(options));
  let turn = 0;
  const next = () => all[turn++ % all.length]!;
  return {
    rasterize: (...words) => next().rasterize(...words),
    draw: (...words) => next().draw(...words),
    cancel: (id) => all.some((one) => one.cancel(id)),
    close: async () => void (await Promise.all(all.map((one) => one.close()))),
  };
}
