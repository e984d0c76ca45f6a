import type { FileHandle } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import type { ReportProgress } from './progress.ts';

const CHUNK = 8 * 2 ** 20;

/**
 * Fills bytes from a file, chunk by chunk.
 * @param from  position in the file
 * @throws InputError fileUnreadable when the file ends before (it became shorter meanwhile)
 */
export async function readInto(
  handle: FileHandle,
  bytes: Uint8Array,
  from: number,
  report: ReportProgress,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const length = Math.min(CHUNK, bytes.length - done);
    const { bytesRead } = await handle.read(bytes, done, length, from + done);
    if (bytesRead === 0)
      throw new InputError(
        'fileUnreadable',
        `the file became shorter while it was read: expected ${from + bytes.length} bytes, got ${from + done}. Try again.`,
      );
    done += bytesRead;
    report(done, bytes.length);
  }
}
