import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Halves } from '../engine/halves.ts';
import type { ChunkKernel } from './chunkKernel.ts';
import type { Chunk } from './chunks.ts';
import type { NpySource } from './npySource.ts';

/** A chunk with its values, which hold until the next one is asked for; where it is left as it is stored they hold nothing. */
export interface Loaded {
  readonly chunk: Chunk;
  readonly values: TensorData;
  readonly stored: Halves | null;
}

interface Slot {
  readonly values: TensorData;
  readonly raw: Uint8Array;
}

/**
 * The chunks of a file in order, the next one being read while one is worked on.
 * @param chunks  the first is the largest
 * @param kernel  arrays for the values of a chunk and for its bytes, and what turns these into those unless it takes them as they are stored
 */
export async function* readAhead(
  source: NpySource,
  chunks: () => Iterable<Chunk>,
  kernel: Pick<ChunkKernel, 'room' | 'raw' | 'decode' | 'stored'>,
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
    const taken: { stored: Halves | null } = { stored: null };
    const reading = source.read(chunk, values, slot.raw, (bytes, type, into) => {
      taken.stored = kernel.stored(bytes, type);
      if (!taken.stored) kernel.decode(bytes, type, into);
    });
    // A failure is met where it is awaited.
    reading.catch(() => undefined);
    return { chunk, values, taken, reading };
  };
  const loadedOf = ({ chunk, values, taken }: ReturnType<typeof begin>): Loaded => ({
    chunk,
    values,
    stored: taken.stored,
  });
  let ahead: ReturnType<typeof begin> | null = null;
  try {
    for (const chunk of chunks()) {
      const current = ahead;
      const decode = await current?.reading;
      ahead = begin(chunk);
      decode?.();
      if (current) yield loadedOf(current);
    }
    const decode = await ahead?.reading;
    decode?.();
    if (ahead) yield loadedOf(ahead);
  } finally {
    await ahead?.reading.catch(() => undefined);
  }
}
