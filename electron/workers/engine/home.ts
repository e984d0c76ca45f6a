// A large tensor in a memory of its own: made when it is read, shared by all threads, worked on without a copy.
import { FIRST, PAGE, TensorMemory } from './memory.ts';

/** Words before the tensor: who works with the memory, and its name. */
const LOCK = 0;
const NAME = 1;
/** Beyond so many bytes a tensor's memory, which never shrinks again, costs more than the copy. */
const MOST_BYTES = 256 * 2 ** 20;

/** A float32 tensor's values and the memory that they begin in. */
export interface Home {
  readonly memory: WebAssembly.Memory;
  readonly data: Float32Array;
}

/** A memory for so many values; null where ordinary shared memory has to do. */
export function createHome(length: number): Home | null {
  const bytes = length * 4;
  if (bytes > MOST_BYTES) return null;
  const initial = Math.ceil((FIRST + bytes) / PAGE);
  try {
    const memory = new WebAssembly.Memory({ initial, maximum: PAGE, shared: true });
    const [name = 1] = crypto.getRandomValues(new Int32Array(1));
    new Int32Array(memory.buffer)[NAME] = name;
    return { memory, data: new Float32Array(memory.buffer, FIRST, length) };
  } catch {
    // The address space is full.
    return null;
  }
}

/** Tells homes apart: every message between threads makes a new object of the same memory. */
export function nameOf(memory: WebAssembly.Memory): number {
  return new Int32Array(memory.buffer)[NAME] ?? 0;
}

/** Takes a home for one thread; false when another works there. One that was stopped in its work never gives it back. */
export function take(memory: WebAssembly.Memory): boolean {
  return Atomics.compareExchange(new Int32Array(memory.buffer), LOCK, 0, 1) === 0;
}

export function leave(memory: WebAssembly.Memory): void {
  Atomics.store(new Int32Array(memory.buffer), LOCK, 0);
}

/** The room behind a home's values. */
export function roomOf(memory: WebAssembly.Memory, length: number): TensorMemory {
  return new TensorMemory(undefined, memory, FIRST + length * 4);
}

/** The values of a home, as its room knows them. */
export function valuesOf(room: TensorMemory, length: number): Float32Array {
  return room.float32(FIRST, length);
}
