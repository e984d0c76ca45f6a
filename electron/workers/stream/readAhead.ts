import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { ChunkKernel } from './chunkKernel.ts';
import type { Chunk } from './chunks.ts';
import type { NpySource } from './npySource.ts';

/** A chunk with its values, which hold until the next one is asked for. */
export interface Loaded {
  readonly chunk: Chunk;
  readonly values: TensorData;
}

interface Slot {
  readonly values: TensorData;
  readonly raw: Uint8Array;
}

/**
 * The chunks of a file in order, the next one being read while one is worked on.
 * @param chunks  the first is the largest
 * @param kernel  arrays for the values of a chunk and for its bytes, and what turns these into those
 */
export async function* readAhead(
  source: NpySource,
  chunks: () => Iterable<Chunk>,
  kernel: Pick<ChunkKernel, 'room' | 'raw' | 'decode'>,
): AsyncGenerator<Loaded> {
  const slots: Slot[] = [];
  let turn = 0;
  const begin = (chunk: Chunk) => {
    const slot = (slots[turn % 2] ??= {
      values: kernel.room(chunk.length),
      raw: kernel.raw(source.rawBytes(chunk.length)),
    });
    turn++;
    const values = slot.values.subarray(0, chunk.length);
    const reading = source.read(chunk, values, slot.raw, kernel.decode);
    // A failure is met where it is awaited.
    reading.catch(() => undefined);
    return { chunk, values, reading };
  };
  let ahead: ReturnType<typeof begin> | null = null;
  try {
    for (const chunk of chunks()) {
      const current = ahead;
      const decode = await current?.reading;
      ahead = begin(chunk);
      decode?.();
      if (current) yield current;
    }
    const decode = await ahead?.reading;
    decode?.();
    if (ahead) yield ahead;
  } finally {
    await ahead?.reading.catch(() => undefined);
  }
}
