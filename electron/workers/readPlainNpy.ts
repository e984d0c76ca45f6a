import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { parseNpyHeader } from '../../core/io/npyHeader.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import type { ReportProgress } from './jobs.ts';
import { readInto } from './readInto.ts';

/** The longest header and what stands before it. */
const MOST_HEADER = 65_547;

/**
 * Reads a .npy file whose bytes lie as memory has them (float32 or float64, C order) straight into shared memory.
 * @param size  bytes of the file
 * @returns     null for every other file, which readNpy decodes
 * @throws InputError as parseNpyHeader does
 */
export async function readPlainNpy(
  handle: FileHandle,
  size: number,
  report: ReportProgress,
): Promise<{ readonly tensor: Tensor; readonly dtype: string } | null> {
  const start = new Uint8Array(Math.min(size, MOST_HEADER));
  await readInto(handle, start, 0, () => undefined);
  const { descr, type, fortranOrder, shape, dataOffset, dataBytes } = parseNpyHeader(start);
  const asInMemory =
    type.kind === 'float' && type.bytes >= 4 && type.littleEndian && endianness() === 'LE';
  if (!asInMemory || (fortranOrder && shape.length > 1) || dataOffset + dataBytes !== size)
    return null;
  const buffer = new SharedArrayBuffer(dataBytes);
  await readInto(handle, new Uint8Array(buffer), dataOffset, report);
  const data = type.bytes === 8 ? new Float64Array(buffer) : new Float32Array(buffer);
  return { tensor: tensor(data, shape), dtype: descr };
}
