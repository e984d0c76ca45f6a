import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { npyHeader } from '../../../core/io/npy.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';

/** A .npy file that is written piece by piece. */
export interface NpySink {
  /** Writes values from position `at` of the data on. */
  write(values: TensorData, at: number): Promise<void>;
}

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
  return {
    write: (values, at) => {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      return writeAll(handle, bytes, header.length + at * width);
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
