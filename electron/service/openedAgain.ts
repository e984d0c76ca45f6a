import type { TensorRef } from '../../core/request.ts';
import type { CsvPreview } from '../../core/io/csv/preview.ts';
import { withKnown } from '../../core/tensor/guessAxes.ts';
import type { RenameRequest, ReopenRequest, TensorInfo } from '../ipc/types.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { FileHandles } from './fileHandles.ts';
import type { Host } from './host.ts';
import { openTogether, tellSkipped } from './openFiles.ts';
import { progressEvents } from './progressEvents.ts';
import type { Runner } from './run.ts';
import type { SettingsStore } from './settings.ts';
import type { TensorStore } from './tensors.ts';

export interface OpenedAgainOptions {
  readonly pool: WorkerPool;
  readonly tensors: TensorStore;
  readonly runner: Pick<Runner, 'forget'>;
  readonly handles: FileHandles;
  readonly memoryBytes: () => Promise<number>;
  readonly settings: Pick<SettingsStore, 'get' | 'set'>;
  /** A name for a job of its own. */
  readonly newJob: () => string;
}

/** What a window does with files that it has opened: close their tensors, or read them in another way. */
export class OpenedAgain {
  readonly #options: OpenedAgainOptions;

  constructor(options: OpenedAgainOptions) {
    this.#options = options;
  }

  /** Closes tensors; a file of which none is left is let go. */
  async close(host: Host, refs: readonly TensorRef[]): Promise<void> {
    const { tensors } = this.#options;
    const files = new Set<string>();
    for (const ref of refs) {
      if (ref.kind !== 'file' || !tensors.has(ref)) continue;
      const { file } = tensors.info(ref);
      if (file !== undefined) files.add(file);
      this.#drop(ref);
    }
    for (const file of files) await this.release(host, file);
  }

  /** Lets a file go, if nothing of it is open. */
  async release(host: Host, handle: string): Promise<void> {
    const { tensors, handles } = this.#options;
    if (tensors.ofFile(handle).length === 0 && handles.isOf(host, handle))
      await handles.drop(handle);
  }

  /**
   * Opens a file in another way; what was open of it closes.
   * @throws InputError unknownFile, and those of opening
   */
  async reopen(host: Host, { handle, ...options }: ReopenRequest): Promise<readonly TensorInfo[]> {
    const { tensors, handles, newJob } = this.#options;
    const known = handles.get(host, handle);
    const { name } = known;
    const before = tensors.ofFile(handle);
    const id = newJob();
    const onProgress = progressEvents(host, id, name, null);
    const found = await openTogether(tensors, known, { ...options, file: handle, id, onProgress });
    for (const { ref } of before) this.#drop(ref);
    tellSkipped(host, handle, name, found);
    return found.tensors;
  }

  /**
   * Calls the axes of an opened tensor by other names, and remembers them for others of its shape.
   * @throws InputError unknownTensor, badLayout
   */
  async rename({ tensor, axes }: RenameRequest): Promise<TensorInfo> {
    const { tensors, runner, settings } = this.#options;
    const info = tensors.rename(tensor, axes);
    runner.forget(tensor);
    const known = withKnown((await settings.get()).axes, { shape: info.shape, axes });
    // That the names cannot be kept is no reason not to use them.
    await settings.set({ axes: known }).catch(() => undefined);
    return info;
  }

  /** @throws InputError unknownFile, and those of csvPreview */
  async preview(host: Host, { handle, csv }: ReopenRequest): Promise<CsvPreview> {
    const { pool, handles, memoryBytes } = this.#options;
    const { path, name } = handles.get(host, handle);
    return pool.run<'preview'>({
      kind: 'preview',
      path,
      name,
      convertIntegers: false,
      memoryBytes: await memoryBytes(),
      ...(csv ? { csv } : {}),
    });
  }

  #drop(ref: TensorRef): void {
    this.#options.tensors.close(ref);
    this.#options.runner.forget(ref);
  }
}
