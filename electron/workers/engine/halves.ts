import { endianness } from 'node:os';
import type { ElementType } from '../../../core/io/elements.ts';
import type { Crew } from './crew.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Types of 16 bits, as they lie in a file. */
export type HalfType = 'float16' | 'bfloat16';

/** Halves of this machine's byte order, by how a file stores its numbers; null for all others. */
export function halfType({ kind, bytes, littleEndian }: ElementType): HalfType | null {
  if (bytes !== 2 || !littleEndian || endianness() !== 'LE') return null;
  return kind === 'float' ? 'float16' : kind === 'bfloat' ? 'bfloat16' : null;
}

/**
 * Writes halves as float32, exactly, to where the layer will work in place: there is no copy of them beside the output.
 * @param halves  uint16[numel] in the memory, of this machine's byte order
 * @param y       float32[numel] in the memory
 */
export function widenHalves(
  memory: TensorMemory,
  crew: Crew,
  halves: Uint16Array,
  type: HalfType,
  y: Float32Array,
  limits: Limits = LIMITS,
): void {
  const [from, to] = [memory.addressOf(halves), memory.addressOf(y)];
  if (from === null || to === null || halves.length !== y.length)
    throw new RangeError(
      `widenHalves: expected two arrays of the memory of one length, got ${halves.length} and ${y.length} values`,
    );
  const size = Math.ceil(limits.chunkBytes / 64) * 16;
  const brain = type === 'bfloat16' ? 1 : 0;
  const args = { job: 0, size, total: y.length, group: brain, a: from, b: to, c: 0 };
  crew.run('widen', args, y.length >= limits.spreadFrom);
}
