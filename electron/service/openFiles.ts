import type { HostEvents } from '../ipc/contract.ts';
import { failure } from '../ipc/dispatch.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Host } from './host.ts';
import { progressEvents } from './progressEvents.ts';
import type { TensorStore } from './tensors.ts';

/** What became of some files. */
export interface OpenedFiles {
  /** The tensors of every file that could be read. */
  readonly opened: readonly (readonly TensorInfo[])[];
  readonly failures: readonly {
    readonly error: unknown;
    readonly failed: HostEvents['failed'];
  }[];
}

/**
 * Reads files that a host's user chose, each for itself: one that cannot be read does not keep the others from opening.
 * @param newJob  a name for a job of its own
 */
export async function openFiles(
  tensors: TensorStore,
  host: Host,
  files: readonly string[],
  newJob: () => string,
): Promise<OpenedFiles> {
  const opened: (readonly TensorInfo[])[] = [];
  const failures: OpenedFiles['failures'][number][] = [];
  for (const file of files) {
    const name = host.nameOf?.(file) ?? file;
    const id = newJob();
    try {
      const onProgress = progressEvents(host, id, name, null);
      opened.push(await tensors.open(file, { name, id, onProgress }));
    } catch (error) {
      const { code, message, details } = failure(error, console.error);
      failures.push({ error, failed: { code, message, details } });
    }
  }
  await host.filesRead?.(files);
  return { opened, failures };
}
