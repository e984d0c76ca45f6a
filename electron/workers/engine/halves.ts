import { endianness } from 'node:os';
import type { ElementType } from '../../../core/io/elements.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Crew } from './crew.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Types of 16 bits, as they lie in a file. */
export type HalfType = 'float16' | 'bfloat16';

/** Numbers of 16 bits in the memory, of this machine's byte order. */
export interface Halves {
  readonly bits: Uint16Array;
  readonly type: HalfType;
}

/** The numbers of a file as halves of this machine's byte order; null where they are none. */
export function halvesIn(stored: Uint8Array, type: ElementType): Halves | null {
  const { kind, bytes, littleEndian } = type;
  if (bytes !== 2 || !littleEndian || endianness() !== 'LE') return null;
  const half = kind === 'float' ? 'float16' : kind === 'bfloat' ? 'bfloat16' : null;
  const { buffer, byteOffset, length } = stored;
  return half && { bits: new Uint16Array(buffer, byteOffset, length / 2), type: half };
}

/**
 * Writes halves as float32, exactly, to where the layer will work in place: there is no copy of them beside the output.
 * @param y  float32[numel] in the memory, as many as there are halves
 */
export function widenHalves(
  memory: TensorMemory,
  crew: Crew,
  { bits, type }: Halves,
  y: TensorData,
  limits: Limits = LIMITS,
): void {
  const [from, to] = [memory.addressOf(bits), memory.addressOf(y)];
  if (from === null || to === null || bits.length !== y.length || y instanceof Float64Array)
    throw new RangeError(
      `widenHalves: expected two arrays of the memory of one length, got ${bits.length} and ${y.length} values`,
    );
  const size = Math.ceil(limits.chunkBytes / 64) * 16;
  const brain = type === 'bfloat16' ? 1 : 0;
  const args = { job: 0, size, total: y.length, group: brain, a: from, b: to, c: 0 };
  crew.run('widen', args, y.length >= limits.spreadFrom);
}
