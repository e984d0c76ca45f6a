import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { defaultAxes } from '../../core/tensor/tensor.ts';
import type {
  LargeFile,
  LargePart,
  LargeResult,
  LargeRun,
  LargeWhole,
  TensorInfo,
} from '../ipc/types.ts';
import { openOrdinary } from '../workers/fileSource.ts';
import { LARGEST_FILE } from '../workers/load.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { npySource } from '../workers/stream/npySource.ts';
import { withFileName } from '../workers/withFileName.ts';
import type { Host } from './host.ts';
import { normalizeLarge, type HeldFile } from './normalizeLarge.ts';
import { progressEvents } from './progressEvents.ts';
import { memoryBytesOf, type SettingsStore } from './settings.ts';
import { isLargeNpy } from './streamFile.ts';
import type { TensorStore } from './tensors.ts';

export interface LargeFilesOptions {
  readonly pool: WorkerPool;
  readonly tensors: TensorStore;
  readonly settings: SettingsStore;
  /** A name for a job of its own. */
  readonly newJob: () => string;
}

/** Files beyond the memory limit: known to their window by a random handle, never by a path. */
export class LargeFiles {
  readonly #options: LargeFilesOptions;
  readonly #held = new Map<string, HeldFile>();
  /** Jobs under way, by name. */
  readonly #jobs = new Map<string, { readonly host: Host; readonly ended: Promise<unknown> }>();
  #normalizing = false;

  constructor(options: LargeFilesOptions) {
    this.#options = options;
  }

  /** True for a .npy file that would take more than the memory limit. */
  async isLarge(file: string): Promise<boolean> {
    return isLargeNpy(file, memoryBytesOf(await this.#options.settings.get()));
  }

  /**
   * Keeps a file for a window without reading more of it than its header.
   * @param name  what a person knows it by
   * @throws InputError fileMissing, fileUnreadable, and those of the format
   */
  async hold(host: Host, file: string, name: string): Promise<LargeFile> {
    const { header } = await withFileName(name, async () => {
      const handle = await openOrdinary(file);
      try {
        return await npySource(handle, true);
      } finally {
        await handle.close();
      }
    });
    const { size } = await stat(file);
    const info: LargeFile = {
      handle: randomBytes(16).toString('hex'),
      name: path.basename(name),
      shape: header.shape,
      axes: defaultAxes(header.shape.length),
      dtype: header.type.name,
      fortranOrder: header.fortranOrder,
      bytes: size,
      canHold: size <= LARGEST_FILE,
    };
    this.#held.set(info.handle, { host, path: file, info });
    return info;
  }

  /** @throws InputError unknownFile, and those of readPart */
  openPart(host: Host, part: LargePart): Promise<readonly TensorInfo[]> {
    const { path: file, info } = this.#get(host, part.handle);
    const { from, to, convertIntegers = false } = part;
    return this.#tracked(host, info.name, null, async (running) => {
      const opened = { name: info.name, from, to, convertIntegers, ...running };
      return [await this.#options.tensors.openPart(file, opened)];
    });
  }

  /** @throws InputError unknownFile, and those of load */
  openWhole(
    host: Host,
    { handle, convertIntegers = false }: LargeWhole,
  ): Promise<readonly TensorInfo[]> {
    const { path: file, info } = this.#get(host, handle);
    const asked = { name: info.name, convertIntegers, memoryBytes: null };
    return this.#tracked(host, info.name, null, async (running) => {
      const { tensors } = await this.#options.tensors.open(file, { ...asked, ...running });
      return tensors;
    });
  }

  /**
   * Normalizes a file into another, one at a time: the other worker stays free for what is on screen.
   * @returns  null when no place was chosen
   * @throws InputError unknownFile, largeBusy, sameFile, cancelled, unwritable, and those of the layer
   */
  async normalize(host: Host, run: LargeRun): Promise<LargeResult | null> {
    const held = this.#get(host, run.handle);
    if (this.#normalizing)
      throw new InputError(
        'largeBusy',
        'Another file is being normalized. Wait until it is done, or cancel it.',
      );
    this.#normalizing = true;
    try {
      const { pool, settings } = this.#options;
      const chosen = await settings.get();
      return await normalizeLarge(pool, held, run, chosen, (label, work) =>
        this.#tracked(host, label, null, work),
      );
    } finally {
      this.#normalizing = false;
    }
  }

  /** The window is gone: its files are forgotten and its jobs end. */
  async forget(host: Host): Promise<void> {
    for (const [handle, held] of this.#held) if (held.host === host) this.#held.delete(handle);
    const jobs = [...this.#jobs].filter(([, job]) => job.host === host);
    for (const [id] of jobs) this.#options.pool.cancel(id);
    await Promise.all(jobs.map(([, job]) => job.ended));
  }

  /** Resolves when nothing is under way and what was begun is cleared away. */
  async idle(): Promise<void> {
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  #get(host: Host, handle: string): HeldFile {
    const held = this.#held.get(handle);
    if (held?.host === host) return held;
    throw new InputError('unknownFile', 'This file is no longer at hand. Open it again.');
  }

  /** Does a job that the window is told of, from its first news to its end. */
  #tracked<T>(
    host: Host,
    label: string,
    bytes: number | null,
    work: (running: {
      readonly id: string;
      readonly onProgress: (done: number, total: number) => void;
    }) => Promise<T>,
  ): Promise<T> {
    const id = this.#options.newJob();
    const onProgress = progressEvents(host, id, label, bytes);
    const job = work({ id, onProgress }).finally(() => {
      this.#jobs.delete(id);
      const end = { done: 1, total: 1, bytesPerSecond: 0, secondsLeft: 0 };
      host.emit('progress', { job: id, label, ...end });
    });
    this.#jobs.set(id, { host, ended: job.catch(() => undefined) });
    return job;
  }
}
