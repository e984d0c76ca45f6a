import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { parseNpyHeader } from '../../core/io/npyHeader.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import type { ReportProgress } from './progress.ts';
import { readInto } from './readInto.ts';
import { sharedFloat32, sharedFloat64 } from './sharedTensor.ts';

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
  const data = type.bytes === 8 ? sharedFloat64(dataBytes / 8) : sharedFloat32(dataBytes / 4);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, dataBytes);
  await readInto(handle, bytes, dataOffset, report);
  return { tensor: tensor(data, shape), dtype: descr };
}
