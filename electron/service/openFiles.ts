import type { ComputeRequest } from '../../core/request.ts';
import type { HostEvents } from '../ipc/contract.ts';
import { failure } from '../ipc/dispatch.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Host } from './host.ts';
import type { LargeFiles } from './largeFiles.ts';
import { openReport } from './openReport.ts';
import { progressEvents } from './progressEvents.ts';
import type { Run } from './run.ts';
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

/** What opens files. */
export interface Opener {
  readonly tensors: TensorStore;
  readonly large: LargeFiles;
  /** Of Runner. */
  readonly run: (request: ComputeRequest) => Promise<Run>;
  /** A name for a job of its own. */
  readonly newJob: () => string;
}

/** Extension of reports, beside those of tensors. */
export const REPORT_EXTENSION = 'json';

function isReport(file: string): boolean {
  return file.toLowerCase().endsWith(`.${REPORT_EXTENSION}`);
}

/**
 * Reads files that a host's user chose, each for itself: one that cannot be read does not keep the others from opening.
 * A JSON report is not among the opened: the host is told what it is about; nor is a file beyond the memory limit: the host is asked what
 * to do with it.
 */
export async function openFiles(
  { tensors, large, run, newJob }: Opener,
  host: Host,
  files: readonly string[],
): Promise<OpenedFiles> {
  const opened: (readonly TensorInfo[])[] = [];
  const read: string[] = [];
  const failures: OpenedFiles['failures'][number][] = [];
  for (const file of files) {
    const name = host.nameOf?.(file) ?? file;
    const id = newJob();
    try {
      if (await large.isLarge(file)) {
        host.emit('large', await large.hold(host, file, name));
        continue;
      }
      const onProgress = progressEvents(host, id, name, null);
      if (isReport(file)) host.emit('restored', await openReport(tensors, run, file, name));
      else opened.push(await tensors.open(file, { name, id, onProgress }));
    } catch (error) {
      const { code, message, details } = failure(error, console.error);
      failures.push({ error, failed: { code, message, details } });
    }
    read.push(file);
  }
  await host.filesRead?.(read);
  return { opened, failures };
}
