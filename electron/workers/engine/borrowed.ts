import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { TensorMemory } from './memory.ts';

/** Blocks of the memory that are taken for one call and given back together. */
export class Borrowed {
  readonly #memory: TensorMemory;
  readonly #taken: number[] = [];

  constructor(memory: TensorMemory) {
    this.#memory = memory;
  }

  /** Address of a new block. @throws OutOfMemory */
  allocate(bytes: number): number {
    const at = this.#memory.allocate(bytes);
    this.#taken.push(at);
    return at;
  }

  /** Address of values as float32: where they lie in the memory already, else of a copy; 0 for none. */
  float32(values: ArrayLike<number> | null | undefined): number {
    if (!values) return 0;
    const there = values instanceof Float32Array ? this.#memory.addressOf(values) : null;
    if (there !== null) return there;
    const at = this.allocate(values.length * 4);
    this.#memory.write32(at, values);
    return at;
  }

  /** Address of a copy of values as float64. */
  float64(values: ArrayLike<number>): number {
    const at = this.allocate(values.length * 8);
    this.#memory.write64(at, values);
    return at;
  }

  /** Address of values in their own type. */
  place(values: TensorData): number {
    return values instanceof Float64Array ? this.float64(values) : this.float32(values);
  }

  release(): void {
    for (const at of this.#taken.splice(0)) this.#memory.release(at);
  }
}

/** Does some work with borrowed blocks. */
export function borrowing<T>(memory: TensorMemory, work: (blocks: Borrowed) => T): T {
  const blocks = new Borrowed(memory);
  try {
    return work(blocks);
  } finally {
    blocks.release();
  }
}
