import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { npyHeader } from '../../../core/io/npy.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';

/** A .npy file that is written piece by piece. */
export interface NpySink {
  /** Writes values from position `at` of the data on. */
  write(values: TensorData, at: number): Promise<void>;
  /** Waits until all of it is on the disk. */
  flush(): Promise<void>;
}

/** Bytes after which the disk is told to take them while more are computed: else all of them wait for the end. */
const FLUSH_BYTES = 64 * 2 ** 20;

/**
 * Writes the header of a .npy file, float32 or float64 as this machine holds them.
 * @param fortran  the order in which the values will come
 */
export async function npySink(
  handle: FileHandle,
  shape: readonly number[],
  wide: boolean,
  fortran: boolean,
): Promise<NpySink> {
  const width = wide ? 8 : 4;
  const order = endianness() === 'LE' ? '<' : '>';
  const header = npyHeader(`${order}f${width}`, shape, fortran);
  await writeAll(handle, header, 0);
  let waiting = 0;
  let flushing: Promise<void> | null = null;
  // The system tells a failure once: it is kept until somebody asks.
  let failure: Error | null = null;
  const begin = () => {
    waiting = 0;
    flushing = handle
      .datasync()
      .catch((error: Error) => void (failure ??= error))
      .finally(() => (flushing = null));
  };
  const check = () => {
    if (failure) throw failure;
  };
  return {
    async write(values, at) {
      check();
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      await writeAll(handle, bytes, header.length + at * width);
      waiting += bytes.length;
      if (waiting >= FLUSH_BYTES && !flushing) begin();
    },
    async flush() {
      await flushing;
      check();
      await handle.sync();
    },
  };
}

/** One call may write less than all, always so beyond 2 GiB. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
