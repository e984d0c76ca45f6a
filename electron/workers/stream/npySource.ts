import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { InputError } from '../../../core/errors.ts';
import { decodeInto, requireFloat } from '../../../core/io/elements.ts';
import { checkDataBytes } from '../../../core/io/npy.ts';
import { parseNpyHeader, type NpyHeader } from '../../../core/io/npyHeader.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Chunk } from './chunks.ts';
import type { ReportProgress } from '../progress.ts';

/** The longest header and what stands before it. */
const MOST_HEADER = 65_547;

/** A .npy file whose values are read piece by piece. */
export interface NpySource {
  readonly header: NpyHeader;
  /** True when its values become float64; float32 otherwise. */
  readonly wide: boolean;
  /** Bytes that a piece of so many values needs beside the values themselves, 0 when it is read in place. */
  rawBytes(length: number): number;
  /**
   * Reads a chunk.
   * @param values  float32 or float64, at least chunk.length of them
   * @param raw     rawBytes(chunk.length) bytes
   * @param decode  what takes the place of decodeInto()
   * @returns       what turns the bytes into values, to be called before they are used
   */
  read(
    chunk: Chunk,
    values: TensorData,
    raw: Uint8Array,
    decode?: typeof decodeInto,
  ): Promise<() => void>;
  /**
   * Makes sure that the file is still what it was when it was opened.
   * @throws InputError fileChanged
   */
  checkSame(): Promise<void>;
}

/**
 * Reads and checks the header of a .npy file.
 * @throws InputError as parseNpyHeader and readNpy do
 */
export async function npySource(handle: FileHandle, convertIntegers: boolean): Promise<NpySource> {
  const opened = await handle.stat({ bigint: true });
  const size = Number(opened.size);
  const start = new Uint8Array(Math.min(size, MOST_HEADER));
  await readInto(handle, start, 0, () => undefined);
  const header = parseNpyHeader(start);
  const { type, dataOffset } = header;
  requireFloat(type, { convertIntegers });
  checkDataBytes(header, size - dataOffset);
  const wide = type.kind === 'float' && type.bytes === 8;
  const asInMemory =
    type.kind === 'float' && type.bytes >= 4 && type.littleEndian === (endianness() === 'LE');
  return {
    header,
    wide,
    rawBytes: (length) => (asInMemory ? 0 : length * type.bytes),
    async read(chunk, values, raw, decode = decodeInto) {
      const bytes = chunk.length * type.bytes;
      const into = asInMemory
        ? new Uint8Array(values.buffer, values.byteOffset, bytes)
        : raw.subarray(0, bytes);
      await readInto(handle, into, dataOffset + chunk.at * type.bytes, () => undefined);
      return () => {
        if (!asInMemory) decode(into, type, values);
      };
    },
    async checkSame() {
      const now = await handle.stat({ bigint: true });
      if (now.size === opened.size && now.mtimeNs === opened.mtimeNs) return;
      throw new InputError(
        'fileChanged',
        'the file was changed while it was read: its beginning and its end would not belong together. Try again when it is complete.',
      );
    },
  };
}

const CHUNK = 8 * 2 ** 20;

/**
 * Fills bytes from a file, chunk by chunk.
 * @param from  position in the file
 * @throws InputError fileUnreadable when the file ends before (it became shorter meanwhile)
 */
async function readInto(
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
